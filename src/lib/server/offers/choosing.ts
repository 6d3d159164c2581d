import type { Transaction } from '../../../../db/schema.ts';
import { callLifecycle } from '../../domain/calls.ts';
import { statesBefore } from '../../domain/lifecycles.ts';
import { offerLifecycle } from '../../domain/offers.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { mayChoose } from '../calls/minding.ts';
import { recordEvent, recordEvents } from '../events/recording.ts';
import { cancelJob } from '../jobs/scheduling.ts';

interface Choice {
  call: string;
  offer: string;
  /** The version that was looked at: what changed since is not chosen unseen. */
  seen: number;
  /** When it was changed last as it was looked at, its attachments included. */
  changedAt: number;
  /** For the brand's own record, and for the supplier who is chosen; may be empty. */
  reason: string;
}

/** Chooses the maker. The call is over with it; the other suppliers hear that another was chosen, and nothing more. */
export const chooseOffer = async (
  tx: Transaction,
  member: { id: string },
  { call, offer, seen, changedAt, reason }: Choice,
  now: number,
): Promise<Refusal | undefined> => {
  const found = await tx
    .selectFrom('calls')
    .innerJoin('offers', 'offers.call_id', 'calls.id')
    .select('offers.version')
    .where('calls.id', '=', call)
    .where('offers.id', '=', offer)
    .where(mayChoose(member, 'calls.brand_id'))
    .executeTakeFirst();
  if (!found) return refuse('not-found');
  const over = await tx
    .updateTable('calls')
    .set((eb) => ({ state: 'chosen', closed_at: eb.fn.coalesce('closed_at', eb.val(now)) }))
    .where('id', '=', call)
    .where('state', 'in', statesBefore(callLifecycle, 'chosen'))
    .returning(['brand_id', 'challenge_id', 'draft_id'])
    .executeTakeFirst();
  if (!over) return refuse('call-settled');
  const chosen = await tx
    .updateTable('offers')
    .set({ state: 'chosen', settled_at: now, chosen_by: member.id, reason })
    .where('id', '=', offer)
    .where('version', '=', seen)
    .where('changed_at', '=', changedAt)
    .where('state', 'in', statesBefore(offerLifecycle, 'chosen'))
    .returning('member_id')
    .executeTakeFirst();
  if (!chosen) return refuse('changed-meanwhile');
  const others = await tx
    .updateTable('offers')
    .set({ state: 'not chosen', settled_at: now })
    .where('call_id', '=', call)
    .where('state', 'in', statesBefore(offerLifecycle, 'not chosen'))
    .returning(['id', 'member_id'])
    .execute();
  await cancelJob(tx, `close-call:${call}`);
  const place = { brand: over.brand_id, challenge: over.challenge_id, draft: over.draft_id };
  await recordEvent(
    tx,
    {
      kind: 'offer-chosen',
      actor: member.id,
      subject: chosen.member_id,
      ...place,
      payload: { call, offer },
    },
    now,
  );
  await recordEvents(
    tx,
    others.map((other) => ({
      kind: 'offer-not-chosen' as const,
      actor: member.id,
      subject: other.member_id,
      ...place,
      payload: { call, offer: other.id },
    })),
    now,
  );
  return undefined;
};
