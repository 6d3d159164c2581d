import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CannotCount, countElection, type CountRules } from '../../../src/lib/domain/counting/counting.ts';
import type { Election, Outcome, Vote } from '../../../src/lib/domain/counting/elections.ts';
import { fitBradleyTerry, gradientAt, winsOf } from '../../../src/lib/domain/counting/bradley-terry.ts';
import { namedOutcome } from '../../../src/lib/domain/counting/naming.ts';
import { packRankings } from '../../../src/lib/domain/counting/rankings.ts';
import { duelsOf, schulzeOrder, smithSets } from '../../../src/lib/domain/counting/schulze.ts';
import { intervalOf } from '../../../src/lib/domain/counting/scores.ts';
import {
  approvalVote,
  duelVote,
  election,
  named,
  ranked,
  rankingVote,
  scoreVote,
  shuffled,
} from './electing.ts';

/** Elections of up to six candidates with an order to put them in, and what a rule may ask for besides. */
const elections = (vote: (n: number) => fc.Arbitrary<Vote>) =>
  fc.integer({ min: 2, max: 6 }).chain((n) =>
    fc.record({
      votes: fc.array(vote(n), { maxLength: 24 }),
      costs: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: n, maxLength: n }),
      order: fc.shuffledSubarray(
        Array.from({ length: n }, (_, i) => i),
        { minLength: n, maxLength: n },
      ),
      seats: fc.integer({ min: 1, max: n }),
      budget: fc.integer({ min: 1, max: 120 }),
    }),
  );

/** Who is elected and what is tied, by name and without an order where there is none. */
const told = ({ candidates }: Election, { winners, ties }: Outcome) => ({
  winners: winners.map((one) => candidates[one]).sort(),
  ties: ties.map((group) => group.map((one) => candidates[one]).sort()),
});

const methods: [CountRules['method'], (n: number) => fc.Arbitrary<Vote>][] = [
  ['picks', approvalVote],
  ['score', scoreVote],
  ['schulze', rankingVote],
  ['irv', rankingVote],
  ['stv', rankingVote],
  ['duels', duelVote],
  ['bradley-terry', duelVote],
  ['equal-shares', approvalVote],
];

