import { sql } from 'kysely';
import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

/** The few numbers by which an admin sees whether the site is well. One query; every count has an index. */
export const siteHealth = (read: Reader, now: number) =>
  read
    .selectNoFrom((eb) => [
      eb.selectFrom('members').select(all).as('members'),
      eb
        .selectFrom('members')
        .select(all)
        .where('joined_at', '>', now - week)
        .as('joined'),
      eb.selectFrom('brands').select(all).as('brands'),
      eb.selectFrom('reports').select(all).where('resolved_at', 'is', null).as('reports'),
      eb.selectFrom('jobs').select(all).where('state', '=', 'failed').as('failedJobs'),
      eb
        .selectFrom('jobs')
        .select(all)
        .where('state', '=', 'waiting')
        .where('run_at', '<', now - minute)
        .as('lateJobs'),
      eb.selectFrom('mails').select(all).where('failed_at', 'is not', null).as('failedMails'),
      eb.selectFrom('challenges').select(all).where('state', '=', 'voting').as('voting'),
      eb.selectFrom('campaigns').select(all).where('state', '=', 'live').as('live'),
    ])
    .executeTakeFirstOrThrow();

const all = sql<number>`count(*)`.as('n');

/** Jobs that were given up, the latest first. */
export const failedJobs = (read: Reader) =>
  read
    .selectFrom('jobs')
    .select(['id', 'kind', 'attempts', 'ended_at as endedAt', 'last_error as error'])
    .where('state', '=', 'failed')
    .orderBy('run_at', 'desc')
    .limit(50)
    .execute();

/** Starts a job anew that was given up. Whatever it does bears being done twice. */
export const retryJob = async (tx: Transaction, id: string, now: number): Promise<Refusal | undefined> => {
  const job = await tx
    .updateTable('jobs')
    .set({ state: 'waiting', attempts: 0, run_at: now, ended_at: null, last_error: null })
    .where('id', '=', id)
    .where('state', '=', 'failed')
    .returning('id')
    .executeTakeFirst();
  return job ? undefined : refuse('changed-meanwhile');
};
