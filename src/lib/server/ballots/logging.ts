import { sql } from 'kysely';
import type { Transaction } from '../../../../db/schema.ts';
import type { EntryKind } from '../../domain/replaying.ts';
import { canonicalJson } from '../../domain/sealing.ts';
import { compiledOnce } from '../compiling.ts';
import { keepLogSoon } from '../jobs/keeping-logs.ts';

export interface LogEntry {
  challenge: string;
  /** What the ballot is called in the log: nothing of its voter. */
  ballot: string;
  /** What is set aside counts for nothing until it is returned, whatever it says meanwhile. */
  entry: EntryKind;
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
  if (entry === 'withdrawn') await noteWithdrawal(tx, ballot, now);
  await keepLogSoon(tx, { challenge, entries: log!.size }, now);
  return { position, text };
};

/** What a ballot says from now on. A new one of somebody who is in quarantine is set aside at once. */
export const enterSaying = async (
  tx: Transaction,
  challenge: string,
  ballot: { key: string; fresh: boolean; aside: boolean },
  says: Record<string, unknown>,
  now: number,
) => {
  const entry = ballot.fresh ? 'cast' : 'changed';
  await enterLeaf(tx, { challenge, ballot: ballot.key, entry, says }, now);
  if (ballot.fresh && ballot.aside)
    await enterLeaf(tx, { challenge, ballot: ballot.key, entry: 'set-aside' }, now);
};

/** Several entries in one go, of ballots that say what they said; the challenge is held. */
export const enterLeaves = async (
  tx: Transaction,
  challenge: string,
  entries: { ballot: string; entry: EntryKind }[],
  now: number,
) => {
  if (entries.length === 0) return;
  const log = await tx
    .updateTable('challenges')
    .set((eb) => ({ log_size: eb('log_size', '+', entries.length) }))
    .where('id', '=', challenge)
    .returning(['log_size as size', 'round'])
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('log_leaves')
    .values(
      entries.map((entry, at) => ({
        challenge_id: challenge,
        round: log.round,
        position: log.size - entries.length + at,
        text: canonicalJson({ ...entry }),
      })),
    )
    .execute();
  await keepLogSoon(tx, { challenge, entries: log.size }, now);
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

/** The ballot goes, with whose it was; its voter is to have the receipt of that all the same. */
const noteWithdrawal = async (tx: Transaction, ballot: string, now: number) => {
  await tx
    .insertInto('withdrawn_ballots')
    .columns(['log_key', 'challenge_id', 'round', 'member_id', 'withdrawn_at'])
    .expression((eb) =>
      eb
        .selectFrom('ballots')
        .select([
          eb.val(ballot).as('log_key'),
          'challenge_id',
          'round',
          eb.ref('member_id').$notNull().as('member_id'),
          sql<number>`cast(${now} as bigint)`.as('withdrawn_at'),
        ])
        .where('log_key', '=', ballot)
        .where('member_id', 'is not', null),
    )
    .execute();
};
