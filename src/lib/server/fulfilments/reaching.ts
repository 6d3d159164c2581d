import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { campaignMinded } from '../campaigns/minding.ts';
import { recordEvent } from '../events/recording.ts';

/** Notes that a milestone was reached, today or on an earlier day; once. */
export const reachMilestone = async (
  tx: Transaction,
  member: { id: string },
  { campaign: id, milestone, reachedAt }: { campaign: string; milestone: string; reachedAt: number },
  now: number,
): Promise<Refusal | undefined> => {
  const campaign = await campaignMinded(tx, member, id);
  if (!campaign) return refuse('not-found');
  const reached = await tx
    .updateTable('milestones')
    .set({ reached_at: Math.min(reachedAt, now), reached_by: member.id })
    .where('id', '=', milestone)
    .where('campaign_id', '=', id)
    .where('reached_at', 'is', null)
    .returning(['title'])
    .executeTakeFirst();
  if (!reached) return refuse('milestone-reached-already');
  await recordEvent(
    tx,
    {
      kind: 'milestone-reached',
      actor: member.id,
      brand: campaign.brand_id,
      campaign: id,
      payload: { milestone, title: reached.title },
    },
    now,
  );
  return undefined;
};
