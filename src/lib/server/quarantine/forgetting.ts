import type { Transaction } from '../../../../db/schema.ts';
import { keptFor } from '../../domain/retaining.ts';

/**
 * Removes where ballots came from, so many at most, once their challenge has been decided or cancelled for long enough, and
 * then the secret with which it was hashed. Gives how many there were.
 */
export const forgetOrigins = async (tx: Transaction, most: number, now: number): Promise<number> => {
  const before = now - keptFor.origins;
  const over = () =>
    tx
      .selectFrom('origin_secrets')
      .innerJoin('challenges', 'challenges.id', 'origin_secrets.challenge_id')
      // Nothing younger can have been decided so long ago; and there are as many as there are challenges, few.
      .where('origin_secrets.made_at', '<', before)
      .where((eb) =>
        eb.or([eb('challenges.decided_at', '<', before), eb('challenges.cancelled_at', '<', before)]),
      );
  const gone = await tx
    .deleteFrom('ballot_origins')
    .where('ballot_id', 'in', (of) =>
      of
        .selectFrom('ballot_origins')
        .select('ballot_origins.ballot_id')
        .where('ballot_origins.challenge_id', 'in', over().select('origin_secrets.challenge_id'))
        .limit(most),
    )
    .executeTakeFirst();
  const count = Number(gone.numDeletedRows);
  if (count < most)
    await tx
      .deleteFrom('origin_secrets')
      .where('challenge_id', 'in', over().select('origin_secrets.challenge_id'))
      .execute();
  return count;
};
