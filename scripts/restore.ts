// `npm run restore -- FOLDER`: brings a backup back into DATA_DIR (and DATABASE_URL), where nothing may be yet.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { whyNotStarted } from '../src/lib/server/stumbling.ts';
import { place, stop } from './place.ts';

const folder = resolve(process.argv[2] ?? stop('Say where from: npm run restore -- FOLDER'));
const { DATA_DIR, DATABASE_URL } = place();
const kept = DATABASE_URL ? 'muster.dump' : 'muster.sqlite';
if (!existsSync(join(folder, kept))) {
  stop(`${folder} holds no ${kept}.`, 'A backup goes back to the kind of database it was taken from.');
}
for (const name of ['muster.sqlite', 'pictures', 'originals', 'attachments']) {
  if (existsSync(join(DATA_DIR, name))) {
    stop(`${resolve(DATA_DIR)} already holds ${name}. Stop the site, move the folder away, and try again.`);
  }
}

const restorePostgres = async (url: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect().catch((error: unknown) => stop(whyNotStarted(error, place()) ?? String(error)));
  const { rows } = await client.query(`select 1 from pg_tables where schemaname = 'public' limit 1`);
  await client.end();
  if (rows.length > 0) stop('The database is not empty. Create a new one and name it in DATABASE_URL.');
  const { error, status } = spawnSync(
    'pg_restore',
    ['--no-owner', '--exit-on-error', '--single-transaction', '--dbname', url, join(folder, 'muster.dump')],
    { stdio: 'inherit' },
  );
  if (error) stop(`pg_restore could not be started: ${error.message}`);
  if (status !== 0) stop('pg_restore failed; the database is as it was.');
};

if (DATABASE_URL) await restorePostgres(DATABASE_URL);
mkdirSync(DATA_DIR, { recursive: true });
for (const name of [...(DATABASE_URL ? [] : ['muster.sqlite']), 'pictures', 'originals', 'attachments']) {
  const from = join(folder, name);
  if (existsSync(from)) cpSync(from, join(DATA_DIR, name), { recursive: true, preserveTimestamps: true });
}
console.log(`Restored to ${resolve(DATA_DIR)}${DATABASE_URL ? ' and the database' : ''}`);
