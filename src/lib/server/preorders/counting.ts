import type { Transaction } from '../../../../db/schema.ts';

// Whoever changes a preorder that counts holds its campaign's row first: so two of them follow one another on
// PostgreSQL as they do on SQLite, sums over the campaign stay true, and nobody waits in a circle.

interface Change {
  units: number;
  preorders: -1 | 0 | 1;
}

/** Counts a change while the campaign takes preorders, and gives the campaign; nothing once it does not. */
export const countWhileLive = (tx: Transaction, campaignId: string, change: Change, now: number) =>
  tx
    .updateTable('campaigns')
    .set((eb) => ({
      units: eb('units', '+', change.units),
      preorder_count: eb('preorder_count', '+', change.preorders),
    }))
    .where('id', '=', campaignId)
    .where('state', '=', 'live')
    .where('deadline', '>', now)
    .returningAll()
    .executeTakeFirst();

/** Holds a campaign's row until the end of the transaction. */
export const holdCampaign = (tx: Transaction, campaignId: string) =>
  tx
    .updateTable('campaigns')
    .set((eb) => ({ units: eb.ref('units') }))
    .where('id', '=', campaignId)
    .returningAll()
    .executeTakeFirstOrThrow();

/** Takes units of a variant, or gives back with a negative number; false where there are not as many. */
export const takeUnits = async (
  tx: Transaction,
  campaignId: string,
  variantId: string,
  units: number,
): Promise<boolean> => {
  const taken = await tx
    .updateTable('variants')
    .set((eb) => ({ ordered: eb('ordered', '+', units) }))
    .where('id', '=', variantId)
    .where('campaign_id', '=', campaignId)
    .$if(units > 0, (query) =>
      query.where((eb) =>
        eb.or([eb('stock', 'is', null), eb(eb('ordered', '+', units), '<=', eb.ref('stock'))]),
      ),
    )
    .returning('id')
    .executeTakeFirst();
  return taken !== undefined;
};

/** Gives back what preorders held that came to nothing, whatever the campaign's state. It must be held. */
export const giveBack = async (
  tx: Transaction,
  campaignId: string,
  preorders: { variant_id: string; quantity: number }[],
): Promise<void> => {
  if (preorders.length === 0) return;
  const units = new Map<string, number>();
  for (const { variant_id, quantity } of preorders) {
    units.set(variant_id, (units.get(variant_id) ?? 0) + quantity);
  }
  const all = preorders.reduce((sum, { quantity }) => sum + quantity, 0);
  await tx
    .updateTable('campaigns')
    .set((eb) => ({
      units: eb('units', '-', all),
      preorder_count: eb('preorder_count', '-', preorders.length),
    }))
    .where('id', '=', campaignId)
    .execute();
  for (const [variant, quantity] of units) await takeUnits(tx, campaignId, variant, -quantity);
};
