import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inTime, isDay, isScore, reviewResults, stageIs, weightedMean } from '../../src/lib/domain/stages.ts';

const criteria = [
  { id: 'water', weight: 3 },
  { id: 'noise', weight: 1 },
];
const scored = (water: number, noise: number) => new Map(Object.entries({ water, noise }));

describe('the weighted mean', () => {
  test.each([
    { water: 4, noise: 4, mean: 4 },
    { water: 5, noise: 1, mean: 4 },
    { water: 1, noise: 5, mean: 2 },
    { water: 2, noise: 3, mean: 2.25 },
  ])('of $water (3 times) and $noise (once) is $mean', ({ water, noise, mean }) => {
    expect(weightedMean(criteria, scored(water, noise))).toBe(mean);
  });

  test('is not there where a criterion has no score, or where there is none', () => {
    expect(weightedMean(criteria, new Map([['water', 4]]))).toBeUndefined();
    expect(weightedMean([], new Map())).toBeUndefined();
  });

  test('lies between the lowest and the highest score, and no common factor of the weights changes it', () => {
    const one = fc.record({ weight: fc.integer({ min: 1, max: 10 }), score: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 2, max: 9 }),
        (all, times) => {
          const weighed = all.map(({ weight }, i) => ({ id: `${i}`, weight }));
          const scores = new Map(all.map(({ score }, i) => [`${i}`, score]));
          const mean = weightedMean(weighed, scores)!;
          expect(mean).toBeGreaterThanOrEqual(Math.min(...all.map(({ score }) => score)));
          expect(mean).toBeLessThanOrEqual(Math.max(...all.map(({ score }) => score)));
          const more = weighed.map(({ id, weight }) => ({ id, weight: weight * times }));
          expect(weightedMean(more, scores)).toBeCloseTo(mean, 10);
        },
      ),
    );
  });
});

test('a review adds up to a mean for each draft, every expert counting the same; what is not whole does not count', () => {
  const results = reviewResults(criteria, [
    { draft: 'a', scores: scored(2, 2) },
    { draft: 'b', scores: scored(5, 5) },
    { draft: 'b', scores: scored(4, 1) },
    { draft: 'c', scores: new Map([['water', 5]]) },
  ]);
  expect(results).toEqual([
    { draft: 'b', mean: 4.125, experts: 2, byCriterion: [4.5, 3] },
    { draft: 'a', mean: 2, experts: 1, byCriterion: [2, 2] },
  ]);
});

test.each([
  [1, true],
  [5, true],
  [0, false],
  [6, false],
  [2.5, false],
  [NaN, false],
  ['3', false],
])('the score %s is one: %s', (value, is) => {
  expect(isScore(value)).toBe(is);
});

test.each([
  ['2026-11-27', true],
  ['2026-02-30', false],
  ['27.11.2026', false],
  ['', false],
])('the day %s is one: %s', (text, is) => {
  expect(isDay(text)).toBe(is);
});

test('the timeline has what began by when it began, then what is planned in its order', () => {
  const stage = (position: number, begun_at: number | null, ended_at: number | null = null) => ({
    position,
    begun_at,
    ended_at,
  });
  const stages = [stage(1, null), stage(2, 200), stage(3, 100, 150), stage(4, null)];
  expect(inTime(stages).map(({ position }) => position)).toEqual([3, 2, 1, 4]);
  expect(inTime(stages).map(stageIs)).toEqual(['done', 'now', 'ahead', 'ahead']);
});
