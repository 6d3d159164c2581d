import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chosenPair,
  compareTexts,
  pairPictures,
  revisionNumber,
  type Change,
} from '../../src/lib/domain/comparing.ts';

const without = (kind: Change['kind'], changes: Change[]) =>
  changes
    .filter((change) => change.kind !== kind)
    .map(({ text }) => text)
    .join('');
const signs = { same: '', removed: '-', added: '+' };
const shown = (from: string, to: string) =>
  compareTexts(from, to).map(({ kind, text }) => `${signs[kind]}${text}`);

describe('two texts compared', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(fc.constantFrom('the', 'hem', ' ', '\n\n', '. ', '袖長', '加長', '三', '公分', '，'), {
        maxLength: 80,
      })
      .map((parts) => parts.join('')),
  );

  test('give the later text where they are applied to the earlier one', () => {
    fc.assert(
      fc.property(text, text, (from, to) => {
        const changes = compareTexts(from, to);
        expect(without('added', changes)).toBe(from);
        expect(without('removed', changes)).toBe(to);
        expect(changes.every((change) => change.text !== '')).toBe(true);
        // No two of a kind in a row, and what is removed stands before what is added in its place.
        changes.slice(1).forEach(({ kind }, i) => {
          expect(kind).not.toBe(changes[i]!.kind);
          if (kind === 'removed') expect(changes[i]!.kind).toBe('same');
        });
      }),
      { numRuns: 500 },
    );
  });

  test('give no change where they are equal', () => {
    fc.assert(
      fc.property(text, (same) => {
        expect(compareTexts(same, same)).toEqual(same ? [{ kind: 'same', text: same }] : []);
      }),
    );
  });

  test('differ in no more than was changed', () => {
    const words = fc.array(fc.constantFrom('back', 'hem', 'cloth', 'rain', 'gusset'), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, fc.nat(), (list, at) => {
        const place = at % (list.length + 1);
        const longer = [...list.slice(0, place), 'zipper', ...list.slice(place)].join(' ');
        const changes = compareTexts(list.join(' '), longer);
        expect(changes.filter(({ kind }) => kind === 'removed')).toEqual([]);
        expect(changes.filter(({ kind }) => kind === 'added')).toHaveLength(1);
      }),
    );
  });

  test.each([
    ['a word', 'The back is long.', 'The back is longer.', ['The back is ', '-long', '+longer', '.']],
    [
      'words in a row as one',
      'cut for the quick fox',
      'cut for a slow fox',
      ['cut for ', '-the quick', '+a slow', ' fox'],
    ],
    [
      'Chinese by its words',
      '門把改為紅色，放在左邊。',
      '門把改為綠色，放在左邊。',
      ['門把改為', '-紅色', '+綠色', '，放在左邊。'],
    ],
    [
      'what is the same by chance as exchanged',
      '下面留白，花在上門',
      '晚上不用開燈，光從門縫出來',
      ['-下面留白，花在上門', '+晚上不用開燈，光從門縫出來'],
    ],
    ['two insertions as they are', 'b c', 'aaaa b dddd c', ['+aaaa ', 'b', '+ dddd', ' c']],
    ['a paragraph more', 'One.', 'One.\n\nTwo.', ['One.', '+\n\nTwo.']],
    ['all of it', 'One', '二', ['-One', '+二']],
    ['nothing before', '', 'One', ['+One']],
    ['nothing after', 'One', '', ['-One']],
  ])('show %s', (_, from, to, changes) => {
    expect(shown(from, to)).toEqual(changes);
  });

  test('hold at 10,000 words, whether few or all of them changed', () => {
    const long = Array.from({ length: 10_000 }, (_, i) => `word${(i * 7919) % 1000}${i % 50 ? '' : '\n\n'}`);
    const cases = [
      long.map((word, i) => (i % 97 ? word : 'other')),
      long.map((word, i) => (i % 3 ? word : word.replace(/^\w+/, `other${i}`))),
      long.map((_, i) => `unlike${i}`),
      [...long].reverse(),
      [],
    ];
    for (const other of cases) {
      const changes = compareTexts(long.join(' '), other.join(' '));
      expect(without('added', changes)).toBe(long.join(' '));
      expect(without('removed', changes)).toBe(other.join(' '));
    }
    // Beyond the bound it still finds the words within their paragraphs.
    expect(
      compareTexts(long.join(' '), cases[1]!.join(' ')).filter(({ kind }) => kind === 'same').length,
    ).toBeGreaterThan(1000);
  });
});

