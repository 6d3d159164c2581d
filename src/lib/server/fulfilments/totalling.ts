import type { Reader } from '../../../../db/schema.ts';
import type { PreorderState } from '../../domain/lifecycles.ts';

export interface VariantTotals {
  id: string;
  label: string;
  stock: number | null;
  /** Units by the state of their preorders; a state that no preorder is in is left out. */
  units: Partial<Record<PreorderState, number>>;
}

export interface CampaignTotals {
  variants: VariantTotals[];
  states: Partial<Record<PreorderState, { preorders: number; units: number; minor: number }>>;
}

/** How many of what, in which state, worth how much: one query, whatever the number of preorders. */
export const totalsOf = async (read: Reader, campaignId: string): Promise<CampaignTotals> => {
  const rows = await read
    .selectFrom('variants')
    .leftJoin('preorders', 'preorders.variant_id', 'variants.id')
    .select(({ fn }) => [
      'variants.id',
      'variants.label',
      'variants.stock',
      'variants.position',
      'preorders.state',
      fn.count<number>('preorders.id').as('preorders'),
      fn.sum<number | null>('preorders.quantity').as('units'),
      fn.sum<number | null>('preorders.total_minor').as('minor'),
    ])
    .where('variants.campaign_id', '=', campaignId)
    .groupBy(['variants.id', 'variants.label', 'variants.stock', 'variants.position', 'preorders.state'])
    .orderBy('variants.position')
    .execute();
  const variants = new Map<string, VariantTotals>();
  const states: CampaignTotals['states'] = {};
  for (const { id, label, stock, state, preorders, units, minor } of rows) {
    const variant = variants.get(id) ?? { id, label, stock, units: {} };
    variants.set(id, variant);
    if (!state) continue;
    variant.units[state] = units ?? 0;
    const sum = (states[state] ??= { preorders: 0, units: 0, minor: 0 });
    sum.preorders += preorders;
    sum.units += units ?? 0;
    sum.minor += minor ?? 0;
  }
  return { variants: [...variants.values()], states };
};
