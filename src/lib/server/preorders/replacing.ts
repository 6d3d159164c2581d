import type { Transaction } from '../../../../db/schema.ts';
import { settledStates } from '../../domain/preorders.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { cancelJob, scheduleJob } from '../jobs/scheduling.ts';
import type { Card } from '../payments/providing.ts';
import { takesCards } from '../payments/withholding.ts';
import { recordPayment } from '../payments/recording.ts';
import { authorisationKey, authorisationPayment, type Answer } from './authorising.ts';
import { askCard } from './ordering.ts';
import { ownPreorderRow, type Means } from './reading.ts';
import { heldBy, scheduleRelease } from './releasing.ts';
import { preorderEvent } from './telling.ts';

/** Gives another card for the member's own preorder: before the deadline, or when the charge of the first failed. */
export const giveCard = async (
  { read, write, cards }: Means,
  member: { id: string },
  { preorder: id, card, key }: { preorder: string; card: Card; key: string },
  now: number,
): Promise<Refusal | undefined> => {
  const before = await read((r) => ownPreorderRow(r, member, id));
  if (!before) return refuse('not-found');
  if (before.payment_key === key) return undefined;
  if (before.payment_method !== 'card' || !['authorised', 'charge failed'].includes(before.state)) {
    return refuse('impossible-transition');
  }
  if (before.charging_since !== null) return refuse('charge-under-way');
  if (!takesCards(cards)) return refuse('cards-not-taken');
  const outcome = await askCard(() =>
    cards.authorise(card, {
      amountMinor: before.total_minor,
      currency: before.currency,
      idempotencyKey: authorisationKey(id, key),
    }),
  );
  const answer: Answer = {
    preorder: id,
    key,
    amountMinor: before.total_minor,
    provider: cards.name,
    outcome,
  };
  if (outcome.outcome !== 'done') {
    await write((tx) => recordPayment(tx, authorisationPayment(before, answer), now));
    return refuse(outcome.outcome === 'declined' ? 'new-card-declined' : 'card-unreachable');
  }
  const result = await write((tx) => takeCard(tx, member, answer, now));
  if (isRefusal(result)) {
    const held = { preorder: id, token: outcome.token, key, amountMinor: before.total_minor };
    await write(async (tx) => {
      await recordPayment(tx, authorisationPayment(before, answer), now);
      await scheduleRelease(tx, [held], now);
    });
  }
  return result;
};

/** Puts a card that said yes in the place of the one before; where the charge is due it is asked for at once. */
export const takeCard = async (
  tx: Transaction,
  member: { id: string },
  answer: Answer,
  now: number,
): Promise<Refusal | undefined> => {
  const before = await ownPreorderRow(tx, member, answer.preorder);
  if (!before) return refuse('not-found');
  if (before.payment_key === answer.key) return undefined;
  if (answer.outcome.outcome !== 'done') return refuse('new-card-declined');
  // Before the follow-up has said what is to be paid, nothing is: it will come, and ask this card.
  const due = settledStates.includes(before.campaign_state) && before.due_at !== null;
  const taken = await tx
    .updateTable('preorders')
    .set({
      state: 'authorised',
      payment_token: answer.outcome.token,
      payment_label: answer.outcome.label,
      payment_key: answer.key,
      authorised_minor: answer.amountMinor,
      authorised_at: now,
      changed_at: now,
      // Left alone before the settling, which may be marking it due at this moment.
      ...(due && { due_at: now }),
    })
    .where('id', '=', before.id)
    .where('payment_method', '=', 'card')
    .where('payment_key', '=', before.payment_key)
    .where('state', 'in', ['authorised', 'charge failed'])
    .where('charging_since', 'is', null)
    .where('total_minor', '<=', answer.amountMinor)
    .returning('id')
    .executeTakeFirst();
  if (!taken) return refuse('changed-meanwhile');
  await recordPayment(tx, authorisationPayment(before, answer), now);
  await scheduleRelease(tx, heldBy(before), now);
  await recordEvent(tx, preorderEvent('preorder-card-changed', before, member), now);
  if (due) {
    await cancelJob(tx, `drop-preorder:${before.id}`);
    await scheduleJob(
      tx,
      {
        kind: 'charge-preorder',
        payload: { preorder: before.id },
        runAt: now,
        key: `charge-preorder:${before.id}`,
      },
      now,
    );
  }
  return undefined;
};
