import type { Transaction } from '../../../../db/schema.ts';
import { keptFor } from '../../domain/retaining.ts';

/** Removes jobs that ended long ago, so many at most. Gives how many there were. */
export const pruneJobs = async (tx: Transaction, most: number, now: number): Promise<number> => {
  // By `run_at`, which has the index: a claim moved it five minutes past the time at which the job ran.
  const pruned = await tx
    .deleteFrom('jobs')
    .where('id', 'in', (of) =>
      of
        .selectFrom('jobs')
        .select('id')
        .where((eb) =>
          eb.or([
            eb.and([eb('state', '=', 'done'), eb('run_at', '<', now - keptFor.jobsDone)]),
            eb.and([eb('state', '=', 'failed'), eb('run_at', '<', now - keptFor.jobsFailed)]),
          ]),
        )
        .limit(most),
    )
    .executeTakeFirst();
  return Number(pruned.numDeletedRows);
};
