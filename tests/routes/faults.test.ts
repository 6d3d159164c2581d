import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';

describe('when the machine fails', () => {
  let app: Running;
  beforeAll(async () => {
    app = await run({ from: inject('demo'), env: { WORKER: 'off' } });
  });
  afterAll(() => app?.stop());

  const signUp = (email: string) =>
    fetch(`${app.origin}/join`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: app.origin, accept: 'text/html', 'accept-language': 'zh-TW' },
      body: new URLSearchParams({ name: '林郁真', email, new_password: 'a long enough secret 8341' }),
    });

  test('a locked database: a clear page, a line in the log, nothing half-written, and it works afterwards', async () => {
    const other = new DatabaseSync(join(app.dataDir, 'muster.sqlite'));
    other.exec('begin immediate');
    const response = await signUp('locked@example.com');
    other.exec('rollback');
    other.close();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.text()).toContain('沒有儲存任何東西');
    expect(app.output()).toContain('"kind":"busy"');
    const found = () => app.query("select 1 from members where email = 'locked@example.com'").length;
    expect(found()).toBe(0);
    expect((await signUp('locked@example.com')).status).toBeLessThan(400);
    expect(found()).toBe(1);
  });

  test('a page is read while somebody else writes', async () => {
    const other = new DatabaseSync(join(app.dataDir, 'muster.sqlite'));
    other.exec('begin immediate');
    const response = await fetch(`${app.origin}/challenges`);
    other.exec('rollback');
    other.close();
    expect(response.status).toBe(200);
  });
});

describe('a wrong environment', () => {
  test('is said in one line for each variable, and the process ends', () => {
    const { status, stderr } = spawnSync(
      'node_modules/.bin/node',
      [join(process.env.BUILD ?? 'build', 'index.js')],
      {
        cwd: resolve(import.meta.dirname, '../..'),
        encoding: 'utf8',
        env: {
          ...process.env,
          PORT: '70000',
          DATABASE_URL: 'mysql://root:secret@localhost/x',
          SMTP_URL: 'localhost',
          LOG_LEVEL: 'loud',
          ORIGIN: 'muster.example',
          BODY_SIZE_LIMIT: 'much',
        },
      },
    );
    expect(status).toBe(1);
    const lines = stderr.trim().split('\n');
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual([
      'BODY_SIZE_LIMIT',
      'DATABASE_URL',
      'LOG_LEVEL',
      'ORIGIN',
      'PORT',
      'SMTP_URL',
    ]);
    expect(stderr).not.toContain('secret');
  });
});
