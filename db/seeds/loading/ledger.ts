import {
  accounts,
  balancesOf,
  droppedEntries,
  dueEntries,
  paidEntries,
  refundedEntries,
  type Entry,
} from '../../../src/lib/domain/ledger.ts';
import { settledStates } from '../../../src/lib/domain/preorders.ts';
import type { Loading } from './rows.ts';

/** What the preorders and payments that were loaded come to in the ledger. */
export function loadLedger({ rows, ids }: Loading): void {
  for (const campaign of rows.campaigns) {
    if (!settledStates.includes(campaign.state ?? 'preparing')) continue;
    const { id: campaign_id, brand_id, currency } = campaign;
    const all: Entry[] = [];
    const post = (preorder_id: string, entries: Entry[], at: number, payment_id: string | null = null) => {
      for (const { amountMinor, ...entry } of entries)
        rows.ledger_entries.push({
          id: ids.id(at),
          preorder_id,
          campaign_id,
          brand_id,
          payment_id,
          ...entry,
          amount_minor: amountMinor,
          currency,
          posted_at: at,
        });
      all.push(...entries);
    };
    for (const preorder of rows.preorders.filter((one) => one.campaign_id === campaign_id)) {
      const state = preorder.state ?? 'placed';
      if (state === 'cancelled' || state === 'released') continue;
      post(preorder.id, dueEntries(preorder), campaign.settled_at!);
      if (state === 'dropped') post(preorder.id, droppedEntries(preorder), preorder.ended_at!);
      for (const payment of rows.payments) {
        if (payment.preorder_id !== preorder.id || payment.outcome !== 'done') continue;
        const { amount_minor, recorded_at } = payment;
        if (payment.kind === 'charge') post(preorder.id, paidEntries(amount_minor), recorded_at, payment.id);
        if (payment.kind === 'refund')
          post(preorder.id, refundedEntries(amount_minor), recorded_at, payment.id);
      }
    }
    const balances = balancesOf(all);
    for (const account of accounts) {
      if (!all.some(({ debit, credit }) => debit === account || credit === account)) continue;
      rows.ledger_balances.push({
        campaign_id,
        brand_id,
        account,
        currency,
        balance_minor: balances[account],
      });
    }
  }
}