describe('the pictures of two revisions', () => {
  const picture = (id: string, alt = id) => ({ picture: { id }, alt });
  const pairs = (from: string[], to: string[]) =>
    pairPictures(
      from.map((id) => picture(id)),
      to.map((id) => picture(id)),
    ).map(
      ({ kind, from: a, to: b }) =>
        `${kind} ${a ? `${a.picture.id}${a.place}` : '-'} ${b ? `${b.picture.id}${b.place}` : '-'}`,
    );

  test.each([
    ['the same', ['a', 'b'], ['a', 'b'], ['same a1 a1', 'same b2 b2']],
    ['moved', ['a', 'b'], ['b', 'a'], ['same b2 b1', 'same a1 a2']],
    ['another in its place', ['a', 'b'], ['a', 'c'], ['same a1 a1', 'changed b2 c2']],
    ['one more', ['a'], ['a', 'b'], ['same a1 a1', 'added - b2']],
    ['one less', ['a', 'b', 'c'], ['a', 'c'], ['same a1 a1', 'same c3 c2', 'removed b2 -']],
    ['one put before', ['a'], ['b', 'a'], ['added - b1', 'same a1 a2']],
    ['the same one twice', ['a', 'a'], ['a'], ['same a1 a1', 'removed a2 -']],
    ['none before', [], ['a'], ['added - a1']],
  ])('%s', (_, from, to, expected) => {
    expect(pairs(from, to)).toEqual(expected);
  });

  test('are each shown once', () => {
    const ids = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 8 });
    fc.assert(
      fc.property(ids, ids, (from, to) => {
        const found = pairPictures(
          from.map((id) => picture(id)),
          to.map((id) => picture(id)),
        );
        expect(found.flatMap((pair) => pair.to?.place ?? [])).toEqual(to.map((_, i) => i + 1));
        expect(found.flatMap((pair) => pair.from?.place ?? []).sort()).toEqual(from.map((_, i) => i + 1));
      }),
    );
  });

  test('tell how a description changed', () => {
    const [pair] = pairPictures([picture('a', 'A red lever')], [picture('a', 'A green lever')]);
    expect(pair!.alt).toEqual(compareTexts('A red lever', 'A green lever'));
    expect(pairPictures([picture('a')], [picture('a')])[0]!.alt).toBeNull();
  });
});

describe('which two', () => {
  const choose = (from: string | null, to: string | null, there = [4, 3, 1]) =>
    chosenPair(there, { from, to });

  test.each(['', '0', '-1', '1.5', '1e0', '01', ' 1', 'x', '9999999999', '１'])(
    '“%s” is no number of a revision',
    (text) => {
      expect(revisionNumber(text)).toBeUndefined();
      expect(choose(text, '1')).toBeUndefined();
      expect(choose('1', text)).toBeUndefined();
    },
  );
  test('as asked, the earlier one first', () => {
    expect(choose('1', '4')).toEqual({ from: 1, to: 4 });
    expect(choose('4', '1')).toEqual({ from: 1, to: 4 });
    expect(choose('3', '3')).toEqual({ from: 3, to: 3 });
  });
  test('left out, the last and the one before it', () => {
    expect(choose(null, null)).toEqual({ from: 3, to: 4 });
    expect(choose(null, '3')).toEqual({ from: 1, to: 3 });
    expect(choose('1', null)).toEqual({ from: 1, to: 4 });
    expect(choose(null, null, [1])).toEqual({ from: 1, to: 1 });
  });
  test('none that is not there', () => {
    expect(choose('1', '2')).toBeUndefined();
    expect(choose('2', '4')).toBeUndefined();
    expect(choose(null, null, [])).toBeUndefined();
  });
});
