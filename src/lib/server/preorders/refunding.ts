import type { Reader, Transaction } from '../../../../db/schema.ts';
import { nextTry, unansweredDelay } from '../../domain/charging.ts';
import { preorderLifecycle, statesBefore } from '../../domain/lifecycles.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { scheduleJob } from '../jobs/scheduling.ts';
import type { PaymentOutcome } from '../payments/providing.ts';
import { answeredPayments, recordPayment } from '../payments/recording.ts';
import { mindedPreorder } from './minding.ts';
import { preorderRows, type Means, type PreorderRow } from './reading.ts';
import { preorderEvent } from './telling.ts';

const refundable = statesBefore(preorderLifecycle, 'refunded');
/**
 * A merchant gives back what was paid, all of it. A card is refunded by a job; a transfer was sent back by the
 * merchant, who notes it here.
 */
export const refundPreorder = async (
  tx: Transaction,
  member: { id: string },
  { preorder: id, reason, reference = '' }: { preorder: string; reason: string; reference?: string },
  now: number,
): Promise<Refusal | undefined> => {
  const before = await mindedPreorder(tx, member, id);
  if (!before) return refuse('not-found');
  if (!refundable.includes(before.state)) return refuse('impossible-transition');
  const requested = await tx
    .updateTable('preorders')
    .set({ refund_requested_at: now, changed_at: now })
    .where('id', '=', id)
    .where('state', 'in', refundable)
    .where('refund_requested_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!requested) return refuse('refund-under-way');
  await recordEvent(tx, preorderEvent('preorder-refund-requested', before, member, { reason }), now);
  if (before.payment_method === 'card') {
    await scheduleRefund(tx, id, now, now);
  } else {
    const outcome = { outcome: 'done' as const, reference };
    await recordPayment(
      tx,
      { ...paymentOf(before, 'manual', `${id}:transfer-back`, outcome), recordedBy: member.id },
      now,
    );
    await endRefunded(tx, before, now);
  }
  return undefined;
};

const scheduleRefund = (tx: Transaction, preorder: string, runAt: number, now: number) =>
  scheduleJob(
    tx,
    { kind: 'refund-preorder', payload: { preorder }, runAt, key: `refund-preorder:${preorder}` },
    now,
  );

/** The job `refund-preorder`. Its key counts the answers so far: asked again without one, the key is the same. */
export const payBack = async ({ read, write, cards }: Means, preorderId: string, now: number) => {
  const asked = await read((r) => refundToAsk(r, preorderId));
  if (!asked) return;
  let outcome: PaymentOutcome;
  try {
    outcome = await cards.refund(asked.request);
  } catch (error) {
    await write((tx) => scheduleRefund(tx, preorderId, now + unansweredDelay, now));
    throw error;
  }
  await write((tx) => recordRefund(tx, { ...asked, provider: cards.name, outcome }, now));
};

const refundToAsk = async (read: Reader, preorderId: string) => {
  // Before the state is looked at: a refund that is written down in between ends the preorder, so that nobody asks for
  // the next one.
  const { answered } = await answeredPayments(read, preorderId, 'refund', 0);
  const preorder = await preorderRows(read).where('preorders.id', '=', preorderId).executeTakeFirst();
  if (!preorder || preorder.refund_requested_at === null || !refundable.includes(preorder.state)) return null;
  const charge = await read
    .selectFrom('payments')
    .select(['reference', 'amount_minor'])
    .where('preorder_id', '=', preorderId)
    .where('kind', '=', 'charge')
    .where('outcome', '=', 'done')
    .executeTakeFirst();
  if (!charge || preorder.payment_token === null) return null;
  return {
    preorder: preorderId,
    request: {
      token: preorder.payment_token,
      amountMinor: charge.amount_minor,
      currency: preorder.currency,
      idempotencyKey: `${preorderId}:refund:${answered + 1}`,
      chargeReference: charge.reference,
    },
  };
};

type Asked = NonNullable<Awaited<ReturnType<typeof refundToAsk>>>;

const recordRefund = async (
  tx: Transaction,
  { preorder: id, request, provider, outcome }: Asked & { provider: string; outcome: PaymentOutcome },
  now: number,
): Promise<void> => {
  const preorder = await preorderRows(tx).where('preorders.id', '=', id).executeTakeFirstOrThrow();
  const payment = paymentOf(preorder, provider, request.idempotencyKey, outcome);
  if (!(await recordPayment(tx, payment, now))) return;
  if (outcome.outcome === 'done') return endRefunded(tx, preorder, now);
  const { errors } = await answeredPayments(tx, id, 'refund', preorder.refund_requested_at ?? 0);
  const again = outcome.outcome === 'error' ? nextTry(errors, now) : null;
  if (again !== null) return scheduleRefund(tx, id, again, now);
  // Given up: the merchant may ask again, or send the money by another way.
  await tx.updateTable('preorders').set({ refund_requested_at: null }).where('id', '=', id).execute();
  await recordEvent(tx, preorderEvent('preorder-refund-failed', preorder, null, { note: outcome.note }), now);
};

const paymentOf = (
  preorder: { id: string; total_minor: number; currency: string },
  provider: string,
  key: string,
  outcome: PaymentOutcome,
) => ({
  preorder: preorder.id,
  kind: 'refund' as const,
  amountMinor: preorder.total_minor,
  currency: preorder.currency,
  provider,
  key,
  outcome,
});

const endRefunded = async (tx: Transaction, preorder: PreorderRow, now: number) => {
  const refunded = await tx
    .updateTable('preorders')
    .set({ state: 'refunded', ended_at: now, changed_at: now })
    .where('id', '=', preorder.id)
    .where('state', 'in', refundable)
    .returning('id')
    .executeTakeFirst();
  if (!refunded) throw new Error(`preorder ${preorder.number} was refunded and is not one that can be`);
  await recordEvent(tx, preorderEvent('preorder-refunded', preorder, null), now);
};
