import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { renderMarkdown } from '../text/rendering.ts';
import { campaignMinded } from './minding.ts';

/** What the brand has said on a campaign since its launch, the latest first. */
export const updatesOf = (read: Reader, campaignId: string) =>
  read
    .selectFrom('updates')
    .select(['id', 'title', 'html', 'created_at'])
    .where('campaign_id', '=', campaignId)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();

/** Tells everyone who looks at a campaign, and by notification those who ordered, how it goes. */
export const postUpdate = async (
  tx: Transaction,
  member: { id: string },
  { campaign: id, title, body }: { campaign: string; title: string; body: string },
  now: number,
): Promise<{ id: string } | Refusal> => {
  const campaign = await campaignMinded(tx, member, id);
  if (!campaign) return refuse('not-found');
  if (campaign.launched_at === null) return refuse('campaign-not-launched');
  const update = newId(now);
  await tx
    .insertInto('updates')
    .values({
      id: update,
      campaign_id: id,
      member_id: member.id,
      title,
      body,
      html: renderMarkdown(body),
      created_at: now,
    })
    .execute();
  await recordEvent(
    tx,
    {
      kind: 'update-posted',
      actor: member.id,
      brand: campaign.brand_id,
      campaign: id,
      payload: { update, title, campaign: campaign.title },
    },
    now,
  );
  return { id: update };
};
