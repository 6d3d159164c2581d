import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptDrawing, sweepDrawings } from '../../src/lib/server/sharing/keeping.ts';

let dataDir = '';
beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'muster-shared-'))));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const files = () =>
  readdirSync(join(dataDir, 'shared'), { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );

test('however many ask at once, it is drawn once', async () => {
  let drawn = 0;
  const draw = async () => {
    await new Promise((done) => setTimeout(done, 20));
    return new Uint8Array([++drawn]);
  };
  const all = await Promise.all(Array.from({ length: 10 }, () => keptDrawing(dataDir, ['same'], draw)));
  expect(drawn).toBe(1);
  expect(all.every(([first]) => first === 1)).toBe(true);
  await keptDrawing(dataDir, ['other'], draw);
  expect(drawn).toBe(2);
});

test('a drawing that failed is tried again', async () => {
  const fail = () => Promise.reject(new Error('full'));
  await expect(keptDrawing(dataDir, ['x'], fail)).rejects.toThrow('full');
  expect(await keptDrawing(dataDir, ['x'], async () => new Uint8Array([1]))).toEqual(new Uint8Array([1]));
});

test('what was drawn a month ago is removed, what is younger stays', async () => {
  const now = Date.now();
  for (const name of ['old', 'young']) await keptDrawing(dataDir, [name], async () => new Uint8Array([1]));
  const [one] = files();
  const before = (now - 31 * 24 * 3600_000) / 1000;
  utimesSync(join(one!.parentPath, one!.name), before, before);
  expect(await sweepDrawings(dataDir, now)).toBe(1);
  expect(files()).toHaveLength(1);
  expect(await sweepDrawings(join(dataDir, 'nowhere'), now)).toBe(0);
});
