import type { Transaction } from '../../../../db/schema.ts';
import type { PreorderState } from '../../domain/lifecycles.ts';
import { settledStates } from '../../domain/preorders.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { cancelJob } from '../jobs/scheduling.ts';
import { postDue } from '../ledger/posting.ts';
import { recordPayment } from '../payments/recording.ts';
import { mindedPreorder } from './minding.ts';
import { preorderEvent } from './telling.ts';

const payable: PreorderState[] = ['placed', 'dropped'];

/**
 * A merchant notes that a transfer arrived, in full: the preorder is paid. Only once the campaign has succeeded, so
 * that nobody's money has to go back. One that was dropped for want of it stands again: the money is there, and its
 * units were never given back.
 */
export const markPaid = async (
  tx: Transaction,
  member: { id: string },
  { preorder: id, reference }: { preorder: string; reference: string },
  now: number,
): Promise<Refusal | undefined> => {
  const before = await mindedPreorder(tx, member, id);
  if (!before) return refuse('not-found');
  if (before.payment_method !== 'manual' || !payable.includes(before.state))
    return refuse('impossible-transition');
  if (!settledStates.includes(before.campaign_state)) return refuse('payment-not-due');
  // Its total may yet fall to the price that was reached: until it is marked due nobody knows what it owes.
  if (before.state === 'placed' && before.due_at === null) return refuse('payment-not-due');
  const paid = await tx
    .updateTable('preorders')
    .set({
      state: 'charged',
      charged_at: now,
      changed_at: now,
      due_at: null,
      ended_at: null,
      ended_reason: '',
    })
    .where('id', '=', id)
    .where('state', '=', before.state)
    .where('payment_method', '=', 'manual')
    .where('total_minor', '=', before.total_minor)
    .returning('id')
    .executeTakeFirst();
  if (!paid) return refuse('changed-meanwhile');
  // It was taken back when it was dropped.
  if (before.state === 'dropped') await postDue(tx, [before], now);
  await recordPayment(
    tx,
    {
      preorder: id,
      kind: 'charge',
      amountMinor: before.total_minor,
      currency: before.currency,
      provider: 'manual',
      key: `${id}:transfer`,
      outcome: { outcome: 'done', reference },
      recordedBy: member.id,
    },
    now,
  );
  await cancelJob(tx, `drop-preorder:${id}`);
  await recordEvent(tx, preorderEvent('preorder-charged', before, member, { reference }), now);
  return undefined;
};
