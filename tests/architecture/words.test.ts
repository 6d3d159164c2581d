import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

// The word table of the design, as far as a program can hold it.
test('proposals are never called 提案, and a preorder is never a donation, a pledge or an investment', () => {
  const files = execFileSync('git', ['ls-files', 'src/lib/i18n/messages', 'db/seeds/world'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean);
  expect(files.length).toBeGreaterThan(30);
  const wrong = files.filter((file) => /提案/.test(readFileSync(resolve(root, file), 'utf8')));
  expect(wrong).toEqual([]);
});
