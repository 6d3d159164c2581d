import { sql, type SqlBool } from 'kysely';
import type { Transaction } from '../../../../db/schema.ts';
import { pickDifference, type PickDifference } from '../../domain/ballots.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import type { Seen } from '../../domain/revising.ts';
import { newId } from '../ids.ts';
import { isShown } from '../moderation/hiding.ts';
import { countOutdated, nameSeen } from './looking.ts';

export interface Voter {
  id: string;
  /** Whether the address is confirmed. */
  confirmed: boolean;
}

/**
 * Makes the member's ballot in the challenge's present round say exactly these drafts; none withdraws it.
 * The order of the writes is the same for everyone (own ballot, challenge, drafts), so that two tabs wait for each other,
 * nobody waits in a circle, and a vote that races with the close is either counted before it or refused.
 *
 * `seen`: the revisions that the voter had before them, where the rule lets drafts be revised during the vote. A pick
 * that is kept without its draft being seen goes on naming the revision that it was cast for.
 */
export const castBallot = async (
  tx: Transaction,
  member: Voter | null,
  { challenge, drafts, seen }: { challenge: string; drafts: string[]; seen?: Seen },
  now: number,
): Promise<{ ballot: string | null } | Refusal> => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  const ballot = await takeBallot(tx, member, challenge, now);
  if (!ballot) return refuse('not-found');
  const picks = new Set(drafts);
  const change = Number(picks.size > 0) - Number(!ballot.fresh);
  const rule = await countBallot(tx, challenge, change, now);
  if (!rule) return whyNotNow(tx, challenge, 'picks');
  const { limit, revising } = rule;
  if (picks.size > limit) return refuse('too-many-picks', { limit });

  const before = ballot.fresh ? [] : await picksOn(tx, ballot.id);
  const difference = pickDifference(before, picks);
  if (revising) await countOutdated(tx, ballot.id, -1);
  if (!(await addPicks(tx, ballot.id, challenge, difference.added))) return refuse('draft-not-in-challenge');
  await removePicks(tx, ballot.id, difference.removed);
  await countPicks(tx, difference);
  if (revising) {
    await nameSeen(
      tx,
      ballot.id,
      [...(seen ?? [])].filter(([draft]) => picks.has(draft)),
      difference.added,
    );
    await countOutdated(tx, ballot.id, 1);
  }
  if (picks.size > 0) return { ballot: ballot.id };
  await tx.deleteFrom('ballots').where('id', '=', ballot.id).execute();
  return { ballot: null };
};

/** The member's one ballot, new or not, held against the member's other tabs until the end of the transaction. */
export const takeBallot = async (tx: Transaction, member: Voter, challenge: string, now: number) => {
  const id = newId(now);
  const at = sql<number>`cast(${now} as bigint)`;
  const row = await tx
    .insertInto('ballots')
    .columns(['id', 'challenge_id', 'member_id', 'round', 'cast_at', 'changed_at'])
    .expression((eb) =>
      eb
        .selectFrom('challenges')
        .select([
          eb.val(id).as('id'),
          'challenges.id as challenge_id',
          eb.val(member.id).as('member_id'),
          'challenges.round',
          at.as('cast_at'),
          at.as('changed_at'),
        ])
        .where('challenges.id', '=', challenge)
        .where('challenges.published_at', 'is not', null)
        .where(isShown('challenge', 'challenges.id')),
    )
    .onConflict((conflict) =>
      conflict.columns(['challenge_id', 'member_id', 'round']).doUpdateSet({ changed_at: now }),
    )
    .returning('id')
    .executeTakeFirst();
  return row && { id: row.id, fresh: row.id === id };
};

/** Counts the ballot and says how many picks it may have; nothing unless voting is open at this very moment. */
const countBallot = async (tx: Transaction, challenge: string, change: number, now: number) => {
  const row = await tx
    .updateTable('challenges')
    .set((eb) => ({ ballot_count: eb('ballot_count', '+', change) }))
    .where('id', '=', challenge)
    .where('method', '=', 'picks')
    .where('state', '=', 'voting')
    .where('voting_opens_at', '<=', now)
    .where('voting_closes_at', '>', now)
    .returning(['picks_per_member as limit', 'revising_until'])
    .executeTakeFirst();
  return row && { limit: row.limit, revising: row.revising_until !== null };
};

/** Why a ballot of that kind was not counted. */
export const whyNotNow = async (tx: Transaction, challenge: string, method: 'picks' | 'specification') => {
  const row = await tx
    .selectFrom('challenges')
    .select(['state', 'method'])
    .where('id', '=', challenge)
    .executeTakeFirstOrThrow();
  if (row.method !== method) return refuse('ballot-of-other-kind');
  // `voting` here means that its time is over and the job that closes it has not come yet: it never opens ahead of its time.
  return refuse(row.state === 'collecting' ? 'voting-not-open' : 'voting-closed');
};

const picksOn = async (tx: Transaction, ballot: string) => {
  const rows = await tx
    .selectFrom('ballot_picks')
    .select('draft_id')
    .where('ballot_id', '=', ballot)
    .execute();
  return rows.map((row) => row.draft_id);
};

/** Not withdrawn, and not disqualified. */
export const isStanding = sql<SqlBool>`not exists (select 1 from draft_removals where draft_removals.draft_id = drafts.id)`;

/** Every draft that was sealed stands in the first vote, and in a later one the finalists alone. */
const isOnBallot = sql<SqlBool>`(challenges.round = 1 or exists (select 1 from finalists
  where finalists.challenge_id = challenges.id and finalists.draft_id = drafts.id))`;

/** Each pick names the revision that stands. False unless every one of the drafts stands on the sealed ballot. */
const addPicks = async (tx: Transaction, ballot: string, challenge: string, added: string[]) => {
  if (added.length === 0) return true;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('ballot_picks')
    .columns(['ballot_id', 'draft_id', 'revision_id'])
    .expression((eb) =>
      eb
        .selectFrom('drafts')
        .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
        .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
        .select([eb.val(ballot).as('ballot_id'), 'drafts.id as draft_id', 'revisions.id as revision_id'])
        .where('drafts.id', 'in', added)
        .where('drafts.challenge_id', '=', challenge)
        .where('drafts.state', '=', 'submitted')
        .whereRef('drafts.submitted_at', '<=', 'challenges.sealed_at')
        .where(isShown('draft', 'drafts.id'))
        .where(isStanding)
        .where(isOnBallot),
    )
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === added.length;
};

const removePicks = async (tx: Transaction, ballot: string, removed: string[]) => {
  if (removed.length === 0) return;
  await tx
    .deleteFrom('ballot_picks')
    .where('ballot_id', '=', ballot)
    .where('draft_id', 'in', removed)
    .execute();
};

const countPicks = async (tx: Transaction, { added, removed }: PickDifference) => {
  const changed = [...added, ...removed];
  if (changed.length === 0) return;
  await tx
    .updateTable('drafts')
    .set((eb) => ({
      picks: eb(
        'picks',
        '+',
        added.length === 0 ? -1 : eb.case().when('id', 'in', added).then(1).else(-1).end(),
      ),
    }))
    .where('id', 'in', changed)
    .execute();
};
