import { countBradleyTerry } from './bradley-terry.ts';
import { countDuels } from './duels.ts';
import type { Election, Outcome, Vote } from './elections.ts';
import { countEqualShares } from './equal-shares.ts';
import { countIrv } from './irv.ts';
import { countPicks } from './picks.ts';
import { packRankings } from './rankings.ts';
import { countSchulze } from './schulze.ts';
import { countScores } from './scores.ts';
import { countStv, mostDecimals } from './stv.ts';

export const countMethods = [
  'picks',
  'score',
  'schulze',
  'irv',
  'stv',
  'duels',
  'bradley-terry',
  'equal-shares',
] as const;
export type CountMethod = (typeof countMethods)[number];

export interface CountRules {
  method: CountMethod;
  /** How many are elected; what the election says, else 1. */
  seats?: number;
  /** Whole units of money, for equal shares. */
  budget?: number;
  /** Decimals of a ballot's worth, for STV. */
  decimals?: number;
}

/** What is wrong with an election or with what was asked of it, in words for whoever wrote it. */
export class CannotCount extends Error {}

/**
 * Counts an election by a method.
 *
 * @throws CannotCount where seats, budget, costs or ballots do not suit the method
 */
export const countElection = (election: Election, rules: CountRules): Outcome => {
  const seats = rules.seats ?? election.seats ?? 1;
  if (!Number.isSafeInteger(seats) || seats < 1)
    throw new CannotCount('The seats must be a whole number from 1 up.');
  const kept = { ...election, votes: election.votes.filter(speaksTo[rules.method]) };
  const foreign = votesOf(election.votes) - votesOf(kept.votes);
  if (kept.votes.length === 0 && foreign > 0)
    throw new CannotCount(
      `None of the ballots can be counted by ${rules.method}: they ${say(rules.method)}.`,
    );
  const outcome = counted(kept, { ...rules, seats });
  if (foreign === 0) return outcome;
  const note = `${foreign} ballots were left out: by ${rules.method}, ballots ${say(rules.method)}.`;
  return { ...outcome, notes: [note, ...outcome.notes] };
};

const isRanking = (vote: Vote) => 'ranking' in vote;
const isDuel = (vote: Vote) => 'duel' in vote;
const isApproval = (vote: Vote) => 'approvals' in vote || 'ranking' in vote;

const speaksTo: Record<CountMethod, (vote: Vote) => boolean> = {
  picks: isApproval,
  score: (vote) => 'scores' in vote,
  schulze: isRanking,
  irv: isRanking,
  stv: isRanking,
  duels: isDuel,
  'bradley-terry': isDuel,
  'equal-shares': isApproval,
};

const say = (method: CountMethod): string =>
  ({
    picks: 'must have approvals or a ranking',
    score: 'must have scores',
    schulze: 'must have a ranking',
    irv: 'must have a ranking',
    stv: 'must have a ranking',
    duels: 'must be duels',
    'bradley-terry': 'must be duels',
    'equal-shares': 'must have approvals or a ranking',
  })[method];

const votesOf = (votes: readonly Vote[]) => votes.reduce((sum, { count }) => sum + count, 0);

const counted = (
  election: Election,
  { method, seats, budget, decimals }: CountRules & { seats: number },
): Outcome => {
  switch (method) {
    case 'picks':
      return countPicks(election, { seats });
    case 'score':
      return countScores(election, { seats });
    case 'schulze':
      return countSchulze(packRankings(election), { seats });
    case 'irv': {
      if (seats !== 1) throw new CannotCount('IRV elects one; for several seats there is STV.');
      const rankings = packRankings(election);
      return { ...countIrv(rankings), pairwise: countSchulze(rankings).pairwise };
    }
    case 'stv':
      return countStv(packRankings(election), { seats, decimals: decimalsFor(election, decimals) });
    case 'duels':
      return countDuels(election, { seats });
    case 'bradley-terry':
      return countBradleyTerry(election, { seats });
    case 'equal-shares':
      return countEqualShares(election, { budget: budgetFor(budget), costs: costsOf(election) });
  }
};

const decimalsFor = ({ votes }: Election, decimals = 5): number => {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > mostDecimals)
    throw new CannotCount(`The decimals must be a whole number from 0 to ${mostDecimals}.`);
  if (votesOf(votes) * 10 ** decimals > Number.MAX_SAFE_INTEGER)
    throw new CannotCount(`So many ballots cannot be counted exactly with ${decimals} decimals.`);
  return decimals;
};

const budgetFor = (budget: number | undefined): number => {
  if (budget === undefined) throw new CannotCount('Equal shares needs a budget.');
  if (!Number.isSafeInteger(budget) || budget < 1)
    throw new CannotCount('The budget must be a whole number of units of money, from 1 up.');
  return budget;
};

const costsOf = ({ candidates, costs }: Election): number[] =>
  costs.map((cost, i) => {
    if (cost === null) throw new CannotCount(`Equal shares needs the cost of ${candidates[i]}.`);
    if (!Number.isSafeInteger(cost) || cost < 1)
      throw new CannotCount(
        `The cost of ${candidates[i]} must be a whole number of units of money, from 1 up.`,
      );
    return cost;
  });
