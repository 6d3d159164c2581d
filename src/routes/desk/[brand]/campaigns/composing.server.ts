import { typedDifference } from '$lib/domain/money.ts';
import { cheapestLegal } from '$lib/domain/specifying.ts';
import { offeredBy } from '$lib/server/campaigns/composing.ts';
import type { MindedCampaign } from '$lib/server/campaigns/minding.ts';
import { candidatesOf } from '$lib/server/campaigns/picking.ts';
import { optionsOf, type Variant } from '$lib/server/campaigns/reading.ts';
import { namedCompositions } from '$lib/server/compositions/naming.ts';

type Reader = Parameters<typeof offeredBy>[0];

/** What the form of a campaign shows of its draft's compositions: four queries, or one where nothing can be composed. */
export const composingOf = async (read: Reader, campaign: MindedCampaign, variants: Variant[]) => {
  const offered = await offeredBy(read, campaign);
  if (!offered) return null;
  const names = new Map(
    Object.entries(optionsOf(campaign)[0]?.compositions ?? {}).map(([name, id]) => [id, name]),
  );
  const candidates = await candidatesOf(read, campaign, offered, [...names.keys()]);
  const named = await namedCompositions(
    read,
    candidates.map(({ id }) => id),
  );
  return {
    way: campaign.composing,
    cheapest: cheapestLegal(offered)?.differenceMinor ?? null,
    price: campaign.price_minor,
    candidates: candidates.map((one) => {
      const shown = named.get(one.id)!;
      const words = shown.names.map(({ choice }) => choice);
      const kept = variants.find(({ composition_id }) => composition_id === one.id)?.difference_minor;
      const difference = kept ?? one.difference;
      return {
        id: one.id,
        chosen: one.chosen,
        remix: one.remix,
        votes: one.votes,
        decided: one.decided,
        offered: one.difference !== null,
        picked: names.has(one.id),
        name: names.get(one.id) ?? one.remix ?? words.slice(0, 3).join(' · ').slice(0, 60),
        words,
        difference: difference === null ? '' : typedDifference(difference, campaign.currency),
        picture: { file: shown.file, width: shown.width, height: shown.height },
      };
    }),
  };
};
