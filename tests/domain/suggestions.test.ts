import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayBecome } from '../../src/lib/domain/lifecycles.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import {
  fieldOf,
  grownBy,
  isAnswer,
  isInside,
  medianOf,
  middleOf,
  middleOfField,
  movedBy,
  placeBetween,
  placeFrom,
  shareAnswered,
  suggestionLifecycle,
  suggestionStates,
  takesSuggestions,
  whole,
} from '../../src/lib/domain/suggestions.ts';

test('what may become of a suggestion', () => {
  const allowed = suggestionStates.flatMap((from) =>
    suggestionStates.filter((to) => mayBecome(suggestionLifecycle, from, to)).map((to) => `${from} > ${to}`),
  );
  expect(allowed.sort()).toEqual(
    [
      'open > accepted',
      'open > declined',
      'accepted > accepted',
      'accepted > declined',
      'declined > declined',
      'declined > accepted',
    ].sort(),
  );
  expect(['accepted', 'declined', 'open', '', null, undefined].map(isAnswer)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test.each([
  ['preparing', false],
  ['collecting', true],
  ['voting', true],
  ['deciding', false],
  ['decided', false],
  ['cancelled', false],
] as const)('a challenge that is %s takes suggestions: %s', (state, takes) => {
  expect(takesSuggestions(state)).toBe(takes);
});

const none = { x: '', y: '', w: '', h: '' };
const coordinate = fc.integer({ min: 0, max: whole });
const region = fc
  .tuple(coordinate, coordinate, coordinate, coordinate)
  .filter(([x, y]) => x < whole && y < whole)
  .map(([x, y, w, h]) => ({
    x,
    y,
    w: Math.max(1, Math.min(w, whole - x)),
    h: Math.max(1, Math.min(h, whole - y)),
  }));
const place = fc.oneof(
  region,
  fc.record({ x: coordinate, y: coordinate, w: fc.constant(null), h: fc.constant(null) }),
);

describe('a place on a picture', () => {
  test.each([
    ['a corner', { x: 0, y: 0, w: null, h: null }, true],
    ['the other corner', { x: whole, y: whole, w: null, h: null }, true],
    ['the whole picture', { x: 0, y: 0, w: whole, h: whole }, true],
    ['left of it', { x: -1, y: 0, w: null, h: null }, false],
    ['below it', { x: 0, y: whole + 1, w: null, h: null }, false],
    ['no number', { x: NaN, y: 0, w: null, h: null }, false],
    ['not whole', { x: 0.5, y: 0, w: null, h: null }, false],
    ['a region that sticks out', { x: 5000, y: 0, w: 5001, h: 10 }, false],
    ['an empty region', { x: 5000, y: 0, w: 0, h: 10 }, false],
    ['a width without a height', { x: 0, y: 0, w: 10, h: null }, false],
  ])('%s', (_, at, inside) => {
    expect(isInside(at)).toBe(inside);
  });

  test.each([
    ['numbers', { ...none, x: '10', y: '20' }, '', { x: 10, y: 20, w: null, h: null }],
    ['a region', { x: '10', y: '20', w: '30', h: '40' }, '8', { x: 10, y: 20, w: 30, h: 40 }],
    ['a field', none, '0', { x: 1667, y: 1667, w: null, h: null }],
    ['no field: the middle', none, '', { x: 5000, y: 5000, w: null, h: null }],
  ])('from a form: %s', (_, numbers, field, wanted) => {
    expect(placeFrom(numbers, field)).toEqual(wanted);
  });

  test.each([
    [{ ...none, x: '10001', y: '0' }, ''],
    [{ ...none, x: '-1', y: '0' }, ''],
    [{ ...none, x: '10', y: '' }, ''],
    [{ ...none, x: '1e3', y: '0' }, ''],
    [{ ...none, x: '0', y: '0', w: '5' }, ''],
    [{ x: '9000', y: '0', w: '2000', h: '10' }, ''],
    [none, '9'],
    [none, 'left'],
  ])('outside: %o %s', (numbers, field) => {
    const read = placeFrom(numbers, field);
    expect(isRefusal(read) && read.reason).toBe('pin-outside');
  });

  test('each field’s middle lies in the field', () => {
    for (let n = 0; n < 9; n++) expect(fieldOf({ ...middleOfField(n), w: null, h: null })).toBe(n);
  });

  test('moved or resized in whatever way, it stays on the picture', () => {
    const by = fc.integer({ min: -2 * whole, max: 2 * whole });
    fc.assert(
      fc.property(place, by, by, (from, dx, dy) => {
        const moved = movedBy(from, dx, dy);
        expect(isInside(moved)).toBe(true);
        expect([moved.w, moved.h]).toEqual([from.w, from.h]);
        expect(isInside(grownBy(from, dx, dy))).toBe(true);
        expect(fieldOf(moved)).toBeGreaterThanOrEqual(0);
        expect(fieldOf(moved)).toBeLessThanOrEqual(8);
      }),
    );
  });

  test('drawn from anywhere to anywhere, it lies on the picture, the same in both directions', () => {
    const share = fc.double({ min: -1, max: 2, noNaN: true });
    fc.assert(
      fc.property(share, share, share, share, (x1, y1, x2, y2) => {
        const drawn = placeBetween({ x: x1, y: y1 }, { x: x2, y: y2 });
        expect(isInside(drawn)).toBe(true);
        if (drawn.w !== null) expect(placeBetween({ x: x2, y: y2 }, { x: x1, y: y1 })).toEqual(drawn);
      }),
    );
  });
});

test('the median is that of the sorted list', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { maxLength: 30 }), (values) => {
      const sorted = [...values].sort((a, b) => a - b);
      const { offset, limit } = middleOf(values.length);
      const median = medianOf(sorted.slice(offset, offset + limit));
      const half = values.length / 2;
      const wanted =
        values.length % 2 === 1
          ? sorted[Math.floor(half)]
          : Math.round((sorted[half - 1]! + sorted[half]!) / 2);
      expect(median).toBe(values.length === 0 ? null : wanted);
    }),
  );
});

test('the share answered', () => {
  expect(shareAnswered(0, 0)).toBeNull();
  expect(shareAnswered(0, 4)).toBe(0);
  expect(shareAnswered(3, 4)).toBe(0.75);
});
