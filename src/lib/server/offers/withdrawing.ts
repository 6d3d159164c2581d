import type { Transaction } from '../../../../db/schema.ts';
import { offerLifecycle } from '../../domain/offers.ts';
import { statesBefore } from '../../domain/lifecycles.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { ownOffer } from './reading.ts';
import { about, countOffers, holdCall } from './writing.ts';

/** Takes the own offer back while the call is open; it can be made again. */
export const withdrawOffer = async (
  tx: Transaction,
  supplier: { id: string },
  { offer: id }: { offer: string },
  now: number,
): Promise<Refusal | undefined> => {
  const before = await ownOffer(tx, supplier, id);
  if (!before) return refuse('not-found');
  const call = await holdCall(tx, before.call_id, now);
  if (isRefusal(call)) return call;
  const withdrawn = await tx
    .updateTable('offers')
    .set({ state: 'withdrawn', changed_at: now, settled_at: now })
    .where('id', '=', id)
    .where('state', 'in', statesBefore(offerLifecycle, 'withdrawn'))
    .returning('id')
    .executeTakeFirst();
  if (!withdrawn) return refuse('offer-settled');
  await countOffers(tx, before.call_id, -1);
  await recordEvent(tx, { kind: 'offer-withdrawn', actor: supplier.id, ...about(call, id) }, now);
  return undefined;
};
