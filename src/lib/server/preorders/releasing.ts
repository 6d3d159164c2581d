import type { Reader, Transaction } from '../../../../db/schema.ts';
import { nextTry, unansweredDelay } from '../../domain/charging.ts';
import { endedStates } from '../../domain/preorders.ts';
import type { PaymentOutcome } from '../payments/providing.ts';
import { recordPayment } from '../payments/recording.ts';
import { scheduleJobs } from '../jobs/scheduling.ts';
import { preorderRows, type Means } from './reading.ts';

export interface Held {
  preorder: string;
  token: string;
  /** The key of the authorisation that gave the token. */
  key: string;
  amountMinor: number;
}

/** Lets go of what a card was authorised for, once the transaction stands. */
export const scheduleRelease = (tx: Transaction, held: Held[], now: number, runAt = now): Promise<void> =>
  scheduleJobs(
    tx,
    held.map((one) => ({
      kind: 'release-preorder',
      payload: { ...one },
      runAt,
      key: `release-preorder:${one.preorder}:${one.key}`,
    })),
    now,
  );

/** What a preorder holds of a card: nothing for a transfer, or while the card has not answered. */
export const heldBy = (preorder: {
  id: string;
  payment_token: string | null;
  payment_key: string;
  authorised_minor: number;
}): Held[] =>
  preorder.payment_token === null
    ? []
    : [
        {
          preorder: preorder.id,
          token: preorder.payment_token,
          key: preorder.payment_key,
          amountMinor: preorder.authorised_minor,
        },
      ];

/**
 * The job `release-preorder`. Given up after four errors: what is not charged lapses by itself in the end. As with a
 * refund the key counts the answers so far.
 */
export const releaseAuthorisation = async ({ read, write, cards }: Means, held: Held, now: number) => {
  const preorder = await read((r) =>
    preorderRows(r).where('preorders.id', '=', held.preorder).executeTakeFirst(),
  );
  if (!preorder) return;
  const inUse = preorder.payment_key === held.key && !(endedStates as string[]).includes(preorder.state);
  if (inUse) return;
  const before = await read((r) => answersTo(r, held));
  if (before.some(({ outcome }) => outcome !== 'error')) return;
  const request = {
    token: held.token,
    amountMinor: held.amountMinor,
    currency: preorder.currency,
    idempotencyKey: `${prefixOf(held)}${before.length + 1}`,
  };
  let outcome: PaymentOutcome;
  try {
    outcome = await cards.release(request);
  } catch (error) {
    await write((tx) => scheduleRelease(tx, [held], now, now + unansweredDelay));
    throw error;
  }
  const again = outcome.outcome === 'error' ? nextTry(before.length + 1, now) : null;
  await write(async (tx) => {
    const payment = {
      preorder: held.preorder,
      kind: 'release' as const,
      amountMinor: held.amountMinor,
      currency: preorder.currency,
      provider: cards.name,
      key: request.idempotencyKey,
      outcome,
    };
    if ((await recordPayment(tx, payment, now)) && again !== null) {
      await scheduleRelease(tx, [held], now, again);
    }
  });
};

const prefixOf = ({ preorder, key }: Held) => `${preorder}:release:${key}:`;

const answersTo = async (read: Reader, held: Held) => {
  const rows = await read
    .selectFrom('payments')
    .select(['outcome', 'idempotency_key'])
    .where('preorder_id', '=', held.preorder)
    .where('kind', '=', 'release')
    .execute();
  return rows.filter(({ idempotency_key }) => idempotency_key.startsWith(prefixOf(held)));
};
