import type { Reader, Transaction } from '../../../../db/schema.ts';
import { plainMarks, whyNoBallot, type Marks } from '../../domain/marking.ts';
import { isMarked } from '../../domain/methods.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { canonicalJson } from '../../domain/sealing.ts';
import { compiledOnce } from '../compiling.ts';
import { isShown } from '../moderation/hiding.ts';
import { isOnBallot, isStanding } from './casting.ts';
import { enterLeaf, enterSaying } from './logging.ts';
import { countBallot, takeBallot, withdrawBallot, type Voter } from './taking.ts';

export interface MarkedBallotInput {
  challenge: string;
  /** What the ballot says from now on, whole; null takes it back. */
  marks: Marks | null;
  /** The seal of the rule that the voter had before them: a ballot for another list is refused. */
  seal: string;
}

/**
 * Makes the member's ballot in the challenge's present round say exactly this: scores, a ranking, or approvals. The
 * order of the writes is that of `castBallot`. It costs the same however many ballots there are: nothing is counted here.
 */
export const markBallot = async (
  tx: Transaction,
  member: Voter | null,
  { challenge, marks, seal }: MarkedBallotInput,
  now: number,
): Promise<{ ballot: string | null } | Refusal> => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  const ballot = await takeBallot(tx, member, challenge, now);
  if (isRefusal(ballot)) return ballot;
  const rule = await countBallot(tx, challenge, ballot, marks !== null, now);
  if (isRefusal(rule)) return rule;
  const { method } = rule;
  if (!isMarked(method)) return refuse('ballot-of-other-kind');
  if (rule.seal !== seal) return refuse('list-changed');
  if (marks === null) {
    if (!ballot.fresh) await enterLeaf(tx, { challenge, ballot: ballot.key, entry: 'withdrawn' }, now);
    await withdrawBallot(tx, ballot.id);
    return { ballot: null };
  }
  const drafts = new Set((await markable(tx, challenge)).map(({ id }) => id));
  const wrong = whyNoBallot(marks, { method, drafts, none: rule.none === 1 });
  if (wrong) return wrong;
  const says = plainMarks(marks);
  const text = canonicalJson(says);
  if (text === ballot.marks) return { ballot: ballot.id };
  await keepMarks(tx, text, ballot.id);
  await enterSaying(tx, challenge, ballot, { ...says }, now);
  return { ballot: ballot.id };
};

/** The drafts that a ballot may name: sealed, shown, and neither withdrawn nor disqualified since. */
export const markable = compiledOnce((read: Reader, challenge: string) =>
  read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .select('drafts.id')
    .where('drafts.challenge_id', '=', challenge)
    .where('drafts.state', '=', 'submitted')
    .whereRef('drafts.submitted_at', '<=', 'challenges.sealed_at')
    .where(isShown('draft', 'drafts.id'))
    .where(isStanding)
    .where(isOnBallot),
);

const keepMarks = compiledOnce((tx: Transaction, marks: string, ballot: string) =>
  tx.updateTable('ballots').set({ marks }).where('id', '=', ballot),
);

/** What the member's own ballot says in the present round, where there is one. */
export const ownMarks = async (read: Reader, member: { id: string } | null, challenge: string) => {
  const [row] = member ? await marked(read, challenge, member.id) : [];
  if (!row?.marks) return null;
  return { changedAt: row.changedAt, marks: JSON.parse(row.marks) as Marks };
};

const marked = compiledOnce((read: Reader, challenge: string, member: string) =>
  read
    .selectFrom('ballots')
    .innerJoin('challenges', (join) =>
      join
        .onRef('challenges.id', '=', 'ballots.challenge_id')
        .onRef('challenges.round', '=', 'ballots.round'),
    )
    .select(['ballots.changed_at as changedAt', 'ballots.marks'])
    .where('ballots.challenge_id', '=', challenge)
    .where('ballots.member_id', '=', member),
);
