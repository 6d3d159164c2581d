import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clashOf,
  exchanged,
  inTime,
  isDay,
  isScore,
  reviewResults,
  runsBackwards,
  stageIs,
  weightedMean,
} from '../../src/lib/domain/stages.ts';

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

const span = (from: string, until = '') => ({ from, until });

test.each([
  [span('2026-12-05', '2026-12-01'), true],
  [span('2026-12-05', '2026-12-05'), false],
  [span('2026-12-05'), false],
  [span('', '2026-12-05'), false],
])('%j runs backwards: %s', (days, is) => {
  expect(runsBackwards(days)).toBe(is);
});

describe('the days of a stage', () => {
  const vote = '2026-12-01';
  const before = [span('2026-12-02', '2026-12-10'), span('')];
  const after = [span(''), span('2026-12-20', '2026-12-24'), span('', '2026-12-30')];
  test.each([
    [span(''), undefined],
    [span('2026-12-10', '2026-12-20'), undefined],
    [span('2026-12-11'), undefined],
    [span('', '2026-12-20'), undefined],
    [span('2026-11-30', '2026-12-20'), 'vote'],
    [span('', '2026-11-30'), 'vote'],
    [span('2026-12-09', '2026-12-15'), 'earlier'],
    [span('', '2026-12-09'), 'earlier'],
    [span('2026-12-11', '2026-12-21'), 'later'],
    [span('2026-12-21'), 'later'],
  ])('%j run into: %s', (days, clash) => {
    expect(clashOf(days, { vote, before, after })?.with).toBe(clash);
  });

  test('follow a vote that has no date yet anywhere', () => {
    expect(clashOf(span('2020-01-01'), { vote: '', before: [], after: [] })).toBeUndefined();
  });

  test('of two that change places stay within what the two had, last as long, and run into nothing', () => {
    const day = (n: number) => new Date(Date.UTC(2026, 11, 1 + n)).toISOString().slice(0, 10);
    const at = (text: string) => Date.parse(text) / 86_400_000;
    const lasts = ({ from, until }: { from: string; until: string }) => at(until) - at(from);
    const upTo = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(upTo(400), upTo(200), upTo(60), upTo(200), (start, one, gap, two) => {
        const first = span(day(start), day(start + one));
        const second = span(day(start + one + gap), day(start + one + gap + two));
        const [nowFirst, nowSecond] = exchanged(first, second);
        expect([nowFirst.from, nowSecond.until]).toEqual([first.from, second.until]);
        expect([lasts(nowFirst), lasts(nowSecond)]).toEqual([two, one]);
        expect(clashOf(nowSecond, { vote: first.from, before: [nowFirst], after: [] })).toBeUndefined();
      }),
    );
    expect(exchanged(span('2026-12-02'), span('2026-12-03', '2026-12-04'))).toEqual([
      span('2026-12-03', '2026-12-04'),
      span('2026-12-02'),
    ]);
  });
});
