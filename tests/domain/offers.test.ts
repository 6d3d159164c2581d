import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachmentLimits, attachmentName } from '../../src/lib/domain/attachments.ts';
import { callLimits, isCallTime, parseQuantities, takesCalls } from '../../src/lib/domain/calls.ts';
import type { ChallengeState, DraftState } from '../../src/lib/domain/lifecycles.ts';
import {
  changesBetween,
  cheapestAt,
  costAt,
  deliveryMonth,
  isUnchanged,
  landedAt,
  landedUnit,
  proposedPrice,
  type OfferWords,
} from '../../src/lib/domain/offers.ts';

describe('where makers may be asked for', () => {
  const takes = (
    challenge: ChallengeState,
    draft: DraftState | null,
    removed = false,
    finalist: boolean | null = null,
  ) => takesCalls({ challenge, draft, removed, finalist });
  test.each([
    ['preparing', null, false],
    ['collecting', null, true],
    ['voting', null, true],
    ['deciding', null, true],
    ['decided', null, true],
    ['cancelled', null, false],
    ['collecting', 'submitted', false],
    ['voting', 'submitted', true],
    ['voting', 'editing', false],
    ['deciding', 'submitted', true],
    ['decided', 'won', true],
    ['decided', 'not chosen', false],
    ['cancelled', 'submitted', false],
  ] as const)('in a challenge that is %s, on %s: %s', (challenge, draft, may) => {
    expect(takes(challenge, draft)).toBe(may);
  });
  test('of the finalists alone, where some are named', () => {
    expect(takes('deciding', 'submitted', false, true)).toBe(true);
    expect(takes('deciding', 'submitted', false, false)).toBe(false);
    expect(takes('deciding', null, false, false)).toBe(true);
  });
  test('never on what was withdrawn or disqualified', () => {
    expect(takes('voting', 'submitted', true)).toBe(false);
  });
});

test.each([
  ['100 500 1000', [100, 500, 1000]],
  ['1000, 100', [100, 1000]],
  ['100、500，1000', [100, 500, 1000]],
  ['１００\n500\n100', [100, 500]],
  ['1,000', null],
  ['100,500', null],
  ['', null],
  ['a few', null],
  ['0', null],
  ['-5', null],
  ['1000001', null],
  ['1 2 3 4 5 6 7', null],
])('the quantities in %j are %j', (text, quantities) => {
  expect(parseQuantities(text)).toEqual(quantities);
});

test('suppliers have a day at least and half a year at most', () => {
  const now = Date.UTC(2026, 10, 27);
  expect(isCallTime(now + callLimits.shortest - 1, now)).toBe(false);
  expect(isCallTime(now + callLimits.shortest, now)).toBe(true);
  expect(isCallTime(now + callLimits.longest + 1, now)).toBe(false);
});

const terms = {
  company: 'Yilan Moulding',
  contact: 'Wu, 03 935 0000',
  country: 'TW',
  currency: 'TWD',
  minimum: 300,
  tooling: 100_000_01,
  leadWeeks: 10,
  materials: 'ABS',
  words: '',
  prices: [
    { quantity: 100, unit: 90_000 },
    { quantity: 500, unit: 60_000 },
  ],
} satisfies OfferWords;

describe('what a unit costs', () => {
  test('with its share of the tooling, rounded up', () => {
    expect(landedAt(terms, 500)).toBe(60_000 + 20_001);
    expect(landedAt(terms, 300)).toBeNull();
    expect(landedAt({ ...terms, tooling: 0 }, 100)).toBe(90_000);
  });
  test('all units together pay the tooling, and hardly more', () => {
    const amount = fc.integer({ min: 0, max: 1e12 });
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 1e6 }), (unit, tooling, quantity) => {
        const share = landedUnit(unit, tooling, quantity) - unit;
        expect(Number.isInteger(share)).toBe(true);
        expect(share * quantity).toBeGreaterThanOrEqual(tooling);
        expect(share * quantity).toBeLessThan(tooling + quantity);
      }),
    );
  });
  test.each([
    [300, 100, 90_000],
    [500, 500, 60_000],
    [9000, 500, 60_000],
    [50, 100, 90_000],
  ])('at %i as given for %i', (quantity, givenFor, unit) => {
    expect(costAt(terms, quantity)).toMatchObject({ quantity, givenFor, unit });
  });
  test('nothing without a cost', () => {
    expect(costAt({ ...terms, prices: [] }, 10)).toBeNull();
  });
});

