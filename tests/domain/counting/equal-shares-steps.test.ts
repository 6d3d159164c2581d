import { expect, test } from 'vitest';
import { countEqualShares } from '../../../src/lib/domain/counting/equal-shares.ts';
import type { Election } from '../../../src/lib/domain/counting/elections.ts';

type Input = { voters: number[][]; costs: number[]; budget: number };

/** The method as it is written down, voter by voter and one unit of money after the other; null where equals meet. */
const stepByStep = ({ voters, costs, budget }: Input): number[] | null => {
  const bought = (share: number): number[] | null => {
    const left = voters.map(() => share);
    const all: number[] = [];
    for (;;) {
      const offers = costs.flatMap((cost, one) => {
        if (all.includes(one)) return [];
        const payers = voters.flatMap((approves, voter) => (approves.includes(one) ? [voter] : []));
        const poorest = payers.sort((a, b) => left[a]! - left[b]!);
        let missing = cost;
        for (const [i, voter] of poorest.entries()) {
          const each = missing / (poorest.length - i);
          if (each <= left[voter]! * (1 + 1e-9)) return [{ one, each, rate: each / cost }];
          missing -= left[voter]!;
        }
        return [];
      });
      if (offers.length === 0) return all;
      const least = Math.min(...offers.map(({ rate }) => rate));
      const best = offers.filter(({ rate }) => rate <= least * (1 + 1e-9));
      if (best.length > 1) return null;
      const { one, each } = best[0]!;
      voters.forEach((approves, voter) => {
        if (approves.includes(one)) left[voter] = Math.max(0, left[voter]! - each);
      });
      all.push(one);
    }
  };
  const sum = (some: number[]) => some.reduce((spent, one) => spent + costs[one]!, 0);
  let last = bought(budget / voters.length);
  for (let share = budget / voters.length + 1; last; share++) {
    const now: number[] = last;
    const more = costs.some(
      (cost, one) =>
        !now.includes(one) && voters.some((some) => some.includes(one)) && sum(now) + cost <= budget,
    );
    if (!more) return now;
    const next = bought(share);
    if (next && sum(next) > budget) return now;
    last = next;
  }
  return null;
};

test('shares rise as if each unit of money had been tried, in however few steps', () => {
  let state = 11;
  const random = (below: number) => (state = (state * 48271) % 2147483647) % below;
  let compared = 0;
  let raised = 0;
  for (let round = 0; round < 1500; round++) {
    const candidates = 2 + random(5);
    const voters = Array.from({ length: 1 + random(7) }, () =>
      Array.from({ length: candidates }, (_, one) => one).filter(() => random(2) === 0),
    );
    const unit = [1, 7, 100][random(3)]!;
    const costs = Array.from({ length: candidates }, () => unit * (1 + random(20)) + random(3));
    const budget = 1 + Math.floor((costs.reduce((a, b) => a + b, 0) * (20 + random(70))) / 100);
    const expected = stepByStep({ voters, costs, budget });
    if (!expected) continue;
    const election: Election = {
      candidates: costs.map(String),
      costs,
      seats: null,
      votes: voters.map((approvals) => ({ count: 1, approvals })),
    };
    const { winners, ties } = countEqualShares(election, { budget, costs });
    expect({ winners, ties }).toEqual({ winners: expected, ties: [] });
    compared++;
    if (expected.length > 0) raised++;
  }
  expect(compared).toBeGreaterThan(700);
  expect(raised).toBeGreaterThan(400);
});

test('what becomes affordable at a whole unit is looked at there, and not one unit later', () => {
  // With a share of 300 both are bought at once, for more than there is: with 299 neither is.
  const election: Election = {
    candidates: ['a', 'b'],
    costs: [600, 900],
    seats: null,
    votes: [
      { count: 2, approvals: [0] },
      { count: 3, approvals: [1] },
      { count: 1, approvals: [] },
    ],
  };
  expect(countEqualShares(election, { budget: 840, costs: [600, 900] })).toMatchObject({
    winners: [],
    ties: [],
  });
});

test('two voters and a budget of ten millions are counted at once, not unit by unit', () => {
  const votes = [
    { count: 1, approvals: [0] },
    { count: 1, approvals: [1, 2] },
  ];
  // The first alone pays for the dearest, for which their share has to rise by four millions.
  const { winners, steps } = countCalls(() =>
    countEqualShares(
      { candidates: ['a', 'b', 'c'], costs: [], seats: null, votes },
      { budget: 10_000_000, costs: [9_000_000, 400_000, 500_000] },
    ),
  );
  expect(winners).toEqual([0, 1, 2]);
  expect(steps).toBeLessThan(200);
});

/** How often the voters' purses were filled: once for each share that is tried. */
const countCalls = <Result extends { winners: number[] }>(count: () => Result) => {
  const fill = Float64Array.prototype.fill;
  let fills = 0;
  Float64Array.prototype.fill = function (this: Float64Array, ...all: Parameters<typeof fill>) {
    fills++;
    return fill.apply(this, all);
  } as typeof fill;
  try {
    return { winners: count().winners, steps: fills / 2 };
  } finally {
    Float64Array.prototype.fill = fill;
  }
};
