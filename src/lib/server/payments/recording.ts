import type { Reader, Transaction } from '../../../../db/schema.ts';
import { newId } from '../ids.ts';
import { postPayment } from '../ledger/posting.ts';
import type { PaymentOutcome } from './providing.ts';

export interface NewPayment {
  preorder: string;
  kind: 'authorise' | 'charge' | 'release' | 'refund';
  amountMinor: number;
  currency: string;
  provider: string;
  /** The key that the provider was asked with: the same act is written down once. */
  key: string;
  outcome: PaymentOutcome;
  /** The member who says so, where no provider does. */
  recordedBy?: string;
}

/** Writes down what became of money, and enters in the ledger what of it moved. False where the same act was written down before: then nothing more is to be done. */
export const recordPayment = async (tx: Transaction, payment: NewPayment, now: number): Promise<boolean> => {
  const { outcome } = payment;
  const recorded = await tx
    .insertInto('payments')
    .values({
      id: newId(now),
      preorder_id: payment.preorder,
      kind: payment.kind,
      outcome: outcome.outcome,
      amount_minor: payment.amountMinor,
      currency: payment.currency,
      provider: payment.provider,
      reference: outcome.reference,
      note: outcome.outcome === 'done' ? '' : outcome.note,
      idempotency_key: payment.key,
      recorded_by: payment.recordedBy ?? null,
      recorded_at: now,
    })
    // Two who write the same act down at the same moment may meet at either of its unique indexes.
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (recorded) {
    const { kind } = payment;
    if (outcome.outcome === 'done' && (kind === 'charge' || kind === 'refund'))
      await postPayment(tx, { ...payment, id: recorded.id, kind }, now);
    return true;
  }
  const same = await tx
    .selectFrom('payments')
    .select('id')
    .where('idempotency_key', '=', payment.key)
    .executeTakeFirst();
  if (!same)
    throw new Error(`a ${payment.kind} of preorder ${payment.preorder} is done already by another key`);
  return false;
};

/** How many payments of a kind were answered, and how many of those since then with an error. */
export const answeredPayments = async (
  read: Reader,
  preorderId: string,
  kind: NewPayment['kind'],
  since: number,
): Promise<{ answered: number; errors: number }> => {
  const rows = await read
    .selectFrom('payments')
    .select(['outcome', 'recorded_at'])
    .where('preorder_id', '=', preorderId)
    .where('kind', '=', kind)
    .execute();
  return {
    answered: rows.length,
    errors: rows.filter(({ outcome, recorded_at }) => outcome === 'error' && recorded_at >= since).length,
  };
};
