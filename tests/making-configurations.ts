import type { Transaction } from '../db/schema.ts';
import type { Configuration, ConfigurationRule } from '../src/lib/domain/configuring.ts';
import { newId } from '../src/lib/server/ids.ts';
import { makePicture } from './making.ts';

/** `front:walnut` as a choice with its part. */
export const chosen = (text: string) => ({ part: text.split(':')[0]!, choice: text.split(':')[1]! });
export const rule = (kind: ConfigurationRule['kind'], one: string, other: string): ConfigurationRule => ({
  kind,
  one: chosen(one),
  other: chosen(other),
});

/** A fridge whose walnut front needs a brass handle: layers as pictures of 800 × 1000 px. */
export const fridgeOf = (layers: string[]): Configuration => {
  let next = 1;
  const choice = (id: string, priceMinor = 0) => ({
    id,
    name: id[0]!.toUpperCase() + id.slice(1),
    swatch: '#a0b0a8',
    layer: layers[next++ % layers.length]!,
    priceMinor,
  });
  return {
    width: 800,
    height: 1000,
    base: layers[0]!,
    parts: [
      { id: 'front', name: 'Front', choices: [choice('mint'), choice('walnut', 120_000)] },
      { id: 'handle', name: 'Handle', choices: [choice('steel'), choice('brass', 30_000)] },
      { id: 'feet', name: 'Feet', choices: [choice('low'), choice('tall', -5_000)] },
    ],
    rules: [rule('needs', 'front:walnut', 'handle:brass')],
  };
};

/** Gives a draft's standing revision something to compose, as if it had been published with it. */
export const makeConfiguration = async (
  tx: Transaction,
  now: number,
  draft: { id: string; revision_id: string },
  more: { author?: { id: string }; configuration?: Configuration } = {},
) => {
  const layers: string[] = [];
  for (let i = 0; i < 7; i++) layers.push((await makePicture(tx, now, more.author ?? null)).id);
  const configuration = more.configuration ?? fridgeOf(layers);
  const id = newId(now);
  await tx
    .insertInto('configurations')
    .values({ id, draft_id: draft.id, spec: JSON.stringify(configuration), currency: 'TWD', created_at: now })
    .execute();
  await tx
    .insertInto('configuration_layers')
    .values(layers.map((picture) => ({ configuration_id: id, picture_id: picture })))
    .execute();
  await tx
    .updateTable('revisions')
    .set({ configuration_id: id })
    .where('id', '=', draft.revision_id)
    .execute();
  return { id, configuration };
};
