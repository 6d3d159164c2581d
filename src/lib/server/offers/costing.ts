import type { Reader } from '../../../../db/schema.ts';
import { pricesOf, versionColumns, wordsFrom } from './reading.ts';

const chosen = (read: Reader) =>
  read
    .selectFrom('calls')
    .innerJoin('offers', 'offers.call_id', 'calls.id')
    .innerJoin('offer_versions', (join) =>
      join
        .onRef('offer_versions.offer_id', '=', 'offers.id')
        .onRef('offer_versions.number', '=', 'offers.version'),
    )
    .select(['offers.id', 'offers.version', 'calls.id as call'])
    .select(versionColumns)
    .where('offers.state', '=', 'chosen');

type Row = Awaited<ReturnType<ReturnType<typeof chosen>['executeTakeFirstOrThrow']>>;

const withPrices = async (read: Reader, row: Row | undefined) =>
  row && {
    id: row.id,
    version: row.version,
    call: row.call,
    words: wordsFrom(row, await pricesOf(read, row.id, row.version)),
  };

export type ChosenOffer = NonNullable<Awaited<ReturnType<typeof chosenOfferFor>>>;

/** The offer that was chosen for a draft, else the one for its challenge's brief. Whoever asks runs the brand's campaigns. */
export const chosenOfferFor = async (read: Reader, draft: { id: string; challenge_id: string }) => {
  const rows = await chosen(read)
    .select(['calls.draft_id'])
    .where('calls.challenge_id', '=', draft.challenge_id)
    .where('calls.state', '=', 'chosen')
    .where((eb) => eb.or([eb('calls.draft_id', '=', draft.id), eb('calls.draft_id', 'is', null)]))
    .orderBy('offers.settled_at', 'desc')
    .execute();
  return withPrices(read, rows.find(({ draft_id }) => draft_id !== null) ?? rows[0]);
};

/** The offer that a campaign was made from, in the version that it was made from. */
export const offerOfCampaign = async (read: Reader, campaign: string) => {
  const row = await read
    .selectFrom('campaign_offers')
    .innerJoin('offers', 'offers.id', 'campaign_offers.offer_id')
    .innerJoin('offer_versions', (join) =>
      join
        .onRef('offer_versions.offer_id', '=', 'campaign_offers.offer_id')
        .onRef('offer_versions.number', '=', 'campaign_offers.version'),
    )
    .select(['offers.id', 'campaign_offers.version', 'offers.call_id as call'])
    .select(versionColumns)
    .where('campaign_offers.campaign_id', '=', campaign)
    .executeTakeFirst();
  return withPrices(read, row);
};
