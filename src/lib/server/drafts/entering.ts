import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import type { OwnDraft } from './owning.ts';

/**
 * Holds a challenge that collects (or votes, where drafts may still be revised), so that those who enter at once come
 * one after the other, and a seal or new terms before or after them. Gives the version of the terms that stands.
 */
export const holdCollecting = async (
  tx: Transaction,
  challenge: string,
  state: 'collecting' | 'voting' = 'collecting',
): Promise<{ terms_version: number } | undefined> =>
  tx
    .updateTable('challenges')
    .set((eb) => ({ draft_count: eb.ref('draft_count') }))
    .where('id', '=', challenge)
    .where('state', '=', state)
    .returning('terms_version')
    .executeTakeFirst();

/**
 * How many drafts that stand each member has entered in a challenge, or asked a review of; of one with several authors
 * each has entered it. Members who have none are not in it.
 */
export const entriesOf = async (
  read: Reader,
  { challenge, members, besides = '' }: { challenge: string; members: string[]; besides?: string },
): Promise<Map<string, number>> => {
  const rows = await read
    .selectFrom('draft_authors')
    .innerJoin('drafts', 'drafts.id', 'draft_authors.draft_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('blind_entries', 'blind_entries.draft_id', 'drafts.id')
    .leftJoin('draft_reviews', (join) =>
      join.onRef('draft_reviews.draft_id', '=', 'drafts.id').on('draft_reviews.answer', 'is', null),
    )
    .select((eb) => ['draft_authors.member_id', eb.fn.countAll<number>().as('count')])
    .where('draft_authors.member_id', 'in', members)
    .where('draft_authors.left_at', 'is', null)
    .where('drafts.challenge_id', '=', challenge)
    .where('drafts.id', '<>', besides)
    .where('draft_removals.draft_id', 'is', null)
    .where((eb) =>
      eb.or([
        eb('drafts.state', '<>', 'editing'),
        eb('blind_entries.draft_id', 'is not', null),
        eb('draft_reviews.id', 'is not', null),
      ]),
    )
    .groupBy('draft_authors.member_id')
    .execute();
  return new Map(rows.map(({ member_id, count }) => [member_id, count]));
};

/**
 * What an entry in an open challenge needs: that it collects, that the member agrees to the terms that stand, and that
 * none of its authors has entered as many as a member may. What the member accepted is written down by its version.
 *
 * @param terms the version that was accepted in the form; undefined where none was
 */
export const takePlace = async (
  tx: Transaction,
  member: { id: string },
  draft: OwnDraft,
  terms: number | undefined,
  now: number,
): Promise<Refusal | undefined> => {
  const state = draft.challenge_state === 'voting' ? 'voting' : 'collecting';
  const held = await holdCollecting(tx, draft.challenge_id, state);
  if (!held) return refuse('challenge-sealed');
  const version = held.terms_version;
  const accepted = await acceptTerms(tx, member, { draft, version, terms }, now);
  if (accepted) return accepted;
  // On the ballot it has its place.
  if (state === 'voting') return undefined;
  const authors = await tx
    .selectFrom('draft_authors')
    .select('member_id as id')
    .where('draft_id', '=', draft.id)
    .where('left_at', 'is', null)
    .execute();
  const limit = draft.drafts_per_member;
  const entries = await entriesOf(tx, {
    challenge: draft.challenge_id,
    members: authors.map(({ id }) => id),
    besides: draft.id,
  });
  if ((entries.get(member.id) ?? 0) >= limit) return refuse('entry-limit', { limit });
  const full = authors.find(({ id }) => (entries.get(id) ?? 0) >= limit);
  if (!full) return undefined;
  const { name } = await tx
    .selectFrom('members')
    .select('name')
    .where('id', '=', full.id)
    .executeTakeFirstOrThrow();
  return refuse('entry-limit-co-author', { limit, name });
};

interface Accepting {
  draft: { id: string; challenge_id: string; brand_id: string };
  /** The one that stands. */
  version: number;
  terms: number | undefined;
}

/** Whoever accepted the version that stands need not do so again; one who read another is told. */
export const acceptTerms = async (
  tx: Transaction,
  member: { id: string },
  { draft, version, terms }: Accepting,
  now: number,
): Promise<Refusal | undefined> => {
  if (await hasAccepted(tx, member, { draft: draft.id, version })) return undefined;
  if (terms === undefined) return refuse('terms-not-accepted');
  if (terms !== version) return refuse('terms-changed');
  await tx
    .insertInto('terms_acceptances')
    .values({ draft_id: draft.id, member_id: member.id, version, accepted_at: now })
    .execute();
  await recordEvent(
    tx,
    {
      kind: 'terms-accepted',
      actor: member.id,
      brand: draft.brand_id,
      challenge: draft.challenge_id,
      draft: draft.id,
      payload: { version },
    },
    now,
  );
  return undefined;
};

export const hasAccepted = async (
  read: Reader,
  member: { id: string },
  { draft, version }: { draft: string; version: number },
): Promise<boolean> =>
  (await read
    .selectFrom('terms_acceptances')
    .select('accepted_at')
    .where('draft_id', '=', draft)
    .where('member_id', '=', member.id)
    .where('version', '=', version)
    .executeTakeFirst()) !== undefined;
