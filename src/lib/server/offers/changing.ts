import type { Transaction } from '../../../../db/schema.ts';
import { changesBetween, isUnchanged, offerLimits, type OfferWords } from '../../domain/offers.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { ownOffer } from './reading.ts';
import { about, askedPrices, holdCall, writeVersion } from './writing.ts';

/**
 * Changes the own offer while the call is open, by another version: what the brand has looked at stays as it was, and
 * it is shown what changed since.
 */
export const changeOffer = async (
  tx: Transaction,
  supplier: { id: string },
  { offer: id, seen, words }: { offer: string; seen: number; words: OfferWords },
  now: number,
): Promise<{ version: number } | Refusal> => {
  const before = await ownOffer(tx, supplier, id);
  if (!before) return refuse('not-found');
  if (before.state !== 'made') return refuse('offer-settled');
  const call = await holdCall(tx, before.call_id, now);
  if (isRefusal(call)) return call;
  const next = { ...words, prices: askedPrices(words, call) };
  if (next.prices.length === 0) return refuse('offer-without-cost');
  if (before.version !== seen) return refuse('changed-meanwhile');
  if (isUnchanged(changesBetween(before.words, next))) return { version: seen };
  if (seen >= offerLimits.versions) return refuse('too-many-versions', { limit: offerLimits.versions });
  const changed = await tx
    .updateTable('offers')
    .set({ version: seen + 1, changed_at: now })
    .where('id', '=', id)
    .where('state', '=', 'made')
    .where('version', '=', seen)
    .returning('id')
    .executeTakeFirst();
  if (!changed) return refuse('changed-meanwhile');
  await writeVersion(tx, { offer: id, number: seen + 1, words: next }, now);
  await recordEvent(tx, { kind: 'offer-changed', actor: supplier.id, ...about(call, id) }, now);
  return { version: seen + 1 };
};
