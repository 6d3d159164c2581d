import type { Transaction } from '../../../../db/schema.ts';
import { canonicalJson } from '../../domain/sealing.ts';
import { compiledOnce } from '../compiling.ts';
import { keepLogSoon } from '../jobs/keeping-logs.ts';

export interface LogEntry {
  challenge: string;
  /** What the ballot is called in the log: nothing of its voter. */
  ballot: string;
  /** What is set aside counts for nothing until it is returned, whatever it says meanwhile. */
  entry: 'cast' | 'changed' | 'withdrawn' | 'set-aside' | 'returned';
  /** What the ballot says from now on; nothing where it was taken back. */
  says?: Record<string, unknown>;
}

/**
 * Writes the next entry of a challenge's public log. The challenge's row is held by whoever counted the ballot, so that
 * the places follow one another without a gap.
 */
export const enterLeaf = async (
  tx: Transaction,
  { challenge, ballot, entry, says }: LogEntry,
  now: number,
) => {
  const [log] = await grown(tx, challenge);
  const position = log!.size - 1;
  const text = canonicalJson({ ...says, ballot, entry });
  await written(tx, challenge, log!.round, position, text);
  await keepLogSoon(tx, { challenge, entries: log!.size }, now);
  return { position, text };
};

const grown = compiledOnce((tx: Transaction, challenge: string) =>
  tx
    .updateTable('challenges')
    .set((eb) => ({ log_size: eb('log_size', '+', 1) }))
    .where('id', '=', challenge)
    .returning(['log_size as size', 'round']),
);

const written = compiledOnce(
  (tx: Transaction, challenge: string, round: number, position: number, text: string) =>
    tx.insertInto('log_leaves').values({ challenge_id: challenge, round, position, text }),
);
