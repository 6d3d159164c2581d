import type { PreorderState } from './lifecycles.ts';
import { balancesOf, type Entry } from './ledger.ts';

export type Rule =
  | 'amount'
  | 'currency'
  | 'place'
  | 'payment without entry'
  | 'entry without payment'
  | 'charged twice'
  | 'beyond what was agreed'
  | 'not the price of the close'
  | 'given back more than received'
  | 'due twice'
  | 'state'
  | 'balance';

export interface Violation {
  rule: Rule;
  /** Whose it is: the number of a preorder, or the id of a campaign. */
  of: string;
  detail: string;
}

export interface AuditedEntry extends Entry {
  currency: string;
  campaign: string;
  brand: string;
  /** The payment that it came of; null for what fell due or was dropped. */
  payment: string | null;
}

export interface AuditedPreorder {
  number: string;
  state: PreorderState;
  campaign: string;
  brand: string;
  currency: string;
  /** The sum of goods and shipping, minor units: what is to be paid. */
  totalMinor: number;
  /** What the buyer agreed to pay at most, minor units. */
  agreedMinor: number;
  /** What its price fell by until the close of its campaign, for all its units, minor units. */
  fallMinor: number;
  /** What a card was authorised for, minor units; null where no card pays. */
  authorisedMinor: number | null;
  /** Whether its campaign has succeeded and it fell due. */
  due: boolean;
  entries: readonly AuditedEntry[];
  /** Payments that moved money, by the word of whoever moved it. */
  payments: readonly { id: string; kind: 'charge' | 'refund'; amountMinor: number; currency: string }[];
}

/** What is wrong with the money of one preorder: nothing, where entries, payments and state agree. */
export const auditPreorder = (preorder: AuditedPreorder): Violation[] => {
  const { number: of, entries, payments, state, totalMinor } = preorder;
  const found: Violation[] = [];
  const wrong = (rule: Rule, detail: string) => found.push({ rule, of, detail });

  for (const { kind, amountMinor, currency, campaign, brand } of entries) {
    if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) wrong('amount', `${kind} of ${amountMinor}`);
    if (currency !== preorder.currency) wrong('currency', `${kind} in ${currency}`);
    if (campaign !== preorder.campaign || brand !== preorder.brand) wrong('place', `${kind} at ${campaign}`);
  }
  for (const payment of payments) {
    const own = entries.filter((entry) => entry.payment === payment.id);
    const kind = payment.kind === 'charge' ? 'paid' : 'refunded';
    if (own.length !== 1 || own[0]!.kind !== kind || own[0]!.amountMinor !== payment.amountMinor)
      wrong('payment without entry', `${payment.kind} ${payment.id} of ${payment.amountMinor}`);
    if (payment.currency !== preorder.currency) wrong('currency', `${payment.kind} in ${payment.currency}`);
  }
  for (const entry of entries) {
    const moved = entry.kind === 'paid' || entry.kind === 'refunded';
    if (moved !== payments.some(({ id }) => id === entry.payment))
      wrong('entry without payment', `${entry.kind} of ${entry.amountMinor}`);
  }

  const sum = (kind: Entry['kind']) =>
    entries.filter((entry) => entry.kind === kind).reduce((all, { amountMinor }) => all + amountMinor, 0);
  const [due, dropped, paid, refunded] = [sum('due'), sum('dropped'), sum('paid'), sum('refunded')];
  if (payments.filter(({ kind }) => kind === 'charge').length > 1) wrong('charged twice', `${paid} in all`);
  if (paid > totalMinor) wrong('beyond what was agreed', `${paid} of ${totalMinor}`);
  if (totalMinor > preorder.agreedMinor)
    wrong('beyond what was agreed', `${totalMinor} asked of ${preorder.agreedMinor}`);
  if (due > 0 && preorder.agreedMinor - totalMinor !== preorder.fallMinor)
    wrong(
      'not the price of the close',
      `${totalMinor} of ${preorder.agreedMinor} less ${preorder.fallMinor}`,
    );
  if (preorder.authorisedMinor !== null && paid > preorder.authorisedMinor)
    wrong('beyond what was agreed', `${paid}, authorised ${preorder.authorisedMinor}`);
  if (refunded > paid) wrong('given back more than received', `${refunded} of ${paid}`);
  if (due - dropped > totalMinor) wrong('due twice', `${due} of ${totalMinor}`);

  const balances = balancesOf(entries);
  const expect = (owed: number, received: number) => {
    if (balances.owed !== owed || balances.received !== received)
      wrong('state', `${state}: owes ${balances.owed}, received ${balances.received}`);
  };
  switch (state) {
    case 'charged':
    case 'shipped':
    case 'received':
      expect(0, totalMinor);
      break;
    case 'charge failed':
      expect(totalMinor, 0);
      break;
    case 'placed':
    case 'authorised':
      expect(preorder.due ? totalMinor : 0, 0);
      break;
    case 'refunded':
      expect(0, 0);
      if (paid !== totalMinor) wrong('state', `refunded: received ${paid} of ${totalMinor}`);
      break;
    case 'cancelled':
    case 'released':
      expect(0, 0);
      if (entries.length > 0) wrong('state', `${state} with entries`);
      break;
    case 'dropped':
      expect(0, 0);
  }
  return found;
};
