import type { Reader, Transaction } from '../../../../db/schema.ts';
import { cancelJob, scheduleJob, wakeJob } from './scheduling.ts';

const keyOf = (challenge: string) => `keep-log:${challenge}`;

/** However many ballots come in, what is made of them is made this much later at the earliest. */
const patience = 3_000;
/** Counting takes longer the more there is to count: its share of the machine stays small. */
const perBallot = 0.1;

/** After an entry in a challenge's log: its tree is to grow, its head to be signed, its ballots to be counted. */
export const keepLogSoon = (
  tx: Transaction,
  { challenge, entries }: { challenge: string; entries: number },
  now: number,
) => {
  const runAt = now + patience + Math.round(entries * perBallot);
  return wakeJob(tx, { kind: 'keep-log', payload: { challenge }, key: keyOf(challenge), runAt }, now);
};

const lookOf = (challenge: string) => ({
  kind: 'quarantine-suspects' as const,
  payload: { challenge },
  key: `quarantine:${challenge}`,
});

/** How long a stuffed ballot may count before it is looked at; once for all that come in meanwhile. */
const unseen = 15 * 60_000;

export const lookSoon = (tx: Transaction, challenge: string, now: number) =>
  wakeJob(tx, { ...lookOf(challenge), runAt: now + unseen }, now);

/** After the close, before anybody decides. */
export const lookAtOnce = (tx: Transaction, challenge: string, now: number) =>
  scheduleJob(tx, { ...lookOf(challenge), runAt: now }, now);

/** Whether the last look has not ended yet: nobody decides on what may still change by it. */
export const isBeingLookedAt = async (read: Reader, challenge: string): Promise<boolean> =>
  (await read
    .selectFrom('jobs')
    .select('id')
    .where('unique_key', '=', lookOf(challenge).key)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst()) !== undefined;

/** When voting opens, for the head of an empty log, and after the close, for the last one. */
export const keepLogAtOnce = (tx: Transaction, challenge: string, now: number) =>
  scheduleJob(tx, { kind: 'keep-log', payload: { challenge }, key: keyOf(challenge), runAt: now }, now);

/** What was called off is not counted, and no head of it is signed any more. */
export const letLogBe = (tx: Transaction, challenge: string) => cancelJob(tx, keyOf(challenge));
