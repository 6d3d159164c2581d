import { sql, type SqlBool } from 'kysely';
import type { Transaction } from '../../../../db/schema.ts';
import { pickDifference, type PickDifference } from '../../domain/ballots.ts';
import { noneOfThese } from '../../domain/none.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import type { Seen } from '../../domain/revising.ts';
import { compiledOnce } from '../compiling.ts';
import { isShown } from '../moderation/hiding.ts';
import { enterLeaf, enterSaying } from './logging.ts';
import { countOutdated, nameSeen } from './looking.ts';
import { countBallot, takeBallot, withdrawBallot, type Voter } from './taking.ts';

export type { Voter } from './taking.ts';

export interface PicksBallot {
  challenge: string;
  /** Ids of the drafts picked, or `none` alone where the ballot has it; empty takes the ballot back. */
  drafts: string[];
  /**
   * The revisions that the voter had before them, where the rule lets drafts be revised during the vote. A pick that is
   * kept without its draft being seen goes on naming the revision that it was cast for.
   */
  seen?: Seen;
}

/**
 * Makes the member's ballot in the challenge's present round say exactly these drafts; none withdraws it.
 * The order of the writes is the same for everyone (own ballot, challenge, drafts), so that two tabs wait for each other,
 * nobody waits in a circle, and a vote that races with the close is either counted before it or refused.
 */
export const castBallot = async (
  tx: Transaction,
  member: Voter | null,
  { challenge, drafts, seen }: PicksBallot,
  now: number,
): Promise<{ ballot: string | null } | Refusal> => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  const ballot = await takeBallot(tx, member, challenge, now);
  if (isRefusal(ballot)) return ballot;
  const picks = new Set(drafts);
  const none = picks.delete(noneOfThese);
  const stands = picks.size > 0 || none;
  const rule = await countBallot(tx, challenge, ballot, stands, now);
  if (isRefusal(rule)) return rule;
  if (rule.method !== 'picks') return refuse('ballot-of-other-kind');
  if (none && rule.none !== 1) return refuse('draft-not-in-challenge');
  if (none && picks.size > 0) return refuse('none-and-more');
  if (picks.size > rule.limit) return refuse('too-many-picks', { limit: rule.limit });
  const revising = rule.revisingUntil !== null;

  const before = ballot.fresh ? [] : await picksOn(tx, ballot.id);
  const named = new Map(before.map(({ draft, revision }) => [draft, revision]));
  const difference = pickDifference(named.keys(), picks);
  const counts = !ballot.aside;
  if (revising && counts) await countOutdated(tx, ballot.id, -1);
  if (!(await addPicks(tx, ballot.id, challenge, difference.added))) return refuse('draft-not-in-challenge');
  await removePicks(tx, ballot.id, difference.removed);
  if (counts) await countPicks(tx, difference);
  if (none !== ballot.none) {
    await sayNone(tx, ballot.id, none);
    if (counts) await countNone(tx, challenge, none ? 1 : -1);
  }
  if (revising) {
    await nameSeen(
      tx,
      ballot.id,
      [...(seen ?? [])].filter(([draft]) => picks.has(draft)),
      difference.added,
    );
    if (counts) await countOutdated(tx, ballot.id, 1);
  }
  const after = revising ? await picksOn(tx, ballot.id) : [];
  const changed =
    difference.added.length + difference.removed.length > 0 ||
    none !== ballot.none ||
    after.some(({ draft, revision }) => named.get(draft) !== revision);
  if (!stands) {
    if (!ballot.fresh) await enterLeaf(tx, { challenge, ballot: ballot.key, entry: 'withdrawn' }, now);
    await withdrawBallot(tx, ballot.id);
    return { ballot: null };
  }
  if (changed) {
    const says = none ? { none } : sayPicks(picks, revising ? after : null);
    await enterSaying(tx, challenge, ballot, says, now);
  }
  return { ballot: ballot.id };
};

/** Where drafts may be revised during the vote, each pick says which revision it is for. */
const sayPicks = (picks: Set<string>, revised: { draft: string; revision: string }[] | null) => ({
  picks: [...picks].sort(),
  ...(revised && {
    revisions: Object.fromEntries(revised.map(({ draft, revision }) => [draft, revision])),
  }),
});

export const picksOn = compiledOnce((tx: Transaction, ballot: string) =>
  tx
    .selectFrom('ballot_picks')
    .select(['draft_id as draft', 'revision_id as revision'])
    .where('ballot_id', '=', ballot),
);

/** Not withdrawn, and not disqualified. */
export const isStanding = sql<SqlBool>`not exists (select 1 from draft_removals where draft_removals.draft_id = drafts.id)`;

/** Every draft that was sealed stands in the first vote, and in a later one the finalists alone. */
export const isOnBallot = sql<SqlBool>`(challenges.round = 1 or exists (select 1 from finalists
  where finalists.challenge_id = challenges.id and finalists.draft_id = drafts.id))`;

/** Each pick names the revision that stands. False unless every one of the drafts stands on the sealed ballot. */
const addPicks = async (tx: Transaction, ballot: string, challenge: string, drafts: string[]) =>
  drafts.length === 0 || (await added(tx, ballot, challenge, ...drafts)).length === drafts.length;

const added = compiledOnce((tx: Transaction, ballot: string, challenge: string, ...drafts: string[]) =>
  tx
    .insertInto('ballot_picks')
    .columns(['ballot_id', 'draft_id', 'revision_id'])
    .expression((eb) =>
      eb
        .selectFrom('drafts')
        .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
        .select(({ val, ref }) => [
          val(ballot).as('ballot_id'),
          'drafts.id as draft_id',
          ref('drafts.revision_id').$notNull().as('revision_id'),
        ])
        .where('drafts.id', 'in', drafts)
        .where('drafts.challenge_id', '=', challenge)
        .where('drafts.state', '=', 'submitted')
        .where('drafts.revision_id', 'is not', null)
        .whereRef('drafts.submitted_at', '<=', 'challenges.sealed_at')
        .where(isShown('draft', 'drafts.id'))
        .where(isStanding)
        .where(isOnBallot),
    )
    .returning('draft_id'),
);

const removePicks = async (tx: Transaction, ballot: string, drafts: string[]) => {
  if (drafts.length > 0) await removed(tx, ballot, ...drafts);
};

const removed = compiledOnce((tx: Transaction, ballot: string, ...drafts: string[]) =>
  tx.deleteFrom('ballot_picks').where('ballot_id', '=', ballot).where('draft_id', 'in', drafts),
);

const countPicks = async (tx: Transaction, difference: PickDifference) => {
  if (difference.added.length > 0) await pickedMore(tx, 1, ...difference.added);
  if (difference.removed.length > 0) await pickedMore(tx, -1, ...difference.removed);
};

export const pickedMore = compiledOnce((tx: Transaction, change: number, ...drafts: string[]) =>
  tx
    .updateTable('drafts')
    .set((eb) => ({ picks: eb('picks', '+', change) }))
    .where('id', 'in', drafts),
);

const sayNone = (tx: Transaction, ballot: string, none: boolean) =>
  tx
    .updateTable('ballots')
    .set({ none_of_these: none ? 1 : 0 })
    .where('id', '=', ballot)
    .execute();

export const countNone = (tx: Transaction, challenge: string, change: 1 | -1) =>
  tx
    .updateTable('challenges')
    .set((eb) => ({ none_picks: eb('none_picks', '+', change) }))
    .where('id', '=', challenge)
    .execute();
