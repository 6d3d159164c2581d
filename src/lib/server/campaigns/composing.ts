import type { Reader } from '../../../../db/schema.ts';
import {
  compositionIn,
  configurationIn,
  brokenRules,
  priceDifference,
  type Composition,
  type Configuration,
} from '../../domain/configuring.ts';
import { orderableOf } from '../../domain/ordering-compositions.ts';
import { presentPrice } from '../../domain/price-breaks.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { cheapestLegal } from '../../domain/specifying.ts';
import { ruleText } from '../../i18n/rules.ts';
import { isShown } from '../moderation/hiding.ts';
import { breaksColumn, breaksIn } from './pricing.ts';

/** What a campaign's revision offers to compose, if its differences are in the campaign's currency: one query. */
export const offeredBy = async (
  read: Reader,
  campaign: { revision_id: string; currency: string },
): Promise<Configuration | null> => {
  const row = await read
    .selectFrom('revisions')
    .innerJoin('configurations', 'configurations.id', 'revisions.configuration_id')
    .select('configurations.spec')
    .where('revisions.id', '=', campaign.revision_id)
    .where('configurations.currency', '=', campaign.currency)
    .executeTakeFirst();
  return row ? configurationIn(row.spec) : null;
};

/** What the cheapest composition of one's own costs more in a campaign; null where none is composed, or nothing can be. */
export const cheapestOwn = async (
  read: Reader,
  campaign: { composing: string; revision_id: string; currency: string },
): Promise<number | null> => {
  const offered = campaign.composing === 'own' ? await offeredBy(read, campaign) : null;
  return (offered && cheapestLegal(offered)?.differenceMinor) ?? null;
};

/** Compositions by their ids, wherever they come from. */
export const compositionsBy = async (read: Reader, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : (
        await read
          .selectFrom('compositions')
          .select(['id', 'draft_id', 'choices'])
          .where('id', 'in', ids)
          .execute()
      ).map((row) => ({ ...row, choices: compositionIn(row.choices) }));

/** What a composition costs more in a campaign of a draft, minor units, or why it cannot be ordered there. */
export const differenceIn = (
  offered: Configuration | null,
  draft: string,
  composition: { draft_id: string; choices: Composition } | undefined,
): number | Refusal => {
  if (!composition) return refuse('composition-missing');
  if (!offered || composition.draft_id !== draft) return refuse('composition-elsewhere');
  switch (orderableOf(offered, composition.choices)) {
    case 'gone':
      return refuse('composition-gone');
    case 'incomplete':
      return refuse('composition-incomplete');
    case 'illegal':
      return refuse('composition-illegal', {
        rules: brokenRules(offered, composition.choices)
          .map((rule) => ruleText(offered, rule))
          .join(' · '),
      });
    case 'orderable':
      return priceDifference(offered, composition.choices);
  }
};

/** What one own composition costs more in a campaign, or why it cannot be ordered there: two queries. */
export const ownDifference = async (
  read: Reader,
  campaign: { draft_id: string; revision_id: string; currency: string },
  id: string,
): Promise<number | Refusal> => {
  const [composition] = id ? await compositionsBy(read, [id]) : [];
  return differenceIn(await offeredBy(read, campaign), campaign.draft_id, composition);
};

/** The campaign of a draft that takes preorders of own compositions, with its present price: one query. */
export const ownCampaignOf = async (read: Reader, draft: string, now: number) => {
  const row = await read
    .selectFrom('campaigns')
    .select(['id', 'price_minor', 'closing_minor', 'units', 'currency'])
    .select(breaksColumn)
    .where('draft_id', '=', draft)
    .where('composing', '=', 'own')
    .where('state', '=', 'live')
    .where('deadline', '>', now)
    .where(isShown('campaign', 'campaigns.id'))
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    currency: row.currency,
    priceMinor: presentPrice({ ...row, breaks: breaksIn(row.breaks) }),
  };
};
