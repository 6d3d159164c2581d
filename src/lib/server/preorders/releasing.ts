import type { Transaction } from '../../../../db/schema.ts';
import { endedStates } from '../../domain/preorders.ts';
import { recordPayment } from '../payments/recording.ts';
import { scheduleJobs, type NewJob } from '../jobs/scheduling.ts';
import { preorderRows, type Means } from './reading.ts';

export interface Held {
  preorder: string;
  token: string;
  /** The key of the authorisation that gave the token. */
  key: string;
  amountMinor: number;
}

/** Lets go of what a card was authorised for, once the transaction stands. */
export const scheduleRelease = (tx: Transaction, held: Held[], now: number): Promise<void> =>
  scheduleJobs(
    tx,
    held.map((one) => releaseJob(one, now)),
    now,
  );

const releaseJob = (held: Held, now: number): NewJob => ({
  kind: 'release-preorder',
  payload: { ...held },
  runAt: now,
  key: `release-preorder:${held.preorder}:${held.key}`,
});

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

/** The job `release-preorder`. It throws where the provider could not answer, so that it is tried again. */
export const releaseAuthorisation = async ({ read, write, cards }: Means, held: Held, now: number) => {
  const preorder = await read((r) =>
    preorderRows(r).where('preorders.id', '=', held.preorder).executeTakeFirst(),
  );
  if (!preorder) return;
  const inUse = preorder.payment_key === held.key && !(endedStates as string[]).includes(preorder.state);
  if (inUse) return;
  const key = `${held.preorder}:release:${held.key}`;
  const outcome = await cards.release({
    token: held.token,
    amountMinor: held.amountMinor,
    currency: preorder.currency,
    idempotencyKey: key,
  });
  if (outcome.outcome === 'error') throw new Error(`the card was not released: ${outcome.note}`);
  await write((tx) =>
    recordPayment(
      tx,
      {
        preorder: held.preorder,
        kind: 'release',
        amountMinor: held.amountMinor,
        currency: preorder.currency,
        provider: cards.name,
        key,
        outcome,
      },
      now,
    ),
  );
};
