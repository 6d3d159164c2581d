import type { Reader } from '../../../../db/schema.ts';
import type { PreorderState } from '../../domain/lifecycles.ts';
import { namedCompositions } from '../compositions/naming.ts';
import type { MindedCampaign } from '../campaigns/minding.ts';

export interface PreorderFilter {
  state?: PreorderState | undefined;
  variant?: string | undefined;
  /** An order's number. */
  number?: string | undefined;
}

/** Where a page ended: the time and the id of its last preorder. */
const cursorOf = (row: { placed_at: number; id: string }) => `${row.placed_at}.${row.id}`;
const readCursor = (cursor: string) => {
  const [, at, id] = /^(\d{1,15})\.([0-9a-z]{1,40})$/.exec(cursor) ?? [];
  return at && id ? { at: Number(at), id } : null;
};

/**
 * One page of a campaign's preorders, the latest first, with the addresses: for those alone who may run the campaign,
 * which is what a `MindedCampaign` is a proof of.
 */
export const preordersOf = async (
  read: Reader,
  campaign: MindedCampaign,
  filter: PreorderFilter,
  { after = '', limit = 50 }: { after?: string | undefined; limit?: number } = {},
) => {
  let query = read
    .selectFrom('preorders')
    .innerJoin('variants', 'variants.id', 'preorders.variant_id')
    .leftJoin('members', 'members.id', 'preorders.member_id')
    .leftJoin('shipments', 'shipments.preorder_id', 'preorders.id')
    .select([
      'preorders.id',
      'preorders.number',
      'preorders.state',
      'preorders.quantity',
      'preorders.currency',
      'preorders.unit_minor',
      'preorders.shipping_minor',
      'preorders.total_minor',
      'preorders.payment_method',
      'preorders.email',
      'preorders.recipient',
      'preorders.line1',
      'preorders.line2',
      'preorders.city',
      'preorders.region',
      'preorders.postal_code',
      'preorders.country',
      'preorders.phone',
      'preorders.note',
      'preorders.placed_at',
      'preorders.charged_at',
      'preorders.due_at',
      'preorders.refund_requested_at',
      'variants.label',
      'members.name as member_name',
      'shipments.carrier',
      'shipments.tracking_number',
      'shipments.tracking_url',
      'shipments.shipped_at',
    ])
    .select(({ fn }) => fn.coalesce('preorders.composition_id', 'variants.composition_id').as('composition'))
    .where('preorders.campaign_id', '=', campaign.id)
    .orderBy('preorders.placed_at', 'desc')
    .orderBy('preorders.id', 'desc')
    .limit(limit + 1);
  if (filter.state) query = query.where('preorders.state', '=', filter.state);
  if (filter.variant) query = query.where('preorders.variant_id', '=', filter.variant);
  if (filter.number) query = query.where('preorders.number', '=', filter.number.toUpperCase());
  const cursor = readCursor(after);
  if (cursor) {
    query = query.where((eb) =>
      eb.or([
        eb('preorders.placed_at', '<', cursor.at),
        eb.and([eb('preorders.placed_at', '=', cursor.at), eb('preorders.id', '<', cursor.id)]),
      ]),
    );
  }
  const rows = await query.execute();
  const named = await namedCompositions(
    read,
    rows.map(({ composition }) => composition),
  );
  const preorders = rows
    .slice(0, limit)
    .map((row) => ({ ...row, composed: named.get(row.composition ?? '') ?? null }));
  return { preorders, next: rows.length > limit ? cursorOf(preorders.at(-1)!) : null };
};

export type DeskPreorder = Awaited<ReturnType<typeof preordersOf>>['preorders'][number];

/** How many preorders a filter leaves. */
export const countPreorders = async (read: Reader, campaign: MindedCampaign, filter: PreorderFilter) => {
  let query = read
    .selectFrom('preorders')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('campaign_id', '=', campaign.id);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.variant) query = query.where('variant_id', '=', filter.variant);
  if (filter.number) query = query.where('number', '=', filter.number.toUpperCase());
  return (await query.executeTakeFirstOrThrow()).count;
};
