import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrange } from '../../src/lib/domain/arranging.ts';
import { challengeGaps, draftGaps } from '../../src/lib/domain/readying.ts';

const now = Date.UTC(2026, 10, 22, 12);
const day = 24 * 3600_000;
const whole = {
  title: 'The overshirt',
  brief: 'Light enough for a scooter.',
  cover: 'p1',
  coverAlt: 'An overshirt on a hook',
  collectingOpensAt: null,
  votingOpensAt: now + day,
  votingClosesAt: now + 2 * day,
};

describe('what a challenge lacks', () => {
  test.each([
    [{}, []],
    [{ title: ' ' }, ['title']],
    [{ brief: '\n' }, ['brief']],
    [{ cover: null, coverAlt: '' }, ['cover']],
    [{ coverAlt: ' ' }, ['cover-alt']],
    [{ votingOpensAt: null }, ['dates']],
    [{ votingOpensAt: now }, ['dates']],
    [{ title: '', brief: '', cover: null, votingClosesAt: null }, ['title', 'brief', 'cover', 'dates']],
  ])('with %j: %j', (change, gaps) => {
    expect(challengeGaps({ ...whole, ...change }, now)).toEqual(gaps);
  });
});

test.each([
  [{ title: 'A', pictures: [{ alt: 'x' }] }, []],
  [{ title: '', pictures: [{ alt: 'x' }] }, ['title']],
  [{ title: 'A', pictures: [] }, ['pictures']],
  [{ title: 'A', pictures: [{ alt: 'x' }, { alt: ' ' }] }, ['alt']],
])('a draft %j lacks %j', (draft, gaps) => expect(draftGaps(draft)).toEqual(gaps));

describe('a new order', () => {
  const letters = (places: number[]) =>
    arrange(places.map((place, i) => ({ thing: 'abcdefgh'[i], place }))).join('');
  test.each([
    [[1, 2, 3], 'abc'],
    [[2, 2, 3], 'bac'],
    [[1, 2, 1], 'cab'],
    [[3, 2, 3], 'bca'],
    [[3, 1, 2], 'bca'],
    [[1, 3, 2], 'acb'],
    [[NaN, 2, 3], 'abc'],
    [[], ''],
  ])('%j gives %s', (places, order) => expect(letters(places)).toBe(order));
  test('loses nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 12 }), { maxLength: 8 }), (places) => {
        expect([...letters(places)].sort().join('')).toBe('abcdefgh'.slice(0, places.length));
      }),
    );
  });
});
