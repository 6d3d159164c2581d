import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { scheduleJob } from '../jobs/scheduling.ts';
import { unindexEntry } from '../search/indexing.ts';
import { campaignMinded } from './minding.ts';

/** Ends a live campaign before its deadline, with a reason that everyone can read. Nobody pays. */
export const cancelCampaign = async (
  tx: Transaction,
  member: { id: string },
  { campaign: id, reason }: { campaign: string; reason: string },
  now: number,
): Promise<Refusal | undefined> => {
  const before = await campaignMinded(tx, member, id);
  if (!before) return refuse('not-found');
  const cancelled = await tx
    .updateTable('campaigns')
    .set({ state: 'cancelled', cancelled_at: now, cancelled_reason: reason })
    .where('id', '=', id)
    .where('state', '=', 'live')
    .returning('id')
    .executeTakeFirst();
  if (!cancelled) return refuse('impossible-transition');
  // Settling finds it cancelled, and releases every preorder.
  await scheduleJob(
    tx,
    { kind: 'settle-campaign', payload: { campaign: id }, runAt: now, key: `settle-campaign:${id}` },
    now,
  );
  await unindexEntry(tx, 'campaign', id);
  await recordEvent(
    tx,
    {
      kind: 'campaign-cancelled',
      actor: member.id,
      brand: before.brand_id,
      challenge: before.challenge_id,
      draft: before.draft_id,
      campaign: id,
      payload: { title: before.title, reason },
    },
    now,
  );
  return undefined;
};

/** Puts away a campaign that was never launched: nobody has seen it, and its draft can be offered anew. */
export const discardCampaign = async (
  tx: Transaction,
  member: { id: string },
  { campaign: id }: { campaign: string },
  now: number,
): Promise<Refusal | undefined> => {
  const before = await campaignMinded(tx, member, id);
  if (!before) return refuse('not-found');
  const discarded = await tx
    .updateTable('campaigns')
    .set({ state: 'cancelled', cancelled_at: now })
    .where('id', '=', id)
    .where('state', '=', 'preparing')
    .returning('id')
    .executeTakeFirst();
  if (!discarded) return refuse('impossible-transition');
  await recordEvent(
    tx,
    {
      kind: 'campaign-discarded',
      actor: member.id,
      brand: before.brand_id,
      draft: before.draft_id,
      campaign: id,
      payload: { title: before.title },
    },
    now,
  );
  return undefined;
};
