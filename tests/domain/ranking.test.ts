import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  down,
  drop,
  groupsOf,
  tie,
  up,
  type Places,
} from '../../src/routes/challenges/[id]/ballot/ranking.ts';

const order = ['a', 'b', 'c', 'd'];
const at = (text: string): Places =>
  Object.fromEntries(
    text
      .split('>')
      .filter(Boolean)
      .flatMap((group, i) => [...group].map((id) => [id, i + 1])),
  );
const text = (places: Places) =>
  groupsOf(places, order)
    .map((group) => group.join(''))
    .join('>');

test.each([
  [up, 'a>b>c', 'b', 'b>a>c'],
  [up, 'a>b>c', 'a', 'a>b>c'],
  [up, 'a>bc', 'c', 'a>c>b'],
  [up, 'ab>c', 'b', 'b>a>c'],
  [up, 'a>b', 'd', 'a>b>d'],
  [up, '', 'd', 'd'],
  [down, 'a>b>c', 'a', 'b>a>c'],
  [down, 'a>b>c', 'c', 'a>b'],
  [down, 'ab>c', 'a', 'b>a>c'],
  [down, 'a>bc', 'b', 'a>c>b'],
  [down, 'a', 'b', 'a'],
  [tie, 'a>b>c', 'b', 'ab>c'],
  [tie, 'a>bc', 'c', 'ac>b'],
  [tie, 'a>b', 'a', 'a>b'],
  [tie, 'a>b', 'd', 'a>bd'],
  [tie, '', 'd', ''],
])('%o of %s for %s makes %s', (step, before, id, after) =>
  expect(text(step(at(before), order, id))).toBe(after),
);

test.each([
  ['a>b>c', 'c', { id: 'a', where: 'before' as const }, 'c>a>b'],
  ['a>b>c', 'a', { id: 'b', where: 'after' as const }, 'b>a>c'],
  ['a>b>c', 'c', { id: 'a', where: 'tie' as const }, 'ac>b'],
  ['ab>c', 'a', { id: 'c', where: 'after' as const }, 'b>c>a'],
  ['a>b', 'd', { id: 'a', where: 'before' as const }, 'd>a>b'],
  ['a>b', 'd', { id: 'c', where: 'before' as const }, 'a>b>d'],
  ['a>b', 'a', { id: 'a', where: 'tie' as const }, 'a>b'],
  ['a>b>c', 'b', null, 'a>c'],
])('of %s, %s dropped at %o makes %s', (before, id, onto, after) =>
  expect(text(drop(at(before), order, id, onto))).toBe(after),
);

test('no step loses a draft that is ranked, but the one that is moved, and none stands twice', () => {
  const step = fc.constantFrom(up, down, tie);
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.constantFrom(...order))), (steps) => {
      let places: Places = {};
      for (const [move, id] of steps) {
        const others = groupsOf(places, order)
          .flat()
          .filter((one) => one !== id);
        places = move(places, order, id);
        const after = groupsOf(places, order).flat();
        expect(new Set(after).size).toBe(after.length);
        expect(after).toEqual(expect.arrayContaining(others));
        // Places follow one another without a gap.
        expect([...new Set(Object.values(places))].sort()).toEqual(
          groupsOf(places, order).map((_, i) => i + 1),
        );
      }
    }),
  );
});
