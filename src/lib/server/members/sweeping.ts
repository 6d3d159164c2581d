import type { Transaction } from '../../../../db/schema.ts';
import { triesForgottenAfter } from '../../domain/attempting.ts';

/** Removes what has run out and says nothing any more: sessions, links and counts of tries. */
export const sweepMembers = async (tx: Transaction, now: number): Promise<void> => {
  await tx.deleteFrom('sessions').where('expires_at', '<=', now).execute();
  await tx.deleteFrom('tokens').where('expires_at', '<=', now).execute();
  await tx
    .deleteFrom('attempts')
    .where('last_at', '<', now - triesForgottenAfter)
    .execute();
};
