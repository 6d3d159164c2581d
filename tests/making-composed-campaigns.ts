import type { Transaction } from '../db/schema.ts';
import { compositionText, type Composition, type Configuration } from '../src/lib/domain/configuring.ts';
import { newId } from '../src/lib/server/ids.ts';
import { makeLiveCampaign } from './making-campaigns.ts';
import { makeConfiguration } from './making-configurations.ts';

/** A composition as if a member had kept it, of whatever configuration. */
export const makeComposition = async (
  tx: Transaction,
  now: number,
  draft: string,
  of: { id: string; configuration: Configuration },
  choices: Composition,
  chosen = 0,
) => {
  const id = newId(now);
  await tx
    .insertInto('compositions')
    .values({
      id,
      draft_id: draft,
      configuration_id: of.id,
      choices: compositionText(of.configuration, choices),
      chosen,
      created_at: now,
    })
    .execute();
  return id;
};

/** A live campaign of the fridge (`fridgeOf`), NT$ 1,280, that is composed in this way, with its draft's compositions. */
export const makeComposedCampaign = async (
  tx: Transaction,
  now: number,
  composing: 'picked' | 'own',
  more: Parameters<typeof makeLiveCampaign>[2] = {},
) => {
  const campaign = await makeLiveCampaign(tx, now, more);
  const row = await tx
    .updateTable('campaigns')
    .set({ composing })
    .where('id', '=', campaign.id)
    .returning(['draft_id', 'revision_id'])
    .executeTakeFirstOrThrow();
  const draft = { id: row.draft_id, revision_id: row.revision_id };
  const offered = await makeConfiguration(tx, now, draft);
  const keep = (choices: Composition, chosen = 0) =>
    makeComposition(tx, now, draft.id, offered, choices, chosen);
  const plain = await keep({ front: 'mint', handle: 'steel', feet: 'low' }, 3);
  const walnut = await keep({ front: 'walnut', handle: 'brass', feet: 'tall' }, 1);
  if (composing === 'picked') {
    const [first, second] = campaign.variants;
    const pick = (variant: string, composition: string, difference_minor: number) =>
      tx
        .updateTable('variants')
        .set({ composition_id: composition, difference_minor })
        .where('id', '=', variant)
        .execute();
    await pick(first!, plain, 0);
    await pick(second!, walnut, 145_000);
  }
  return { ...campaign, draft, offered, plain, walnut };
};
