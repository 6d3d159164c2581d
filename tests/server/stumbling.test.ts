import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import { readEnvironment } from '../../src/lib/server/environment.ts';
import { startMuster } from '../../src/lib/server/starting.ts';
import { whyNotListening, whyNotStarted } from '../../src/lib/server/stumbling.ts';

const folder = mkdtempSync(join(tmpdir(), 'muster-stumbling-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What is said when the site is started so; it must not start. */
const saidOf = async (variables: Record<string, string>) => {
  const read = readEnvironment({ LOG_LEVEL: 'silent', DATA_DIR: join(folder, 'data'), ...variables });
  if ('wrong' in read) throw new Error(read.wrong.join());
  const error = await startMuster(read.environment).then(
    async (muster) => {
      await muster.stop();
      throw new Error('the site has started');
    },
    (error: unknown) => error,
  );
  return whyNotStarted(error, read.environment);
};

test('a data folder that cannot be one is named', async () => {
  writeFileSync(join(folder, 'file'), '');
  expect(await saidOf({ DATA_DIR: join(folder, 'file') })).toMatch(
    /^DATA_DIR is wrong: .*file cannot be used/,
  );
  expect(await saidOf({ DATA_DIR: join(folder, 'file/in') })).toMatch(/^DATA_DIR is wrong/);
});

test('a file that is no database is named', async () => {
  const DATA_DIR = mkdtempSync(join(folder, 'torn-'));
  writeFileSync(
    join(DATA_DIR, 'muster.sqlite'),
    'this is no database at all, and never has been one'.repeat(100),
  );
  expect(await saidOf({ DATA_DIR })).toMatch(/^The database in .* cannot be used \(file is not a database\)/);
});

test('a PostgreSQL that does not answer, or lets nobody in, is named without its password', async () => {
  const said = [await saidOf({ DATABASE_URL: 'postgres://u:secret@localhost:1/x' })];
  if (inject('postgres')) {
    said.push(await saidOf({ DATABASE_URL: `${inject('postgres')}/not_there` }));
    said.push(
      await saidOf({ DATABASE_URL: `${inject('postgres')}/postgres`.replace(':postgres@', ':secret@') }),
    );
  }
  for (const line of said) {
    expect(line).toMatch(/^The database of DATABASE_URL cannot be used \(.+\)$/);
    expect(line).not.toContain('secret');
  }
});

test('a fault of ours is no stumble', () => {
  expect(whyNotStarted(new TypeError('x is not a function'), { DATA_DIR: '.' })).toBeUndefined();
});

test('a port that is taken, and a place that is not ours, are named before the start', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as AddressInfo;
  expect(await whyNotListening({ HOST: '127.0.0.1', PORT: port })).toMatch(
    new RegExp(`^PORT is wrong: ${port} is taken`),
  );
  expect(await whyNotListening({ HOST: '192.0.2.1', PORT: 0 })).toMatch(
    /^HOST or PORT is wrong: 192\.0\.2\.1:0/,
  );
  await new Promise((done) => other.close(done));
  expect(await whyNotListening({ HOST: '127.0.0.1', PORT: port })).toBeUndefined();
});
