import { describe, expect, test } from 'vitest';
import { plainCode, printedCode, readAddresses } from '../../src/lib/domain/eligible.ts';

describe('a list of addresses', () => {
  test('is read as people paste it: a column, a heading, names, quotes, twice the same', () => {
    const text =
      '\uFEFFName,E-mail\r\n"Lin, Mei",Mei@Example.org\n\nmei@example.org\n"wu@example.org"\nAnn <ann@example.org>\n';
    expect(readAddresses(text)).toEqual({
      addresses: ['mei@example.org', 'wu@example.org', 'ann@example.org'],
      wrong: [],
    });
  });

  test('names each line that holds none', () => {
    expect(readAddresses('a@example.org\nnobody\nx@y\n').wrong).toEqual([
      { line: 2, text: 'nobody' },
      { line: 3, text: 'x@y' },
    ]);
    expect(readAddresses('wrong@\n').wrong).toEqual([{ line: 1, text: 'wrong@' }]);
  });
});

test('a code is the same however it is typed', () => {
  expect(plainCode('ab1o-i2l3 ＵＶ')).toBe('AB1012 13VV'.replace(' ', ''));
  expect(printedCode('ABCD1234WXYZ')).toBe('ABCD-1234-WXYZ');
  expect(plainCode(printedCode('ABCD1234WXYZ'))).toBe('ABCD1234WXYZ');
});
