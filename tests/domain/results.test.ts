import { describe, expect, test } from 'vitest';
import { countElection } from '../../src/lib/domain/counting/counting.ts';
import type { Vote } from '../../src/lib/domain/counting/elections.ts';
import { boughtBy, shownGroups, transfersOf } from '../../src/lib/domain/results.ts';

const ranked = (count: number, ...order: number[]): Vote => ({ count, ranking: order.map((one) => [one]) });

describe('groups side by side', () => {
  const outcome = { winners: [0], ties: [] };
  const shown = (ballots: number, group: number) =>
    shownGroups({ ballots, groups: [{ group: 'buyers', ballots: group, outcome }] })[0]!.shown;
  test('are shown from five ballots on', () => {
    expect(shown(100, 4)).toBeNull();
    expect(shown(100, 5)).toEqual({ ballots: 5, outcome });
  });
  test('and not where they leave fewer than five others', () => {
    expect(shown(100, 96)).toBeNull();
    expect(shown(100, 95)).not.toBeNull();
    expect(shown(100, 100), 'all of them say what everyone says').not.toBeNull();
  });
});

describe('transfers', () => {
  test('of instant-runoff go from the one that leaves, and none is lost', () => {
    const votes = [ranked(5, 0), ranked(4, 1), ranked(2, 2, 1), ranked(1, 2)];
    const { rounds } = countElection(
      { candidates: ['A', 'B', 'C'], costs: [null, null, null], seats: 1, votes },
      { method: 'irv', seats: 1 },
    );
    expect(transfersOf(rounds!)[0]).toEqual({ from: 2, gains: [{ to: 1, votes: 2 }], exhausted: 1 });
  });
  test('of STV are a surplus that is passed on, at what it is worth', () => {
    const votes = [ranked(12, 0, 1), ranked(4, 1), ranked(5, 2)];
    const { rounds, quota } = countElection(
      { candidates: ['A', 'B', 'C'], costs: [null, null, null], seats: 2, votes },
      { method: 'stv', seats: 2 },
    );
    const [first] = transfersOf(rounds!);
    expect(first!.from).toBe(0);
    expect(first!.gains).toEqual([{ to: 1, votes: expect.closeTo(12 - quota!, 2) as number }]);
  });
});

test('a budget says why it did not buy the rest', () => {
  const costs = [60, 50, 200, 10, 30];
  const outcome = countElection(
    {
      candidates: ['A', 'B', 'C', 'D', 'E'],
      costs,
      seats: null,
      votes: [
        { count: 6, approvals: [0, 2] },
        { count: 3, approvals: [1] },
      ],
    },
    { method: 'equal-shares', budget: 100 },
  );
  const { spent, left, rest } = boughtBy(
    { method: 'equal-shares', ballots: 9, candidates: ['A', 'B', 'C', 'D', 'E'], costs, outcome },
    100,
  );
  expect(outcome.winners).toEqual([0]);
  expect({ spent, left }).toEqual({ spent: 60, left: 40 });
  expect(rest).toEqual([
    { place: 1, why: 'over-left' },
    { place: 2, why: 'over-budget' },
    { place: 3, why: 'nobody' },
    { place: 4, why: 'nobody' },
  ]);
});
