import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breaksTie, departs, reasonNeeded } from '../../src/lib/domain/deciding.ts';
import { proposeWinners, rankTally, type Counted } from '../../src/lib/domain/tallying.ts';

const tally = (picks: Record<string, number>, disqualified: string[] = []): Counted[] =>
  Object.entries(picks).map(([draft, count]) => ({
    draft,
    picks: count,
    disqualified: disqualified.includes(draft),
  }));
const propose = (
  picks: Record<string, number>,
  seats: number,
  quorum = 0,
  ballots = 100,
  out: string[] = [],
) => proposeWinners(tally(picks, out), { seats, quorum, ballots });

describe('what the rule proposes', () => {
  test('the most picks win', () => {
    expect(propose({ a: 3, b: 9, c: 5 }, 2)).toEqual({
      winners: ['b', 'c'],
      tied: [],
      seatsForTied: 0,
      quorumReached: true,
    });
  });
  test('a tie that fits whole is none', () => {
    expect(propose({ a: 5, b: 5, c: 1 }, 2).winners).toEqual(['a', 'b']);
  });
  test('a tie at the boundary is left open', () => {
    expect(propose({ a: 9, b: 5, c: 5, d: 5 }, 3)).toEqual({
      winners: ['a'],
      tied: ['b', 'c', 'd'],
      seatsForTied: 2,
      quorumReached: true,
    });
    expect(propose({ a: 5, b: 5 }, 1)).toMatchObject({ winners: [], tied: ['a', 'b'], seatsForTied: 1 });
  });
  test('below the quorum nobody', () => {
    expect(propose({ a: 9 }, 1, 10, 9)).toEqual({
      winners: [],
      tied: [],
      seatsForTied: 0,
      quorumReached: false,
    });
    expect(propose({ a: 9 }, 1, 10, 10).winners).toEqual(['a']);
  });
  test('a draft without a pick is not proposed, even where there is room', () => {
    expect(propose({ a: 2, b: 0, c: 0 }, 3)).toMatchObject({ winners: ['a'], tied: [] });
    expect(propose({ a: 0, b: 0 }, 1, 0, 0)).toMatchObject({ winners: [], tied: [], quorumReached: true });
  });
  test('a disqualified draft leaves its place to the next', () => {
    expect(propose({ a: 9, b: 5, c: 1 }, 1, 0, 100, ['a']).winners).toEqual(['b']);
    expect(propose({ a: 5, b: 5 }, 1, 0, 100, ['a'])).toMatchObject({ winners: ['b'], tied: [] });
  });
});

describe('the ranks', () => {
  test('equal picks share one', () => {
    expect(
      rankTally(tally({ a: 1, b: 7, c: 7, d: 0 })).map(({ draft, rank, tied }) => [draft, rank, tied]),
    ).toEqual([
      ['b', 1, true],
      ['c', 1, true],
      ['a', 3, false],
      ['d', 4, false],
    ]);
  });
  test('nothing is no tie', () => {
    expect(rankTally(tally({ a: 0, b: 0 })).map(({ rank, tied }) => [rank, tied])).toEqual([
      [1, false],
      [1, false],
    ]);
  });
  test('a disqualified draft takes none', () => {
    expect(rankTally(tally({ a: 9, b: 7 }, ['a'])).map(({ rank, tied }) => [rank, tied])).toEqual([
      [1, false],
      [1, false],
    ]);
  });
});

const tallies = fc
  .array(fc.record({ picks: fc.nat(6), disqualified: fc.boolean() }), { maxLength: 12 })
  .map((counts) => counts.map((count, i) => ({ draft: `d${i}`, ...count })));

test('whatever the picks, the proposal is just', () => {
  fc.assert(
    fc.property(tallies, fc.integer({ min: 1, max: 6 }), (counted, seats) => {
      const proposal = proposeWinners(counted, { seats, quorum: 0, ballots: 50 });
      const of = (draft: string) => counted.find((one) => one.draft === draft)!;
      const named = [...proposal.winners, ...proposal.tied];
      expect(new Set(named).size).toBe(named.length);
      expect(proposal.winners.length + proposal.seatsForTied).toBeLessThanOrEqual(seats);
      expect(named.every((draft) => of(draft).picks > 0 && !of(draft).disqualified)).toBe(true);
      // Whoever is not named has fewer picks than everybody who is.
      const fewest = Math.min(...named.map((draft) => of(draft).picks));
      for (const one of counted)
        if (!named.includes(one.draft) && !one.disqualified && one.picks > 0)
          expect(one.picks).toBeLessThan(fewest);
      if (proposal.tied.length > 0) {
        expect(new Set(proposal.tied.map((draft) => of(draft).picks)).size).toBe(1);
        expect(proposal.tied.length).toBeGreaterThan(proposal.seatsForTied);
        expect(proposal.winners.length + proposal.seatsForTied).toBe(seats);
      }
      // The order in which the drafts are given changes nothing.
      const turned = proposeWinners([...counted].reverse(), { seats, quorum: 0, ballots: 50 });
      expect(new Set(turned.winners)).toEqual(new Set(proposal.winners));
      expect(new Set(turned.tied)).toEqual(new Set(proposal.tied));
      expect(departs(proposal, [...proposal.winners, ...proposal.tied.slice(0, proposal.seatsForTied)])).toBe(
        false,
      );
    }),
  );
});

describe('a decision', () => {
  const clear = propose({ a: 9, b: 5, c: 1 }, 2);
  const tie = propose({ a: 9, b: 5, c: 5 }, 2);
  const short = propose({ a: 9 }, 1, 10, 9);
  test.each([
    [clear, ['a', 'b'], null],
    [clear, ['b', 'a'], null],
    [clear, ['a'], 'departs'],
    [clear, ['a', 'c'], 'departs'],
    [clear, ['a', 'b', 'c'], 'departs'],
    [clear, [], 'departs'],
    [tie, ['a', 'b'], 'tie-broken'],
    [tie, ['a', 'c'], 'tie-broken'],
    [tie, ['a'], 'departs'],
    [tie, ['a', 'b', 'c'], 'departs'],
    [tie, ['b', 'c'], 'departs'],
    [short, [], 'quorum-not-reached'],
    [short, ['a'], 'quorum-not-reached'],
  ])('%# needs the reason it should', (proposal, chosen, reason) => {
    expect(reasonNeeded(proposal, chosen)).toBe(reason);
  });
  test('departs from an unreached quorum by choosing anybody', () => {
    expect(departs(short, [])).toBe(false);
    expect(departs(short, ['a'])).toBe(true);
  });
  test('breaks a tie only by taking some and leaving others', () => {
    expect(breaksTie(tie, ['a', 'b'])).toBe(true);
    expect(breaksTie(tie, ['a', 'b', 'c'])).toBe(false);
    expect(breaksTie(tie, ['a'])).toBe(false);
    expect(breaksTie(clear, ['a'])).toBe(false);
  });
});
