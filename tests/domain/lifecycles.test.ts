import { describe, expect, test } from 'vitest';
import {
  campaignLifecycle,
  challengeLifecycle,
  draftLifecycle,
  mayBecome,
  preorderLifecycle,
  statesBefore,
  type Lifecycle,
} from '../../src/lib/domain/lifecycles.ts';

// The pictures of the design, written again by hand: whoever changes a table must change its picture here as well.
const pictures: [string, Lifecycle<string>, string[]][] = [
  [
    'challenge',
    challengeLifecycle,
    [
      'preparing > collecting',
      'collecting > voting',
      'voting > deciding',
      'deciding > decided',
      'deciding > voting',
      'preparing > cancelled',
      'collecting > cancelled',
      'voting > cancelled',
      'deciding > cancelled',
    ],
  ],
  ['draft', draftLifecycle, ['editing > submitted', 'submitted > won', 'submitted > not chosen']],
  [
    'campaign',
    campaignLifecycle,
    [
      'preparing > live',
      'preparing > cancelled',
      'live > succeeded',
      'live > failed',
      'live > cancelled',
      'succeeded > producing',
      'producing > shipping',
      'shipping > delivered',
    ],
  ],
  [
    'preorder',
    preorderLifecycle,
    [
      'placed > authorised',
      'placed > charged',
      'placed > cancelled',
      'placed > released',
      'placed > dropped',
      'authorised > charged',
      'authorised > charge failed',
      'authorised > cancelled',
      'authorised > released',
      'charge failed > authorised',
      'charge failed > dropped',
      'dropped > charged',
      'charged > shipped',
      'charged > refunded',
      'shipped > received',
      'shipped > refunded',
      'received > refunded',
    ],
  ],
];

describe.each(pictures)('the life of a %s', (_name, lifecycle, steps) => {
  const states = Object.keys(lifecycle);
  const pairs = states.flatMap((from) => states.map((to) => [from, to] as const));

  test.each(pairs)('%s > %s', (from, to) => {
    expect(mayBecome(lifecycle, from, to)).toBe(steps.includes(`${from} > ${to}`));
  });

  test('the states before one are those that lead to it', () => {
    for (const to of states) {
      expect(statesBefore(lifecycle, to).sort()).toEqual(
        steps
          .filter((step) => step.endsWith(`> ${to}`))
          .map((step) => step.split(' > ')[0])
          .sort(),
      );
    }
  });

  test('every state can be reached from the first', () => {
    const reached = new Set([states[0]!]);
    for (const state of reached) for (const next of lifecycle[state]!) reached.add(next);
    expect([...reached].sort()).toEqual([...states].sort());
  });
});
