import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawnOrder, entryStanding, type Entry, type EntryStanding } from '../../src/lib/domain/entering.ts';

const entry: Entry = { state: 'editing', challenge: 'collecting', removal: null, review: null, blind: false };

describe('how a draft in an open challenge stands', () => {
  test.each<[string, Partial<Entry>, EntryStanding]>([
    ['begun', {}, 'working'],
    ['handed in for review', { review: 'waiting' }, 'awaiting'],
    ['returned', { review: 'returned' }, 'returned'],
    ['handed in and taken back', { review: 'withdrawn' }, 'working'],
    ['entered blind', { blind: true }, 'blind'],
    ['entered blind, a further revision waiting', { blind: true, review: 'waiting' }, 'awaiting'],
    ['public', { state: 'submitted', review: 'approved' }, 'public'],
    ['public, a further revision waiting', { state: 'submitted', review: 'waiting' }, 'awaiting'],
    [
      'on the ballot, a revision still waiting',
      { state: 'submitted', challenge: 'voting', review: 'waiting' },
      'public',
    ],
    ['never entered before the vote', { challenge: 'voting' }, 'left-out'],
    ['not reviewed before the vote', { challenge: 'voting', review: 'waiting' }, 'left-out'],
    ['won', { state: 'won', challenge: 'decided' }, 'won'],
    ['not chosen', { state: 'not chosen', challenge: 'decided' }, 'not-chosen'],
    ['withdrawn', { state: 'submitted', removal: 'withdrawn' }, 'withdrawn'],
    ['disqualified while blind', { blind: true, removal: 'disqualified' }, 'disqualified'],
  ])('%s', (_, changes, standing) => {
    expect(entryStanding({ ...entry, ...changes })).toBe(standing);
  });
});

describe('the order that a seal draws', () => {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  const ids = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 30 });

  test('holds every draft once, and does not depend on the order they came in', () => {
    fc.assert(
      fc.property(ids, fc.string(), (drafts, seal) => {
        const drawn = drawnOrder(drafts, seal, digest);
        expect([...drawn].sort()).toEqual([...drafts].sort());
        expect(drawnOrder([...drafts].reverse(), seal, digest)).toEqual(drawn);
      }),
    );
  });

  test('puts each of three drafts first about as often', () => {
    const first = new Map<string, number>();
    for (let seal = 0; seal < 900; seal++) {
      const [draft] = drawnOrder(['a', 'b', 'c'], String(seal), digest);
      first.set(draft!, (first.get(draft!) ?? 0) + 1);
    }
    for (const times of first.values()) expect(Math.abs(times - 300)).toBeLessThan(75);
    expect(first.size).toBe(3);
  });
});
