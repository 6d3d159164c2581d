import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isQuantity, mostUnits, totalOf } from '../../src/lib/domain/totals.ts';

test('unit price times quantity, and shipping once', () => {
  expect(totalOf(128_000, 2, 8_000)).toEqual({
    unitMinor: 128_000,
    quantity: 2,
    shippingMinor: 8_000,
    totalMinor: 264_000,
  });
});

test('the sum is exact, or it is not given', () => {
  const amount = fc.nat({ max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: mostUnits }), amount, (unit, quantity, shipping) => {
      const exact = BigInt(unit) * BigInt(quantity) + BigInt(shipping);
      const total = totalOf(unit, quantity, shipping);
      if (exact <= BigInt(Number.MAX_SAFE_INTEGER)) expect(BigInt(total!.totalMinor)).toBe(exact);
      else expect(total).toBeNull();
    }),
  );
});

test('more costs more, and never less than its parts', () => {
  const amount = fc.nat({ max: 1e9 });
  fc.assert(
    fc.property(amount, fc.integer({ min: 1, max: mostUnits - 1 }), amount, (unit, quantity, shipping) => {
      const { totalMinor } = totalOf(unit, quantity, shipping)!;
      expect(totalOf(unit, quantity + 1, shipping)!.totalMinor - totalMinor).toBe(unit);
      expect(totalMinor).toBeGreaterThanOrEqual(shipping);
    }),
  );
});

test.each([
  [-1, 1, 0],
  [1.5, 1, 0],
  [1, 1, -1],
  [1, 0, 0],
  [1, 1.5, 0],
  [NaN, 1, 0],
  [1, 1, Infinity],
  [2 ** 53, 1, 0],
])('%d × %d + %d is no order', (unit, quantity, shipping) => {
  expect(() => totalOf(unit, quantity, shipping)).toThrow(RangeError);
});

test('a quantity is a whole number that somebody could want', () => {
  for (const good of [1, 2, mostUnits]) expect(isQuantity(good)).toBe(true);
  for (const bad of [0, -1, 1.5, mostUnits + 1, NaN, Infinity]) expect(isQuantity(bad)).toBe(false);
});
