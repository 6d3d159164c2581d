import type { Reader } from '../../../../db/schema.ts';
import type { OfferWords } from '../../domain/offers.ts';
import { quantitiesOf } from '../calls/minding.ts';
import { titleOfDraft } from '../calls/naming.ts';

interface VersionRow {
  company: string;
  contact: string;
  country: string;
  currency: string;
  minimum_quantity: number;
  tooling_minor: number;
  lead_weeks: number;
  materials: string;
  words: string;
}

export const versionColumns = [
  'offer_versions.company',
  'offer_versions.contact',
  'offer_versions.country',
  'offer_versions.currency',
  'offer_versions.minimum_quantity',
  'offer_versions.tooling_minor',
  'offer_versions.lead_weeks',
  'offer_versions.materials',
  'offer_versions.words',
] as const;

export const wordsFrom = (row: VersionRow, prices: OfferWords['prices']): OfferWords => ({
  company: row.company,
  contact: row.contact,
  country: row.country,
  currency: row.currency,
  minimum: row.minimum_quantity,
  tooling: row.tooling_minor,
  leadWeeks: row.lead_weeks,
  materials: row.materials,
  words: row.words,
  prices,
});

export const pricesOf = async (read: Reader, offer: string, number: number) =>
  (
    await read
      .selectFrom('offer_prices')
      .select(['quantity', 'unit_minor'])
      .where('offer_id', '=', offer)
      .where('number', '=', number)
      .orderBy('quantity')
      .execute()
  ).map(({ quantity, unit_minor }) => ({ quantity, unit: unit_minor }));

/** A supplier's own offer as it stands; nobody else's is there. */
export const ownOffer = async (read: Reader, supplier: { id: string } | null, id: string) => {
  if (!supplier) return undefined;
  const row = await read
    .selectFrom('offers')
    .innerJoin('offer_versions', (join) =>
      join
        .onRef('offer_versions.offer_id', '=', 'offers.id')
        .onRef('offer_versions.number', '=', 'offers.version'),
    )
    .select([
      'offers.id',
      'offers.call_id',
      'offers.state',
      'offers.version',
      'offers.made_at',
      'offers.changed_at',
      'offers.settled_at',
    ])
    .select(versionColumns)
    .where('offers.id', '=', id)
    .where('offers.member_id', '=', supplier.id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { id: offer, call_id, state, version, made_at, changed_at, settled_at } = row;
  const words = wordsFrom(row, await pricesOf(read, id, version));
  return { id: offer, call_id, state, version, made_at, changed_at, settled_at, words };
};

/** The id of the supplier's own offer on a call, if there is one. */
export const ownOfferOn = async (read: Reader, supplier: { id: string } | null, call: string) =>
  read
    .selectFrom('offers')
    .select(['id', 'state'])
    .where('call_id', '=', call)
    .where('member_id', '=', supplier?.id ?? '')
    .executeTakeFirst();

/** What a supplier has offered, the latest first. */
export const offersOf = (read: Reader, supplier: { id: string }) =>
  read
    .selectFrom('offers')
    .innerJoin('calls', 'calls.id', 'offers.call_id')
    .innerJoin('brands', 'brands.id', 'calls.brand_id')
    .innerJoin('challenges', 'challenges.id', 'calls.challenge_id')
    .leftJoin('drafts', 'drafts.id', 'calls.draft_id')
    .select([
      'offers.id',
      'offers.state',
      'offers.changed_at',
      'calls.state as call_state',
      'calls.closes_at',
      'brands.name as brand_name',
      'challenges.title as challenge_title',
      titleOfDraft,
    ])
    .where('offers.member_id', '=', supplier.id)
    .orderBy('offers.made_at', 'desc')
    .limit(100)
    .execute();

/** What the supplier sees of the call that an own offer answers, whatever became of the page that it stood on. */
export const callOfOffer = async (read: Reader, { call_id }: { call_id: string }, now: number) => {
  const row = await read
    .selectFrom('calls')
    .innerJoin('brands', 'brands.id', 'calls.brand_id')
    .innerJoin('challenges', 'challenges.id', 'calls.challenge_id')
    .leftJoin('drafts', 'drafts.id', 'calls.draft_id')
    .select([
      'calls.id',
      'calls.state',
      'calls.quantities',
      'calls.closes_at',
      'brands.name as brand',
      'brands.currency',
      'challenges.title as challenge_title',
      titleOfDraft,
    ])
    .where('calls.id', '=', call_id)
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    title: row.draft_title ?? row.challenge_title,
    brand: row.brand,
    currency: row.currency,
    quantities: quantitiesOf(row),
    closesAt: row.closes_at,
    open: row.state === 'open' && row.closes_at > now,
  };
};
