import type { Transaction } from '../../../../db/schema.ts';
import { typedMoney } from '../../domain/money.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { campaignMinded, type MindedCampaign } from '../campaigns/minding.ts';
import { csvLines, csvMark } from '../csv.ts';
import type { Database } from '../database.ts';
import { recordEvent } from '../events/recording.ts';
import { countPreorders, preordersOf, type DeskPreorder, type PreorderFilter } from './viewing.ts';

/** Allows an export, and writes down who took how many addresses out of the house. */
export const openExport = async (
  tx: Transaction,
  member: { id: string },
  { campaign: id, ...filter }: PreorderFilter & { campaign: string },
  now: number,
): Promise<MindedCampaign | Refusal> => {
  const campaign = await campaignMinded(tx, member, id);
  if (!campaign) return refuse('not-found');
  const count = await countPreorders(tx, campaign, filter);
  await recordEvent(
    tx,
    {
      kind: 'preorders-exported',
      actor: member.id,
      brand: campaign.brand_id,
      campaign: id,
      payload: { count, ...filter },
    },
    now,
  );
  return campaign;
};

const columns = [
  'number',
  'state',
  'variant',
  'composition',
  'quantity',
  'currency',
  'unit_price',
  'shipping',
  'total',
  'payment_method',
  'placed_at',
  'charged_at',
  'recipient',
  'line1',
  'line2',
  'city',
  'region',
  'postal_code',
  'country',
  'phone',
  'email',
  'note',
  'carrier',
  'tracking_number',
] as const;
export type ExportColumn = (typeof columns)[number];

const rowOf = (preorder: DeskPreorder): Record<ExportColumn, string | number> => {
  const money = (minor: number) => typedMoney(minor, preorder.currency);
  const moment = (at: number | null) => (at === null ? '' : new Date(at).toISOString());
  return {
    number: preorder.number,
    state: preorder.state,
    variant: preorder.label,
    composition: (preorder.composed?.names ?? []).map(({ part, choice }) => `${part}: ${choice}`).join('; '),
    quantity: preorder.quantity,
    currency: preorder.currency,
    unit_price: money(preorder.unit_minor),
    shipping: money(preorder.shipping_minor),
    total: money(preorder.total_minor),
    payment_method: preorder.payment_method,
    placed_at: moment(preorder.placed_at),
    charged_at: moment(preorder.charged_at),
    recipient: preorder.recipient,
    line1: preorder.line1,
    line2: preorder.line2,
    city: preorder.city,
    region: preorder.region,
    postal_code: preorder.postal_code,
    country: preorder.country,
    phone: preorder.phone,
    email: preorder.email,
    note: preorder.note,
    carrier: preorder.carrier ?? '',
    tracking_number: preorder.tracking_number ?? '',
  };
};

/** The preorders as CSV, a few hundred at a time, so that an export of any size stays small in memory. */
export async function* exportPreorders(
  look: Database['read'],
  campaign: MindedCampaign,
  filter: PreorderFilter,
  headings: Record<ExportColumn, string>,
): AsyncGenerator<string> {
  yield csvMark + csvLines([columns.map((column) => headings[column])]);
  for (let after: string | null = ''; after !== null;) {
    const cursor: string = after;
    const page = await look((read) => preordersOf(read, campaign, filter, { after: cursor, limit: 500 }));
    const rows = page.preorders.map((preorder) => {
      const row = rowOf(preorder);
      return columns.map((column) => row[column]);
    });
    if (rows.length > 0) yield csvLines(rows);
    after = page.next;
  }
}
