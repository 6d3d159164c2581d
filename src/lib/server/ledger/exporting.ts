import type { Reader } from '../../../../db/schema.ts';
import type { Account, Movement } from '../../domain/ledger.ts';
import { typedMoney } from '../../domain/money.ts';
import { csvLines, csvMark } from '../csv.ts';
import type { Database } from '../database.ts';

const columns = [
  'posted_at',
  'number',
  'movement',
  'debit',
  'credit',
  'amount',
  'currency',
  'reference',
] as const;
export type LedgerColumn = (typeof columns)[number];

/** In the words of whoever reads it. */
export interface LedgerWords {
  headings: Record<LedgerColumn, string>;
  movements: Record<Movement, string>;
  accounts: Record<Account, string>;
}

/** The ledger of a campaign as CSV, in the order in which it was written, a few hundred entries at a time. */
export async function* exportLedger(
  look: Database['read'],
  campaign: { id: string },
  { headings, movements, accounts }: LedgerWords,
): AsyncGenerator<string> {
  yield csvMark + csvLines([columns.map((column) => headings[column])]);
  let after: { posted_at: number; id: string } | undefined = { posted_at: 0, id: '' };
  while (after) {
    const cursor: { posted_at: number; id: string } = after;
    const entries = await look((read) => entriesAfter(read, campaign.id, cursor));
    if (entries.length > 0)
      yield csvLines(
        entries.map((entry) => [
          new Date(entry.posted_at).toISOString(),
          entry.number,
          movements[entry.kind],
          accounts[entry.debit],
          accounts[entry.credit],
          typedMoney(entry.amount_minor, entry.currency),
          entry.currency,
          entry.reference ?? '',
        ]),
      );
    after = entries.length === page ? entries.at(-1) : undefined;
  }
}

const page = 500;

const entriesAfter = (read: Reader, campaign: string, after: { posted_at: number; id: string }) =>
  read
    .selectFrom('ledger_entries')
    .innerJoin('preorders', 'preorders.id', 'ledger_entries.preorder_id')
    .leftJoin('payments', 'payments.id', 'ledger_entries.payment_id')
    .select([
      'ledger_entries.id',
      'ledger_entries.posted_at',
      'ledger_entries.kind',
      'ledger_entries.debit',
      'ledger_entries.credit',
      'ledger_entries.amount_minor',
      'ledger_entries.currency',
      'preorders.number',
      'payments.reference',
    ])
    .where('ledger_entries.campaign_id', '=', campaign)
    .where('ledger_entries.posted_at', '>=', after.posted_at)
    .where((eb) =>
      eb.or([eb('ledger_entries.posted_at', '>', after.posted_at), eb('ledger_entries.id', '>', after.id)]),
    )
    .orderBy('ledger_entries.posted_at')
    .orderBy('ledger_entries.id')
    .limit(page)
    .execute();
