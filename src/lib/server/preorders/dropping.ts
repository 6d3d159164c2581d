import type { Transaction } from '../../../../db/schema.ts';
import { recordEvent } from '../events/recording.ts';
import { scheduleJob } from '../jobs/scheduling.ts';
import { postDropped } from '../ledger/posting.ts';
import { endUnauthorised } from './authorising.ts';
import { preorderRows } from './reading.ts';
import { heldBy, scheduleRelease } from './releasing.ts';
import { preorderEvent } from './telling.ts';

/** The job `expire-preorder`: ends a preorder whose card never answered, because the one who asked it died. */
export const expirePreorder = async (tx: Transaction, preorderId: string, now: number): Promise<void> => {
  const preorder = await preorderRows(tx).where('preorders.id', '=', preorderId).executeTakeFirst();
  if (!preorder || (preorder.due_at ?? 0) > now) return;
  await endUnauthorised(tx, preorder, 'card-unanswered', now);
};

/**
 * The job `drop-preorder`: the transfer did not arrive, or no other card was given, in the time there was. What
 * the campaign reached stays as it was counted at its deadline.
 */
export const dropPreorder = async (tx: Transaction, preorderId: string, now: number): Promise<void> => {
  const dropped = await tx
    .updateTable('preorders')
    .set({ state: 'dropped', ended_at: now, changed_at: now, due_at: null, ended_reason: 'not-paid' })
    .where('id', '=', preorderId)
    .where('due_at', '<=', now)
    .where('charging_since', 'is', null)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'charge failed'),
        eb.and([eb('state', '=', 'placed'), eb('payment_method', '=', 'manual')]),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
  const preorder = await preorderRows(tx).where('preorders.id', '=', preorderId).executeTakeFirst();
  if (!preorder) return;
  if (dropped) {
    await postDropped(tx, preorder, now);
    await scheduleRelease(tx, heldBy(dropped), now);
    await recordEvent(tx, preorderEvent('preorder-dropped', preorder, null), now);
  } else if (['placed', 'charge failed'].includes(preorder.state) && (preorder.due_at ?? 0) > now) {
    await scheduleJob(
      tx,
      {
        kind: 'drop-preorder',
        payload: { preorder: preorderId },
        runAt: preorder.due_at!,
        key: `drop-preorder:${preorderId}`,
      },
      now,
    );
  }
};