describe('the cheapest', () => {
  const offer = (id: string, currency: string, unit: number, tooling = 0) => ({
    ...terms,
    id,
    currency,
    tooling,
    prices: [{ quantity: 100, unit }],
  });
  test('is by landed cost, and ties are several', () => {
    const offers = [offer('a', 'TWD', 500), offer('b', 'TWD', 400, 10_000), offer('c', 'TWD', 600)];
    expect(cheapestAt(offers, 100)).toEqual(new Set(['a', 'b']));
  });
  test('is one for each currency, for none is compared with another', () => {
    const offers = [offer('a', 'TWD', 500), offer('b', 'USD', 9), offer('c', 'USD', 8)];
    expect(cheapestAt(offers, 100)).toEqual(new Set(['a', 'c']));
    expect(cheapestAt(offers, 200)).toEqual(new Set());
  });
});

test.each([
  [80_001, 40, 'TWD', 112_100],
  [80_000, 0, 'TWD', 80_000],
  [999, 50, 'USD', 1499],
  [1000, 33, 'JPY', 1330],
])('%i and %i %% on top in %s make %i', (cost, margin, currency, price) => {
  expect(proposedPrice(cost, margin, currency)).toBe(price);
});

test('a price never lies below the cost and its margin', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e10 }),
      fc.integer({ min: 0, max: 1000 }),
      fc.constantFrom('TWD', 'USD', 'JPY'),
      (cost, margin, currency) => {
        const price = proposedPrice(cost, margin, currency);
        expect(price * 100).toBeGreaterThanOrEqual(cost * (100 + margin));
        expect(price * 100).toBeLessThan(cost * (100 + margin) + 10_100);
      },
    ),
  );
});

test('delivery is the lead time after the deadline, in the month of the brand’s zone', () => {
  const deadline = Date.UTC(2026, 11, 31, 17);
  expect(deliveryMonth(deadline, 8, 'Asia/Taipei')).toBe('2027-02');
  expect(deliveryMonth(Date.UTC(2026, 10, 2, 20), 4, 'UTC')).toBe('2026-11');
  expect(deliveryMonth(Date.UTC(2026, 10, 2, 20), 4, 'Asia/Taipei')).toBe('2026-12');
});

test('what changed between two versions is named', () => {
  expect(isUnchanged(changesBetween(terms, { ...terms, prices: [...terms.prices] }))).toBe(true);
  const after = { ...terms, minimum: 200, prices: [...terms.prices.slice(1), { quantity: 1000, unit: 5 }] };
  expect(changesBetween(terms, after)).toEqual({ fields: ['minimum'], quantities: [100, 1000] });
});

test.each([
  ['drawing.pdf', 'drawing.pdf'],
  ['報價單.PDF', '報價單.pdf'],
  ['../../etc/passwd', 'passwd.pdf'],
  ['C:\\fakepath\\a.b.html', 'a.b.pdf'],
  ['a"\r\nSet-Cookie: x', 'aSet-Cookie x.pdf'],
  ['\u202egpj.exe', 'gpj.pdf'],
  ['...', 'attachment.pdf'],
])('%j is given out as %s', (name, given) => {
  expect(attachmentName(name, 'pdf')).toBe(given);
});

test('a name is never long nor without its ending', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const given = attachmentName(name, 'webp');
      expect([...given].length).toBeLessThanOrEqual(attachmentLimits.name);
      expect(given).toMatch(/^[^/\\]+\.webp$/u);
      expect(given.isWellFormed()).toBe(true);
    }),
  );
});
