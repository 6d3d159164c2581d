import { sql, type SqlBool } from 'kysely';
import type { Reader, Transaction } from '../../../../db/schema.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { compiledOnce } from '../compiling.ts';
import { enterLeaf, enterSaying } from './logging.ts';
import { markable } from './marking.ts';
import { countBallot, takeBallot, withdrawBallot, type Voter } from './taking.ts';

export interface PairJudgement {
  challenge: string;
  pair: [one: string, other: string];
  /** Which of the two is preferred; null passes. */
  winner: string | null;
  /** The seal of the rule that the voter had before them. */
  seal: string;
}

/**
 * Makes the member's ballot say this of a pair; a later answer takes the place of an earlier one. The first answer
 * makes the ballot. The order of the writes is that of `castBallot`: own ballot, challenge, counts.
 */
export const judgePair = async (
  tx: Transaction,
  member: Voter | null,
  { challenge, pair, winner, seal }: PairJudgement,
  now: number,
): Promise<{ ballot: string } | Refusal> => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  const ballot = await takeBallot(tx, member, challenge, now);
  if (isRefusal(ballot)) return ballot;
  const rule = await countBallot(tx, challenge, ballot, true, now);
  if (isRefusal(rule)) return rule;
  if (rule.method !== 'duels') return refuse('ballot-of-other-kind');
  if (rule.seal !== seal) return refuse('list-changed');
  const [one, other] = [...pair].sort() as [string, string];
  if (one === other) return refuse('named-twice');
  const onTable = new Set((await markable(tx, challenge)).map(({ id }) => id));
  if (!onTable.has(one) || !onTable.has(other) || (winner !== null && !pair.includes(winner)))
    return refuse('draft-not-in-challenge');

  const [before] = ballot.fresh ? [] : await answerOn(tx, ballot.id, one, other);
  if (before && before.winner === winner) return { ballot: ballot.id };
  await keepAnswer(tx, ballot.id, { one, other, winner }, now);
  const lost = (winning: string) => (winning === one ? other : one);
  // In quarantine it says what it says, and nothing counts it.
  if (!ballot.aside) {
    if (before?.winner) await takeBack(tx, challenge, rule.round, before.winner, lost(before.winner));
    if (winner !== null) await countOne(tx, challenge, rule.round, winner, lost(winner));
  }
  const says = winner === null ? { passed: [one, other] } : { duel: [winner, lost(winner)] };
  await enterSaying(tx, challenge, ballot, says, now);
  return { ballot: ballot.id };
};

/** Takes the whole ballot back: each of its answers leaves the counts. */
export const withdrawJudgements = async (
  tx: Transaction,
  member: Voter | null,
  { challenge }: { challenge: string },
  now: number,
): Promise<{ ballot: null } | Refusal> => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  const ballot = await takeBallot(tx, member, challenge, now);
  if (isRefusal(ballot)) return ballot;
  const rule = await countBallot(tx, challenge, ballot, false, now);
  if (isRefusal(rule)) return rule;
  if (rule.method !== 'duels') return refuse('ballot-of-other-kind');
  if (!ballot.fresh) {
    if (!ballot.aside) await takeAllBack(tx, challenge, rule.round, ballot.id);
    await enterLeaf(tx, { challenge, ballot: ballot.key, entry: 'withdrawn' }, now);
  }
  await withdrawBallot(tx, ballot.id);
  return { ballot: null };
};

const answerOn = compiledOnce((tx: Transaction, ballot: string, one: string, other: string) =>
  tx
    .selectFrom('ballot_duels')
    .select('winner')
    .where('ballot_id', '=', ballot)
    .where('one', '=', one)
    .where('other', '=', other),
);

const keepAnswer = (
  tx: Transaction,
  ballot: string,
  answer: { one: string; other: string; winner: string | null },
  now: number,
) =>
  tx
    .insertInto('ballot_duels')
    .values({ ballot_id: ballot, ...answer, judged_at: now })
    .onConflict((conflict) =>
      conflict.columns(['ballot_id', 'one', 'other']).doUpdateSet((eb) => ({
        winner: eb.ref('excluded.winner'),
        judged_at: eb.ref('excluded.judged_at'),
      })),
    )
    .execute();

