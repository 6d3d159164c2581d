import { m } from '$lib/i18n/paraglide/messages.js';
import { asDownload } from '$lib/forms/downloading.ts';
import { exportLedger } from '$lib/server/ledger/exporting.ts';
import { campaignHere } from '../../finding.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const campaign = await campaignHere(locals, params);
  const rows = exportLedger(locals.read, campaign, {
    headings: {
      posted_at: m.ledger_csv_posted_at(),
      number: m.fulfilment_csv_number(),
      movement: m.ledger_csv_movement(),
      debit: m.ledger_csv_debit(),
      credit: m.ledger_csv_credit(),
      amount: m.ledger_csv_amount(),
      currency: m.fulfilment_csv_currency(),
      reference: m.ledger_csv_reference(),
    },
    movements: {
      due: m.ledger_movement_due(),
      dropped: m.ledger_movement_dropped(),
      paid: m.ledger_movement_paid(),
      refunded: m.ledger_movement_refunded(),
    },
    accounts: {
      owed: m.ledger_account_owed(),
      received: m.ledger_account_received(),
      goods: m.ledger_account_goods(),
      shipping: m.ledger_account_shipping(),
      'given back': m.ledger_account_given_back(),
    },
  });
  const day = new Date(locals.now).toISOString().slice(0, 10);
  return asDownload(rows, {
    plain: `ledger-${day}.csv`,
    full: `${campaign.title} ${m.ledger_heading()} ${day}.csv`,
  });
};
