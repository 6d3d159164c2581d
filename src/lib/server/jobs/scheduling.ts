import type { Transaction } from '../../../../db/schema.ts';
import { compiledOnce } from '../compiling.ts';
import { newId } from '../ids.ts';

export type JobKind =
  | 'announce'
  | 'send-mail'
  | 'open-collecting'
  | 'open-voting'
  | 'remind-voters'
  | 'close-voting'
  | 'quarantine-suspects'
  | 'close-call'
  | 'keep-log'
  | 'settle-campaign'
  | 'charge-preorder'
  | 'expire-preorder'
  | 'drop-preorder'
  | 'release-preorder'
  | 'refund-preorder'
  | 'make-avif'
  | 'sweep';

export interface NewJob {
  kind: JobKind;
  payload?: Record<string, unknown>;
  /** Epoch milliseconds; a job whose time has passed runs at once. */
  runAt: number;
  /** One job at most with the same key. Scheduling again moves the one that waits, and wakes one that has ended. */
  key?: string;
}

const afresh = {
  state: 'waiting',
  attempts: 0,
  claimed_at: null,
  claimed_by: null,
  ended_at: null,
  last_error: null,
} as const;

export const scheduleJob = async (tx: Transaction, job: NewJob, now: number): Promise<void> => {
  const values = {
    id: newId(now),
    kind: job.kind,
    payload: JSON.stringify(job.payload ?? {}),
    unique_key: job.key ?? null,
    run_at: job.runAt,
  };
  await tx
    .insertInto('jobs')
    .values(values)
    .onConflict((conflict) =>
      conflict.column('unique_key').doUpdateSet({
        payload: values.payload,
        run_at: values.run_at,
        ...afresh,
      }),
    )
    .execute();
};

/** Many at once, in one statement: a few hundred at a time, each with a key of its own. */
export const scheduleJobs = async (tx: Transaction, jobs: NewJob[], now: number): Promise<void> => {
  if (jobs.length === 0) return;
  await tx
    .insertInto('jobs')
    .values(
      jobs.map((job) => ({
        id: newId(now),
        kind: job.kind,
        payload: JSON.stringify(job.payload ?? {}),
        unique_key: job.key ?? null,
        run_at: job.runAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('unique_key').doUpdateSet((eb) => ({
        payload: eb.ref('excluded.payload'),
        run_at: eb.ref('excluded.run_at'),
        ...afresh,
      })),
    )
    .execute();
};

/** Sees to it that a job runs: one that waits stays where it is, however often it is asked for; one that runs or has ended begins anew. */
export const wakeJob = async (tx: Transaction, job: NewJob & { key: string }, now: number): Promise<void> => {
  await woken(tx, newId(now), job.kind, JSON.stringify(job.payload ?? {}), job.key, job.runAt);
};

const woken = compiledOnce(
  (tx: Transaction, id: string, kind: string, payload: string, key: string, runAt: number) =>
    tx
      .insertInto('jobs')
      .values({ id, kind, payload, unique_key: key, run_at: runAt })
      .onConflict((conflict) =>
        conflict
          .column('unique_key')
          .doUpdateSet((eb) => ({
            payload: eb.ref('excluded.payload'),
            run_at: eb.ref('excluded.run_at'),
            ...afresh,
          }))
          .where('jobs.state', '<>', 'waiting'),
      ),
);

export const cancelJob = async (tx: Transaction, key: string): Promise<void> => {
  await tx.deleteFrom('jobs').where('unique_key', '=', key).where('state', '=', 'waiting').execute();
};
