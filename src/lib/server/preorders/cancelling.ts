import type { Transaction } from '../../../../db/schema.ts';
import { waitingStates } from '../../domain/preorders.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { cancelJob } from '../jobs/scheduling.ts';
import { countWhileLive, giveBack } from './counting.ts';
import { holdMember } from './placing.ts';
import { ownPreorderRow, preorderRows, type PreorderRow } from './reading.ts';
import { heldBy, scheduleRelease } from './releasing.ts';
import { preorderEvent } from './telling.ts';

/** Cancels the member's own preorder before the deadline: nobody pays, and its units can be ordered by others. */
export const cancelPreorder = async (
  tx: Transaction,
  member: { id: string },
  { preorder: id }: { preorder: string },
  now: number,
): Promise<Refusal | undefined> => {
  const before = await ownPreorderRow(tx, member, id);
  if (!before) return refuse('not-found');
  if (!(waitingStates as string[]).includes(before.state)) return refuse('impossible-transition');
  return cancel(tx, member, before, 'by-buyer', now);
};

/**
 * Cancels all of a member's preorders that still may be: for an account that is being deleted. Those whose
 * deadline has passed stay, as they were promised.
 */
export const cancelOwnPreorders = async (
  tx: Transaction,
  member: { id: string },
  now: number,
): Promise<{ cancelled: number }> => {
  await holdMember(tx, member);
  const open = await preorderRows(tx)
    .where('preorders.member_id', '=', member.id)
    .where('preorders.state', 'in', waitingStates)
    .where('campaigns.state', '=', 'live')
    .where('campaigns.deadline', '>', now)
    .orderBy('preorders.campaign_id')
    .execute();
  let cancelled = 0;
  for (const preorder of open) {
    if (!(await cancel(tx, member, preorder, 'account-deleted', now))) cancelled++;
  }
  return { cancelled };
};

const cancel = async (
  tx: Transaction,
  member: { id: string },
  before: PreorderRow,
  reason: 'by-buyer' | 'account-deleted',
  now: number,
): Promise<Refusal | undefined> => {
  if (!(await countWhileLive(tx, before.campaign_id, { units: 0, preorders: 0 }, now))) {
    return refuse('preorder-bound');
  }
  const cancelled = await tx
    .updateTable('preorders')
    .set({ state: 'cancelled', ended_at: now, changed_at: now, ended_reason: reason, due_at: null })
    .where('id', '=', before.id)
    .where('state', 'in', waitingStates)
    .returningAll()
    .executeTakeFirst();
  if (!cancelled) return refuse('changed-meanwhile');
  await giveBack(tx, before.campaign_id, [cancelled]);
  await scheduleRelease(tx, heldBy(cancelled), now);
  await cancelJob(tx, `expire-preorder:${before.id}`);
  await recordEvent(tx, preorderEvent('preorder-cancelled', before, member, { reason }), now);
  return undefined;
};
