import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';

let app: Running;
beforeAll(async () => {
  app = await run({ from: inject('demo') });
});
afterAll(() => app.stop());

test('a second process on a port that is taken says so in one line, and prints no setup code', () => {
  const root = resolve(import.meta.dirname, '../..');
  const dataDir = mkdtempSync(join(tmpdir(), 'muster-second-'));
  const { port } = new URL(app.origin);
  const { status, stdout, stderr } = spawnSync(
    join(root, 'node_modules/.bin/node'),
    [join(process.env.BUILD ?? 'build', 'index.js')],
    {
      cwd: root,
      env: { ...process.env, PORT: port, HOST: '127.0.0.1', DATA_DIR: dataDir, DATABASE_URL: '', ORIGIN: '' },
      encoding: 'utf8',
    },
  );
  rmSync(dataDir, { recursive: true });
  expect({ status, stdout, stderr }).toEqual({
    status: 1,
    stdout: '',
    stderr: `PORT is wrong: ${port} is taken by another program; stop it or choose another port\n`,
  });
});

test('a variable that is set to nothing is not set', async () => {
  const empty = await run({
    env: { ORIGIN: '', BODY_SIZE_LIMIT: '', ADDRESS_HEADER: '', XFF_DEPTH: '', SMTP_URL: '', MAIL_FROM: '' },
  });
  try {
    expect((await fetch(`${empty.origin}/setup`)).status).toBe(200);
  } finally {
    await empty.stop();
  }
});

test('a site that sends no e-mail claims of none that it was sent', async () => {
  const texts = async ({ origin }: Running) =>
    Promise.all(['/confirm', '/reset?sent'].map(async (path) => (await fetch(origin + path)).text()));
  for (const text of await texts(app)) {
    expect(text).toContain('This site sends no e-mail');
    expect(text).not.toMatch(/We sent an e-mail|is on its way/);
  }
  const sending = await run({ from: inject('demo'), env: { SMTP_URL: 'smtp://127.0.0.1:1' } });
  try {
    for (const text of await texts(sending)) {
      expect(text).toMatch(/We sent an e-mail|is on its way/);
      expect(text).not.toContain('This site sends no e-mail');
    }
  } finally {
    await sending.stop();
  }
});
