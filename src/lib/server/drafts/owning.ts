import { sql, type SqlBool } from 'kysely';
import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { mayRevise, revisingRest } from '../../domain/revising.ts';

/**
 * Whose hand may change a draft, of `drafts` joined with `challenges`: in an open challenge its authors, elsewhere
 * whoever designs for its brand or owns it.
 */
const isDesignedBy = (member: string) =>
  sql<SqlBool>`(
    (challenges.kind = 'showcase' and ${isOfDesigners(member)})
    or (challenges.kind = 'open' and ${isAuthoredBy(member)}))`;

/** Whether the member designs for the draft's brand or owns it. */
export const isOfDesigners = (member: string) =>
  sql<SqlBool>`exists (select 1 from brand_roles where brand_roles.brand_id = drafts.brand_id
    and brand_roles.member_id = ${member} and brand_roles.role in ('owner', 'designer'))`;

/** Whether the member is one of the authors that a draft in an open challenge names. */
export const isAuthoredBy = (member: string) =>
  sql<SqlBool>`exists (select 1 from draft_authors where draft_authors.draft_id = drafts.id
    and draft_authors.member_id = ${member} and draft_authors.left_at is null)`;

/** Whether the member has accepted to judge the finalists, of a query that has `challenges`. */
export const isJudgedBy = (member: string) =>
  sql<SqlBool>`exists (select 1 from experts where experts.challenge_id = challenges.id
    and experts.member_id = ${member} and experts.accepted_at is not null and experts.withdrawn_at is null)`;

export type OwnDraft = NonNullable<Awaited<ReturnType<typeof ownDraft>>>;

/** The draft with its challenge, if the member may change it (`isDesignedBy`); otherwise nothing. */
export const ownDraft = async (read: Reader, member: { id: string } | null, id: string) => {
  if (!member) return undefined;
  return draftWithChallenge(read, id).where(isDesignedBy(member.id)).executeTakeFirst();
};

/**
 * The draft with its challenge, if the member designs for its brand: to review it, to order it, to rule it out. What
 * the authors of a draft in an open challenge have never handed in is not there.
 */
export const deskDraft = async (read: Reader, member: { id: string } | null, id: string) => {
  if (!member) return undefined;
  return draftWithChallenge(read, id).where(isOfDesigners(member.id)).where(isHandedIn).executeTakeFirst();
};

/** Of `drafts` joined with `challenges`: the brand's own, and of members' those that they ever entered or asked a review of. */
export const isHandedIn = sql<SqlBool>`(challenges.kind = 'showcase' or drafts.state <> 'editing'
  or exists (select 1 from blind_entries where blind_entries.draft_id = drafts.id)
  or exists (select 1 from draft_reviews where draft_reviews.draft_id = drafts.id))`;

const draftWithChallenge = (read: Reader, id: string) =>
  read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('blind_entries', 'blind_entries.draft_id', 'drafts.id')
    .selectAll('drafts')
    .select([
      'challenges.kind',
      'challenges.title as challenge_title',
      'challenges.number as challenge_number',
      'challenges.state as challenge_state',
      'challenges.method',
      'challenges.tally_shown',
      'challenges.voting_opens_at',
      'challenges.voting_closes_at',
      'challenges.revising_until',
      'challenges.time_zone',
      'challenges.reviewed',
      'challenges.blind',
      'challenges.drafts_per_member',
      'challenges.terms_version',
      'brands.slug as brand_slug',
      'brands.name as brand_name',
      'brands.currency',
      'draft_removals.kind as removal',
      'draft_removals.reason as removal_reason',
      'draft_removals.removed_at',
      'blind_entries.revision_id as blind_revision',
    ])
    .where('drafts.id', '=', id);

/** Whoever changes what hangs on a draft holds it first: two at once then come one after the other. */
export const holdDraft = (tx: Transaction, draft: string) =>
  tx
    .updateTable('drafts')
    .set((eb) => ({ position: eb.ref('position') }))
    .where('id', '=', draft)
    .execute();

/** The last revision of a draft: its working copy where one is saved and not yet public, else what is public. */
export const lastRevision = async (read: Reader, draft: string, only: 'any' | 'published' = 'any') => {
  const revisions = read.selectFrom('revisions').selectAll().where('draft_id', '=', draft);
  const wanted = only === 'any' ? revisions : revisions.where('published_at', 'is not', null);
  return wanted.orderBy('number', 'desc').limit(1).executeTakeFirst();
};

/** What may still be written over: neither public, nor handed in and waiting for it. */
export const isWorkingCopy = (revision: {
  published_at: number | null;
  entered_at: number | null;
}): boolean => revision.published_at === null && revision.entered_at === null;

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
