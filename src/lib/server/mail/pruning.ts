import type { Transaction } from '../../../../db/schema.ts';
import { keptFor } from '../../domain/retaining.ts';

/** Removes the oldest letters that are past their time, so many at most. Gives how many there were. */
export const pruneMails = async (tx: Transaction, most: number, now: number): Promise<number> => {
  const pruned = await tx
    .deleteFrom('mails')
    .where('id', 'in', (of) =>
      of
        .selectFrom('mails')
        .select('id')
        .where('created_at', '<', now - keptFor.mails)
        .orderBy('created_at')
        .limit(most),
    )
    .executeTakeFirst();
  return Number(pruned.numDeletedRows);
};
