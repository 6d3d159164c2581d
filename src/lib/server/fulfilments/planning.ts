import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { campaignMinded } from '../campaigns/minding.ts';
import { milestonesOf } from '../campaigns/reading.ts';
import { newId } from '../ids.ts';

export const mostMilestones = 30;

/** Adds a step of the making at the end. */
export const addMilestone = async (
  tx: Transaction,
  member: { id: string },
  { campaign: id, title, dueMonth }: { campaign: string; title: string; dueMonth: string },
  now: number,
): Promise<{ id: string } | Refusal> => {
  const campaign = await campaignMinded(tx, member, id);
  if (!campaign) return refuse('not-found');
  if (campaign.state === 'failed' || campaign.state === 'cancelled') return refuse('impossible-transition');
  const milestones = await milestonesOf(tx, id);
  if (milestones.length >= mostMilestones) return refuse('too-many-milestones', { limit: mostMilestones });
  const milestone = newId(now);
  await tx
    .insertInto('milestones')
    .values({ id: milestone, campaign_id: id, position: milestones.length, title, due_month: dueMonth })
    .execute();
  await renumber(tx, [...milestones.map((one) => one.id), milestone]);
  return { id: milestone };
};

/** Moves a milestone one place up or down; at the end of the list it stays. */
export const moveMilestone = async (
  tx: Transaction,
  member: { id: string },
  { campaign: id, milestone, by }: { campaign: string; milestone: string; by: -1 | 1 },
): Promise<Refusal | undefined> => {
  if (!(await campaignMinded(tx, member, id))) return refuse('not-found');
  const ids = (await milestonesOf(tx, id)).map((one) => one.id);
  const from = ids.indexOf(milestone);
  if (from < 0) return refuse('not-found');
  const to = Math.min(ids.length - 1, Math.max(0, from + by));
  ids.splice(to, 0, ...ids.splice(from, 1));
  await renumber(tx, ids);
  return undefined;
};

/** Takes a milestone out that was not reached yet: what has happened stays. */
export const removeMilestone = async (
  tx: Transaction,
  member: { id: string },
  { campaign: id, milestone }: { campaign: string; milestone: string },
): Promise<Refusal | undefined> => {
  if (!(await campaignMinded(tx, member, id))) return refuse('not-found');
  const removed = await tx
    .deleteFrom('milestones')
    .where('id', '=', milestone)
    .where('campaign_id', '=', id)
    .where('reached_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return removed ? undefined : refuse('changed-meanwhile');
};

const renumber = async (tx: Transaction, ids: string[]) => {
  for (const [position, id] of ids.entries()) {
    await tx
      .updateTable('milestones')
      .set({ position })
      .where('id', '=', id)
      .where('position', '<>', position)
      .execute();
  }
};
