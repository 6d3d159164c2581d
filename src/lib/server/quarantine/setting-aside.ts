import type { Transaction } from '../../../../db/schema.ts';

/** A ballot as the counters know it. */
export interface CountedBallot {
  id: string;
  challenge: string;
  round: number;
}

/**
 * What must happen to the counters of a challenge and of its drafts when ballots leave the count and when they come back.
 * Both are called within the transaction that settles it, once for each time that a ballot really changes sides, with
 * the challenge held; whoever counts hands them in.
 */
export interface Counters {
  ballotSetAside(tx: Transaction, ballot: CountedBallot, now: number): Promise<void>;
  ballotReturned(tx: Transaction, ballot: CountedBallot, now: number): Promise<void>;
}

/** Holds the challenge against its close and its decision until the end of the transaction; nothing once it is decided. */
export const holdUndecided = (tx: Transaction, challenge: string) =>
  tx
    .updateTable('challenges')
    .set((eb) => ({ round: eb.ref('round') }))
    .where('id', '=', challenge)
    .where('state', 'in', ['voting', 'deciding'])
    .returning(['id', 'brand_id', 'title', 'round'])
    .executeTakeFirst();
