import type { Transaction } from '../../../../db/schema.ts';
import { recordEvents, recordEvent } from '../events/recording.ts';
import { cancelJob } from '../jobs/scheduling.ts';
import type { AuthorisationOutcome } from '../payments/providing.ts';
import { recordPayment } from '../payments/recording.ts';
import { giveBack, holdCampaign } from './counting.ts';
import { preorderRows, type PreorderRow } from './reading.ts';
import { scheduleRelease } from './releasing.ts';
import { preorderEvent } from './telling.ts';

export interface Answer {
  preorder: string;
  /** Of the form that the card was typed into. */
  key: string;
  amountMinor: number;
  provider: string;
  outcome: AuthorisationOutcome;
}

/** The key that the provider is asked with for an authorisation. */
export const authorisationKey = (preorder: string, key: string) => `${preorder}:authorise:${key}`;

/**
 * Writes down what the card answered: the preorder is authorised, or it is cancelled and its units go back.
 * Where it has ended meanwhile (the deadline, another window) what was authorised is let go.
 */
export const recordAuthorisation = async (
  tx: Transaction,
  answer: Answer,
  now: number,
): Promise<'authorised' | 'declined' | 'unreachable' | 'too-late'> => {
  const { outcome } = answer;
  const preorder = await preorderRows(tx)
    .where('preorders.id', '=', answer.preorder)
    .executeTakeFirstOrThrow();
  await recordPayment(tx, authorisationPayment(preorder, answer), now);
  if (outcome.outcome !== 'done') {
    const reason = outcome.outcome === 'declined' ? 'card-declined' : 'card-unreachable';
    await endUnauthorised(tx, preorder, reason, now);
    return outcome.outcome === 'declined' ? 'declined' : 'unreachable';
  }
  const authorised = await tx
    .updateTable('preorders')
    .set({
      state: 'authorised',
      payment_token: outcome.token,
      payment_label: outcome.label,
      payment_key: answer.key,
      authorised_minor: answer.amountMinor,
      authorised_at: now,
      changed_at: now,
      due_at: null,
    })
    .where('id', '=', preorder.id)
    .where('state', '=', 'placed')
    .where('payment_method', '=', 'card')
    .where('total_minor', '<=', answer.amountMinor)
    .returning('id')
    .executeTakeFirst();
  if (authorised) {
    await cancelJob(tx, `expire-preorder:${preorder.id}`);
    await recordEvents(
      tx,
      [
        preorderEvent('preorder-authorised', preorder, null),
        preorderEvent('preorder-placed', preorder, null),
      ],
      now,
    );
    return 'authorised';
  }
  const stands = await tx
    .selectFrom('preorders')
    .select('id')
    .where('id', '=', preorder.id)
    .where('payment_key', '=', answer.key)
    .where('state', '=', 'authorised')
    .executeTakeFirst();
  if (stands) return 'authorised';
  await scheduleRelease(
    tx,
    [{ preorder: preorder.id, token: outcome.token, key: answer.key, amountMinor: answer.amountMinor }],
    now,
  );
  return 'too-late';
};

export const authorisationPayment = (preorder: { id: string; currency: string }, answer: Answer) => ({
  preorder: preorder.id,
  kind: 'authorise' as const,
  amountMinor: answer.amountMinor,
  currency: preorder.currency,
  provider: answer.provider,
  key: authorisationKey(preorder.id, answer.key),
  outcome: answer.outcome,
});

/** Cancels a preorder whose card never said yes; its units go back. Nothing where it is not waiting for one. */
export const endUnauthorised = async (
  tx: Transaction,
  preorder: PreorderRow,
  reason: 'card-declined' | 'card-unreachable' | 'card-unanswered' | 'card-too-late',
  now: number,
): Promise<void> => {
  await holdCampaign(tx, preorder.campaign_id);
  const ended = await tx
    .updateTable('preorders')
    .set({ state: 'cancelled', ended_at: now, changed_at: now, ended_reason: reason, due_at: null })
    .where('id', '=', preorder.id)
    .where('state', '=', 'placed')
    .where('payment_method', '=', 'card')
    .returning(['variant_id', 'quantity'])
    .executeTakeFirst();
  if (!ended) return;
  await giveBack(tx, preorder.campaign_id, [ended]);
  await cancelJob(tx, `expire-preorder:${preorder.id}`);
  await recordEvent(tx, preorderEvent('preorder-declined', preorder, null, { reason }), now);
};
