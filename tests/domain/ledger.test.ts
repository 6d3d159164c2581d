import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditPreorder, type AuditedEntry, type AuditedPreorder } from '../../src/lib/domain/auditing.ts';
import {
  accounts,
  balancesOf,
  droppedEntries,
  dueEntries,
  paidEntries,
  refundedEntries,
  type Entry,
} from '../../src/lib/domain/ledger.ts';

const due = { quantity: 2, unit_minor: 118_000, shipping_minor: 8_000 };
const total = 244_000;

describe('the ledger', () => {
  test('what falls due is goods and shipping, what is paid settles it, what goes back is seen as such', () => {
    const owing = dueEntries(due);
    expect(balancesOf(owing)).toEqual({
      owed: total,
      received: 0,
      goods: -236_000,
      shipping: -8_000,
      'given back': 0,
    });
    const paid = [...owing, ...paidEntries(total)];
    expect(balancesOf(paid)).toMatchObject({ owed: 0, received: total });
    expect(balancesOf([...paid, ...refundedEntries(total)])).toEqual({
      owed: 0,
      received: 0,
      goods: -236_000,
      shipping: -8_000,
      'given back': total,
    });
  });

  test('what is dropped leaves nothing', () => {
    expect(Object.values(balancesOf([...dueEntries(due), ...droppedEntries(due)]))).toEqual([0, 0, 0, 0, 0]);
  });

  test('what costs nothing is not entered', () => {
    expect(dueEntries({ ...due, shipping_minor: 0 })).toHaveLength(1);
    expect(paidEntries(0)).toEqual([]);
  });

  test('whatever moves, debits and credits balance', () => {
    const amount = fc.integer({ min: 1, max: 2 ** 40 });
    const account = fc.constantFrom(...accounts);
    const moves = fc.array(fc.record({ debit: account, credit: account, amountMinor: amount }));
    fc.assert(
      fc.property(moves, (entries) => {
        expect(Object.values(balancesOf(entries)).reduce((a, b) => a + b, 0)).toBe(0);
      }),
    );
  });
});

const entered = (entries: Entry[], payment: string | null = null): AuditedEntry[] =>
  entries.map((entry) => ({ ...entry, currency: 'TWD', campaign: 'c', brand: 'b', payment }));
const charge = { id: 'y', kind: 'charge' as const, amountMinor: total, currency: 'TWD' };
const refund = { ...charge, id: 'z', kind: 'refund' as const };
const paid = [...entered(dueEntries(due)), ...entered(paidEntries(total), 'y')];
const one = (more: Partial<AuditedPreorder>): AuditedPreorder => ({
  number: 'M-1',
  state: 'charged',
  campaign: 'c',
  brand: 'b',
  currency: 'TWD',
  totalMinor: total,
  agreedMinor: total,
  fallMinor: 0,
  authorisedMinor: total,
  due: false,
  entries: paid,
  payments: [charge],
  ...more,
});

describe('an audit of a preorder', () => {
  test.each<[string, Partial<AuditedPreorder>]>([
    ['paid', {}],
    ['shipped', { state: 'shipped' }],
    ['received', { state: 'received' }],
    ['waiting for the deadline', { state: 'authorised', entries: [], payments: [] }],
    ['due, not paid', { state: 'placed', due: true, entries: entered(dueEntries(due)), payments: [] }],
    ['charged in vain', { state: 'charge failed', entries: entered(dueEntries(due)), payments: [] }],
    [
      'dropped',
      { state: 'dropped', entries: entered([...dueEntries(due), ...droppedEntries(due)]), payments: [] },
    ],
    [
      'paid after it was dropped',
      {
        entries: [
          ...entered([...dueEntries(due), ...droppedEntries(due), ...dueEntries(due)]),
          ...entered(paidEntries(total), 'y'),
        ],
      },
    ],
    [
      'refunded',
      {
        state: 'refunded',
        entries: [...paid, ...entered(refundedEntries(total), 'z')],
        payments: [charge, refund],
      },
    ],
    ['cancelled', { state: 'cancelled', entries: [], payments: [] }],
    ['released', { state: 'released', entries: [], payments: [] }],
  ])('finds nothing wrong with one that is %s', (_, more) => {
    expect(auditPreorder(one(more))).toEqual([]);
  });

  const twice = [...paid, ...entered(paidEntries(total), 'z')];
  test.each<[string, string, Partial<AuditedPreorder>]>([
    ['charged twice', 'charged twice', { entries: twice, payments: [charge, { ...charge, id: 'z' }] }],
    ['charged more than its total', 'beyond what was agreed', { totalMinor: total - 1 }],
    ['asked for more than its buyer agreed to', 'beyond what was agreed', { agreedMinor: total - 1 }],
    [
      'charged what was agreed, and not the price of the close',
      'not the price of the close',
      { fallMinor: 1 },
    ],
    ['charged more than its card was asked', 'beyond what was agreed', { authorisedMinor: total - 1 }],
    ['paid, by no entry', 'payment without entry', { entries: entered(dueEntries(due)) }],
    ['entered as paid, by nobody', 'entry without payment', { payments: [] }],
    [
      'paid less than was entered',
      'payment without entry',
      { payments: [{ ...charge, amountMinor: total - 1 }] },
    ],
    [
      'entered as given back, which was paid',
      'payment without entry',
      { entries: [...entered(dueEntries(due)), ...entered(refundedEntries(total), 'y')] },
    ],
    [
      'given back, more than it paid',
      'given back more than received',
      {
        entries: [...paid, ...entered(refundedEntries(total + 1), 'z')],
        payments: [charge, { ...refund, amountMinor: total + 1 }],
      },
    ],
    ['due twice', 'due twice', { entries: [...entered(dueEntries(due)), ...paid] }],
    ['in another currency', 'currency', { currency: 'JPY' }],
    ['of another campaign', 'place', { campaign: 'd' }],
    ['of a fraction', 'amount', { entries: [...paid, ...entered(dueEntries({ ...due, unit_minor: 0.25 }))] }],
    ['shipped, and not paid', 'state', { state: 'shipped', entries: entered(dueEntries(due)), payments: [] }],
    ['due, and not entered', 'state', { state: 'authorised', due: true, entries: [], payments: [] }],
    [
      'not due, and entered',
      'state',
      { state: 'authorised', entries: entered(dueEntries(due)), payments: [] },
    ],
    ['cancelled, and paid', 'state', { state: 'cancelled' }],
    ['released, and due', 'state', { state: 'released', entries: entered(dueEntries(due)), payments: [] }],
    [
      'dropped, and still owed',
      'state',
      { state: 'dropped', entries: entered(dueEntries(due)), payments: [] },
    ],
    ['refunded, and not given back', 'state', { state: 'refunded' }],
    ['refunded, and never paid', 'state', { state: 'refunded', entries: [], payments: [] }],
    ['failed, and paid', 'state', { state: 'charge failed' }],
  ])('finds out that one is %s', (_, rule, more) => {
    expect(auditPreorder(one(more)).map((found) => found.rule)).toContain(rule);
  });
});
