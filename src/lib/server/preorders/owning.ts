import type { Reader } from '../../../../db/schema.ts';
import {
  fallAhead,
  isWaiting,
  mayCancel,
  mayChange,
  mayGiveCard,
  standingOf,
  type Placed,
} from '../../domain/preorders.ts';
import { nextBreak, presentPrice } from '../../domain/price-breaks.ts';
import { breaksColumn, breaksIn } from '../campaigns/pricing.ts';
import { namedCompositions, type NamedComposition } from '../compositions/naming.ts';
import { joinedPicture, pictureColumns, type PictureRow } from '../images/joining.ts';

const atOnce = 50;

/** A member's preorders, the newest first, fifty at a time: one query, and two for what was composed. */
export const ownPreorders = async (
  read: Reader,
  member: { id: string },
  now: number,
  before = Number.MAX_SAFE_INTEGER,
) => {
  const rows = await ownRows(read, member)
    // An order that a card refused at once was never one; its buyer was told so on the spot.
    .where('preorders.ended_reason', 'not in', ['card-declined', 'card-unreachable'])
    .where('preorders.placed_at', '<', before)
    .orderBy('preorders.placed_at', 'desc')
    .orderBy('preorders.id', 'desc')
    .limit(atOnce + 1)
    .execute();
  const named = await namedCompositions(
    read,
    rows.map(({ composition }) => composition),
  );
  const shown = rows.slice(0, atOnce).map((row) => presented(row, now, named));
  return { preorders: shown, next: rows.length > atOnce ? (shown.at(-1)?.placedAt ?? null) : null };
};

/** One of the member's own preorders with where it goes, what was paid and where the parcel is: three queries. */
export const ownPreorder = async (read: Reader, member: { id: string }, id: string, now: number) => {
  const row = await ownRows(read, member)
    .select([
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
      'brands.payment_instructions',
    ])
    .where('preorders.id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const placed = placedOf(row);
  const named = await namedCompositions(read, [row.composition]);
  return {
    ...presented(row, now, named),
    composing: row.composing,
    draft: row.draft_id,
    mayChange: mayChange(placed, now),
    mayCancel: mayCancel(placed, now),
    mayGiveCard: mayGiveCard(placed) && row.charging_since === null,
    email: row.email,
    address: {
      recipient: row.recipient,
      line1: row.line1,
      line2: row.line2,
      city: row.city,
      region: row.region,
      postal_code: row.postal_code,
      country: row.country,
      phone: row.phone,
    },
    note: row.note,
    paymentInstructions: row.payment_instructions,
    payments: await read
      .selectFrom('payments')
      .select(['id', 'kind', 'outcome', 'amount_minor', 'currency', 'recorded_at'])
      .where('preorder_id', '=', id)
      .where('kind', 'in', ['charge', 'refund'])
      .orderBy('recorded_at')
      .execute(),
    shipment: await read
      .selectFrom('shipments')
      .select(['carrier', 'tracking_number', 'tracking_url', 'shipped_at', 'received_at'])
      .where('preorder_id', '=', id)
      .executeTakeFirst(),
  };
};

const ownRows = (read: Reader, member: { id: string }) =>
  read
    .selectFrom('preorders')
    .innerJoin('campaigns', 'campaigns.id', 'preorders.campaign_id')
    .innerJoin('brands', 'brands.id', 'campaigns.brand_id')
    .innerJoin('variants', 'variants.id', 'preorders.variant_id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'campaigns.revision_id')
        .on('revision_pictures.position', '=', 0),
    )
    .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select([
      'preorders.id',
      'preorders.number',
      'preorders.campaign_id',
      'preorders.variant_id',
      'preorders.state',
      'preorders.quantity',
      'preorders.currency',
      'preorders.unit_minor',
      'preorders.shipping_minor',
      'preorders.total_minor',
      'preorders.agreed_minor',
      'preorders.payment_method',
      'preorders.payment_label',
      'preorders.charge_attempts',
      'preorders.charging_since',
      'preorders.refund_requested_at',
      'preorders.due_at',
      'preorders.placed_at',
      'preorders.charged_at',
      'preorders.ended_at',
      'preorders.ended_reason',
      'campaigns.title',
      'campaigns.draft_id',
      'campaigns.composing',
      'campaigns.state as campaign_state',
      'campaigns.deadline',
      'campaigns.time_zone',
      'campaigns.minimum_quantity',
      'campaigns.price_minor',
      'campaigns.closing_minor',
      'campaigns.units',
      'campaigns.delivery_month',
      'brands.name as brand_name',
      'brands.slug as brand_slug',
      'variants.label as variant_label',
      'revision_pictures.alt',
    ])
    .select(pictureColumns)
    .select(breaksColumn)
    .select(({ fn }) => fn.coalesce('preorders.composition_id', 'variants.composition_id').as('composition'))
    .where('preorders.member_id', '=', member.id);

type Row = Awaited<ReturnType<ReturnType<typeof ownRows>['execute']>>[number] & PictureRow;

const placedOf = (row: Row): Placed => ({
  state: row.state,
  paymentMethod: row.payment_method,
  refundRequestedAt: row.refund_requested_at,
  campaign: { state: row.campaign_state, deadline: row.deadline },
});

/** What is to be paid, minor units: before the close what it is at most, and what it would be with the orders so far. */
const amountsOf = (row: Row) => {
  const breaks = breaksIn(row.breaks);
  const ahead = fallAhead(row);
  const fall = row.price_minor - presentPrice({ ...row, breaks });
  const open = row.closing_minor === null && isWaiting(row.state) && breaks.length > 0;
  return {
    unitMinor: row.unit_minor - ahead,
    totalMinor: row.total_minor - ahead * row.quantity,
    agreedMinor: row.agreed_minor,
    /** The campaign's price with the orders so far, without what was composed. */
    presentMinor: row.price_minor - fall,
    /** Null where the price cannot fall any more. */
    soFar: open
      ? {
          /** What one unit has fallen by. */
          fallMinor: fall,
          totalMinor: row.total_minor - fall * row.quantity,
          next: nextBreak(breaks, row.units),
        }
      : null,
  };
};

const presented = (row: Row, now: number, named: Map<string, NamedComposition>) => ({
  id: row.id,
  number: row.number,
  standing: standingOf(placedOf(row), now),
  campaign: row.campaign_id,
  title: row.title,
  brand: row.brand_name,
  brandSlug: row.brand_slug,
  alt: row.alt ?? row.title,
  picture: joinedPicture(row),
  variant: row.variant_id,
  variantLabel: row.variant_label,
  /** What was composed, as it was; null where nothing could be. */
  composed: named.get(row.composition ?? '') ?? null,
  quantity: row.quantity,
  currency: row.currency,
  shippingMinor: row.shipping_minor,
  ...amountsOf(row),
  paymentMethod: row.payment_method,
  card: row.payment_label,
  attempts: row.charge_attempts,
  deadline: row.deadline,
  timeZone: row.time_zone,
  minimum: row.minimum_quantity,
  deliveryMonth: row.delivery_month,
  dueAt: row.due_at,
  placedAt: row.placed_at,
  chargedAt: row.charged_at,
  endedAt: row.ended_at,
  endedReason: row.ended_reason,
});
export type ListedPreorder = ReturnType<typeof presented>;
