import fc from 'fast-check';
import { expect, test } from 'vitest';
import { proposeFinalists, shortlistReasonNeeded, tallyMark } from '../../src/lib/domain/shortlisting.ts';

const tally = (picks: number[]) => picks.map((picks, i) => ({ draft: 'abcdefgh'[i]!, picks }));
const enough = { quorum: 0, ballots: 9 };

test.each([
  { picks: [9, 7, 5, 2], chosen: 'ab', needed: null },
  { picks: [9, 7, 5, 2], chosen: 'abc', needed: null },
  { picks: [9, 7, 5, 2], chosen: 'ac', needed: 'departs' },
  { picks: [9, 5, 5, 2], chosen: 'ab', needed: 'tie-broken' },
  { picks: [9, 5, 5, 2], chosen: 'abc', needed: null },
  { picks: [9, 0, 0], chosen: 'ab', needed: 'departs' },
])('of $picks the shortlist $chosen needs the reason $needed', ({ picks, chosen, needed }) => {
  expect(shortlistReasonNeeded(tally(picks), [...chosen], enough)).toBe(needed);
});

test('below the quorum every shortlist needs a reason', () => {
  expect(shortlistReasonNeeded(tally([9, 7]), ['a', 'b'], { quorum: 10, ballots: 9 })).toBe(
    'quorum-not-reached',
  );
});

test('the drafts with the most picks are a shortlist of their length without a reason, wherever no tie is cut', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 8 }),
      (picks) => {
        const counted = tally(picks);
        const best = [...counted].sort((a, b) => b.picks - a.picks).map(({ draft }) => draft);
        for (let size = 1; size <= best.length; size++) {
          const chosen = best.slice(0, size);
          expect(shortlistReasonNeeded(counted, chosen, enough)).toBe(null);
          expect(proposeFinalists(counted, { size, ...enough }).winners).toEqual(chosen);
        }
      },
    ),
  );
});

test('the mark of a tally tells every change in it, and not its order', () => {
  const [a, b] = tally([3, 2]);
  expect(tallyMark([a!, b!])).toBe(tallyMark([b!, a!]));
  expect(tallyMark([a!, b!])).not.toBe(tallyMark([a!, { ...b!, picks: 3 }]));
  expect(tallyMark([a!, b!])).not.toBe(tallyMark([a!, { ...b!, disqualified: true }]));
});
