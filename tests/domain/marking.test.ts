import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  namedOn,
  plainMarks,
  voteOf,
  whyNoBallot,
  type MarkedBallot,
  type Marks,
} from '../../src/lib/domain/marking.ts';
import { canonicalJson } from '../../src/lib/domain/sealing.ts';

const drafts = new Set(['a', 'b', 'c']);
const on = (method: MarkedBallot['method'], none = false): MarkedBallot => ({ method, drafts, none });

describe('a ballot', () => {
  test.each<[string, Marks, MarkedBallot]>([
    ['with one score', { scores: { a: 0 } }, on('score')],
    [
      'with all scores and what would be bought',
      { scores: { a: 5, b: 0, c: 3 }, wouldBuy: ['a'] },
      on('score'),
    ],
    ['that would buy what it did not score', { scores: {}, wouldBuy: ['a'] }, on('score')],
    ['that ranks one', { ranking: [['b']] }, on('schulze')],
    ['that ranks all as equals', { ranking: [['c', 'a', 'b']] }, on('irv')],
    ['with ties in the midst', { ranking: [['c'], ['a', 'b']] }, on('stv')],
    ['that puts none of these above a draft', { ranking: [['a'], ['none'], ['b']] }, on('schulze', true)],
    ['of none of these alone', { ranking: [['none']] }, on('stv', true)],
    ['with an empty group', { ranking: [['a'], [], ['b']] }, on('schulze')],
    ['that approves', { approvals: ['c', 'a'] }, on('equal-shares')],
  ])('%s stands', (_, marks, ballot) => expect(whyNoBallot(marks, ballot)).toBeNull());

  test.each<[string, Marks, MarkedBallot, string]>([
    ['a score of 6', { scores: { a: 6 } }, on('score'), 'mark-impossible'],
    ['a score below 0', { scores: { a: -1 } }, on('score'), 'mark-impossible'],
    ['half a score', { scores: { a: 2.5 } }, on('score'), 'mark-impossible'],
    ['a score that is no number', { scores: { a: NaN } }, on('score'), 'mark-impossible'],
    ['a score of what is not there', { scores: { d: 3 } }, on('score'), 'draft-not-in-challenge'],
    ['a score of none of these', { scores: { none: 3 } }, on('score'), 'draft-not-in-challenge'],
    [
      'to buy what is not there',
      { scores: { a: 1 }, wouldBuy: ['d'] },
      on('score'),
      'draft-not-in-challenge',
    ],
    ['to buy the same twice', { scores: { a: 1 }, wouldBuy: ['a', 'a'] }, on('score'), 'named-twice'],
    ['no score', { scores: {} }, on('score'), 'ballot-empty'],
    ['a draft ranked twice', { ranking: [['a'], ['b', 'a']] }, on('schulze'), 'named-twice'],
    ['a draft twice in one place', { ranking: [['a', 'a']] }, on('schulze'), 'named-twice'],
    ['a rank for what is not there', { ranking: [['d']] }, on('irv'), 'draft-not-in-challenge'],
    ['none of these where it is not offered', { ranking: [['none']] }, on('irv'), 'draft-not-in-challenge'],
    ['an empty ranking', { ranking: [] }, on('stv'), 'ballot-empty'],
    ['empty places alone', { ranking: [[], []] }, on('stv'), 'ballot-empty'],
    ['no approval', { approvals: [] }, on('equal-shares'), 'ballot-empty'],
    ['an approval twice', { approvals: ['a', 'a'] }, on('equal-shares'), 'named-twice'],
    [
      'an approval of none of these',
      { approvals: ['none'] },
      on('equal-shares', true),
      'draft-not-in-challenge',
    ],
    ['a ranking where scores are asked', { ranking: [['a']] }, on('score'), 'ballot-of-other-kind'],
    ['scores where a ranking is asked', { scores: { a: 1 } }, on('stv'), 'ballot-of-other-kind'],
    ['approvals where a ranking is asked', { approvals: ['a'] }, on('irv'), 'ballot-of-other-kind'],
  ])('%s is none', (_, marks, ballot, reason) =>
    expect(whyNoBallot(marks, ballot)).toMatchObject({ refused: true, reason }),
  );
});

test.each<[Marks, Marks]>([
  [{ ranking: [['b', 'a'], [], ['c']] }, { ranking: [['a', 'b'], ['c']] }],
  [{ approvals: ['c', 'a'] }, { approvals: ['a', 'c'] }],
  [{ scores: { b: 1, a: 2 }, wouldBuy: [] }, { scores: { a: 2, b: 1 } }],
  [
    { scores: { a: 2 }, wouldBuy: ['b', 'a'] },
    { scores: { a: 2 }, wouldBuy: ['a', 'b'] },
  ],
])('%j is written %j', (marks, plain) => expect(canonicalJson(plainMarks(marks))).toBe(canonicalJson(plain)));

test('the order within a place, and of approvals, makes no other ballot', () => {
  const groups = fc
    .shuffledSubarray([...'abcdefgh'])
    .chain((ids) =>
      fc.array(fc.nat(3), { minLength: ids.length, maxLength: ids.length }).map((at) => ({ ids, at })),
    );
  fc.assert(
    fc.property(groups, ({ ids, at }) => {
      const ranked = (order: string[]) =>
        [0, 1, 2, 3].map((place) => order.filter((id) => at[ids.indexOf(id)] === place));
      const text = (marks: Marks) => canonicalJson(plainMarks(marks));
      const back = [...ids].reverse();
      expect(text({ ranking: ranked(ids) })).toBe(text({ ranking: ranked(back) }));
      expect(text({ approvals: ids })).toBe(text({ approvals: back }));
      expect(namedOn(plainMarks({ ranking: ranked(ids) })).sort()).toEqual([...ids].sort());
    }),
  );
});

const places = new Map([
  ['a', 0],
  ['c', 1],
  ['none', 2],
]);
test.each<[Marks, unknown]>([
  [{ ranking: [['a', 'b'], ['none'], ['c']] }, { count: 2, ranking: [[0], [2], [1]] }],
  [{ ranking: [['b'], ['c']] }, { count: 2, ranking: [[1]] }],
  [{ ranking: [['b']] }, null],
  [{ approvals: ['b', 'c'] }, { count: 2, approvals: [1] }],
  [{ approvals: ['b'] }, null],
  [{ scores: { a: 4, b: 5 } }, { count: 2, scores: [[0, 4]] }],
  [{ scores: { b: 5 } }, null],
  [{ scores: {}, wouldBuy: ['a'] }, null],
])('what is off the table is passed over: %j counts as %j', (marks, vote) =>
  expect(voteOf(marks, places, 2)).toEqual(vote),
);
