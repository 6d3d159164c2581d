import type { Transaction } from '../../../../db/schema.ts';
import {
  accounts,
  balancesOf,
  droppedEntries,
  dueEntries,
  paidEntries,
  refundedEntries,
  type Due,
  type Entry,
} from '../../domain/ledger.ts';
import { newId } from '../ids.ts';

/** Whose money moves. */
export interface Owing {
  id: string;
  campaign_id: string;
  brand_id: string;
  currency: string;
}

/** The campaign has succeeded, and these are to be paid: all of one campaign. */
export const postDue = (tx: Transaction, preorders: readonly (Owing & Due)[], now: number) =>
  post(
    tx,
    preorders.flatMap((preorder) => dueEntries(preorder).map((entry) => ({ ...entry, preorder }))),
    now,
  );

/** One that was due is given up: nobody owes it any more. */
export const postDropped = (tx: Transaction, preorder: Owing & Due, now: number) =>
  post(
    tx,
    droppedEntries(preorder).map((entry) => ({ ...entry, preorder })),
    now,
  );

/** Money came in or went back, by a payment that was written down in this transaction. */
export const postPayment = async (
  tx: Transaction,
  payment: { id: string; preorder: string; kind: 'charge' | 'refund'; amountMinor: number },
  now: number,
) => {
  const preorder = await tx
    .selectFrom('preorders')
    .innerJoin('campaigns', 'campaigns.id', 'preorders.campaign_id')
    .select(['preorders.id', 'preorders.campaign_id', 'campaigns.brand_id', 'preorders.currency'])
    .where('preorders.id', '=', payment.preorder)
    .executeTakeFirstOrThrow();
  const entries = (payment.kind === 'charge' ? paidEntries : refundedEntries)(payment.amountMinor);
  await post(
    tx,
    entries.map((entry) => ({ ...entry, preorder, payment: payment.id })),
    now,
  );
};

interface Posted extends Entry {
  preorder: Owing;
  payment?: string;
}

/** Entries are added and never changed; what their campaign's accounts come to is kept beside them. */
const post = async (tx: Transaction, entries: readonly Posted[], now: number) => {
  const [first] = entries;
  if (!first) return;
  await tx
    .insertInto('ledger_entries')
    .values(
      entries.map(({ preorder, payment, ...entry }) => ({
        id: newId(now),
        preorder_id: preorder.id,
        campaign_id: preorder.campaign_id,
        brand_id: preorder.brand_id,
        payment_id: payment ?? null,
        kind: entry.kind,
        debit: entry.debit,
        credit: entry.credit,
        amount_minor: entry.amountMinor,
        currency: preorder.currency,
        posted_at: now,
      })),
    )
    .execute();
  const change = balancesOf(entries);
  const { campaign_id, brand_id, currency } = first.preorder;
  await tx
    .insertInto('ledger_balances')
    .values(
      accounts
        .filter((account) => change[account] !== 0)
        .map((account) => ({ campaign_id, brand_id, account, currency, balance_minor: change[account] })),
    )
    .onConflict((conflict) =>
      conflict.columns(['campaign_id', 'account']).doUpdateSet((eb) => ({
        balance_minor: eb('ledger_balances.balance_minor', '+', eb.ref('excluded.balance_minor')),
      })),
    )
    .execute();
};
