import { describe, expect, test } from 'vitest';
import type { Vote } from '../../src/lib/domain/counting/elections.ts';
import { strongestPaths } from '../../src/lib/domain/counting/schulze.ts';
import { departs, reasonNeeded } from '../../src/lib/domain/deciding.ts';
import { countRound, type CountingRule } from '../../src/lib/domain/kept-count.ts';
import { mayOfferNone, methods, type Method } from '../../src/lib/domain/methods.ts';
import { proposalOf, standingsOf } from '../../src/lib/domain/standings.ts';

const ids = ['a', 'b', 'c', 'd'];
const counted = (
  votes: Vote[],
  method: CountingRule['method'],
  more: { seats?: number; budget?: number; costs?: number[]; none?: boolean; drafts?: number } = {},
) => {
  const { seats = 1, budget = null, none = false, drafts = 3 } = more;
  const costs = more.costs ?? Array<null>(drafts).fill(null);
  const count = countRound({ ids: ids.slice(0, drafts), costs, none }, votes, { method, seats, budget });
  const ballots = votes.reduce((sum, vote) => sum + vote.count, 0);
  const kept = { ...count, method, ballots };
  return { kept, standings: standingsOf(kept), proposal: proposalOf(kept, { seats, quorum: 0 }) };
};
/** `5 a>b` and the like, of one letter for each draft; `-` is "none of these". */
const ranked = (lines: string, drafts = 3): Vote[] =>
  lines.split(', ').map((line) => {
    const [count, order] = line.split(' ') as [string, string];
    return {
      count: Number(count),
      ranking: order.split('>').map((one) => [one === '-' ? drafts : ids.indexOf(one)]),
    };
  });

describe('“none of these” in every ranked method', () => {
  const votes = ranked('40 a>b>-, 30 b>a>-, 10 c>-');
  test.each(
    methods.filter((method): method is CountingRule['method'] => method !== 'picks' && mayOfferNone(method)),
  )('%s elects those who beat it, and nobody else', (method: Method) => {
    const seats = method === 'stv' ? 3 : 1;
    const { kept, proposal } = counted(votes, method as CountingRule['method'], { seats, none: true });
    expect(kept.belowNone).toEqual([2]);
    expect(proposal).toMatchObject({ winners: method === 'stv' ? ['a', 'b'] : ['a'], tied: [] });
  });
});

describe('a tie inside a count by rounds', () => {
  test('of IRV is between those who can win, not between those who were last', () => {
    // Without b, c wins by 6 of 11; without c, a does by 8. Whatever goes, it is never b.
    const { kept, standings, proposal } = counted(ranked('5 a, 3 b>c, 3 c>a'), 'irv');
    expect(kept.outcome).toMatchObject({ winners: [], ties: [[1, 2]], possible: [[0], [2]] });
    expect(proposal).toMatchObject({ winners: [], tied: ['a', 'c'], seatsForTied: 1 });
    expect(reasonNeeded(proposal, ['a'])).toBe('tie-broken');
    expect(reasonNeeded(proposal, ['c'])).toBe('tie-broken');
    expect(reasonNeeded(proposal, ['b'])).toBe('departs');
    expect(standings).toMatchObject([
      { draft: 'a', rank: 1, tied: true },
      { draft: 'c', rank: 1, tied: true },
      { draft: 'b', rank: 3, tied: false },
    ]);
  });

  test('of STV leaves whoever is elected in any case elected', () => {
    const votes = ranked('10 a, 5 d, 3 b>c, 3 c>d', 4);
    const { kept, proposal } = counted(votes, 'stv', { seats: 2, drafts: 4 });
    expect(kept.outcome.ties).toEqual([[1, 2]]);
    const sets = (proposal.possible ?? []).map((some) => some.join(''));
    expect(sets).toEqual(['ac', 'ad']);
    expect(proposal).toMatchObject({ winners: ['a'], tied: ['c', 'd'], seatsForTied: 1 });
    expect(departs(proposal, ['a', 'b'])).toBe(true);
    expect(departs(proposal, ['d', 'a'])).toBe(false);
  });

  test('within a budget is broken by any set that the rule can come to', () => {
    const votes: Vote[] = [{ count: 9, approvals: [0, 1, 2] }];
    const { proposal } = counted(votes, 'equal-shares', { budget: 100, costs: [40, 40, 40] });
    expect(proposal).toMatchObject({ winners: [], tied: ['a', 'b', 'c'], seatsForTied: 2 });
    for (const two of [
      ['a', 'b'],
      ['c', 'a'],
      ['b', 'c'],
    ])
      expect(reasonNeeded(proposal, two)).toBe('tie-broken');
    for (const other of [['a'], ['a', 'b', 'c'], []]) expect(departs(proposal, other)).toBe(true);
  });
});

test('a decision follows the rule only where the whole of it can come of breaking a tie', () => {
  // Either the dear one, or both of the others: not one of these with the dear one, nor one of them alone.
  const proposal = {
    winners: [],
    tied: ['a', 'b', 'c'],
    seatsForTied: 1,
    possible: [['a'], ['b', 'c']],
    quorumReached: true,
  };
  expect(reasonNeeded(proposal, ['a'])).toBe('tie-broken');
  expect(reasonNeeded(proposal, ['c', 'b'])).toBe('tie-broken');
  for (const other of [['b'], ['a', 'b'], ['a', 'b', 'c'], []])
    expect(reasonNeeded(proposal, other)).toBe('departs');
});

test('the standings of Schulze’s method never contradict its paths', () => {
  let told = 0;
  let state = 7;
  const random = (below: number) => (state = (state * 48271) % 2147483647) % below;
  for (let election = 0; election < 400; election++) {
    const votes = Array.from({ length: 9 }, (): Vote => {
      const order = [0, 1, 2, 3].map((one) => [one, random(1000)] as const).sort(([, a], [, b]) => a - b);
      return { count: 1 + random(5), ranking: order.map(([one]) => [one]) };
    });
    const { kept, standings } = counted(votes, 'schulze', { drafts: 4 });
    const paths = strongestPaths(kept.outcome.pairwise!);
    const rank = (place: number) => standings.find(({ draft }) => draft === ids[place])!.rank;
    for (let one = 0; one < 4; one++)
      for (let other = 0; other < 4; other++)
        if (paths[one]![other]! > paths[other]![one]!) {
          told++;
          expect(rank(one)).toBeLessThan(rank(other));
        }
  }
  expect(told).toBeGreaterThan(1000);
});
