import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  dateProblems,
  datesWhenOpened,
  reminderAt,
  shortestVoting,
} from '../../src/lib/domain/scheduling.ts';

const hour = 3600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 10, 22, 12);

describe('the dates of a challenge', () => {
  test.each([
    [null, 1, 2, {}],
    [1, 2, 3, {}],
    [-5, 1, 2, {}],
    [null, null, null, { votingOpensAt: 'missing', votingClosesAt: 'missing' }],
    [null, -1, 2, { votingOpensAt: 'in-the-past' }],
    [null, 0, 2, { votingOpensAt: 'in-the-past' }],
    [3, 2, 4, { votingOpensAt: 'voting-before-collecting' }],
    [2, 2, 4, { votingOpensAt: 'voting-before-collecting' }],
    [null, 2, 2, { votingClosesAt: 'closes-before-opening' }],
    [null, 2, 1, { votingClosesAt: 'closes-before-opening' }],
    [null, 2, 2.01, { votingClosesAt: 'voting-too-short' }],
    [null, 2, 2 + 1 / 24, {}],
    [null, 2, 400, { votingClosesAt: 'voting-too-long' }],
    [null, null, -1, { votingOpensAt: 'missing', votingClosesAt: 'in-the-past' }],
    [null, -400, 2, { votingOpensAt: 'in-the-past' }],
    [null, -2, -1, { votingOpensAt: 'in-the-past', votingClosesAt: 'in-the-past' }],
    [null, 1, null, { votingClosesAt: 'missing' }],
  ])('collecting in %s days, voting in %s to %s', (collecting, opens, closes, problems) => {
    const at = (days: number | null) => (days === null ? null : now + days * day);
    expect(
      dateProblems(
        { collectingOpensAt: at(collecting), votingOpensAt: at(opens), votingClosesAt: at(closes) },
        now,
      ),
    ).toEqual(problems);
  });
});

describe('the dates when voting really opens', () => {
  const planned = { votingOpensAt: now, votingClosesAt: now + 3 * day };
  test('stand when the job is a little late', () => {
    expect(datesWhenOpened(planned, now + 2000)).toEqual(planned);
    const short = { votingOpensAt: now, votingClosesAt: now + hour };
    expect(datesWhenOpened(short, now + 2000)).toEqual(short);
  });
  test('begin now when it is opened early, or late', () => {
    expect(datesWhenOpened(planned, now - day)).toEqual({ ...planned, votingOpensAt: now - day });
    expect(datesWhenOpened(planned, now + day)).toEqual({ ...planned, votingOpensAt: now + day });
  });
  test('end later when the close has passed or is about to', () => {
    for (const late of [3 * day, 4 * day, 3 * day - 60_000]) {
      expect(datesWhenOpened(planned, now + late).votingClosesAt).toBe(now + late + 3 * day);
    }
    expect(datesWhenOpened(planned, now + 3 * day - hour).votingClosesAt).toBe(planned.votingClosesAt);
  });
  test('always leave time to vote', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: 1, max: 1000 }),
        (late, length) => {
          const dates = datesWhenOpened(
            { votingOpensAt: now, votingClosesAt: now + length * hour },
            now + late * hour,
          );
          expect(dates.votingClosesAt - dates.votingOpensAt).toBeGreaterThanOrEqual(shortestVoting / 2);
          expect(dates.votingOpensAt).toBeLessThanOrEqual(now + late * hour);
        },
      ),
    );
  });
});

test('voters are reminded 48 hours before the close, unless voting is hardly longer', () => {
  expect(reminderAt(now, now + 7 * day)).toBe(now + 5 * day);
  expect(reminderAt(now, now + 2 * day)).toBeNull();
  expect(reminderAt(now, now + 2 * day + hour)).toBeNull();
  expect(reminderAt(now, now + 3 * day)).toBe(now + day);
});
