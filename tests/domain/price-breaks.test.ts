import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  breakProblem,
  lowestPrice,
  mostBreaks,
  nextBreak,
  presentPrice,
  priceAt,
  readBreaks,
  type PriceBreak,
} from '../../src/lib/domain/price-breaks.ts';
import { typedMoney } from '../../src/lib/domain/money.ts';

const at = (quantity: number, priceMinor: number): PriceBreak => ({ quantity, priceMinor });
const two = [at(100, 118_000), at(200, 108_000)];

test.for([
  [0, 138_000],
  [99, 138_000],
  [100, 118_000],
  [199, 118_000],
  [200, 108_000],
  [1_000_000, 108_000],
] as const)('with %i units one costs %i', ([units, price]) => {
  expect(priceAt(138_000, two, units)).toBe(price);
  expect(priceAt(138_000, two.toReversed(), units)).toBe(price);
});

test('what the next break needs', () => {
  expect(nextBreak(two, 0)).toEqual({ missing: 100, priceMinor: 118_000 });
  expect(nextBreak(two, 86)).toEqual({ missing: 14, priceMinor: 118_000 });
  expect(nextBreak(two, 99)).toEqual({ missing: 1, priceMinor: 118_000 });
  expect(nextBreak(two.toReversed(), 100)).toEqual({ missing: 100, priceMinor: 108_000 });
  expect(nextBreak(two, 200)).toBeNull();
  expect(nextBreak([], 3)).toBeNull();
});

test('after the close what was reached stands, whatever the units are by then', () => {
  const campaign = { price_minor: 138_000, closing_minor: null, units: 120, breaks: two };
  expect(presentPrice(campaign)).toBe(118_000);
  expect(presentPrice({ ...campaign, units: 3 })).toBe(138_000);
  expect(presentPrice({ ...campaign, units: 3, closing_minor: 118_000 })).toBe(118_000);
});

test.for<[PriceBreak[], ReturnType<typeof breakProblem>]>([
  [[], null],
  [two, null],
  [two.toReversed(), null],
  [[at(1, 100)], { index: 0, problem: 'quantity-wrong' }],
  [[at(0, 100)], { index: 0, problem: 'quantity-wrong' }],
  [[at(2.5, 100)], { index: 0, problem: 'quantity-wrong' }],
  [[at(1_000_001, 100)], { index: 0, problem: 'quantity-wrong' }],
  [[at(NaN, 100)], { index: 0, problem: 'quantity-wrong' }],
  [[at(10, 0)], { index: 0, problem: 'price-wrong' }],
  [[at(10, -5)], { index: 0, problem: 'price-wrong' }],
  [[at(10, NaN)], { index: 0, problem: 'price-wrong' }],
  [[at(10, 2 ** 53)], { index: 0, problem: 'price-wrong' }],
  [[at(10, 138_000)], { index: 0, problem: 'price-not-lower' }],
  [[at(10, 100), at(20, 100)], { index: 1, problem: 'price-not-lower' }],
  [[at(20, 100), at(10, 50)], { index: 0, problem: 'price-not-lower' }],
  [[at(10, 100), at(10, 50)], { index: 1, problem: 'quantity-twice' }],
  [Array.from({ length: 6 }, (_, i) => at(10 + i, 100 - i)), { index: 5, problem: 'too-many' }],
])('%j: %j', ([breaks, problem]) => {
  expect(breakProblem(138_000, breaks)).toEqual(problem);
});

test('rows that are empty do not count, and what is wrong is found in its own row', () => {
  const empty = { quantity: '', price: ' ' };
  const read = (...rows: { quantity: string; price: string }[]) => readBreaks(rows, 138_000, 'TWD');
  expect(
    read(empty, { quantity: '200', price: '1,080' }, empty, { quantity: '１００', price: '1180' }),
  ).toEqual({
    breaks: two,
  });
  expect(read(empty, empty)).toEqual({ breaks: [] });
  expect(read(empty, { quantity: '', price: '1180' })).toEqual({ index: 1, problem: 'quantity-wrong' });
  expect(read(empty, { quantity: '100', price: '' })).toEqual({ index: 1, problem: 'price-wrong' });
  expect(read(empty, { quantity: '100', price: '0' })).toEqual({ index: 1, problem: 'price-wrong' });
  expect(read({ quantity: '1e2', price: '1180' })).toEqual({ index: 0, problem: 'quantity-wrong' });
  expect(read({ quantity: '100', price: '1380' })).toEqual({ index: 0, problem: 'price-not-lower' });
  // While the price itself cannot be read, the breaks are held against each other alone.
  expect(readBreaks([{ quantity: '100', price: '9999' }], null, 'TWD')).toEqual({
    breaks: [at(100, 999_900)],
  });
});

const falling = fc
  .record({
    quantities: fc.uniqueArray(fc.integer({ min: 2, max: 5_000 }), { minLength: 0, maxLength: mostBreaks }),
    prices: fc.uniqueArray(fc.integer({ min: 1, max: 1e9 }), {
      minLength: mostBreaks + 1,
      maxLength: mostBreaks + 1,
    }),
  })
  .map(({ quantities, prices }) => {
    const [first, ...rest] = prices.sort((a, b) => b - a);
    return {
      price: first!,
      breaks: quantities.sort((a, b) => a - b).map((quantity, i) => at(quantity, rest[i]!)),
    };
  });

test('more units never cost more, and nobody pays more than the first price or less than the last', () => {
  fc.assert(
    fc.property(falling, fc.nat(6_000), fc.nat(6_000), ({ price, breaks }, one, other) => {
      const [few, many] = one < other ? [one, other] : [other, one];
      expect(priceAt(price, breaks, many)).toBeLessThanOrEqual(priceAt(price, breaks, few));
      expect(priceAt(price, breaks, few)).toBeLessThanOrEqual(price);
      expect(priceAt(price, breaks, many)).toBeGreaterThanOrEqual(lowestPrice(price, breaks));
    }),
  );
});

test('as many as are missing bring exactly the price that was promised, and one fewer do not', () => {
  fc.assert(
    fc.property(falling, fc.nat(6_000), ({ price, breaks }, units) => {
      const next = nextBreak(breaks, units);
      if (!next) expect(priceAt(price, breaks, units)).toBe(lowestPrice(price, breaks));
      else {
        expect(priceAt(price, breaks, units + next.missing)).toBe(next.priceMinor);
        expect(priceAt(price, breaks, units + next.missing - 1)).toBe(priceAt(price, breaks, units));
      }
    }),
  );
});

test('what is saved is read back as it was, in whatever order it is typed; a swap of two prices is refused', () => {
  fc.assert(
    fc.property(falling, ({ price, breaks }) => {
      const rows = breaks.map((one) => ({
        quantity: String(one.quantity),
        price: typedMoney(one.priceMinor, 'TWD'),
      }));
      expect(readBreaks(rows.toReversed(), price, 'TWD')).toEqual({ breaks });
      if (breaks.length < 2) return;
      const [a, b, ...rest] = breaks;
      const swapped = [at(a!.quantity, b!.priceMinor), at(b!.quantity, a!.priceMinor), ...rest];
      expect(breakProblem(price, swapped)).toEqual({ index: 1, problem: 'price-not-lower' });
    }),
  );
});
