import type { Transaction } from '../../../../db/schema.ts';
import { campaignLifecycle, statesBefore } from '../../domain/lifecycles.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { campaignMinded } from '../campaigns/minding.ts';
import { recordEvent } from '../events/recording.ts';

export const makingStates = ['producing', 'shipping', 'delivered'] as const;
export type MakingState = (typeof makingStates)[number];

/** Moves a campaign that has succeeded one step on: into production, to shipping, to delivered. */
export const advanceCampaign = async (
  tx: Transaction,
  member: { id: string },
  { campaign: id, to }: { campaign: string; to: MakingState },
  now: number,
): Promise<Refusal | undefined> => {
  const campaign = await campaignMinded(tx, member, id);
  if (!campaign) return refuse('not-found');
  const unshipped = to === 'delivered' ? await countUnshipped(tx, id) : 0;
  if (unshipped > 0) return refuse('preorders-unshipped', { count: unshipped });
  const advanced = await tx
    .updateTable('campaigns')
    .set({ state: to })
    .where('id', '=', id)
    .where('state', 'in', statesBefore(campaignLifecycle, to))
    .returning('id')
    .executeTakeFirst();
  if (!advanced) return refuse('impossible-transition');
  await recordEvent(
    tx,
    {
      kind: `campaign-${to}`,
      actor: member.id,
      brand: campaign.brand_id,
      campaign: id,
      payload: { title: campaign.title },
    },
    now,
  );
  return undefined;
};

/** Paid for and still here: nobody may be told that all of it was delivered. */
const countUnshipped = async (tx: Transaction, campaignId: string) => {
  const { count } = await tx
    .selectFrom('preorders')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'charged')
    .where('refund_requested_at', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
};
