import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, inject } from 'vitest';
import type { Dialect } from '../db/migrate.ts';
import { openDatabase, type Database } from '../src/lib/server/database.ts';
import { randomLetters } from '../src/lib/server/ids.ts';

/** What a server test has at hand; a new database for each test. */
export interface World {
  dialect: Dialect;
  database: Database;
  read: Database['read'];
  write: Database['write'];
  dataDir: string;
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
        world.database = openDatabase({
          url: dialect === 'postgres' ? `${address}/${database}` : undefined,
          dataDir: world.dataDir,
          log: ({ query }) => {
            if (!/^(savepoint|release|rollback to|pragma data_version)\b/.test(query.sql))
              world.statements.push(query.sql);
          },
        });
        world.read = world.database.read;
        world.write = world.database.write;
      });
      afterEach(async () => {
        await world.database.close();
        if (dialect === 'postgres') await admin(address, `drop database if exists ${database} with (force)`);
        rmSync(world.dataDir, { recursive: true, force: true });
      });
      tests(world);
    });
  }
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
