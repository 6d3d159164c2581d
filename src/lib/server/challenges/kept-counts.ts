import type { Reader, Transaction } from '../../../../db/schema.ts';
import type { KeptCount } from '../../domain/kept-count.ts';

export interface Counting {
  count: KeptCount;
  round: number;
  logSize: number;
  /** Voting is over: nothing is added any more. */
  final: boolean;
  /** When the last draft was taken off the table that has no part in it; 0 for none. */
  since: number;
}

/**
 * Keeps a count; one of fewer entries never takes the place of one of more, nor one from before the close that of one
 * after it, and none is kept of a draft that was taken off the table meanwhile: it is counted anew after that.
 */
export const keepCount = async (
  tx: Transaction,
  challenge: string,
  { count, round, logSize, final, since }: Counting,
  now: number,
): Promise<void> => {
  const { candidates } = count;
  if (candidates.length > 0 && (await anyRemoved(tx, candidates))) return;
  const values = {
    log_size: logSize,
    ballots: count.ballots,
    outcome: JSON.stringify(count),
    final: final ? (1 as const) : (0 as const),
    // Whoever counts again leaves out what was gone by then: a run may have begun before.
    counted_at: Math.max(now, since),
  };
  await tx
    .insertInto('kept_counts')
    .values({ challenge_id: challenge, round, ...values })
    .onConflict((conflict) =>
      conflict
        .columns(['challenge_id', 'round'])
        .doUpdateSet(values)
        .where('kept_counts.final', '<=', final ? 1 : 0)
        .where('kept_counts.log_size', '<=', logSize),
    )
    .execute();
};

const anyRemoved = async (read: Reader, drafts: readonly string[]) =>
  (await read
    .selectFrom('draft_removals')
    .select('draft_id')
    .where('draft_id', 'in', drafts)
    .limit(1)
    .executeTakeFirst()) !== undefined;

export interface ShownCount extends KeptCount {
  final: boolean;
  /** Entries of the log that had been made when it was counted. */
  logSize: number;
  countedAt: number;
}

/** What was counted last of a challenge's present round, or of an earlier one. */
export const keptCount = async (
  read: Reader,
  { id, round }: { id: string; round: number },
): Promise<ShownCount | null> => {
  const row = await read
    .selectFrom('kept_counts')
    .select(['outcome', 'final', 'log_size as logSize', 'counted_at as countedAt'])
    .where('challenge_id', '=', id)
    .where('round', '=', round)
    .executeTakeFirst();
  if (!row) return null;
  const { outcome, final, ...rest } = row;
  return { ...(JSON.parse(outcome) as KeptCount), final: final === 1, ...rest };
};
