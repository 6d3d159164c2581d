import { places, type Election, type Outcome, type Round } from './elections.ts';
import { countWithTies, mostCounts, type Chooser } from './open-ties.ts';
import { approvedOn } from './picks.ts';

/** Voters who approve of the same: they pay the same, always. */
interface Side {
  voters: number;
  approves: readonly number[];
}

interface Bought {
  candidate: number;
  /** So many whole voters bore it: its cost over the most that one of them paid. */
  support: number;
}

/** Sums of shares are taken as equal within so much of them, since thirds have no end. */
const hair = 1e-9;

/**
 * The Method of Equal Shares with cost utilities: everybody has the same share of the budget, and what is bought is
 * paid by those who approve of it, as evenly as their shares allow. Whatever most voters bear next comes next; of
 * equals whatever has more approvals. Then every share rises by one unit of money at a time, as long as what is bought
 * fits the real budget (“add1”), so that it is used up and no majority takes all of it.
 * D. Peters, G. Pierczyński, P. Skowron, “Proportional participatory budgeting with additive utilities”, NeurIPS 2021.
 *
 * @param costs whole units of money, more than 0, for each candidate
 * @param budget whole units of money, more than 0
 */
export const countEqualShares = (
  election: Election,
  { budget, costs }: { budget: number; costs: readonly number[] },
): Required<Pick<Outcome, 'winners' | 'ties' | 'scores' | 'rounds' | 'notes'>> &
  Pick<Outcome, 'possible'> => {
  const sides = sidesOf(election);
  const scores = election.candidates.map(() => 0);
  for (const { voters, approves } of sides) for (const one of approves) scores[one]! += voters;
  const { result, tied, possible } = countWithTies(
    (choose) => completed(sides, costs, scores, budget, choose),
    (bought) => bought.map(({ candidate }) => candidate),
    mostCounts(sides.length * costs.length),
  );
  const rounds = result.map(({ candidate, support }): Round => ({
    tallies: places(costs.length).map((one) => (one === candidate ? support : null)),
    elected: [candidate],
    eliminated: [],
    exhausted: 0,
  }));
  return {
    winners: result.map(({ candidate }) => candidate),
    ties: tied ? [[...tied]] : [],
    ...(possible && { possible }),
    scores,
    rounds,
    notes: [],
  };
};

const sidesOf = ({ votes }: Election): Side[] => {
  const sides = new Map<string, Side>();
  for (const vote of votes) {
    if (!('approvals' in vote) && !('ranking' in vote)) continue;
    const approves = [...approvedOn(vote)].sort((a, b) => a - b);
    const key = approves.join();
    const side = sides.get(key);
    if (side) side.voters += vote.count;
    else sides.set(key, { voters: vote.count, approves });
  }
  return [...sides.values()];
};

const completed = (
  sides: readonly Side[],
  costs: readonly number[],
  approvals: readonly number[],
  budget: number,
  choose: Chooser,
): Bought[] => {
  const voters = sides.reduce((sum, side) => sum + side.voters, 0);
  if (voters === 0) return [];
  const costOf = (bought: readonly Bought[]) => bought.reduce((sum, one) => sum + costs[one.candidate]!, 0);
  const fits = (spent: number, bought: readonly Bought[]) =>
    costs.some(
      (cost, one) =>
        approvals[one]! > 0 && spent + cost <= budget && !bought.some(({ candidate }) => candidate === one),
    );
  // The same equals meet again with every share; whoever came first comes first again.
  const chosen = new Map<string, number | null>();
  let open = false;
  const alike: Chooser = (equals) => {
    const key = equals.join();
    const choice = chosen.has(key) ? (chosen.get(key) ?? null) : choose(equals);
    chosen.set(key, choice);
    open ||= choice === null;
    return choice;
  };
  let share = budget / voters;
  let bought = withShare(sides, costs, approvals, share, alike);
  while (!open && fits(costOf(bought), bought)) {
    share += 1;
    const more = withShare(sides, costs, approvals, share, alike);
    if (costOf(more) > budget) break;
    bought = more;
  }
  return bought;
};

/** What is bought when everybody has so much. */
const withShare = (
  sides: readonly Side[],
  costs: readonly number[],
  approvals: readonly number[],
  share: number,
  choose: Chooser,
): Bought[] => {
  const left = sides.map(() => share);
  const supporters = costs.map((_, one) =>
    places(sides.length).filter((side) => sides[side]!.approves.includes(one)),
  );
  const bought: Bought[] = [];
  // What one voter pays at most never falls, so that what it was is where to stop looking.
  const rest = new Map(
    places(costs.length)
      .filter((one) => approvals[one]! > 0)
      .map((one) => [one, 1 / approvals[one]!]),
  );
  for (;;) {
    let least = Infinity;
    let equals: number[] = [];
    for (const [one, bound] of [...rest].sort(([, a], [, b]) => a - b)) {
      if (bound > least * (1 + hair)) break;
      const most = mostPaid(supporters[one]!, sides, left, costs[one]!);
      if (most === null) {
        rest.delete(one);
        continue;
      }
      const rate = most / costs[one]!;
      rest.set(one, rate);
      if (rate < least * (1 - hair)) equals = [one];
      else if (rate <= least * (1 + hair)) equals.push(one);
      least = Math.min(least, rate);
    }
    if (equals.length === 0) return bought;
    const favour = Math.max(...equals.map((one) => approvals[one]!));
    const best = equals.filter((one) => approvals[one] === favour).sort((a, b) => a - b);
    const apart = equals.length === 1 || areAffordable(equals, rest, sides, left, costs);
    const next = best.length === 1 || apart ? best[0]! : choose(best);
    if (next === null) return bought;
    const most = rest.get(next)! * costs[next]!;
    for (const side of supporters[next]!) left[side]! -= Math.min(left[side]!, most);
    rest.delete(next);
    bought.push({ candidate: next, support: costs[next]! / most });
  }
};

/** Whether everybody can pay an even share of all of them: then all are bought, in whatever order. */
const areAffordable = (
  equals: readonly number[],
  rates: ReadonlyMap<number, number>,
  sides: readonly Side[],
  left: readonly number[],
  costs: readonly number[],
): boolean =>
  sides.every(({ approves }, side) => {
    const due = equals.reduce(
      (sum, one) => (approves.includes(one) ? sum + rates.get(one)! * costs[one]! : sum),
      0,
    );
    return due <= left[side]! * (1 + hair);
  });

/** The most that one supporter pays when all pay the same as far as they can; null where they cannot together. */
const mostPaid = (
  supporters: readonly number[],
  sides: readonly Side[],
  left: readonly number[],
  cost: number,
): number | null => {
  const poorestFirst = [...supporters].sort((a, b) => left[a]! - left[b]!);
  let missing = cost;
  let payers = supporters.reduce((sum, side) => sum + sides[side]!.voters, 0);
  for (const side of poorestFirst) {
    const each = missing / payers;
    if (each <= left[side]! * (1 + hair)) return each;
    missing -= left[side]! * sides[side]!.voters;
    payers -= sides[side]!.voters;
  }
  return null;
};
