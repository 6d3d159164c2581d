import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isGoodUntil,
  looksLikeCardNumber,
  newCardTime,
  newCardUntil,
  nextTry,
} from '../../src/lib/domain/charging.ts';
import { practiceCards } from '../../src/lib/server/payments/practising.ts';

const hour = 3600_000;
const day = 24 * hour;

test('three more tries: after an hour, a day and three days', () => {
  expect([1, 2, 3, 4, 5].map((errors) => nextTry(errors, 1000))).toEqual([
    1000 + hour,
    1000 + day,
    1000 + 3 * day,
    null,
    null,
  ]);
});

test('seven days for another card from the first failure, never less than one to answer', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 30 * day }), (first, later) => {
      const until = newCardUntil(first, first + later);
      expect(until).toBeGreaterThanOrEqual(first + newCardTime);
      expect(until - (first + later)).toBeGreaterThanOrEqual(day);
      if (later <= 6 * day) expect(until).toBe(first + newCardTime);
    }),
  );
});

test.each([
  ...Object.values(practiceCards),
  '4242 4242 4242 4242',
  '4242-4242-4242-4242',
  '378282246310005',
  '6011111111111117',
])('%s could be a card', (number) => expect(looksLikeCardNumber(number)).toBe(true));

test.each([
  '',
  '4242',
  '4242424242424243',
  '4242 4242 4242 424a',
  '42424242424242424242',
  '4242.4242.4242.4242',
])('%s could not', (number) => expect(looksLikeCardNumber(number)).toBe(false));

test('one digit typed wrong is always noticed', () => {
  fc.assert(
    fc.property(fc.nat(15), fc.integer({ min: 1, max: 9 }), (place, by) => {
      const digits = [...practiceCards.succeeds];
      digits[place] = String((Number(digits[place]) + by) % 10);
      expect(looksLikeCardNumber(digits.join(''))).toBe(false);
    }),
  );
});

test('a card is good until the end of its month, everywhere', () => {
  const november = Date.UTC(2026, 10, 22);
  for (const good of ['11/26', '12/26', '01/30', ' 11 / 26 ', '11/2026']) {
    expect(isGoodUntil(good, november), good).toBe(true);
  }
  for (const bad of ['10/26', '13/27', '00/27', '1/27', '', '1127', '11-26', 'ab/cd']) {
    expect(isGoodUntil(bad, november), bad).toBe(false);
  }
  // When December has begun in Kiribati it is still November in Hawaii.
  expect(isGoodUntil('11/26', Date.UTC(2026, 11, 1, 10))).toBe(true);
  expect(isGoodUntil('11/26', Date.UTC(2026, 11, 1, 12))).toBe(false);
});
