import type { Reader } from '../../../db/schema.ts';

interface Memory {
  /** SQLite's count of commits. */
  count: () => number;
  /** What it was when `made` was begun. */
  version: number;
  /** Whether the count was looked at in this turn of the event loop, and nothing was committed here since. */
  looked: boolean;
  made: Map<string, unknown>;
}

/** The connections that can tell whether anything was written since they last looked: SQLite's, for reading. */
const memories = new WeakMap<object, Memory>();
const most = 5000;

/** Lets this connection remember, which counts commits by `count`. Gives what must be called after each commit of this process. */
export const letRemember = (read: Reader, count: () => number): (() => void) => {
  const memory: Memory = { count, version: -1, looked: false, made: new Map() };
  memories.set(read.getExecutor().adapter, memory);
  return () => void (memory.looked = false);
};

/**
 * What was asked is remembered until somebody writes, whatever it is and in whichever process: SQLite counts the commits
 * (`data_version`), and looking at the count costs a hundredth of a page's queries. Never behind the truth, so it is for
 * what is asked again and again between two writes. On PostgreSQL, and within a transaction, everything is asked anew.
 * What is given is shared: nobody may change it.
 */
export const untilWritten = <Values extends readonly (string | number)[], T>(
  ask: (read: Reader, ...values: Values) => Promise<T>,
) => {
  const name = `${serial++}`;
  return async (read: Reader, ...values: Values): Promise<T> => {
    const memory = memories.get(read.getExecutor().adapter);
    if (!memory) return ask(read, ...values);
    if (!memory.looked) look(memory);
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

const look = (memory: Memory) => {
  const version = memory.count();
  if (version !== memory.version || memory.made.size >= most) {
    memory.version = version;
    memory.made = new Map();
  }
  memory.looked = true;
  setImmediate(() => void (memory.looked = false));
};

/** What is made of something that is remembered is kept with it, and goes with it. */
export const keptWith = <From extends object, More extends readonly (string | number | boolean)[], T>(
  make: (from: From, ...more: More) => T,
) => {
  const kept = new WeakMap<From, Map<string, T>>();
  return (from: From, ...more: More): T => {
    let made = kept.get(from);
    if (!made) kept.set(from, (made = new Map()));
    const key = more.join('\0');
    if (!made.has(key)) made.set(key, make(from, ...more));
    return made.get(key)!;
  };
};

/**
 * What many are shown at the same time: kept until something is written, and never longer than a second. Nothing of it is
 * behind the truth, since dates are set in whole minutes, and what the clock alone changes is said in minutes. On
 * PostgreSQL, which does not say when something is written, nothing is kept. To be taken before anything is asked that goes
 * into it.
 */
export const forASecond = <T>() => {
  const shelf = untilWritten(() => Promise.resolve({ second: NaN, made: new Map<string, T>() }));
  return async (read: Reader, now: number): Promise<Map<string, T>> => {
    const kept = await shelf(read);
    const second = Math.floor(now / 1000);
    if (kept.second !== second) Object.assign(kept, { second, made: new Map() });
    return kept.made;
  };
};
