import type { Transaction } from '../../../../db/schema.ts';
import { newCardUntil, nextTry, unansweredDelay } from '../../domain/charging.ts';
import { settledStates } from '../../domain/preorders.ts';
import { recordEvent } from '../events/recording.ts';
import { cancelJob, scheduleJob } from '../jobs/scheduling.ts';
import type { PaymentOutcome } from '../payments/providing.ts';
import { answeredPayments, recordPayment } from '../payments/recording.ts';
import { preorderRows, type Means, type PreorderRow } from './reading.ts';
import { preorderEvent } from './telling.ts';

/**
 * The job `charge-preorder`. The attempt is written down before the provider is asked and closed with its answer.
 * Whoever dies in between leaves it open: the next one asks with the same key, and nobody pays twice.
 */
export const chargePreorder = async ({ write, cards }: Means, preorderId: string, now: number) => {
  const attempt = await write((tx) => beginCharge(tx, preorderId, now));
  if (!attempt) return;
  let outcome: PaymentOutcome;
  try {
    outcome = await cards.charge(attempt.request);
  } catch (error) {
    // Whether money moved is not known: the attempt stays open, however often the provider stays silent.
    await write((tx) => scheduleCharge(tx, preorderId, now + unansweredDelay, now));
    throw error;
  }
  await write((tx) => recordCharge(tx, { ...attempt, provider: cards.name, outcome }, now));
};

const scheduleCharge = (tx: Transaction, preorder: string, runAt: number, now: number) =>
  scheduleJob(
    tx,
    { kind: 'charge-preorder', payload: { preorder }, runAt, key: `charge-preorder:${preorder}` },
    now,
  );

/** Opens an attempt, or finds the one that was left open. Nothing where nothing is to be charged. */
export const beginCharge = async (tx: Transaction, preorderId: string, now: number) => {
  const begun = await tx
    .updateTable('preorders')
    .set((eb) => ({ charge_attempts: eb('charge_attempts', '+', 1), charging_since: now }))
    .where('id', '=', preorderId)
    .where('state', '=', 'authorised')
    .where('payment_method', '=', 'card')
    .where('charging_since', 'is', null)
    .where('due_at', '<=', now)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('campaigns')
          .select('campaigns.id')
          .whereRef('campaigns.id', '=', 'preorders.campaign_id')
          .where('campaigns.state', 'in', settledStates),
      ),
    )
    .returning('id')
    .executeTakeFirst();
  const preorder = await preorderRows(tx).where('preorders.id', '=', preorderId).executeTakeFirst();
  if (!preorder || preorder.payment_token === null) return null;
  if (!begun && (preorder.state !== 'authorised' || preorder.charging_since === null)) return null;
  if (preorder.total_minor > preorder.authorised_minor) {
    throw new Error(`preorder ${preorder.number} asks for more than its card was authorised for`);
  }
  return {
    preorder: preorder.id,
    attempt: preorder.charge_attempts,
    request: {
      token: preorder.payment_token,
      amountMinor: preorder.total_minor,
      currency: preorder.currency,
      idempotencyKey: `${preorder.id}:${preorder.charge_attempts}`,
    },
  };
};

export type Attempt = NonNullable<Awaited<ReturnType<typeof beginCharge>>>;

/** Closes an attempt with what the provider answered. Closed before, by another process: nothing is left to do. */
export const recordCharge = async (
  tx: Transaction,
  {
    preorder: id,
    attempt,
    request,
    provider,
    outcome,
  }: Attempt & { provider: string; outcome: PaymentOutcome },
  now: number,
): Promise<void> => {
  const fresh = await recordPayment(
    tx,
    {
      preorder: id,
      kind: 'charge',
      amountMinor: request.amountMinor,
      currency: request.currency,
      provider,
      key: request.idempotencyKey,
      outcome,
    },
    now,
  );
  if (!fresh) return;
  const preorder = await preorderRows(tx).where('preorders.id', '=', id).executeTakeFirstOrThrow();
  switch (outcome.outcome) {
    case 'done':
      await close(tx, id, attempt, { state: 'charged', charged_at: now, due_at: null });
      await cancelJob(tx, `drop-preorder:${id}`);
      return void (await recordEvent(tx, preorderEvent('preorder-charged', preorder, null), now));
    case 'declined':
      return failCharge(tx, preorder, attempt, outcome.note, now);
    case 'error': {
      const { errors } = await answeredPayments(tx, id, 'charge', preorder.authorised_at ?? 0);
      const again = nextTry(errors, now);
      if (again === null) return failCharge(tx, preorder, attempt, outcome.note, now);
      await close(tx, id, attempt, { due_at: again });
      await scheduleCharge(tx, id, again, now);
      await recordEvent(tx, preorderEvent('preorder-charge-postponed', preorder, null, { again }), now);
    }
  }
};

const failCharge = async (
  tx: Transaction,
  preorder: PreorderRow,
  attempt: number,
  note: string,
  now: number,
) => {
  const firstFailed = preorder.charge_failed_at ?? now;
  const until = newCardUntil(firstFailed, now);
  await close(tx, preorder.id, attempt, {
    state: 'charge failed',
    charge_failed_at: firstFailed,
    due_at: until,
  });
  await scheduleJob(
    tx,
    {
      kind: 'drop-preorder',
      payload: { preorder: preorder.id },
      runAt: until,
      key: `drop-preorder:${preorder.id}`,
    },
    now,
  );
  await recordEvent(tx, preorderEvent('preorder-charge-failed', preorder, null, { until, note }), now);
};

type Closing = Partial<Pick<PreorderRow, 'state' | 'charged_at' | 'charge_failed_at' | 'due_at'>>;

const close = async (tx: Transaction, id: string, attempt: number, values: Closing) => {
  const closed = await tx
    .updateTable('preorders')
    .set({ ...values, charging_since: null })
    .where('id', '=', id)
    .where('state', '=', 'authorised')
    .where('charge_attempts', '=', attempt)
    .where('charging_since', 'is not', null)
    .returning('id')
    .executeTakeFirst();
  // An open attempt is left alone by everything else, so this is never a race that was lost: it must be seen.
  if (!closed) throw new Error(`attempt ${attempt} to charge preorder ${id} is not open`);
};
