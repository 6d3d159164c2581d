import type { Transaction } from '../../../../db/schema.ts';
import type { Database } from '../database.ts';
import { randomLetters } from '../ids.ts';
import type { JobKind } from './scheduling.ts';

/** Does one job. It may run twice (a crash after the work, before the note of it): whatever it does must bear that. */
export type Handler = (payload: Record<string, unknown>, now: number) => Promise<void>;
export type Handlers = Record<JobKind, Handler>;
export interface Worker {
  /** Runs everything that is due, one after the other. Gives how many ran. */
  runDue(): Promise<number>;
  stop(): Promise<void>;
}
interface Log {
  error(detail: object, text: string): void;
}

const lease = 5 * 60_000;
const maxAttempts = 8;

/** Polls each second, and at once after a commit. Several processes may do so: a job is claimed by a guarded update. */
export const startWorker = (
  database: Database,
  handlers: Handlers,
  clock: () => number,
  log: Log,
): Worker => {
  const name = randomLetters(8);
  let running: Promise<number> | null = null;
  let again = false;
  let stopped = false;

  const runDue = async () => {
    let count = 0;
    while (!stopped) {
      const now = clock();
      // Looking first costs no write transaction when there is nothing to do.
      if (!(await database.read((read) => nextJob(read, now)))) break;
      const job = await database.write((tx) => claimJob(tx, name, now));
      if (!job) continue;
      await run(job);
      count++;
    }
    return count;
  };

  const run = async (job: Job) => {
    try {
      await handlers[job.kind as JobKind](JSON.parse(job.payload) as Record<string, unknown>, clock());
      await database.write((tx) => endJob(tx, job, name, 'done', null, clock()));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      log.error({ job: job.id, kind: job.kind, attempts: job.attempts, err: error }, 'job failed');
      await database.write((tx) =>
        job.attempts >= maxAttempts
          ? endJob(tx, job, name, 'failed', text, clock())
          : postponeJob(tx, job, name, text, clock()),
      );
    }
  };

  const poke = () => {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = runDue()
      .catch((error: unknown) => {
        log.error({ err: error }, 'worker could not reach the database');
        return 0;
      })
      .finally(() => {
        running = null;
        if (again) {
          again = false;
          setImmediate(poke);
        }
      });
  };

  const timer = setInterval(poke, 1000);
  timer.unref();
  database.onCommit(() => setImmediate(poke));
  poke();
  return {
    runDue,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
};

type Job = NonNullable<Awaited<ReturnType<typeof claimJob>>>;

// A claim moves `run_at` past the lease: a running job that is due again belonged to a process that died.
const nextJob = (read: Pick<Transaction, 'selectFrom'>, now: number) =>
  read
    .selectFrom('jobs')
    .select(['id', 'run_at'])
    .where('state', 'in', ['waiting', 'running'])
    .where('run_at', '<=', now)
    .orderBy('run_at')
    .limit(1)
    .executeTakeFirst();

export const claimJob = async (tx: Transaction, name: string, now: number) => {
  const found = await nextJob(tx, now);
  if (!found) return null;
  const claimed = await tx
    .updateTable('jobs')
    .set((eb) => ({
      state: 'running',
      run_at: now + lease,
      claimed_at: now,
      claimed_by: name,
      attempts: eb('attempts', '+', 1),
    }))
    .where('id', '=', found.id)
    .where('run_at', '=', found.run_at)
    .where('state', 'in', ['waiting', 'running'])
    .returningAll()
    .executeTakeFirst();
  return claimed ?? null;
};

const endJob = async (
  tx: Transaction,
  job: Job,
  name: string,
  state: 'done' | 'failed',
  error: string | null,
  now: number,
) => {
  await tx
    .updateTable('jobs')
    .set({ state, ended_at: now, last_error: error })
    .where('id', '=', job.id)
    .where('claimed_by', '=', name)
    .where('state', '=', 'running')
    .execute();
};

const postponeJob = async (tx: Transaction, job: Job, name: string, error: string, now: number) => {
  await tx
    .updateTable('jobs')
    .set({ state: 'waiting', run_at: now + 1000 * 4 ** job.attempts, last_error: error, claimed_by: null })
    .where('id', '=', job.id)
    .where('claimed_by', '=', name)
    .execute();
};
