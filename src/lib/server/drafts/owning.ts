import type { Reader } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { mayRevise, revisingRest } from '../../domain/revising.ts';

export type OwnDraft = NonNullable<Awaited<ReturnType<typeof ownDraft>>>;

/** The draft with its challenge, if the member designs for its brand or owns it; otherwise nothing. */
export const ownDraft = async (read: Reader, member: { id: string } | null, id: string) => {
  if (!member) return undefined;
  return read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .selectAll('drafts')
    .select([
      'challenges.title as challenge_title',
      'challenges.number as challenge_number',
      'challenges.state as challenge_state',
      'challenges.revising_until',
      'challenges.time_zone',
      'brands.slug as brand_slug',
      'brands.name as brand_name',
      'brands.currency',
      'draft_removals.kind as removal',
      'draft_removals.reason as removal_reason',
      'draft_removals.removed_at',
    ])
    .where('drafts.id', '=', id)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('brand_roles')
          .select('brand_roles.role')
          .whereRef('brand_roles.brand_id', '=', 'drafts.brand_id')
          .where('brand_roles.member_id', '=', member.id)
          .where('brand_roles.role', 'in', ['owner', 'designer']),
      ),
    )
    .executeTakeFirst();
};

/** The last revision of a draft: its working copy where one is saved and not yet public, else what is public. */
export const lastRevision = async (read: Reader, draft: string, only: 'any' | 'published' = 'any') => {
  const revisions = read.selectFrom('revisions').selectAll().where('draft_id', '=', draft);
  const wanted = only === 'any' ? revisions : revisions.where('published_at', 'is not', null);
  return wanted.orderBy('number', 'desc').limit(1).executeTakeFirst();
};

/** Drafts come, go and change while their challenge is prepared or collects; the seal ends that. */
export const openToDrafts = ['preparing', 'collecting'] as const;
export const takesDrafts = (state: string): boolean => (openToDrafts as readonly string[]).includes(state);

/** Whether a draft may change now: before the seal every one, then those on the ballot where the rule lets them. */
export const takesRevisions = (
  draft: { state: string; challenge_state: string; revising_until: number | null },
  now: number,
): boolean =>
  takesDrafts(draft.challenge_state) ||
  (draft.state === 'submitted' && mayRevise({ ...draft, state: draft.challenge_state }, now));

/** Why it may not: the rule never let it, or no longer does, so that voters have time to look. */
export const whyNotRevised = (draft: { challenge_state: string; revising_until: number | null }): Refusal =>
  draft.challenge_state === 'voting' && draft.revising_until !== null
    ? refuse('revising-over', { hours: revisingRest / 3_600_000 })
    : refuse('challenge-sealed');
