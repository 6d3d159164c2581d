import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

const textsIn = (...folders: string[]) =>
  execFileSync('git', ['ls-files', ...folders], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
    .map((file) => ({ file, text: readFileSync(resolve(root, file), 'utf8') }));

// The word table of the design, as far as a program can hold it.
test('a draft or a suggestion is never called 提案', () => {
  const files = textsIn('src/lib/i18n/messages', 'db/seeds/world');
  expect(files.length).toBeGreaterThan(30);
  expect(files.filter(({ text }) => /提案/.test(text)).map(({ file }) => file)).toEqual([]);
});

test('the site never calls a preorder a donation, a pledge or an investment', () => {
  const files = textsIn('src/lib/i18n/messages');
  const wrong = /pledg|donat|\binvest|\bbacker|crowdfund|捐款|捐獻|赞助|贊助|投資|投资|募資|众筹|集資/i;
  // To say that it is none is what the pages do.
  const said = (text: string) => text.replace(/never a donation|不是捐款/g, '');
  expect(files.filter(({ text }) => wrong.test(said(text))).map(({ file }) => file)).toEqual([]);
});
