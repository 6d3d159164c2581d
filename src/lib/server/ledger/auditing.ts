import type { Reader } from '../../../../db/schema.ts';
import { auditPreorder, type Violation } from '../../domain/auditing.ts';
import { accounts, balancesOf, type Entry } from '../../domain/ledger.ts';
import { settledStates } from '../../domain/preorders.ts';

/** How many campaigns, or preorders of one, are looked at in one go. */
const page = 500;

export interface Audit {
  campaigns: number;
  preorders: number;
  entries: number;
  violations: Violation[];
}

/**
 * Whether the ledger is true: that entries balance, that every payment has its one entry, that nobody was charged twice
 * or beyond what they agreed to, that states and entries agree, and that the kept balances are the sums.
 */
export const auditLedger = async (read: Reader): Promise<Audit> => {
  const audit: Audit = { campaigns: 0, preorders: 0, entries: 0, violations: [] };
  for (let after = ''; ;) {
    const campaigns = await campaignsAfter(read, after);
    if (campaigns.length === 0) break;
    after = campaigns.at(-1)!.id;
    for (const campaign of campaigns) await auditCampaign(read, campaign, audit);
  }
  return audit;
};

type Campaign = Awaited<ReturnType<typeof campaignsAfter>>[number];

const campaignsAfter = (read: Reader, after: string) =>
  read
    .selectFrom('campaigns')
    .select(['id', 'brand_id', 'state', 'currency', 'price_minor', 'closing_minor'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(page)
    .execute();

const auditCampaign = async (read: Reader, campaign: Campaign, audit: Audit) => {
  audit.campaigns += 1;
  const sums = balancesOf([]);
  for (let after = ''; ;) {
    const preorders = await preordersAfter(read, campaign.id, after);
    if (preorders.length === 0) break;
    after = preorders.at(-1)!.id;
    const ids = preorders.map(({ id }) => id);
    const [entries, payments] = [await entriesOf(read, ids), await paymentsOf(read, ids)];
    for (const preorder of preorders) {
      const own = entries.get(preorder.id) ?? [];
      const balances = balancesOf(own);
      for (const account of accounts) sums[account] += balances[account];
      audit.preorders += 1;
      audit.entries += own.length;
      audit.violations.push(
        ...auditPreorder({
          number: preorder.number,
          state: preorder.state,
          campaign: campaign.id,
          brand: campaign.brand_id,
          currency: campaign.currency,
          totalMinor: preorder.total_minor,
          agreedMinor: preorder.agreed_minor,
          fallMinor:
            (campaign.price_minor - (campaign.closing_minor ?? campaign.price_minor)) * preorder.quantity,
          authorisedMinor: preorder.payment_method === 'card' ? preorder.authorised_minor : null,
          due: settledStates.includes(campaign.state) && preorder.due_at !== null,
          entries: own,
          payments: payments.get(preorder.id) ?? [],
        }),
      );
    }
  }
  audit.violations.push(...(await unlikeKept(read, campaign.id, sums)));
};

const preordersAfter = (read: Reader, campaign: string, after: string) =>
  read
    .selectFrom('preorders')
    .select([
      'id',
      'number',
      'state',
      'quantity',
      'total_minor',
      'agreed_minor',
      'payment_method',
      'authorised_minor',
      'due_at',
    ])
    .where('campaign_id', '=', campaign)
    .where('id', '>', after)
    .orderBy('id')
    .limit(page)
    .execute();

const entriesOf = async (read: Reader, preorders: string[]) => {
  const rows = await read
    .selectFrom('ledger_entries')
    .selectAll()
    .where('preorder_id', 'in', preorders)
    .execute();
  return Map.groupBy(
    rows.map(({ amount_minor, campaign_id, brand_id, payment_id, ...row }) => ({
      ...row,
      amountMinor: amount_minor,
      campaign: campaign_id,
      brand: brand_id,
      payment: payment_id,
    })),
    (row) => row.preorder_id,
  );
};

const paymentsOf = async (read: Reader, preorders: string[]) => {
  const rows = await read
    .selectFrom('payments')
    .select(['id', 'preorder_id', 'kind', 'amount_minor', 'currency'])
    .where('preorder_id', 'in', preorders)
    .where('outcome', '=', 'done')
    .where('kind', 'in', ['charge', 'refund'])
    .execute();
  return Map.groupBy(
    rows.map(({ kind, amount_minor, ...row }) => ({
      ...row,
      kind: kind as 'charge' | 'refund',
      amountMinor: amount_minor,
    })),
    (row) => row.preorder_id,
  );
};

/** Where the balances that are kept, or all entries of the campaign, come to something else than its preorders' entries. */
const unlikeKept = async (
  read: Reader,
  campaign: string,
  sums: Record<Entry['debit'], number>,
): Promise<Violation[]> => {
  const kept = await read
    .selectFrom('ledger_balances')
    .select(['account', 'balance_minor'])
    .where('campaign_id', '=', campaign)
    .execute();
  const entered = await read
    .selectFrom('ledger_entries')
    .select(['debit', 'credit'])
    .select(({ fn }) => fn.sum<number>('amount_minor').as('amountMinor'))
    .where('campaign_id', '=', campaign)
    .groupBy(['debit', 'credit'])
    .execute();
  const all = balancesOf(entered);
  return accounts.flatMap((account): Violation[] => {
    const said = kept.find((row) => row.account === account)?.balance_minor ?? 0;
    return said === sums[account] && all[account] === sums[account]
      ? []
      : [
          {
            rule: 'balance',
            of: campaign,
            detail: `${account}: kept ${said}, entered ${all[account]}, of its preorders ${sums[account]}`,
          },
        ];
  });
};
