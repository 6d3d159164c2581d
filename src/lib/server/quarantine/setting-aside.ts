import { SqliteAdapter } from 'kysely';
import type { Transaction } from '../../../../db/schema.ts';

/** Ballots of one round as the counters know them. */
export interface CountedBallots {
  ids: string[];
  challenge: string;
  round: number;
}

/**
 * What must happen to the counters of a challenge and of its drafts when ballots leave the count and when they come back.
 * Both are called within the transaction that settles it, with the ballots and then the challenge held; one that is on that
 * side already is left as it is. Whoever counts hands them in.
 */
export interface Counters {
  ballotsSetAside(tx: Transaction, ballots: CountedBallots, now: number): Promise<void>;
  ballotsReturned(tx: Transaction, ballots: CountedBallots, now: number): Promise<void>;
}

/** So many in one statement. */
export const atOnce = 500;

/**
 * Holds ballots until the end of the transaction, before their challenge is held: whoever casts holds the own ballot first
 * too, so that nobody waits in a circle. Where one writes at a time they are held already.
 */
export const holdBallots = async (tx: Transaction, ballots: string[]): Promise<void> => {
  if (tx.getExecutor().adapter instanceof SqliteAdapter) return;
  const ids = [...ballots].sort();
  for (let from = 0; from < ids.length; from += atOnce)
    await tx
      .selectFrom('ballots')
      .select('id')
      .where('id', 'in', ids.slice(from, from + atOnce))
      .orderBy('id')
      .forUpdate()
      .execute();
};

/** Holds the challenge against its close and its decision until the end of the transaction; nothing once it is decided. */
export const holdUndecided = (tx: Transaction, challenge: string) =>
  tx
    .updateTable('challenges')
    .set((eb) => ({ round: eb.ref('round') }))
    .where('id', '=', challenge)
    .where('state', 'in', ['voting', 'deciding'])
    .returning(['id', 'brand_id', 'title', 'round'])
    .executeTakeFirst();
