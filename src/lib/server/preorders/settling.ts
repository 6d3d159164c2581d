import { sql } from 'kysely';
import type { Reader, Transaction } from '../../../../db/schema.ts';
import { transferTime } from '../../domain/charging.ts';
import { settledStates, waitingStates } from '../../domain/preorders.ts';
import { priceReached } from '../campaigns/pricing.ts';
import { recordEvent, recordEvents } from '../events/recording.ts';
import { scheduleJob, scheduleJobs } from '../jobs/scheduling.ts';
import { postDue } from '../ledger/posting.ts';
import { endUnauthorised } from './authorising.ts';
import { preorderRows, type Means } from './reading.ts';
import { heldBy, scheduleRelease } from './releasing.ts';
import { preorderEvent, type Subject } from './telling.ts';

/** How many preorders one transaction follows up: a statement may bind about 30,000 values on SQLite. */
const chunk = 500;

/**
 * The job `settle-campaign`: at the deadline it decides whether the campaign succeeded, once, and then follows up
 * its preorders a chunk to a transaction. Each one followed up is marked by its own state or its `due_at`, so that
 * whoever takes over after a crash goes on where it stopped, and two at once do nothing twice.
 */
export const settleCampaign = async (
  { read, write }: Pick<Means, 'read' | 'write'>,
  campaignId: string,
  now: number,
): Promise<void> => {
  while ((await write((tx) => closeCampaign(tx, campaignId, now))) === 'not-yet');
  const campaign = await read((r) => campaignOf(r, campaignId));
  if (!campaign) return;
  if (campaign.state === 'live') {
    if (campaign.deadline !== null) await write((tx) => settleAt(tx, campaignId, campaign.deadline!, now));
    return;
  }
  const followUp = settledStates.includes(campaign.state) ? followUpSuccess : followUpEnd;
  while ((await write((tx) => followUp(tx, campaign, now))) === chunk);
};

type Campaign = NonNullable<Awaited<ReturnType<typeof campaignOf>>>;

const campaignOf = (read: Reader, id: string) =>
  read
    .selectFrom('campaigns')
    .select(['id', 'brand_id', 'title', 'state', 'deadline', 'price_minor', 'closing_minor'])
    .where('id', '=', id)
    .executeTakeFirst();

const settleAt = (tx: Transaction, campaign: string, runAt: number, now: number) =>
  scheduleJob(
    tx,
    { kind: 'settle-campaign', payload: { campaign }, runAt, key: `settle-campaign:${campaign}` },
    now,
  );

/**
 * Decides at the deadline. Before it counts, preorders whose card has not answered are ended: they are no commitments.
 * `not-yet` where more of them are left than one transaction takes.
 */
export const closeCampaign = async (
  tx: Transaction,
  campaignId: string,
  now: number,
): Promise<'settled' | 'not-due' | 'not-yet'> => {
  const held = await tx
    .updateTable('campaigns')
    .set((eb) => ({ units: eb.ref('units') }))
    .where('id', '=', campaignId)
    .where('state', '=', 'live')
    .where('deadline', '<=', now)
    .returning('id')
    .executeTakeFirst();
  if (!held) return 'not-due';
  const unanswered = await preorderRows(tx)
    .where('preorders.campaign_id', '=', campaignId)
    .where('preorders.state', '=', 'placed')
    .where('preorders.payment_method', '=', 'card')
    .limit(chunk)
    .execute();
  for (const preorder of unanswered) await endUnauthorised(tx, preorder, 'card-too-late', now);
  if (unanswered.length === chunk) return 'not-yet';
  const settled = await tx
    .updateTable('campaigns')
    .set({
      state: sql`case when units >= minimum_quantity then 'succeeded' else 'failed' end`,
      closing_minor: sql`case when units >= minimum_quantity then ${priceReached} end`,
      settled_at: now,
    })
    .where('id', '=', campaignId)
    .where('state', '=', 'live')
    .returningAll()
    .executeTakeFirstOrThrow();
  await recordEvent(
    tx,
    {
      kind: settled.state === 'succeeded' ? 'campaign-succeeded' : 'campaign-failed',
      brand: settled.brand_id,
      challenge: settled.challenge_id,
      draft: settled.draft_id,
      campaign: settled.id,
      payload: { title: settled.title, units: settled.units, minimum: settled.minimum_quantity },
    },
    now,
  );
  return 'settled';
};

/**
 * Everyone pays the price that was reached at the close: with the mark that a preorder is due its total falls, once.
 * Cards are charged by a job each; transfers are waited for. Gives how many were taken up.
 */
const followUpSuccess = async (tx: Transaction, campaign: Campaign, now: number): Promise<number> => {
  const due = await tx
    .selectFrom('preorders')
    .select('id')
    .where('campaign_id', '=', campaign.id)
    .where('state', 'in', waitingStates)
    .where('due_at', 'is', null)
    .limit(chunk)
    .execute();
  const fall = campaign.price_minor - (campaign.closing_minor ?? campaign.price_minor);
  const marked = await tx
    .updateTable('preorders')
    .set({
      unit_minor: sql`unit_minor - cast(${fall} as bigint)`,
      total_minor: sql`total_minor - cast(${fall} as bigint) * quantity`,
      due_at: sql<number>`case when payment_method = 'card' then cast(${now} as bigint) else cast(${now + transferTime} as bigint) end`,
    })
    .where(
      'id',
      'in',
      due.map(({ id }) => id),
    )
    .where('state', 'in', waitingStates)
    .where('due_at', 'is', null)
    .returningAll()
    .execute();
  const { brand_id } = campaign;
  await postDue(
    tx,
    marked.map((preorder) => ({ ...preorder, brand_id })),
    now,
  );
  await scheduleJobs(
    tx,
    marked.map(({ id, payment_method }) =>
      payment_method === 'card'
        ? { kind: 'charge-preorder', payload: { preorder: id }, runAt: now, key: `charge-preorder:${id}` }
        : {
            kind: 'drop-preorder',
            payload: { preorder: id },
            runAt: now + transferTime,
            key: `drop-preorder:${id}`,
          },
    ),
    now,
  );
  return due.length;
};

/** The campaign failed or was cancelled: everybody is released and nobody pays. Gives how many were taken up. */
const followUpEnd = async (tx: Transaction, campaign: Campaign, now: number): Promise<number> => {
  const open = await tx
    .selectFrom('preorders')
    .select('id')
    .where('campaign_id', '=', campaign.id)
    .where('state', 'in', waitingStates)
    .limit(chunk)
    .execute();
  const released = await tx
    .updateTable('preorders')
    .set({
      state: 'released',
      ended_at: now,
      changed_at: now,
      ended_reason: campaign.state === 'failed' ? 'campaign-failed' : 'campaign-cancelled',
      due_at: null,
    })
    .where(
      'id',
      'in',
      open.map(({ id }) => id),
    )
    .where('state', 'in', waitingStates)
    .returningAll()
    .execute();
  await scheduleRelease(tx, released.flatMap(heldBy), now);
  await recordEvents(
    tx,
    released.map((preorder): ReturnType<typeof preorderEvent> => {
      const subject: Subject = { ...preorder, brand_id: campaign.brand_id, title: campaign.title };
      return preorderEvent('preorder-released', subject, null);
    }),
    now,
  );
  return open.length;
};
