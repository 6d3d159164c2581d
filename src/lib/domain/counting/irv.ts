import { places, type Outcome, type Round } from './elections.ts';
import { countWithTies, mostCounts, type Chooser } from './open-ties.ts';
import { Piles } from './piles.ts';
import type { Rankings } from './rankings.ts';

/**
 * Instant-runoff voting: round by round the last leaves and their ballots go on, until somebody has more than half of
 * those that still count. Of equals that are last, all are tried: a tie that matters is declared, never broken.
 */
export const countIrv = (
  rankings: Rankings,
): Required<Pick<Outcome, 'winners' | 'ties' | 'rounds' | 'notes'>> & Pick<Outcome, 'possible'> => {
  const { result, tied, possible } = countWithTies(
    (choose) => countOnce(rankings, choose),
    ({ winner }) => (winner === null ? [] : [winner]),
    mostCounts(rankings.order.length),
  );
  const { winner, rounds, level } = result;
  return {
    winners: tied || winner === null ? [] : [winner],
    ties: tied ? [[...tied]] : [],
    ...(possible && { possible }),
    rounds,
    notes: levelNote(level),
  };
};

export const levelNote = (ballots: number): string[] =>
  ballots > 0
    ? [
        `${ballots} ${ballots === 1 ? 'ballot' : 'ballots'} exhausted at equal ranks, where they name nobody alone.`,
      ]
    : [];

const countOnce = (rankings: Rankings, choose: Chooser) => {
  const piles = new Piles(rankings, 1);
  const rounds: Round[] = [];
  let standing = places(rankings.candidates);
  const done = (winner: number | null) => ({ winner, rounds, level: piles.level });
  while (standing.length > 0) {
    const sum = (candidate: number) => piles.sums[candidate]!;
    const counting = standing.reduce((all, candidate) => all + sum(candidate), 0);
    const round: Round = {
      tallies: places(rankings.candidates).map((one) => (standing.includes(one) ? sum(one) : null)),
      elected: [],
      eliminated: [],
      exhausted: piles.exhausted,
    };
    rounds.push(round);
    if (counting === 0) return done(null);
    const winner = standing.find((candidate) => sum(candidate) * 2 > counting);
    if (winner !== undefined) {
      round.elected.push(winner);
      return done(winner);
    }
    const out = lastOf(standing, sum, choose);
    if (out === null) return done(null);
    round.eliminated.push(out);
    standing = standing.filter((candidate) => candidate !== out);
    piles.leave(out);
    piles.passOn(out);
  }
  return done(null);
};

const lastOf = (standing: number[], sum: (candidate: number) => number, choose: Chooser) => {
  const least = Math.min(...standing.map(sum));
  const last = standing.filter((candidate) => sum(candidate) === least);
  // Whoever has no ballot passes none on: in which order they leave changes nothing.
  return last.length === 1 || least === 0 ? last[0]! : choose(last);
};
