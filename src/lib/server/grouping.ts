import { AsyncResource } from 'node:async_hooks';
import { CompiledQuery, type Kysely } from 'kysely';
import type { Tables, Transaction } from '../../../db/schema.ts';
import { isRefusal } from '../domain/refusals.ts';

type Work = (tx: Transaction) => Promise<unknown>;
interface Waiting {
  work: Work;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
}

/** A group is committed before the next is looked at; this many at most wait for one commit. */
const most = 64;

/**
 * For SQLite: the writes that arrive together share one durable commit, since waiting for the disk costs more than
 * most of them do. Each stands behind a savepoint of its own, so that a refusal or an error undoes that one alone, and
 * nobody is answered before the commit has reached the disk.
 */
export const groupWrites = (root: Kysely<Tables>, committed: () => void) => {
  const waiting: Waiting[] = [];
  let running = false;

  const run = async () => {
    const group = waiting.splice(0, most);
    try {
      const answers: (() => void)[] = [];
      await root.transaction().execute(async (tx) => {
        for (const one of group) answers.push(await runOne(tx, one));
      });
      for (const answer of answers) answer();
      committed();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    running = waiting.length > 0;
    if (running) setImmediate(run);
  };

  return <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      // Bound, because a group runs in the context of whoever came first: the language of a page lives there.
      waiting.push({ work: AsyncResource.bind(work) as Work, resolve, reject });
      if (running) return;
      running = true;
      setImmediate(run);
    });
};

const runOne = async (tx: Transaction, { work, resolve, reject }: Waiting): Promise<() => void> => {
  await tx.executeQuery(CompiledQuery.raw('savepoint one'));
  let answer: () => void;
  try {
    const value = await work(tx);
    if (isRefusal(value)) await tx.executeQuery(CompiledQuery.raw('rollback to one'));
    answer = () => resolve(value as never);
  } catch (error) {
    // On a full disk SQLite drops the whole transaction, the savepoint with it: then nobody's work stands.
    await tx.executeQuery(CompiledQuery.raw('rollback to one')).catch(() => {
      throw error;
    });
    answer = () => reject(error);
  }
  await tx.executeQuery(CompiledQuery.raw('release one'));
  return answer;
};
