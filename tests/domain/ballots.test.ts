import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pickDifference, tallyIsShown, votingIsOpen } from '../../src/lib/domain/ballots.ts';
import type { ChallengeState } from '../../src/lib/domain/lifecycles.ts';

const drafts = fc.array(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e', 'f', 'g'));

describe('what a new list of picks changes', () => {
  test('the difference leads from the one to the other', () => {
    fc.assert(
      fc.property(drafts, drafts, (before, after) => {
        const { added, removed } = pickDifference(before, after);
        const result = new Set([...before.filter((draft) => !removed.includes(draft)), ...added]);
        expect(result).toEqual(new Set(after));
      }),
    );
  });

  test('nothing is both added and removed, or named twice, or changed without need', () => {
    fc.assert(
      fc.property(drafts, drafts, (before, after) => {
        const { added, removed } = pickDifference(before, after);
        expect(new Set([...added, ...removed]).size).toBe(added.length + removed.length);
        expect(added.some((draft) => before.includes(draft))).toBe(false);
        expect(removed.some((draft) => after.includes(draft))).toBe(false);
      }),
    );
  });

  test('the way back is the difference turned round', () => {
    fc.assert(
      fc.property(drafts, drafts, (before, after) => {
        const there = pickDifference(before, after);
        const back = pickDifference(after, before);
        expect(back.added.sort()).toEqual(there.removed.sort());
        expect(back.removed.sort()).toEqual(there.added.sort());
      }),
    );
  });

  test('the same picks in another order change nothing', () => {
    expect(pickDifference(['a', 'b'], ['b', 'a', 'b'])).toEqual({ added: [], removed: [] });
  });
});

const voting = { state: 'voting' as ChallengeState, voting_opens_at: 100, voting_closes_at: 200 };

test.each([
  [99, false],
  [100, true],
  [199, true],
  [200, false],
])('at %i voting is open: %s', (now, open) => {
  expect(votingIsOpen(voting, now)).toBe(open);
});

test.each(['preparing', 'collecting', 'deciding', 'decided', 'cancelled'] as const)(
  'voting is not open while a challenge is %s',
  (state) => expect(votingIsOpen({ ...voting, state }, 150)).toBe(false),
);

test('voting without dates is not open', () => {
  expect(votingIsOpen({ ...voting, voting_opens_at: null }, 150)).toBe(false);
  expect(votingIsOpen({ ...voting, voting_closes_at: null }, 150)).toBe(false);
});

test.each([
  ['preparing', 'live', 150, false],
  ['collecting', 'live', 50, false],
  ['voting', 'live', 150, true],
  ['voting', 'after-close', 150, false],
  ['voting', 'after-close', 199, false],
  ['voting', 'after-close', 200, true],
  ['deciding', 'after-close', 200, true],
  ['decided', 'after-close', 300, true],
  ['cancelled', 'live', 150, false],
  ['cancelled', 'after-close', 300, false],
] as const)('%s with the tally %s at %i: shown is %s', (state, tally_shown, now, shown) => {
  expect(tallyIsShown({ ...voting, state, tally_shown }, now)).toBe(shown);
});
