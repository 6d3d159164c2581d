import type { Reader } from '../../../../db/schema.ts';

/** What the member ordered, with what was paid and sent; without the tokens that could pay again. */
export const preordersOf = async (read: Reader, id: string) => {
  const preorders = await read
    .selectFrom('preorders')
    .innerJoin('campaigns', 'campaigns.id', 'preorders.campaign_id')
    .innerJoin('variants', 'variants.id', 'preorders.variant_id')
    .selectAll('preorders')
    .select(['campaigns.title as campaign', 'variants.label as variant'])
    .where('preorders.member_id', '=', id)
    .orderBy('preorders.placed_at')
    .execute();
  const ids = preorders.map((preorder) => preorder.id);
  const payments = await read
    .selectFrom('payments')
    .select(['preorder_id', 'kind', 'outcome', 'amount_minor', 'currency', 'provider', 'recorded_at'])
    .where('preorder_id', 'in', ids)
    .orderBy('recorded_at')
    .execute();
  const shipments = await read
    .selectFrom('shipments')
    .select(['preorder_id', 'carrier', 'tracking_number', 'tracking_url', 'shipped_at', 'received_at'])
    .where('preorder_id', 'in', ids)
    .execute();
  const of = <Row extends { preorder_id: string }>(rows: Row[], preorder: string) =>
    rows.filter((row) => row.preorder_id === preorder).map(({ preorder_id: _, ...row }) => row);
  return preorders.map((preorder) => ({
    ...withoutSecrets(preorder),
    payments: of(payments, preorder.id),
    shipments: of(shipments, preorder.id),
  }));
};

const secret = /token|idempotency|payment_key/;
const withoutSecrets = (row: object) =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !secret.test(name) && name !== 'member_id'));
