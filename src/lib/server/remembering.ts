import { CompiledQuery } from 'kysely';
import type { Reader } from '../../../db/schema.ts';

interface Memory {
  version: number;
  made: Map<string, unknown>;
}

/** The connections that can tell whether anything was written since they last looked: SQLite's, for reading. */
const memories = new WeakMap<object, Memory>();
const most = 500;

export const letRemember = (read: Reader) =>
  void memories.set(read.getExecutor().adapter, { version: -1, made: new Map() });

/**
 * What was asked is remembered until somebody writes, whatever it is and in whichever process: SQLite counts the commits
 * (`data_version`), and looking at the count costs a hundredth of a page's queries. Never behind the truth, so it is for
 * what many people ask between two writes. On PostgreSQL, and within a transaction, everything is asked anew.
 * What is given is shared: nobody may change it.
 */
export const untilWritten = <Values extends readonly (string | number)[], T>(
  ask: (read: Reader, ...values: Values) => Promise<T>,
) => {
  const name = `${serial++}`;
  return async (read: Reader, ...values: Values): Promise<T> => {
    const memory = memories.get(read.getExecutor().adapter);
    if (!memory) return ask(read, ...values);
    const version = await dataVersion(read);
    if (version !== memory.version || memory.made.size >= most) {
      memory.version = version;
      memory.made = new Map();
    }
    const key = [name, ...values].join('\0');
    const { made } = memory;
    if (made.has(key)) return made.get(key) as T;
    const answer = await ask(read, ...values);
    // Into the memory it was asked for: if a write came between, that one is gone already.
    made.set(key, answer);
    return answer;
  };
};

let serial = 0;

const dataVersion = async (read: Reader) => {
  const { rows } = await read.getExecutor().executeQuery<{ data_version: number }>(countOfCommits);
  return rows[0]!.data_version;
};
const countOfCommits = CompiledQuery.raw('pragma data_version');
