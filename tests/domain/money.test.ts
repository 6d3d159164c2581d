import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minorDigits, mostMinor, parseMoney, typedMoney } from '../../src/lib/domain/money.ts';

test.for([
  ['1280', 'TWD', 128_000],
  ['1,280', 'TWD', 128_000],
  ['1280.50', 'TWD', 128_050],
  ['1280.5', 'USD', 128_050],
  [' 1 280 ', 'USD', 128_000],
  ['１，２８０', 'TWD', 128_000],
  ['1,234,567.89', 'USD', 123_456_789],
  ['0', 'USD', 0],
  ['007', 'USD', 700],
  ['1280', 'JPY', 1280],
  ['1.234', 'KWD', 1234],
  ['1280.50', 'JPY', null],
  ['1280.505', 'USD', null],
  ['1,28', 'USD', null],
  ['1,2800', 'USD', null],
  ['1.280,50', 'EUR', null],
  ['1,280,', 'USD', null],
  ['1280.', 'USD', null],
  ['.50', 'USD', null],
  ['-5', 'USD', null],
  ['+5', 'USD', null],
  ['1e5', 'USD', null],
  ['0x10', 'USD', null],
  ['NT$1280', 'TWD', null],
  ['', 'USD', null],
  ['99999999999999999999', 'USD', null],
] as const)('%s %s', ([text, currency, minor]) => {
  expect(parseMoney(text, currency)).toBe(minor);
});

const currency = fc.constantFrom('TWD', 'USD', 'JPY', 'KWD', 'EUR', 'KRW');
const amount = fc.integer({ min: 0, max: mostMinor });

test('what is shown in a field is read back as it was', () => {
  fc.assert(
    fc.property(amount, currency, (minor, code) => {
      expect(parseMoney(typedMoney(minor, code), code)).toBe(minor);
    }),
  );
});

test('separators of thousands change nothing', () => {
  fc.assert(
    fc.property(amount, currency, (minor, code) => {
      const text = typedMoney(minor, code).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',');
      expect(parseMoney(text, code)).toBe(minor);
    }),
  );
});

test('whatever is typed gives null or a safe integer that is not negative', () => {
  const typed = fc.oneof(fc.string(), fc.stringMatching(/^[0-9,. +-]{0,12}$/));
  fc.assert(
    fc.property(typed, currency, (text, code) => {
      const minor = parseMoney(text, code);
      if (minor !== null) expect(Number.isSafeInteger(minor) && minor >= 0 && minor <= mostMinor).toBe(true);
    }),
  );
});

test('the digits of a currency', () => {
  expect(['TWD', 'USD', 'JPY', 'KWD'].map(minorDigits)).toEqual([2, 2, 0, 3]);
});
