import type { Transaction } from '../../../../db/schema.ts';
import { offerLimits, type OfferWords } from '../../domain/offers.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { ofStaff } from '../calls/minding.ts';
import { presentCall } from '../calls/showing.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { about, askedPrices, countOffers, holdCall, writeVersion } from './writing.ts';

/** Whoever answers a call: any member whose address is confirmed, but for the brand's own people. */
export interface Supplier {
  id: string;
  confirmed: boolean;
}

/** Answers a call for makers. One offer for each supplier; one that was withdrawn stands again as its next version. */
export const makeOffer = async (
  tx: Transaction,
  supplier: Supplier | null,
  { call: id, words }: { call: string; words: OfferWords },
  now: number,
): Promise<{ id: string } | Refusal> => {
  if (!supplier) return refuse('not-signed-in');
  if (!(await presentCall(tx, id, now))) return refuse('not-found');
  if (!supplier.confirmed) return refuse('not-confirmed');
  if (await isOfBrand(tx, supplier, id)) return refuse('offer-own-brand');
  const call = await holdCall(tx, id, now);
  if (isRefusal(call)) return call;
  const prices = askedPrices(words, call);
  if (prices.length === 0) return refuse('offer-without-cost');
  const before = await tx
    .selectFrom('offers')
    .select(['id', 'state', 'version'])
    .where('call_id', '=', id)
    .where('member_id', '=', supplier.id)
    .executeTakeFirst();
  if (before && before.state !== 'withdrawn') return refuse('offer-made-already');
  const offer = before?.id ?? newId(now);
  const number = (before?.version ?? 0) + 1;
  if (number > offerLimits.versions) return refuse('too-many-versions', { limit: offerLimits.versions });
  if (before) {
    await tx
      .updateTable('offers')
      .set({ state: 'made', version: number, changed_at: now, settled_at: null })
      .where('id', '=', offer)
      .where('state', '=', 'withdrawn')
      .execute();
  } else {
    await tx
      .insertInto('offers')
      .values({
        id: offer,
        call_id: id,
        brand_id: call.brand_id,
        member_id: supplier.id,
        version: number,
        made_at: now,
        changed_at: now,
      })
      .execute();
  }
  await writeVersion(tx, { offer, number, words: { ...words, prices } }, now);
  await countOffers(tx, id, 1);
  await recordEvent(tx, { kind: 'offer-made', actor: supplier.id, ...about(call, offer) }, now);
  return { id: offer };
};

const isOfBrand = async (tx: Transaction, member: { id: string }, call: string) =>
  (await tx
    .selectFrom('calls')
    .select('id')
    .where('id', '=', call)
    .where(ofStaff(member, 'calls.brand_id'))
    .executeTakeFirst()) !== undefined;
