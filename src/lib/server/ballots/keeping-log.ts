import { keepCount } from '../challenges/kept-counts.ts';
import type { Database } from '../database.ts';
import { countBallots } from './counting.ts';
import { signHead } from './heading.ts';

/** What follows from new entries of a challenge's log, some seconds later for all of them together. */
export const keepLog = async (
  database: Pick<Database, 'read' | 'write'>,
  challenge: string,
  now: number,
  tell = true,
): Promise<void> => {
  await signHead(database, challenge, now, tell);
  // Read apart from the write: nobody who casts waits behind a count.
  const counted = await database.read((read) => countBallots(read, challenge));
  if (counted) await database.write((tx) => keepCount(tx, challenge, counted, now));
};