describe.each(methods)('%s', (method, vote) => {
  const rulesOf = ({ seats, budget }: { seats: number; budget: number }): CountRules => ({
    method,
    seats: method === 'irv' ? 1 : seats,
    budget,
  });

  test('counts the same in whatever order ballots come and candidates stand', () => {
    fc.assert(
      fc.property(elections(vote), ({ votes, costs, order, ...asked }) => {
        const one = election(order.length, votes, costs);
        const other = shuffled(one, order);
        const rules = rulesOf(asked);
        expect(told(other, countElection(other, rules))).toEqual(told(one, countElection(one, rules)));
      }),
      { numRuns: 300 },
    );
  });

  test('elects nobody twice, no more than there are seats, and names whom it cannot separate', () => {
    fc.assert(
      fc.property(elections(vote), ({ votes, costs, order, ...asked }) => {
        const rules = rulesOf(asked);
        const { winners, ties } = countElection(election(order.length, votes, costs), rules);
        expect(new Set(winners).size).toBe(winners.length);
        if (method !== 'equal-shares') expect(winners.length).toBeLessThanOrEqual(rules.seats!);
        for (const group of ties) {
          expect(group.length).toBeGreaterThan(1);
          // Of those whose equal surpluses would be passed on in another order, all are elected already.
          const elected = group.filter((one) => winners.includes(one)).length;
          expect(method === 'stv' ? [0, group.length] : [0]).toContain(elected);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('schulze', () => {
  test('is won by whoever wins every duel', () => {
    fc.assert(
      fc.property(elections(rankingVote), ({ votes, order }) => {
        const one = election(order.length, votes);
        const pairwise = duelsOf(packRankings(one));
        const best = order.find((i) => order.every((j) => i === j || pairwise[i]![j]! > pairwise[j]![i]!));
        fc.pre(best !== undefined);
        expect(countElection(one, { method: 'schulze' })).toMatchObject({ winners: [best], ties: [] });
      }),
      { numRuns: 400 },
    );
  });

  test('is won by one of the smallest set that beats all others', () => {
    fc.assert(
      fc.property(elections(rankingVote), ({ votes, order }) => {
        fc.pre(votes.length > 0);
        const one = election(order.length, votes);
        const pairwise = duelsOf(packRankings(one));
        const [first] = schulzeOrder(pairwise);
        const [smith] = smithSets(pairwise);
        expect(first!.filter((candidate) => !smith!.includes(candidate))).toEqual([]);
      }),
    );
  });

  test('counts duels as one would by hand', () => {
    fc.assert(
      fc.property(elections(rankingVote), ({ votes, order }) => {
        const pairwise = duelsOf(packRankings(election(order.length, votes)));
        const place = (vote: Vote, candidate: number) => {
          const found = 'ranking' in vote ? vote.ranking.findIndex((group) => group.includes(candidate)) : -1;
          return found === -1 ? Infinity : found;
        };
        for (const i of order)
          for (const j of order)
            expect(pairwise[i]![j]).toBe(
              votes.reduce((sum, vote) => sum + (place(vote, i) < place(vote, j) ? vote.count : 0), 0),
            );
      }),
    );
  });

  // Schulze 2011, section 3.
  test.each([
    [
      'abcde',
      [
        '5 a>c>b>e>d',
        '5 a>d>e>c>b',
        '8 b>e>d>a>c',
        '3 c>a>b>e>d',
        '7 c>a>e>b>d',
        '2 c>b>a>d>e',
        '7 d>c>e>b>a',
        '8 e>b>a>d>c',
      ],
      ['e', 'a', 'c', 'b', 'd'],
    ],
    ['abcd', ['8 a>c>d>b', '2 b>a>d>c', '4 c>d>b>a', '4 d>b>a>c', '3 d>c>b>a'], ['d', 'a', 'c', 'b']],
  ])('goes round the published circles of %s', (names, lines, order) => {
    const found = schulzeOrder(duelsOf(packRankings(ranked(names, ...lines))));
    expect(found.map((group) => named(names, group))).toEqual(order);
  });

  test('judges a duel by how many won it, not by how much', () => {
    // a beats c by 15 to 9, c beats b by 13 to 11, b beats a by 11 to 6: the last has the fewest winners, not the least margin.
    const votes = ranked('abc', '2 b>c>a', '9 b>a', '7 c', '6 a>c');
    expect(countElection(votes, { method: 'schulze' })).toMatchObject({
      winners: [0],
      pairwise: [
        [0, 6, 15],
        [11, 0, 11],
        [9, 13, 0],
      ],
    });
  });

  test('names a circle of equals as a tie', () => {
    const circle = ranked('abc', '1 a>b>c', '1 b>c>a', '1 c>a>b');
    expect(countElection(circle, { method: 'schulze' })).toMatchObject({ winners: [], ties: [[0, 1, 2]] });
  });
});

describe('irv', () => {
  /** Lists of lists, as one would do it on a table. */
  const byHand = (n: number, votes: Vote[]): number | null | 'tie' => {
    let standing = Array.from({ length: n }, (_, i) => i);
    for (;;) {
      const sums = standing.map((candidate) =>
        votes.reduce((sum, vote) => {
          const ranking = 'ranking' in vote ? vote.ranking.map(([one]) => one!) : [];
          return sum + (ranking.find((one) => standing.includes(one)) === candidate ? vote.count : 0);
        }, 0),
      );
      const all = sums.reduce((sum, one) => sum + one, 0);
      if (all === 0) return null;
      const best = standing.find((_, i) => sums[i]! * 2 > all);
      if (best !== undefined) return best;
      const least = Math.min(...sums);
      const last = standing.filter((_, i) => sums[i] === least);
      if (last.length > 1 && least > 0) return 'tie';
      standing = standing.filter((one) => one !== last[0]);
    }
  };

  test('does what one would do on a table', () => {
    fc.assert(
      fc.property(
        elections((n) => rankingVote(n, { ties: false })),
        ({ votes, order }) => {
          const hand = byHand(order.length, votes);
          fc.pre(hand !== 'tie');
          const { winners, ties } = countElection(election(order.length, votes), { method: 'irv' });
          expect({ winners, ties }).toEqual({ winners: hand === null ? [] : [hand], ties: [] });
        },
      ),
      { numRuns: 400 },
    );
  });

  test('finds another winner than Schulze where the middle is squeezed', () => {
    const tennessee = ranked('mncK', '42 m>n>c>K', '26 n>c>K>m', '15 c>K>n>m', '17 K>c>n>m');
    expect(named('mncK', countElection(tennessee, { method: 'irv' }).winners)).toBe('K');
    expect(named('mncK', countElection(tennessee, { method: 'schulze' }).winners)).toBe('n');
  });

  test('passes over a tie that changes nothing, and declares one that does', () => {
    const nothing = ranked('abc', '5 a', '2 b>a', '2 c>a');
    expect(countElection(nothing, { method: 'irv' })).toMatchObject({ winners: [0], ties: [] });
    const much = ranked('abc', '3 a', '2 b>c', '2 c>b');
    expect(countElection(much, { method: 'irv' })).toMatchObject({ winners: [], ties: [[1, 2]] });
    const even = ranked('ab', '3 a', '3 b');
    expect(countElection(even, { method: 'irv' })).toMatchObject({ winners: [], ties: [[0, 1]] });
  });

  test('exhausts a ballot at equal ranks, and says so; once one of them has left it goes on', () => {
    const { rounds, notes, winners } = countElection(ranked('abc', '4 a', '3 b', '2 c>a=b'), {
      method: 'irv',
    });
    expect(winners).toEqual([0]);
    expect(rounds!.at(-1)).toMatchObject({ tallies: [4, 3, null], exhausted: 2 });
    expect(notes).toEqual([expect.stringContaining('2 ballots exhausted at equal ranks')]);
    const later = countElection(ranked('abcd', '5 a', '6 b', '3 c>d=a', '1 d>c'), { method: 'irv' });
    expect(later.notes).toEqual([]);
    expect(later.rounds!.at(-1)!.tallies).toEqual([8, 6, null, null]);
  });
});

describe('stv', () => {
  test('elects exactly as many as there are seats', () => {
    fc.assert(
      fc.property(elections(rankingVote), ({ votes, order, seats }) => {
        const { winners, ties } = countElection(election(order.length, votes), { method: 'stv', seats });
        if (ties.length === 0) expect(winners).toHaveLength(seats);
        else expect(winners.length).toBeLessThan(seats);
      }),
      { numRuns: 500 },
    );
  });

  test('neither makes votes nor loses them', () => {
    fc.assert(
      fc.property(elections(rankingVote), ({ votes, order, seats }) => {
        const total = votes.reduce((sum, { count }) => sum + count, 0);
        const { rounds } = countElection(election(order.length, votes), { method: 'stv', seats });
        for (const { tallies, exhausted } of rounds!) {
          const held = tallies.reduce<number>((sum, tally) => sum + (tally ?? 0), exhausted);
          expect(held).toBeCloseTo(total, 6);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('gives a taste that holds a quota its seat, whatever the majority does', () => {
    const { winners, quota, rounds } = countElection(ranked('abcd', '60 a>b>c', '35 d', '5 c>b'), {
      method: 'stv',
      seats: 2,
    });
    expect(quota).toBe(34);
    expect(winners).toEqual([0, 3]);
    expect(rounds).toHaveLength(1);
  });

  test('passes a surplus on in a round of its own, at a worth of five decimals', () => {
    // Quota 34 of 100. What a has above it, 6 of 40, goes on as 0.15 a ballot: 25 and 15 of them.
    const { rounds, winners } = countElection(ranked('abcd', '25 a>b', '15 a>c', '26 b', '20 c', '14 d>c'), {
      method: 'stv',
      seats: 2,
    });
    expect(rounds).toEqual([
      { tallies: [40, 26, 20, 14], elected: [0], eliminated: [], exhausted: 0 },
      { tallies: [34, 29.75, 22.25, 14], elected: [], eliminated: [3], exhausted: 0 },
      { tallies: [34, 29.75, 36.25, null], elected: [2], eliminated: [], exhausted: 0 },
    ]);
    expect(winners).toEqual([0, 2]);
  });

  test('drops what is beyond the decimals, and counts it as exhausted', () => {
    // Quota 34 of 101. Surplus 3 of 37: 0.08108 a ballot.
    const lines = ['37 a>b', '30 b', '24 c', '10 d>c'];
    const five = countElection(ranked('abcd', ...lines), { method: 'stv', seats: 2 });
    expect(five.rounds![1]!.tallies[1]).toBe(32.99996);
    expect(five.rounds![1]!.exhausted).toBeCloseTo(0.00004, 9);
    const none = countElection(ranked('abcd', ...lines), { method: 'stv', seats: 2, decimals: 0 });
    expect(none.rounds![1]).toMatchObject({ tallies: [34, 30, 24, 10], exhausted: 3 });
  });

  test('looks back for whoever was behind before, and declares a tie of those who never were', () => {
    const back = ranked('abcd', '10 a', '6 b', '5 c', '1 d>c');
    const { rounds } = countElection(back, { method: 'stv', seats: 1 });
    expect(rounds!.map(({ eliminated }) => eliminated)).toEqual([[3], [2], [1], []]);
    const never = ranked('abc', '5 a', '3 b>a', '3 c');
    expect(countElection(never, { method: 'stv', seats: 2 })).toMatchObject({ winners: [0], ties: [[1, 2]] });
  });

  test('refuses more decimals than can be exact', () => {
    const one = ranked('ab', '2 a>b');
    for (const decimals of [-1, 10, 1.5])
      expect(() => countElection(one, { method: 'stv', decimals })).toThrow(CannotCount);
    const many = ranked('ab', '9007199254740 a');
    expect(() => countElection(many, { method: 'stv', decimals: 9 })).toThrow(/exactly/);
  });
});

describe('score', () => {
  test('ranks three hundred fours above three fives', () => {
    const votes: Vote[] = [
      { count: 3, scores: [[0, 5]] },
      { count: 300, scores: [[1, 4]] },
    ];
    expect(countElection(election(2, votes), { method: 'score' })).toMatchObject({
      winners: [1],
      scores: [5, 4],
      distributions: [
        [0, 0, 0, 0, 0, 3],
        [0, 0, 0, 0, 300, 0],
      ],
    });
  });

  test('gives an interval around the mean that narrows with the votes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 5 }), (n, score) => {
        const { low, high } = intervalOf(n * score, n);
        const more = intervalOf(4 * n * score, 4 * n);
        expect(low).toBeLessThanOrEqual(score);
        expect(high).toBeGreaterThanOrEqual(score);
        expect(more.high - more.low).toBeLessThan(high - low);
      }),
    );
    // Wilson's interval of 81 of 263 (R. G. Newcombe, Statistics in Medicine 17, 1998, table I).
    const { low, high } = intervalOf(81 * 5, 263);
    expect([low / 5, high / 5].map((end) => end.toFixed(4))).toEqual(['0.2553', '0.3662']);
  });
});

describe('bradley-terry', () => {
  test('stands where the likelihood is level', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 7 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 60 })),
        (n, counts) => {
          const wins = Array.from({ length: n }, (_, i) =>
            Array.from({ length: n }, (_, j) => (i === j ? 0 : (counts.next().value as number))),
          );
          const { strengths, errors } = fitBradleyTerry(wins);
          for (const slope of gradientAt(wins, strengths)) expect(Math.abs(slope)).toBeLessThan(1e-6);
          expect(strengths.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 9);
          for (const error of errors) expect(error).toBeGreaterThan(0);
        },
      ),
    );
  });

  test('of two is the log-odds of their duels', () => {
    const { strengths } = fitBradleyTerry([
      [0, 30],
      [10, 0],
    ]);
    expect(strengths[0]! - strengths[1]!).toBeCloseTo(Math.log(3), 9);
  });

  test('says where no duel leads back, and puts in order what can be', () => {
    const beaten = election(3, [
      { count: 2, duel: [0, 1] },
      { count: 1, duel: [1, 0] },
      { count: 3, duel: [1, 2] },
    ]);
    expect(countElection(beaten, { method: 'bradley-terry', seats: 2 })).toMatchObject({
      winners: [0, 1],
      notes: [expect.stringContaining('2 groups')],
    });
    const apart = election(4, [
      { count: 2, duel: [0, 1] },
      { count: 2, duel: [2, 3] },
    ]);
    expect(countElection(apart, { method: 'bradley-terry' })).toMatchObject({
      winners: [],
      ties: [[0, 1, 2, 3]],
    });
    expect(winsOf(apart)[2]![3]).toBe(2);
  });
});

describe('duels', () => {
  test('score the chance to win the next one', () => {
    const one = election(3, [{ count: 3, duel: [0, 1] }]);
    expect(countElection(one, { method: 'duels' })).toMatchObject({ scores: [80, 20, 50], winners: [0] });
  });
});

describe('equal shares', () => {
  test('never exceeds the budget', () => {
    fc.assert(
      fc.property(elections(approvalVote), ({ votes, costs, order, budget }) => {
        const { winners } = countElection(election(order.length, votes, costs), {
          method: 'equal-shares',
          budget,
        });
        expect(winners.reduce((sum, one) => sum + costs[one]!, 0)).toBeLessThanOrEqual(budget);
      }),
      { numRuns: 500 },
    );
  });

  test('leaves a minority its share, where picks would give the majority all', () => {
    // 60 want a and b, most of them c too; 40 want d. All of it together costs 115 of 100.
    const one = election(
      4,
      [
        { count: 40, approvals: [0, 1, 2] },
        { count: 20, approvals: [0, 1] },
        { count: 40, approvals: [3] },
      ],
      [40, 20, 20, 35],
    );
    const { winners } = countElection(one, { method: 'equal-shares', budget: 100 });
    expect(winners.toSorted()).toEqual([0, 1, 3]);
    expect(countElection(one, { method: 'picks', seats: 2 }).winners).toEqual([0, 1]);
  });

  test('raises the shares a unit at a time until the budget is used', () => {
    // With 5 each nobody can buy a for 12 alone; with 6 each the two can.
    const one = election(
      2,
      [
        { count: 2, approvals: [0] },
        { count: 2, approvals: [1] },
      ],
      [12, 8],
    );
    expect(countElection(one, { method: 'equal-shares', budget: 20 }).winners.toSorted()).toEqual([0, 1]);
    expect(countElection(one, { method: 'equal-shares', budget: 19 })).toMatchObject({ winners: [1] });
  });

  test('raises them by no more than one at a time', () => {
    // At 6 each the first two buy a; at 10 the others would buy c beside b, beyond the budget.
    const one = election(
      3,
      [
        { count: 2, approvals: [0] },
        { count: 2, approvals: [1, 2] },
        { count: 1, approvals: [1] },
      ],
      [12, 9, 14],
    );
    expect(countElection(one, { method: 'equal-shares', budget: 25 }).winners.toSorted()).toEqual([0, 1]);
  });

  test('prefers among equals whatever has more approvals, and declares a tie of the rest', () => {
    const more: Vote[] = [
      { count: 2, approvals: [0, 1] },
      { count: 1, approvals: [1] },
    ];
    // Each voter of either would pay the same; b has three of them.
    const favoured = countElection(election(2, more, [10, 15]), { method: 'equal-shares', budget: 15 });
    expect(favoured).toMatchObject({ winners: [1], ties: [] });
    const same = election(2, [{ count: 4, approvals: [0, 1] }], [10, 10]);
    expect(countElection(same, { method: 'equal-shares', budget: 10 })).toMatchObject({
      winners: [],
      ties: [[0, 1]],
    });
    const both = countElection(same, { method: 'equal-shares', budget: 20 });
    expect(both.winners.toSorted()).toEqual([0, 1]);
    expect(both.ties).toEqual([]);
  });

  test.each([
    [undefined, /needs a budget/],
    [0, /from 1 up/],
    [2.5, /whole number/],
  ])('refuses a budget of %s', (budget, reason) => {
    const one = election(2, [{ count: 1, approvals: [0] }], [1, 1]);
    expect(() =>
      countElection(one, { method: 'equal-shares', ...(budget !== undefined && { budget }) }),
    ).toThrow(reason);
  });

  test('refuses a candidate without a cost', () => {
    const one = election(2, [{ count: 1, approvals: [0] }]);
    expect(() => countElection(one, { method: 'equal-shares', budget: 9 })).toThrow(/the cost of a/);
  });
});

describe('what does not suit a method', () => {
  test('is left out with a note, or refused where nothing suits', () => {
    const mixed = election(2, [
      { count: 2, ranking: [[0], [1]] },
      { count: 3, duel: [1, 0] },
    ]);
    expect(countElection(mixed, { method: 'schulze' })).toMatchObject({
      winners: [0],
      notes: [expect.stringContaining('3 ballots were left out')],
    });
    expect(() => countElection(mixed, { method: 'score' })).toThrow(/None of the ballots/);
    expect(() => countElection(mixed, { method: 'irv', seats: 2 })).toThrow(/IRV elects one/);
    expect(() => countElection(mixed, { method: 'stv', seats: 0 })).toThrow(/seats/);
  });
});

// Real elections with published results stand beside the project, not in it; where they are absent nothing is compared.
const folder = new URL('../../../../shared/data/', import.meta.url);
const published = (name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as never;

if (existsSync(folder)) {
  describe('published results', () => {
    interface Burlington {
      candidates: string[];
      ballots: [count: number, ranking: number[][]][];
      pairwise: number[][];
      official: { irvWinner: string; condorcetWinner: string; rounds: Record<string, number>[] };
    }
    const burlington: Burlington = published('burlington-2009.json');
    const mayor: Election = {
      candidates: burlington.candidates,
      costs: burlington.candidates.map(() => null),
      seats: 1,
      votes: burlington.ballots.map(([count, ranking]) => ({ count, ranking })),
    };

    test('of the mayor of Burlington, 2009: every round, every duel, and two different winners', () => {
      const irv = namedOutcome('irv', mayor, countElection(mayor, { method: 'irv' }));
      const [first, second, third] = burlington.official.rounds;
      expect(irv.rounds![0]!.tallies).toEqual(first);
      expect(irv.rounds!.slice(-2).map(({ tallies }) => tallies)).toEqual([second, third]);
      expect(irv.winners).toEqual([burlington.official.irvWinner]);
      expect(irv.pairwise).toEqual(burlington.pairwise);
      const schulze = namedOutcome('schulze', mayor, countElection(mayor, { method: 'schulze' }));
      expect(schulze.winners).toEqual([burlington.official.condorcetWinner]);
      expect(schulze.pairwise).toEqual(burlington.pairwise);
    });

    interface Compared {
      datasets: [
        {
          rows: [string, string, number, number][];
          published: { abilitiesNoHomeRelativeToBaltimoreSorted2dp: number[]; standardErrors1dp: number };
        },
        { players: string[]; winsMatrix: number[][]; computedOwnScript: Record<string, number> },
      ];
    }
    const compared: Compared = published('bradley-terry-published.json');
    const strengthsOf = (candidates: string[], votes: Vote[]) => {
      const one: Election = { candidates, costs: candidates.map(() => null), seats: null, votes };
      return namedOutcome('bradley-terry', one, countElection(one, { method: 'bradley-terry' })).scores!;
    };

    test('of the American League, 1987: abilities and errors as Agresti prints them', () => {
      const { rows, published: printed } = compared.datasets[0];
      const teams = [...new Set(rows.flatMap(([home, away]) => [home, away]))];
      const wins = teams.map((one) =>
        teams.map((other) =>
          rows.reduce(
            (sum, [home, away, won, lost]) =>
              sum + (home === one && away === other ? won : home === other && away === one ? lost : 0),
            0,
          ),
        ),
      );
      const votes = wins.flatMap((row, i) =>
        row.flatMap((count, j): Vote[] => (count > 0 ? [{ count, duel: [i, j] }] : [])),
      );
      const scores = strengthsOf(teams, votes);
      const relative = teams
        .filter((team) => team !== 'Baltimore')
        .map((team) => Number((scores[team]! - scores.Baltimore!).toFixed(2)))
        .sort((a, b) => a - b);
      expect(relative).toEqual(printed.abilitiesNoHomeRelativeToBaltimoreSorted2dp);
    });

    test('of journals that cite each other: abilities to five decimals', () => {
      const { players, winsMatrix, computedOwnScript } = compared.datasets[1];
      const votes = winsMatrix.flatMap((row, i) =>
        row.flatMap((count, j): Vote[] => (count > 0 ? [{ count, duel: [i, j] }] : [])),
      );
      const scores = strengthsOf(players, votes);
      for (const [player, ability] of Object.entries(computedOwnScript))
        expect(scores[player]! - scores[players[0]!]!).toBeCloseTo(ability, 5);
    });
  });
}
