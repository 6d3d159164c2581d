import { sql } from 'kysely';
import type { Reader, Transaction } from '../../../../db/schema.ts';
import type { PriceBreak } from '../../domain/price-breaks.ts';

/** A campaign's breaks as one column, so that no list of campaigns asks for them one by one: `100:118000 200:108000`. */
export const breaksColumn = sql<string | null>`(
  select string_agg(cast(price_breaks.quantity as text) || ':' || cast(price_breaks.price_minor as text), ' ')
  from price_breaks where price_breaks.campaign_id = campaigns.id
)`.as('breaks');

/** What `breaksColumn` says, by growing quantity. */
export const breaksIn = (column: string | null): PriceBreak[] =>
  (column?.split(' ') ?? [])
    .map((one) => one.split(':').map(Number))
    .map(([quantity, priceMinor]) => ({ quantity: quantity!, priceMinor: priceMinor! }))
    .sort((a, b) => a.quantity - b.quantity);

/** The price that the units of a campaign have reached, for a statement that updates it. */
export const priceReached = sql<number>`coalesce(
  (select min(price_breaks.price_minor) from price_breaks
    where price_breaks.campaign_id = campaigns.id and price_breaks.quantity <= campaigns.units),
  campaigns.price_minor
)`;

export const breaksOf = async (read: Reader, campaignId: string): Promise<PriceBreak[]> =>
  (
    await read
      .selectFrom('price_breaks')
      .select(['quantity', 'price_minor'])
      .where('campaign_id', '=', campaignId)
      .orderBy('quantity')
      .execute()
  ).map(({ quantity, price_minor }) => ({ quantity, priceMinor: price_minor }));

export const replaceBreaks = async (tx: Transaction, campaignId: string, breaks: readonly PriceBreak[]) => {
  await tx.deleteFrom('price_breaks').where('campaign_id', '=', campaignId).execute();
  if (breaks.length === 0) return;
  await tx
    .insertInto('price_breaks')
    .values(
      breaks.map(({ quantity, priceMinor }) => ({
        campaign_id: campaignId,
        quantity,
        price_minor: priceMinor,
      })),
    )
    .execute();
};
