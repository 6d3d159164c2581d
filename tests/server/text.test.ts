import { expect, test } from 'vitest';
import { plainText, renderMarkdown } from '../../src/lib/server/text/rendering.ts';

test.each([
  ['<script>alert(1)</script>', /<script/i],
  ['<img src=x onerror=alert(1)>', /<img/i],
  ['[x](javascript:alert(1))', /href="javascript/i],
  ['[x](data:text/html;base64,xxxx)', /href="data/i],
  ['<a href="javascript:alert(1)">x</a>', /<a href="javascript/i],
  ['![x](https://elsewhere.example/spy.png)', /<img/i],
])('%s is shown as text or dropped', (source, forbidden) => {
  expect(renderMarkdown(source)).not.toMatch(forbidden);
});

test('bold beside Chinese punctuation is bold', () => {
  expect(renderMarkdown('這件**「騎車」**很好')).toContain('<strong>「騎車」</strong>');
});

test('links carry no weight and lead to the web', () => {
  expect(renderMarkdown('[a](https://example.com)')).toBe(
    '<p><a href="https://example.com" rel="nofollow ugc noopener">a</a></p>',
  );
});

test('plain text keeps signs and is cut at a word', () => {
  expect(plainText('**A** & B <c>')).toBe('A & B <c>');
  expect(plainText('word '.repeat(100), 50)).toMatch(/word…$/);
});

test('an empty corner of a table is no heading', () => {
  const html = renderMarkdown('| | S | M |\n|---|---|---|\n| chest | 56 | 59 |');
  expect(html).not.toContain('<th></th>');
  expect(html).toContain('<th>S</th>');
});

test('a table that fills itself up is shown as it was typed', () => {
  const row = (cell: string, columns: number) => `|${`${cell}|`.repeat(columns)}\n`;
  for (const columns of [20, 50, 100, 200, 600]) {
    const body = (row('a', columns) + row('-', columns)).padEnd(4000, '|a\n');
    expect(renderMarkdown(body).length, `${columns} columns`).toBeLessThan(100_000);
  }
  expect(renderMarkdown(row('a', 5) + row('-', 5) + row('b', 5).repeat(50)).match(/<tr>/g)).toHaveLength(51);
});

test('what is nested without end stays short', () => {
  expect(renderMarkdown(`${'>'.repeat(90)}a\n\n`.repeat(40)).length).toBeLessThan(60_000);
  expect(renderMarkdown(Array.from({ length: 8 }, (_, i) => `${'  '.repeat(i)}- a`).join('\n'))).toContain(
    '<ul>\n<li>a</li>\n</ul>',
  );
});
