import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDisposableDomain } from '../../src/lib/server/quarantine/disposable.ts';
import type { TracedBallot } from '../../src/lib/domain/stuffing/ballots.ts';
import { surprise } from '../../src/lib/domain/stuffing/chance.ts';
import {
  alikeDelays,
  crowdedWithin,
  evenlySpaced,
  readByMachine,
} from '../../src/lib/domain/stuffing/rhythms.ts';
import { suspectsAmong } from '../../src/lib/domain/stuffing/suspecting.ts';
import { Chance } from '../simulation/chance.ts';
import { simulate } from '../simulation/simulating.ts';

test('10,000 scripted accounts against 2,000 honest ones: 95 % flagged, less than 0.1 % of the honest', () => {
  const { scripted, honest, kinds } = simulate(7, isDisposableDomain);
  expect([scripted.count, honest.count]).toEqual([10_000, 2_000]);
  expect(scripted.flagged).toBeGreaterThanOrEqual(9_500);
  expect(honest.flagged).toBeLessThan(2);
  for (const [kind, { flagged, count }] of kinds) {
    // What nothing here can tell from people is not hidden behind the sum.
    if (kind.startsWith('8')) expect(flagged / count).toBeLessThan(0.05);
    else if (/^\d/.test(kind)) expect(flagged / count, kind).toBeGreaterThan(0.75);
  }
});

test('where nobody attacks nobody is suspected, on a new site neither', () => {
  expect(simulate(8, isDisposableDomain, { attacked: false }).honest.flagged).toBe(0);
  expect(simulate(8, isDisposableDomain, { attacked: false, newSite: true }).honest.flagged).toBe(0);
});

const at = Date.UTC(2026, 5, 1);
const ballot = (id: number, part: Partial<TracedBallot> = {}): TracedBallot => ({
  id: String(id),
  network: `n${id}`,
  address: `a${id}`,
  program: 'p',
  joinedAt: at,
  confirmedAt: at + 60_000 + 7_919 * id * id,
  castAt: at + 200_000 + 104_729 * id * id,
  content: 'x',
  challenges: 1,
  commented: false,
  followed: false,
  preordered: false,
  mail: { kind: 'ordinary', mailbox: `m${id}`, domain: 'gmail.com', isShared: true, stem: '', shape: 'ad' },
  ...part,
});
const oneMailbox = (count: number, part: Partial<TracedBallot> = {}) =>
  Array.from({ length: count }, (_, i) =>
    ballot(i, {
      joinedAt: at + i,
      mail: { kind: 'alias', mailbox: 'm', domain: 'gmail.com', isShared: true, stem: '', shape: 'a' },
      ...part,
    }),
  );

test('a mailbox is one person: two may be a household, of three the later ones are not', () => {
  const found = (count: number) => suspectsAmong(oneMailbox(count)).map(({ id }) => id);
  expect(found(2)).toEqual([]);
  expect(found(3)).toEqual(['1', '2']);
  expect(found(6)).toEqual(['0', '1', '2', '3', '4', '5']);
  expect(suspectsAmong(oneMailbox(3))[0]!.reasons).toContain('one-mailbox');
});

test('what an account did elsewhere speaks for it', () => {
  expect(suspectsAmong(oneMailbox(3, { preordered: true }))).toEqual([]);
  expect(suspectsAmong(oneMailbox(3, { challenges: 4 }))).toEqual([]);
  expect(suspectsAmong(oneMailbox(3, { followed: true }))).toHaveLength(2);
});

test('nothing known of any is nothing against any', () => {
  const blank = { network: '', address: '', program: '' };
  const mail = { kind: 'ordinary', mailbox: '', domain: '', isShared: true, stem: '', shape: '' } as const;
  expect(suspectsAmong(Array.from({ length: 500 }, (_, i) => ballot(i, { ...blank, mail })))).toEqual([]);
  expect(suspectsAmong([])).toEqual([]);
});

test('delays of people spread, those of scripts do not', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
      const chance = new Chance(seed);
      const people = Array.from({ length: 300 }, () => chance.human(90_000, 1));
      const script = Array.from({ length: 40 }, () => chance.between(30_000, 45_000));
      expect(alikeDelays(people)).toEqual([]);
      expect(alikeDelays(script)).toHaveLength(40);
      // Among people only those are meant who keep its pace.
      const mixed = alikeDelays([...people.slice(0, 20), ...script]);
      expect(mixed.length).toBeGreaterThanOrEqual(40);
      expect(mixed.length).toBeLessThan(50);
    }),
    { numRuns: 50 },
  );
});

test('people come by chance, a timer at even distances', () => {
  const chance = new Chance(3);
  let [person, timer] = [0, 0];
  const people = Array.from({ length: 400 }, () => (person += chance.waiting(60_000)));
  const ticks = Array.from({ length: 40 }, () => (timer += chance.between(50_000, 70_000)));
  expect(evenlySpaced(people)).toEqual([]);
  expect(evenlySpaced(ticks)).toHaveLength(40);
  expect(evenlySpaced(ticks.slice(0, 7))).toEqual([]);
});

test('letters that are opened at once, all of them, are opened by a machine', () => {
  expect(readByMachine(Array.from({ length: 10 }, () => 6_000))).toHaveLength(10);
  expect(readByMachine([6_000, ...Array.from({ length: 15 }, () => 60_000)])).toEqual([]);
});

test('a crowd is counted in any window, wherever it begins', () => {
  expect(crowdedWithin([0, 5, 9, 30, 31], 10, 3).sort()).toEqual([0, 1, 2]);
  expect(crowdedWithin([0, 5, 9], 8, 3)).toEqual([]);
});

test('surprise is never more than the true chance allows', () => {
  expect(surprise(10, 10, 0.5)).toBeCloseTo(10 * Math.LN2);
  expect(surprise(5, 10, 0.5)).toBe(0);
});

test('a subdomain of a throw-away domain is one too', () => {
  expect(isDisposableDomain('mailinator.com')).toBe(true);
  expect(isDisposableDomain('x.mailinator.com')).toBe(true);
  expect(isDisposableDomain('gmail.com')).toBe(false);
  expect(isDisposableDomain('com')).toBe(false);
});
