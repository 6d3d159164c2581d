import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'muster-count-'));
const count = (name: string, text: string, ...asked: string[]) => {
  const file = join(folder, name);
  writeFileSync(file, text);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/count.ts', file, ...asked], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

const blt = '3 2\n4 1 2 0\n3 2 0\n2 3 2 0\n0\n"Ada"\n"Bo"\n"Cy"\n"Board"\n';

test('prints one object, with the seats of the file unless others are asked for', () => {
  const { status, stdout } = count('a.blt', blt, '--method', 'stv');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    method: 'stv',
    candidates: ['Ada', 'Bo', 'Cy'],
    winners: ['Ada', 'Bo'],
    quota: 4,
  });
  expect(JSON.parse(count('a.blt', blt, '--method', 'stv', '--seats', '1').stdout)).toMatchObject({
    winners: ['Bo'],
    quota: 5,
  });
});

test.each([
  [
    'a.blt',
    blt.replace('3 2 0', '3 2 2 0'),
    ['--method', 'stv'],
    'Line 3: Candidate 2 stands twice on one ballot.',
  ],
  [
    'a.json',
    '{"candidates": ["a"],\n"ballots": [{"scores": {"a": 6}}]}',
    ['--method', 'score'],
    'Line 2: The score of “a” is 6',
  ],
  [
    'a.blt',
    blt,
    ['--method', 'equal-shares', '--budget', '0'],
    'The budget must be a whole number of units of money, from 1 up.',
  ],
  ['a.blt', blt, ['--method', 'borda'], '--method must be one of picks, score, schulze, irv, stv'],
  ['a.blt', blt, ['--method', 'stv', '--seats', 'two'], '--seats must be a whole number, not “two”.'],
  ['a.blt', blt, [], '--method must be one of'],
  ['a.blt', blt, ['--methods', 'stv'], 'Usage: npm run --silent count'],
])('ends with 2 and says what is wrong: %s %#', (name, text, asked, message) => {
  const { status, stdout, stderr } = count(name, text, ...asked);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('what is nested deep is told by its line, and many names are read at once', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  const { status, stderr } = count(
    'a.json',
    `{"candidates":["a"],"ballots":[{"ranking":${deep}}]}`,
    '--method',
    'irv',
  );
  expect(status).toBe(2);
  expect(stderr).toMatch(/Line 1: An election is not nested so deep\.\n$/);
  expect(stderr).not.toContain('    at ');
});
