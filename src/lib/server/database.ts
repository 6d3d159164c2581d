import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import {
  CompiledQuery,
  HandleEmptyInListsPlugin,
  Kysely,
  PostgresDialect,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  replaceWithNoncontingentExpression,
  type DatabaseConnection,
  type Dialect as KyselyDialect,
  type LogEvent,
} from 'kysely';
import pg from 'pg';
import type { Dialect } from '../../../db/migrate.ts';
import type { Reader, Tables, Transaction } from '../../../db/schema.ts';
import { isRefusal } from '../domain/refusals.ts';
import { groupWrites } from './grouping.ts';
import { letRemember } from './remembering.ts';

export interface Database {
  dialect: Dialect;
  /** Looks. On SQLite by a connection of its own that cannot write, so that it never waits behind a write. */
  read<T>(work: (read: Reader) => Promise<T>): Promise<T>;
  /** One transaction. A returned refusal rolls it back; so does a throw. */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Called after each commit, so that the worker looks for jobs at once. */
  onCommit(listener: () => void): void;
  /** The root connection, for migrations and seeds alone. */
  root: Kysely<Tables>;
  close(): Promise<void>;
}

export interface Place {
  /** PostgreSQL's address, or nothing for SQLite. */
  url?: string | undefined;
  /** The folder that holds `muster.sqlite`. */
  dataDir?: string | undefined;
  log?: ((event: LogEvent) => void) | undefined;
}

export const openDatabase = (place: Place): Database =>
  place.url ? openPostgres(place.url, place.log) : openSqlite(place.dataDir ?? './data', place.log);

const plugins = [new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })];

const openSqlite = (dataDir: string, log: Place['log']): Database => {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'muster.sqlite');
  const writing = new SQLite(file, { timeout: 5000 });
  writing.pragma('journal_mode = WAL');
  writing.pragma('synchronous = FULL');
  writing.pragma('foreign_keys = ON');
  // In KiB: the indexes of a large vote are written at random places, and the default holds 2 MB of them.
  writing.pragma('cache_size = -65536');
  const reading = new SQLite(file, { timeout: 5000, readonly: true });
  const root = new Kysely<Tables>({ dialect: sqliteDialect(writing), plugins, ...(log && { log }) });
  const readers = new Kysely<Tables>({ dialect: sqliteDialect(reading), plugins, ...(log && { log }) });
  const commits = reading.prepare('pragma data_version').pluck();
  return database(
    'sqlite',
    root,
    readers,
    letRemember(readers, () => commits.get() as number),
  );
};

const openPostgres = (url: string, log: Place['log']): Database => {
  const types = new pg.TypeOverrides();
  // Counts, sums and times arrive as int8 and numeric; all of ours are safe integers or short fractions.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  types.setTypeParser(pg.types.builtins.NUMERIC, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    types: types as unknown as pg.CustomTypesConfig,
  });
  pool.on('error', () => {}); // An idle connection that breaks is replaced; the query that needs one reports it.
  const root = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins, ...(log && { log }) });
  return database('postgres', root, root, () => {});
};

const database = (
  dialect: Dialect,
  root: Kysely<Tables>,
  readers: Kysely<Tables>,
  lookAgain: () => void,
): Database => {
  const listeners: (() => void)[] = [];
  const committed = () => {
    lookAgain();
    for (const listener of listeners) listener();
  };
  return {
    dialect,
    root,
    read: (work) => work(readers),
    write: dialect === 'sqlite' ? groupWrites(root, committed) : writeAlone(root, committed),
    onCommit: (listener) => void listeners.push(listener),
    close: async () => {
      await readers.destroy();
      if (root !== readers) await root.destroy();
    },
  };
};

const writeAlone =
  (root: Kysely<Tables>, committed: () => void): Database['write'] =>
  async (work) => {
    const result = await root
      .transaction()
      .execute(async (tx) => {
        const value = await work(tx);
        if (isRefusal(value)) throw new RolledBack(value);
        return value;
      })
      .catch((error: unknown) => {
        if (error instanceof RolledBack) return error.value as Awaited<ReturnType<typeof work>>;
        throw error;
      });
    committed();
    return result;
  };

class RolledBack extends Error {
  readonly value: unknown;
  constructor(value: unknown) {
    super('refused');
    this.value = value;
  }
}

/** Takes the write lock at the start: a transaction that reads first and writes later cannot be turned away half-way. */
class ImmediateDriver extends SqliteDriver {
  readonly #connection: SQLite.Database;
  constructor(connection: SQLite.Database) {
    super({ database: withStatementCache(connection) });
    this.#connection = connection;
  }
  override async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
  /** After some errors (a full disk) SQLite has rolled back already; saying so would hide the error. */
  override async rollbackTransaction(connection: DatabaseConnection) {
    if (this.#connection.inTransaction) await super.rollbackTransaction(connection);
  }
}

/**
 * SQLite (3.54, as better-sqlite3 builds it) plans a join anew each time a value is bound to a bare `?` in it, which takes
 * several times as long as running it; a value behind a sign is the same value, and the plan stays.
 */
class SteadyCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder() {
    return '+?';
  }
}

const sqliteDialect = (connection: SQLite.Database): KyselyDialect => ({
  createAdapter: () => new SqliteAdapter(),
  createDriver: () => new ImmediateDriver(connection),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SteadyCompiler(),
});

/** Preparing costs more than most of our queries; their texts are few. */
const withStatementCache = (connection: SQLite.Database) => {
  const statements = new Map<string, SQLite.Statement>();
  return {
    close: () => void connection.close(),
    prepare: (text: string) => {
      let statement = statements.get(text);
      if (!statement) {
        statement = connection.prepare(text);
        if (statements.size >= 1000) statements.clear();
        statements.set(text, statement);
      }
      return statement;
    },
  };
};
