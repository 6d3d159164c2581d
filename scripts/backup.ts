// `npm run backup -- FOLDER`: a whole copy of the site, taken while it runs. The folder is a data folder itself.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, openSync, fsyncSync, closeSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import SQLite from 'better-sqlite3';
import { place, stop } from './place.ts';

const folder = resolve(process.argv[2] ?? stop('Say where to: npm run backup -- FOLDER'));
if (existsSync(folder) && readdirSync(folder).length > 0) {
  stop(`${folder} is not empty. A backup never writes over another: name a new folder.`);
}
const { DATA_DIR, DATABASE_URL } = place();

const copySqlite = async () => {
  const file = join(DATA_DIR, 'muster.sqlite');
  if (!existsSync(file)) stop(`There is no ${resolve(file)}. Is DATA_DIR right?`);
  const source = new SQLite(file, { readonly: true, timeout: 5000 });
  const copy = join(folder, 'muster.sqlite');
  // All pages in one step: a copy in small steps starts again whenever the running site writes.
  await source.backup(copy, { progress: () => 0x7fffffff });
  source.close();
  const check = new SQLite(copy);
  check.pragma('journal_mode = DELETE'); // One file, no -wal beside it.
  const [{ integrity_check: verdict }] = check.pragma('integrity_check') as [{ integrity_check: string }];
  check.close();
  if (verdict !== 'ok') stop(`The copy is damaged: ${verdict}`);
  const written = openSync(copy, 'r');
  fsyncSync(written);
  closeSync(written);
};

const dumpPostgres = (url: string) => {
  const { error, status } = spawnSync(
    'pg_dump',
    ['--format=custom', '--no-owner', `--file=${join(folder, 'muster.dump')}`, url],
    { stdio: 'inherit' },
  );
  if (!error && status === 0) return;
  // An empty dump would look like a backup, and would stand in the way of the next try.
  rmSync(folder, { recursive: true });
  if (error)
    stop(`pg_dump could not be started: ${error.message}. It comes with PostgreSQL's client programs.`);
  stop('pg_dump failed: nothing was backed up.');
};

mkdirSync(folder, { recursive: true });
// The database first: every picture and attachment it knows has been on the disk before it was known.
if (DATABASE_URL) dumpPostgres(DATABASE_URL);
else await copySqlite();
for (const name of ['pictures', 'originals', 'attachments']) {
  const from = join(DATA_DIR, name);
  if (!existsSync(from)) continue;
  cpSync(from, join(folder, name), {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !path.endsWith('.part'),
  });
}
console.log(`Backed up to ${folder}`);
