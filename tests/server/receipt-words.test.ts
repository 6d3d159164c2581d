import { expect, test } from 'vitest';
import { wordsOf } from '../../src/routes/challenges/[id]/receipt/saying.server.ts';
import { fridge } from '../making.ts';

const titles = new Map([
  ['a', 'Roll-top'],
  ['b', 'Net'],
  ['c', 'Brick'],
]);
const said = (entry: object, spec: string | null = null) => wordsOf(JSON.stringify(entry), { titles, spec });

test.each([
  [{ entry: 'cast', picks: ['b', 'a'] }, ['Net', 'Roll-top']],
  [{ entry: 'cast', none: true }, ['None of these']],
  [{ entry: 'changed', approvals: ['c'] }, ['Brick']],
  [{ entry: 'cast', picks: ['gone'] }, ['A draft that is no longer shown']],
  [{ entry: 'cast', duel: ['b', 'a'] }, ['Net over Roll-top']],
  [{ entry: 'changed', passed: ['a', 'c'] }, ['Passed: Roll-top, Brick']],
  [
    { entry: 'cast', scores: { a: 2, b: 5 }, wouldBuy: ['b', 'c'] },
    ['Net: 5 of 5, would buy it', 'Roll-top: 2 of 5', 'Brick: no score, would buy it'],
  ],
  [{ entry: 'withdrawn' }, ['Withdrawn: nothing of this ballot counts any more.']],
  [{ entry: 'set-aside' }, []],
])('%j says what it says', (entry, lines) => {
  expect(said(entry)).toEqual({ ordered: false, lines });
});

test('a ranking keeps its order, equals in one place', () => {
  expect(said({ entry: 'cast', ranking: [['c'], ['a', 'b'], ['none']] })).toEqual({
    ordered: true,
    lines: ['Brick', 'Roll-top, Net', 'None of these'],
  });
});

test('choices are named by part', () => {
  const choices = Object.fromEntries(fridge.parts.map(({ id, choices: all }) => [id, all[0]!.id]));
  expect(said({ entry: 'cast', choices }, JSON.stringify(fridge)).lines).toEqual(
    fridge.parts.map(({ name, choices: all }) => `${name}: ${all[0]!.name}`),
  );
});
