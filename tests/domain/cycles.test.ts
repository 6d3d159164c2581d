import { describe, expect, test } from 'vitest';
import { schulzeOrder } from '../../src/lib/domain/counting/schulze.ts';
import { circlesAgainst, circlesOf, shortestCircle, smithSet } from '../../src/lib/domain/cycles.ts';

/** Numbers that are the same in every run. */
const randoms = (seed: number) => () => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed / 2147483648;
};
const places = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Any duels at all; few enough ballots that many are equal. */
const anyPairwise = (n: number, random: () => number) => {
  const pairwise = places(n).map(() => places(n).map(() => 0));
  for (const i of places(n))
    for (const j of places(n)) if (i !== j) pairwise[i]![j] = Math.floor(random() * 6);
  return pairwise;
};
const subsets = (n: number) =>
  places(2 ** n)
    .slice(1)
    .map((bits) => places(n).filter((i) => bits & (1 << i)));
const beats = (pairwise: number[][], i: number, j: number) => pairwise[i]![j]! > pairwise[j]![i]!;

const worlds = places(400).map((seed) => {
  const random = randoms(seed + 1);
  return anyPairwise(2 + (seed % 5), random);
});

// Rock, paper, scissors: 0 beats 1 by 7 to 2, 1 beats 2 by 6 to 3, 2 beats 0 by 5 to 4; 3 loses to all.
const circle = [
  [0, 7, 4, 9],
  [2, 0, 6, 9],
  [5, 3, 0, 9],
  [0, 0, 0, 0],
];

describe('the smallest set that beats everybody outside of it', () => {
  test('is what trying all sets finds', () => {
    for (const pairwise of worlds) {
      const n = pairwise.length;
      const dominant = subsets(n).filter((set) =>
        set.every((i) => places(n).every((j) => set.includes(j) || beats(pairwise, i, j))),
      );
      const smallest = dominant.sort((a, b) => a.length - b.length)[0];
      expect(smithSet(pairwise, places(n))).toEqual(smallest);
    }
  });
  test('is the three of a circle, and one alone of those that are left when one is not looked at', () => {
    expect(smithSet(circle, places(4))).toEqual([0, 1, 2]);
    expect(smithSet(circle, [0, 1, 3])).toEqual([0]);
  });
});

describe('circles', () => {
  test('hold whoever beats each other over any number of steps', () => {
    for (const pairwise of worlds) {
      const n = pairwise.length;
      const gets = (from: number, to: number, seen: number[] = []): boolean =>
        places(n).some(
          (next) =>
            beats(pairwise, from, next) &&
            !seen.includes(next) &&
            (next === to || gets(next, to, [...seen, next])),
        );
      const circles = circlesOf(pairwise, places(n));
      for (const i of places(n))
        for (const j of places(n)) {
          if (i === j) continue;
          const together = circles.some((group) => group.includes(i) && group.includes(j));
          expect(together).toBe(gets(i, j) && gets(j, i));
        }
    }
  });
  test('the shortest one through a draft is a circle of duels that were won', () => {
    for (const pairwise of worlds) {
      const all = places(pairwise.length);
      const circles = circlesOf(pairwise, all);
      for (const start of all) {
        const duels = shortestCircle(pairwise, all, start);
        expect(duels.length > 0).toBe(circles.some((group) => group.includes(start)));
        duels.forEach((duel, at) => {
          expect(duel.for).toBeGreaterThan(duel.against);
          expect(duel.loser).toBe(duels[(at + 1) % duels.length]!.winner);
        });
        if (duels.length > 0) expect(duels[0]!.winner).toBe(start);
        expect(new Set(duels.map(({ winner }) => winner)).size).toBe(duels.length);
      }
    }
  });
});

describe('why a draft is first by Schulze although others beat it', () => {
  test('the duel that it lost has fewer ballots than any of the chain that leads back', () => {
    let told = 0;
    for (const pairwise of worlds) {
      const all = places(pairwise.length);
      const [[first, ...equals] = []] = schulzeOrder(pairwise);
      if (first === undefined || equals.length > 0) continue;
      const against = circlesAgainst(pairwise, all, first);
      expect(against.map((duels) => duels.at(-1)!.winner)).toEqual(
        all.filter((other) => beats(pairwise, other, first)),
      );
      for (const duels of against) {
        const last = duels.at(-1)!;
        expect(last.loser).toBe(first);
        expect(duels[0]!.winner).toBe(first);
        for (const duel of duels.slice(0, -1)) expect(duel.for).toBeGreaterThan(last.for);
        duels.forEach((duel, at) => expect(duel.loser).toBe(duels[(at + 1) % duels.length]!.winner));
        told++;
      }
    }
    expect(told).toBeGreaterThan(20);
  });
  test('names the whole circle', () => {
    expect(circlesAgainst(circle, places(4), 0)).toEqual([
      [
        { winner: 0, loser: 1, for: 7, against: 2 },
        { winner: 1, loser: 2, for: 6, against: 3 },
        { winner: 2, loser: 0, for: 5, against: 4 },
      ],
    ]);
  });
});
