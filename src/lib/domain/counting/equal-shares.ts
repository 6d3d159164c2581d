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
  const supporters = supportersOf(sides, costs.length);
  const start = budget / voters;
  const counted = (raised: number) => withShare(sides, supporters, costs, approvals, start + raised, alike);
  let raised = 0;
  let last = counted(0);
  while (!open && fits(costOf(last.bought), last.bought)) {
    // Every share up to there buys the same, so that the next that may not is looked at: as if each had been.
    const same = Math.max(0, Math.ceil(last.steady) - 1);
    if (!Number.isFinite(same)) break;
    const more = counted(raised + same + 1);
    if (costOf(more.bought) > budget) return same > 0 ? counted(raised + same).bought : last.bought;
    raised += same + 1;
    last = more;
  }
  return last.bought;
};

/** The sides that approve of each candidate. */
const supportersOf = (sides: readonly Side[], candidates: number): Int32Array[] => {
  const lists = places(candidates).map((): number[] => []);
  sides.forEach(({ approves }, side) => {
    for (const one of approves) lists[one]!.push(side);
  });
  return lists.map((list) => Int32Array.from(list));
};

/** What changes with everybody's share: so much at this share, and so much more with each unit of money. */
interface Line {
  at: number;
  rise: number;
}

/** Up to how much more of share everything compares as it does. */
class Steadiness {
  most = Infinity;

  /** Notes that one thing stands above another, and by how much more of share they will be equal. */
  above(one: Line, other: Line): void {
    this.apart(one.at, one.rise, other.at, other.rise);
  }

  /** The same, of numbers as they lie. */
  apart(at: number, rise: number, otherAt: number, otherRise: number): void {
    const closing = otherRise - rise;
    if (closing <= 0) return;
    const gap = Math.max(0, at - otherAt - hair * otherAt);
    if (gap < this.most * closing) this.most = gap / closing;
  }
}

/** Voters' money by sides: what is left of their shares, and how that rises with the share. */
interface Purses {
  voters: Float64Array;
  left: Float64Array;
  rise: Float64Array;
}

/** What is bought when everybody has so much, and for how much more of share that stays so. */
const withShare = (
  sides: readonly Side[],
  supporters: readonly Int32Array[],
  costs: readonly number[],
  approvals: readonly number[],
  share: number,
  choose: Chooser,
): { bought: Bought[]; steady: number } => {
  const purses: Purses = {
    voters: Float64Array.from(sides, ({ voters }) => voters),
    left: new Float64Array(sides.length).fill(share),
    rise: new Float64Array(sides.length).fill(1),
  };
  const steadiness = new Steadiness();
  const bought: Bought[] = [];
  // What one voter pays at most never falls, so that what it was is where to stop looking.
  const rest = new Map<number, Line>(
    places(costs.length)
      .filter((one) => approvals[one]! > 0)
      .map((one) => [one, { at: 1 / approvals[one]!, rise: 0 }]),
  );
  for (;;) {
    let least: Line = { at: Infinity, rise: 0 };
    let equals: number[] = [];
    for (const [one, bound] of [...rest].sort(([, a], [, b]) => a.at - b.at)) {
      if (bound.at > least.at * (1 + hair)) break;
      const most = mostPaid(supporters[one]!, purses, costs[one]!, steadiness);
      if (most === null) {
        rest.delete(one);
        continue;
      }
      const rate = { at: most.at / costs[one]!, rise: most.rise / costs[one]! };
      rest.set(one, rate);
      if (rate.at < least.at * (1 - hair)) equals = [one];
      else if (rate.at <= least.at * (1 + hair)) equals.push(one);
      if (rate.at < least.at) least = rate;
    }
    if (equals.length === 0) return { bought, steady: steadiness.most };
    for (const [one, rate] of rest) {
      steadiness.above(rate, least);
      // Equals that will not stay so are looked at again with the very next share.
      if (equals.includes(one)) steadiness.above(least, rate);
    }
    const favour = Math.max(...equals.map((one) => approvals[one]!));
    const best = equals.filter((one) => approvals[one] === favour).sort((a, b) => a - b);
    const apart = equals.length === 1 || areAffordable(equals, rest, sides, purses, costs, steadiness);
    const next = best.length === 1 || apart ? best[0]! : choose(best);
    if (next === null) return { bought, steady: 0 };
    const { at, rise } = rest.get(next)!;
    const most = { at: at * costs[next]!, rise: rise * costs[next]! };
    pay(supporters[next]!, purses, most);
    rest.delete(next);
    bought.push({ candidate: next, support: costs[next]! / most.at });
  }
};

/** Everybody pays so much, or all that they have. */
const pay = (supporters: Int32Array, { left, rise }: Purses, most: Line): void => {
  for (const side of supporters) {
    const rich = left[side]! >= most.at * (1 - hair);
    rise[side] = rich ? rise[side]! - most.rise : 0;
    left[side] = rich ? Math.max(0, left[side]! - most.at) : 0;
  }
};

/** Whether everybody can pay an even share of all of them: then all are bought, in whatever order. */
const areAffordable = (
  equals: readonly number[],
  rates: ReadonlyMap<number, Line>,
  sides: readonly Side[],
  { left, rise }: Purses,
  costs: readonly number[],
  steadiness: Steadiness,
): boolean => {
  let all = true;
  sides.forEach(({ approves }, side) => {
    const due: Line = { at: 0, rise: 0 };
    for (const one of equals) {
      if (!approves.includes(one)) continue;
      due.at += rates.get(one)!.at * costs[one]!;
      due.rise += rates.get(one)!.rise * costs[one]!;
    }
    const purse = { at: left[side]!, rise: rise[side]! };
    const can = due.at <= purse.at * (1 + hair);
    if (can) steadiness.above(purse, due);
    else steadiness.above(due, purse);
    all &&= can;
  });
  return all;
};

/**
 * The most that one supporter pays when all pay the same as far as they can; null where they cannot together. Those who
 * cannot pay as much as the others give all they have, which leaves more to the others, until nobody else falls short.
 */
const mostPaid = (
  supporters: Int32Array,
  { voters, left, rise }: Purses,
  cost: number,
  steadiness: Steadiness,
): Line | null => {
  let each: Line = { at: 0, rise: 0 };
  for (let poorer = -1; ;) {
    let payers = 0;
    let found = 0;
    const missing: Line = { at: cost, rise: 0 };
    for (const side of supporters) {
      if (each.at <= left[side]! * (1 + hair)) payers += voters[side]!;
      else {
        found++;
        missing.at -= left[side]! * voters[side]!;
        missing.rise -= rise[side]! * voters[side]!;
      }
    }
    if (payers === 0) {
      steadiness.above({ at: cost, rise: 0 }, { at: cost - missing.at, rise: -missing.rise });
      return null;
    }
    if (found === poorer) break;
    poorer = found;
    each = { at: missing.at / payers, rise: missing.rise / payers };
  }
  for (const side of supporters) {
    const [has, rises] = [left[side]!, rise[side]!];
    if (each.at <= has * (1 + hair)) steadiness.apart(has, rises, each.at, each.rise);
    else steadiness.apart(each.at, each.rise, has, rises);
  }
  return each;
};
