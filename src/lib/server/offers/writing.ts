import type { Transaction } from '../../../../db/schema.ts';
import type { OfferWords } from '../../domain/offers.ts';
import { quantitiesOf } from '../calls/minding.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';

/** Holds a call so that it cannot close meanwhile; refused where it takes no offers any more. */
export const holdCall = async (tx: Transaction, call: string, now: number) => {
  const held = await tx
    .updateTable('calls')
    .set((eb) => ({ closes_at: eb.ref('closes_at') }))
    .where('id', '=', call)
    .where('state', '=', 'open')
    .where('closes_at', '>', now)
    .returning(['id', 'brand_id', 'challenge_id', 'draft_id', 'quantities'])
    .executeTakeFirst();
  return held ? { ...held, quantities: quantitiesOf(held) } : refuse('call-closed');
};
export type HeldCall = Exclude<Awaited<ReturnType<typeof holdCall>>, Refusal>;

/** What an event about an offer names. No number of it: events are read by others than the brand. */
export const about = (call: HeldCall, offer: string) => ({
  brand: call.brand_id,
  challenge: call.challenge_id,
  draft: call.draft_id,
  payload: { call: call.id, offer },
});

/** The costs at quantities that were asked for; what was not asked is not kept. */
export const askedPrices = (words: OfferWords, call: HeldCall) =>
  words.prices.filter(({ quantity }) => call.quantities.includes(quantity));

export const writeVersion = async (
  tx: Transaction,
  { offer, number, words }: { offer: string; number: number; words: OfferWords },
  now: number,
) => {
  await tx
    .insertInto('offer_versions')
    .values({
      offer_id: offer,
      number,
      company: words.company,
      contact: words.contact,
      country: words.country,
      currency: words.currency,
      minimum_quantity: words.minimum,
      tooling_minor: words.tooling,
      lead_weeks: words.leadWeeks,
      materials: words.materials,
      words: words.words,
      made_at: now,
    })
    .execute();
  await tx
    .insertInto('offer_prices')
    .values(
      words.prices.map(({ quantity, unit }) => ({ offer_id: offer, number, quantity, unit_minor: unit })),
    )
    .execute();
};

export const countOffers = (tx: Transaction, call: string, change: 1 | -1) =>
  tx
    .updateTable('calls')
    .set((eb) => ({ offer_count: eb('offer_count', '+', change) }))
    .where('id', '=', call)
    .execute();
