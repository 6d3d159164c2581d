import type { Transaction } from '../../../../db/schema.ts';
import { campaignGaps } from '../../domain/campaigns.ts';
import { campaignLifecycle, statesBefore } from '../../domain/lifecycles.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { scheduleJob } from '../jobs/scheduling.ts';
import { cheapestOwn } from './composing.ts';
import { indexCampaign } from './indexing.ts';
import { campaignMinded } from './minding.ts';
import { breaksOf } from './pricing.ts';
import { shippingRatesOf, variantsOf } from './reading.ts';

/** Opens a campaign for preorders. From here on price, minimum and deadline are promises. */
export const launchCampaign = async (
  tx: Transaction,
  member: { id: string },
  { campaign: id, takesCards }: { campaign: string; takesCards: boolean },
  now: number,
): Promise<Refusal | undefined> => {
  const before = await campaignMinded(tx, member, id);
  if (!before) return refuse('not-found');
  // The guarded update comes first, and what is launched is read after it: nobody can still be changing it.
  const launched = await tx
    .updateTable('campaigns')
    .set({ state: 'live', launched_at: now })
    .where('id', '=', id)
    .where('state', 'in', statesBefore(campaignLifecycle, 'live'))
    .returningAll()
    .executeTakeFirst();
  if (!launched) return refuse('impossible-transition');
  const [variants, rates] = [await variantsOf(tx, id), await shippingRatesOf(tx, id)];
  const breaks = await breaksOf(tx, id);
  const payable = isPayable(before, takesCards);
  const cheapest_minor = await cheapestOwn(tx, launched);
  const gaps = campaignGaps({ ...launched, breaks, variants, rates, payable, cheapest_minor }, now);
  if (gaps.length > 0) return refuse('campaign-not-ready', { gaps: gaps.join(' ') });
  if (launched.composing !== 'none') {
    const differences = variants.map(({ difference_minor }) => difference_minor);
    const least_minor = launched.price_minor + (cheapest_minor ?? Math.min(...differences));
    await tx.updateTable('campaigns').set({ least_minor }).where('id', '=', id).execute();
  }
  await scheduleJob(
    tx,
    {
      kind: 'settle-campaign',
      payload: { campaign: id },
      runAt: launched.deadline!,
      key: `settle-campaign:${id}`,
    },
    now,
  );
  await indexCampaign(tx, launched);
  await recordEvent(
    tx,
    {
      kind: 'campaign-launched',
      actor: member.id,
      brand: launched.brand_id,
      challenge: launched.challenge_id,
      draft: launched.draft_id,
      campaign: id,
      payload: { title: launched.title, deadline: launched.deadline },
    },
    now,
  );
  return undefined;
};

/** Whether buyers would have a way to pay. */
export const isPayable = (brand: { payment_instructions: string }, takesCards: boolean): boolean =>
  takesCards || brand.payment_instructions.trim() !== '';
