import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { indexCampaign } from './indexing.ts';
import { campaignMinded } from './minding.ts';

export interface Supplement {
  campaign: string;
  /** The `edits` of the campaign that the form was filled from: whoever began from another is told. */
  seen: number;
  story: string;
  /** Units by variant; null for as many as are ordered. A variant that is not named keeps what it has. */
  stock: Record<string, number | null>;
  /** Countries that are shipped to from now on. */
  rates: { country: string; fee: number }[];
}

/** What may still change while preorders come in: the story, more stock, more countries. Everything else was promised. */
export const supplementCampaign = async (
  tx: Transaction,
  member: { id: string },
  { campaign: id, seen, story, stock, rates }: Supplement,
  now: number,
): Promise<Refusal | undefined> => {
  const before = await campaignMinded(tx, member, id);
  if (!before) return refuse('not-found');
  if (before.state !== 'live') return refuse('impossible-transition');
  if (before.edits !== seen) return refuse('changed-meanwhile');
  const changed = await tx
    .updateTable('campaigns')
    .set((eb) => ({ story, edits: eb('edits', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'live')
    .where('edits', '=', seen)
    .returningAll()
    .executeTakeFirst();
  if (!changed) return refuse('changed-meanwhile');
  for (const [variant, units] of Object.entries(stock)) {
    if (!(await raiseStock(tx, id, variant, units))) return refuse('stock-only-rises');
  }
  for (const { country, fee } of rates) {
    const added = await tx
      .insertInto('shipping_rates')
      .values({ campaign_id: id, country, fee_minor: fee })
      .onConflict((conflict) => conflict.columns(['campaign_id', 'country']).doNothing())
      .returning('country')
      .executeTakeFirst();
    if (!added) return refuse('country-already-served');
  }
  await indexCampaign(tx, changed);
  await recordEvent(
    tx,
    {
      kind: 'campaign-changed',
      actor: member.id,
      brand: changed.brand_id,
      campaign: id,
      payload: { stock, countries: rates.map(({ country }) => country) },
    },
    now,
  );
  return undefined;
};

/** Whether the stock is now that high; never lower than it was, where null is without limit. */
const raiseStock = async (tx: Transaction, campaignId: string, variantId: string, units: number | null) => {
  const raised = await tx
    .updateTable('variants')
    .set({ stock: units })
    .where('id', '=', variantId)
    .where('campaign_id', '=', campaignId)
    .$if(units !== null, (query) => query.where('stock', '<=', units))
    .returning('id')
    .executeTakeFirst();
  return raised !== undefined;
};
