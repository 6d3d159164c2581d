/**
 * The accounts of the ledger, as a brand's books see a campaign. Assets are debited where they grow: `owed`, what buyers
 * owe since the campaign succeeded, and `received`, what came in. Income is credited where it grows: `goods` and
 * `shipping`; `given back` is what of it went back to buyers.
 */
export type Account = 'owed' | 'received' | 'goods' | 'shipping' | 'given back';
export const accounts: readonly Account[] = ['owed', 'received', 'goods', 'shipping', 'given back'];

/** What moves: a preorder falls due, is dropped unpaid, is paid, is refunded. */
export type Movement = 'due' | 'dropped' | 'paid' | 'refunded';

/** One entry takes an amount from one account to another, so that any number of them balance. */
export interface Entry {
  kind: Movement;
  debit: Account;
  credit: Account;
  /** Integer minor units of the preorder's currency, above zero. */
  amountMinor: number;
}

/** What a preorder is due for: its goods and their shipping, minor units. */
export interface Due {
  quantity: number;
  unit_minor: number;
  shipping_minor: number;
}

const entry = (kind: Movement, debit: Account, credit: Account, amountMinor: number): Entry[] =>
  amountMinor === 0 ? [] : [{ kind, debit, credit, amountMinor }];

/** The campaign has succeeded: the buyer owes the goods and their shipping. */
export const dueEntries = ({ quantity, unit_minor, shipping_minor }: Due): Entry[] => [
  ...entry('due', 'owed', 'goods', quantity * unit_minor),
  ...entry('due', 'owed', 'shipping', shipping_minor),
];

/** It is not paid and will not be: what was due is taken back. */
export const droppedEntries = (due: Due): Entry[] =>
  dueEntries(due).map(({ debit, credit, amountMinor }) => ({
    kind: 'dropped',
    debit: credit,
    credit: debit,
    amountMinor,
  }));

/** Money came in, in minor units. */
export const paidEntries = (amountMinor: number): Entry[] => entry('paid', 'received', 'owed', amountMinor);

/** Money went back, in minor units. */
export const refundedEntries = (amountMinor: number): Entry[] =>
  entry('refunded', 'given back', 'received', amountMinor);

export type Balances = Record<Account, number>;

/** What entries add up to, debits less credits, minor units. The sum over all accounts is always zero. */
export const balancesOf = (entries: readonly Pick<Entry, 'debit' | 'credit' | 'amountMinor'>[]): Balances => {
  const balances = Object.fromEntries(accounts.map((account) => [account, 0])) as Balances;
  for (const { debit, credit, amountMinor } of entries) {
    balances[debit] += amountMinor;
    balances[credit] -= amountMinor;
  }
  return balances;
};
