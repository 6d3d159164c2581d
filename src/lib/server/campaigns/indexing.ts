import type { Transaction } from '../../../../db/schema.ts';
import { indexEntry } from '../search/indexing.ts';
import { plainText } from '../text/rendering.ts';
import { optionsOf } from './reading.ts';

/** Makes a launched campaign findable by its title, its story, its brand and what can be chosen. */
export const indexCampaign = async (
  tx: Transaction,
  campaign: { id: string; brand_id: string; title: string; story: string; options: string },
): Promise<void> => {
  const brand = await tx
    .selectFrom('brands')
    .select('name')
    .where('id', '=', campaign.brand_id)
    .executeTakeFirstOrThrow();
  const values = optionsOf(campaign).flatMap((option) => option.values);
  const text = [campaign.title, brand.name, ...values, plainText(campaign.story, 20_000)].join('\n');
  await indexEntry(tx, { kind: 'campaign', id: campaign.id, text });
};
