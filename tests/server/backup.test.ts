import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openDatabase, type Database } from '../../src/lib/server/database.ts';
import { makeMember } from '../making.ts';

// SQLite alone: PostgreSQL's half is pg_dump and pg_restore, which not every machine has (docs/running.md).
let place = '';
let site: Database;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'muster-backup-'));
  mkdirSync(join(place, 'data'));
  copyFileSync(join(inject('sqliteTemplate'), 'muster.sqlite'), join(place, 'data/muster.sqlite'));
  site = openDatabase({ dataDir: join(place, 'data') });
});
afterEach(async () => {
  await site.close();
  rmSync(place, { recursive: true, force: true });
});

const command = (name: 'backup' | 'restore', folder: string, dataDir: string, url = '') => {
  const script = resolve(import.meta.dirname, `../../scripts/${name}.ts`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, join(place, folder)], {
    env: { ...process.env, DATABASE_URL: url, DATA_DIR: join(place, dataDir) },
    encoding: 'utf8',
  });
  return { status, text: stdout + stderr };
};

test('a backup of a running site brings back every row and every picture', async () => {
  const member = await site.write((tx) => makeMember(tx, 1, { name: '林' }));
  mkdirSync(join(place, 'data/pictures/ab/xab'), { recursive: true });
  mkdirSync(join(place, 'data/pictures/ab/yab.part'));
  writeFileSync(join(place, 'data/pictures/ab/xab/320.webp'), 'a picture');
  mkdirSync(join(place, 'data/attachments/ab'), { recursive: true });
  writeFileSync(join(place, 'data/attachments/ab/xab'), 'an attachment');

  expect(command('backup', 'kept', 'data')).toMatchObject({ status: 0 });
  await site.write((tx) => makeMember(tx, 2, { name: 'came later' }));
  expect(command('restore', 'kept', 'again')).toMatchObject({ status: 0 });

  const restored = openDatabase({ dataDir: join(place, 'again') });
  const members = await restored.read((read) => read.selectFrom('members').select(['id', 'name']).execute());
  await restored.close();
  expect(members).toEqual([{ id: member.id, name: '林' }]);
  expect(readFileSync(join(place, 'again/pictures/ab/xab/320.webp'), 'utf8')).toBe('a picture');
  expect(existsSync(join(place, 'again/pictures/ab/yab.part'))).toBe(false);
  expect(readFileSync(join(place, 'again/attachments/ab/xab'), 'utf8')).toBe('an attachment');
});

test('neither command writes over what is there', () => {
  expect(command('backup', 'kept', 'data')).toMatchObject({ status: 0 });
  expect(command('backup', 'kept', 'data')).toMatchObject({
    status: 1,
    text: expect.stringMatching(/not empty/),
  });
  const before = readFileSync(join(place, 'data/muster.sqlite'));
  expect(command('restore', 'kept', 'data')).toMatchObject({
    status: 1,
    text: expect.stringMatching(/already holds/),
  });
  expect(readFileSync(join(place, 'data/muster.sqlite')).equals(before)).toBe(true);
});

test('each says what it misses', () => {
  expect(command('backup', 'kept', 'nowhere')).toMatchObject({
    status: 1,
    text: expect.stringMatching(/DATA_DIR/),
  });
  expect(command('restore', 'nothing', 'again')).toMatchObject({
    status: 1,
    text: expect.stringMatching(/holds no muster\.sqlite/),
  });
});

test('of a PostgreSQL that cannot be reached nothing is left that looks like a backup', () => {
  const nowhere = 'postgres://u:secret@127.0.0.1:1/x';
  const { status, text } = command('backup', 'kept', 'data', nowhere);
  expect(status).toBe(1);
  expect(text).toMatch(/^pg_dump (failed|could not be started)/m);
  expect(existsSync(join(place, 'kept'))).toBe(false);

  mkdirSync(join(place, 'kept'));
  writeFileSync(join(place, 'kept/muster.dump'), 'a dump');
  const restored = command('restore', 'kept', 'again', nowhere);
  expect(restored.status).toBe(1);
  expect(restored.text).toMatch(/^The database of DATABASE_URL cannot be used \(.*\)\n$/);
});
