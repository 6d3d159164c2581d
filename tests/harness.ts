import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import SQLite from 'better-sqlite3';
import type { KyselyPlugin, QueryId } from 'kysely';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, inject } from 'vitest';
import type { Dialect } from '../db/migrate.ts';
import type { Transaction } from '../db/schema.ts';
import { openDatabase, type Database } from '../src/lib/server/database.ts';
import { randomLetters } from '../src/lib/server/ids.ts';
import { scansOf } from './plans.ts';

/** What a server test has at hand; a new database for each test. */
export interface World {
  dialect: Dialect;
  database: Database;
  read: Database['read'];
  write: Database['write'];
  dataDir: string;
  /** The address of its PostgreSQL database; empty on SQLite. */
  url: string;
  /** Epoch milliseconds; tests move it by hand. */
  now: number;
  /** The texts of all statements since the test began, but for the savepoints between writes and the looks at the count of commits. */
  statements: string[];
}

/** Runs the same tests on SQLite and on PostgreSQL, each with a database of its own copied from a migrated template. */
export const onBothDatabases = (name: string, tests: (world: World) => void) =>
  onDatabases(['sqlite', 'postgres'], name, tests);

/** For what only one of them can get wrong. */
export const onSqlite = (name: string, tests: (world: World) => void) => onDatabases(['sqlite'], name, tests);

const onDatabases = (dialects: Dialect[], name: string, tests: (world: World) => void) => {
  const address = inject('postgres');
  for (const dialect of dialects) {
    describe.skipIf(dialect === 'postgres' && !address)(`${name} (${dialect})`, () => {
      const world = {} as World;
      let database = '';
      beforeEach(async () => {
        world.dialect = dialect;
        world.now = Date.UTC(2026, 10, 22, 12);
        world.statements = [];
        world.dataDir = mkdtempSync(join(tmpdir(), 'muster-world-'));
        if (dialect === 'sqlite') {
          copyFileSync(join(inject('sqliteTemplate'), 'muster.sqlite'), join(world.dataDir, 'muster.sqlite'));
        } else {
          database = `t_${randomLetters(12)}`;
          await admin(address, `create database ${database} template muster_template`);
        }
        world.url = dialect === 'postgres' ? `${address}/${database}` : '';
        world.database = openDatabase({
          url: world.url || undefined,
          dataDir: world.dataDir,
          log: ({ query }) => {
            if (!/^(savepoint|release|rollback to|pragma data_version)\b/.test(query.sql))
              world.statements.push(query.sql);
            if (dialect === 'sqlite' && ofTheServer.has(query.queryId)) asked.add(query.sql);
          },
        });
        noteIn(world.database);
        world.read = world.database.read;
        world.write = world.database.write;
      });
      afterEach(async () => {
        const scans = dialect === 'sqlite' ? freshScans(world.dataDir) : [];
        await world.database.close();
        if (dialect === 'postgres') await admin(address, `drop database if exists ${database} with (force)`);
        rmSync(world.dataDir, { recursive: true, force: true });
        expect(scans, 'what is read whole, for want of an index').toEqual([]);
      });
      tests(world);
    });
  }
};

// Whatever the server asks in whichever test, its plan must use an index. What the tests themselves look up is left out:
// where a query is put into words shows in the stack, and nowhere later.
const ofTheServer = new WeakSet<QueryId>();
const asked = new Set<string>();
const explained = new Set<string>();
const own = new RegExp(`${resolve(import.meta.dirname, '..')}/((?:src|db|tests)/(?!harness)[^:]+)`);

const noteWhoAsks: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => {
    if (own.exec(new Error().stack ?? '')?.[1]?.startsWith('src/')) ofTheServer.add(queryId);
    return node;
  },
  transformResult: async ({ result }) => result,
};

const noteIn = (database: Database) => {
  const { read, write } = database;
  database.read = (work) => read((reader) => work((reader as Transaction).withPlugin(noteWhoAsks)));
  database.write = (work) => write((tx) => work(tx.withPlugin(noteWhoAsks)));
};

/** What was asked for the first time in this file of tests, and finds its rows by reading something whole. */
const freshScans = (dataDir: string) => {
  const file = new SQLite(join(dataDir, 'muster.sqlite'), { readonly: true });
  const scans = [...asked]
    .filter((statement) => !explained.has(statement))
    .flatMap((statement) => {
      explained.add(statement);
      return scansOf(file, statement).map((detail) => `${detail}: ${statement}`);
    });
  file.close();
  return scans;
};

const admin = async (address: string, statement: string) => {
  const client = new pg.Client({ connectionString: `${address}/postgres` });
  await client.connect();
  // Two files copying the template at the same moment disturb each other for an instant.
  for (let tries = 1; ; tries++) {
    try {
      await client.query(statement);
      break;
    } catch (error) {
      if (tries > 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50 * tries));
    }
  }
  await client.end();
};
