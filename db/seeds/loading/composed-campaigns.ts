import {
  compositionText,
  isLegal,
  priceDifference,
  type Configuration,
} from '../../../src/lib/domain/configuring.ts';
import type { Picked } from '../../../src/lib/domain/variants.ts';
import type { CampaignSeed } from '../world/shape.ts';
import type { Draft } from './challenges.ts';
import { offerAs } from './specifications.ts';
import type { Loading } from './rows.ts';

interface Offered extends Picked {
  /** Minor units. */
  difference: number;
}

/** The compositions that a campaign offers, as somebody composed them before; none where it offers none. */
export function offeredIn(
  loading: Loading,
  draft: Draft,
  { title, composed }: CampaignSeed,
  at: number,
  minor: number,
): Offered[] {
  if (!composed) return [];
  const { rows, ids } = loading;
  const row = offerAs(loading, draft, composed.as);
  const configuration = JSON.parse(row.spec) as Configuration;
  return composed.picked.map(({ name, choices, difference }) => {
    const composition = Object.fromEntries([
      ...configuration.parts.map(({ id, choices }) => [id, choices[0]!.id]),
      ...Object.entries(choices),
    ]) as Record<string, string>;
    if (!isLegal(configuration, composition)) throw new Error(`${title}: ${name} cannot be composed`);
    const id = ids.id(at);
    rows.compositions.push({
      id,
      draft_id: draft.id,
      configuration_id: row.id,
      choices: compositionText(configuration, composition),
      chosen: 0,
      created_by: draft.author.id,
      created_at: at,
    });
    const sum = priceDifference(configuration, composition);
    return { composition: id, name, difference: difference === undefined ? sum : difference * minor };
  });
}