const countOne = (tx: Transaction, challenge: string, round: number, winner: string, loser: string) =>
  tx
    .insertInto('duel_counts')
    .values({ challenge_id: challenge, round, winner, loser, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['challenge_id', 'round', 'winner', 'loser'])
        .doUpdateSet((eb) => ({ count: eb('duel_counts.count', '+', 1) })),
    )
    .execute();

const takeBack = (tx: Transaction, challenge: string, round: number, winner: string, loser: string) =>
  tx
    .updateTable('duel_counts')
    .set((eb) => ({ count: eb('count', '-', 1) }))
    .where('challenge_id', '=', challenge)
    .where('round', '=', round)
    .where('winner', '=', winner)
    .where('loser', '=', loser)
    .execute();

/** Each answer of these ballots leaves the counts, in one statement. */
export const takeAllBack = (tx: Transaction, challenge: string, round: number, ...ballots: string[]) => {
  const answers = sql`from ballot_duels where ballot_duels.ballot_id in (${sql.join(ballots)})
    and ballot_duels.winner = duel_counts.winner
    and ((ballot_duels.one = duel_counts.winner and ballot_duels.other = duel_counts.loser)
      or (ballot_duels.one = duel_counts.loser and ballot_duels.other = duel_counts.winner))`;
  return tx
    .updateTable('duel_counts')
    .set({ count: sql<number>`count - (select count(*) ${answers})` })
    .where('challenge_id', '=', challenge)
    .where('round', '=', round)
    .where(sql<SqlBool>`exists (select 1 ${answers})`)
    .execute();
};

/** Each answer of these ballots enters the counts again. */
export const putAllBack = (tx: Transaction, challenge: string, round: number, ...ballots: string[]) => {
  const loser = sql<string>`case when winner = one then other else one end`;
  return tx
    .insertInto('duel_counts')
    .columns(['challenge_id', 'round', 'winner', 'loser', 'count'])
    .expression((eb) =>
      eb
        .selectFrom('ballot_duels')
        .select([
          eb.val(challenge).as('challenge_id'),
          sql<number>`cast(${round} as integer)`.as('round'),
          eb.ref('winner').$notNull().as('winner'),
          loser.as('loser'),
          eb.fn.countAll<number>().as('count'),
        ])
        .where('ballot_id', 'in', ballots)
        .where('winner', 'is not', null)
        .groupBy(['winner', loser]),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['challenge_id', 'round', 'winner', 'loser'])
        .doUpdateSet((eb) => ({ count: eb('duel_counts.count', '+', eb.ref('excluded.count')) })),
    )
    .execute();
};

export interface OwnAnswer {
  one: string;
  other: string;
  winner: string | null;
  judgedAt: number;
}

/** What the member's own ballot says of pairs in the present round, the latest first. */
export const ownAnswers = async (
  read: Reader,
  member: { id: string } | null,
  challenge: string,
): Promise<OwnAnswer[]> => (member ? answered(read, challenge, member.id) : []);

const answered = compiledOnce((read: Reader, challenge: string, member: string) =>
  read
    .selectFrom('ballots')
    .innerJoin('challenges', (join) =>
      join
        .onRef('challenges.id', '=', 'ballots.challenge_id')
        .onRef('challenges.round', '=', 'ballots.round'),
    )
    .innerJoin('ballot_duels', 'ballot_duels.ballot_id', 'ballots.id')
    .select([
      'ballot_duels.one',
      'ballot_duels.other',
      'ballot_duels.winner',
      'ballot_duels.judged_at as judgedAt',
    ])
    .where('ballots.challenge_id', '=', challenge)
    .where('ballots.member_id', '=', member)
    .orderBy('ballot_duels.judged_at', 'desc'),
);
