import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { expect, test } from 'vitest';
import { isPublicAddress, networkOf } from '../../src/lib/domain/networks.ts';
import { isRefusal, type Refusal } from '../../src/lib/domain/refusals.ts';
import {
  joiningLimits,
  judgingLimit,
  surgeFrom,
  surgeSpan,
  taskLasts,
  votingLimits,
  withoutWork,
} from '../../src/lib/domain/surging.ts';
import { confirmAgain } from '../../src/lib/server/members/confirming.ts';
import { joinSite } from '../../src/lib/server/members/joining.ts';
import { prepareSite } from '../../src/lib/server/members/preparing.ts';
import { countInSpans, hashedAddress } from '../../src/lib/server/members/spans.ts';
import { enterDoor, isSurging } from '../../src/lib/server/members/surging.ts';
import { newTask, type Task } from '../../src/lib/server/members/tasking.ts';
import { VotingCounts } from '../../src/lib/server/quarantine/limiting.ts';
import { onBothDatabases } from '../harness.ts';
import { makeMember } from '../making.ts';

const reasonOf = (result: unknown) => (isRefusal(result) ? (result as Refusal).reason : result);

test.each([
  ['203.0.113.7', '203.0.113.0/24'],
  ['::ffff:203.0.113.7', '203.0.113.0/24'],
  ['2001:db8:12:34::1', '2001:db8:12::/48'],
  ['2001:DB8:0012::', '2001:db8:12::/48'],
  ['::1', '0:0:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0::/48'],
  ['nonsense', ''],
  ['', ''],
])('%s is in %s', (address, network) => expect(networkOf(address)).toBe(network));

test.each([
  ['203.0.113.7', true],
  ['::ffff:203.0.113.7', true],
  ['172.32.0.1', true],
  ['2001:db8::1', true],
  ['127.0.0.1', false],
  ['::ffff:10.1.2.3', false],
  ['192.168.1.9', false],
  ['172.20.0.1', false],
  ['100.64.0.1', false],
  ['169.254.1.1', false],
  ['::1', false],
  ['fd00::1', false],
  ['fe80::1%eth0', false],
  ['', false],
])('whether %s says where somebody is: %s', (address, is) => expect(isPublicAddress(address)).toBe(is));

onBothDatabases('joining while many join', (world) => {
  const enter = (address: string, more: { work?: string; runsScripts?: boolean } = {}) =>
    world.write((tx) => enterDoor(tx, { address, work: '', runsScripts: true, ...more }, world.now));
  const surges = (address: string) => world.read((read) => isSurging(read, address, world.now));
  const done = async (task: Task) => {
    const solution = await solveChallenge({ challenge: task, deriveKey });
    return JSON.stringify({ challenge: task, solution });
  };
  const task = () => world.read((read) => newTask(read, world.now));
  const surge = async () => {
    await world.write((tx) => prepareSite(tx));
    world.now = Math.ceil(world.now / surgeSpan) * surgeSpan;
    for (let i = 0; i < surgeFrom.network; i++) await enter(`198.51.100.${i}`);
  };

  test('one network surges before the site does, and both calm down', async () => {
    await surge();
    expect(await surges('198.51.100.200')).toBe(true);
    expect(await surges('203.0.113.1')).toBe(false);
    for (let i = 0; i < surgeFrom.site; i++) await enter(`9.9.${i}.1`);
    expect(await surges('203.0.113.1')).toBe(true);
    world.now += 2 * surgeSpan;
    expect(await surges('198.51.100.200')).toBe(false);
    expect(await surges('203.0.113.1')).toBe(false);
  });

  test('then a browser works for it, once for each account', async () => {
    await surge();
    const work = await done(await task());
    expect(reasonOf(await enter('198.51.100.200'))).toBe('proof-missing');
    expect(await enter('198.51.100.200', { work })).toEqual({ letterAt: world.now });
    expect(reasonOf(await enter('198.51.100.200', { work }))).toBe('proof-missing');
    // Elsewhere nobody is asked.
    expect(await enter('203.0.113.1')).toEqual({ letterAt: world.now });
  });

  test('work that is old, easier, another site’s, or none is no work', async () => {
    await surge();
    const one = await task();
    const work = await done(one);
    const { challenge, solution } = JSON.parse(work) as { challenge: Task; solution: { derivedKey: string } };
    const parameters = { ...challenge.parameters };
    for (const wrong of [
      'x',
      'null',
      '{}',
      JSON.stringify({
        challenge,
        solution: { ...solution, derivedKey: solution.derivedKey.replace(/.$/, 'x') },
      }),
      JSON.stringify({
        challenge: { ...challenge, parameters: { ...parameters, keyPrefix: '00' } },
        solution,
      }),
      JSON.stringify({ challenge: { ...challenge, parameters: { ...parameters, cost: 1 } }, solution }),
      JSON.stringify({
        challenge: { ...challenge, parameters: { ...parameters, data: { at: world.now + 1 } } },
        solution,
      }),
      JSON.stringify({ challenge: { ...challenge, signature: 'ab' }, solution }),
      JSON.stringify({ challenge: { parameters }, solution }),
    ])
      expect(reasonOf(await enter('198.51.100.200', { work: wrong })), wrong).toBe('proof-missing');
    expect(await enter('198.51.100.200', { work })).toHaveProperty('letterAt');
    const later = await done(one);
    world.now += taskLasts;
    await surge();
    expect(reasonOf(await enter('198.51.100.200', { work: later }))).toBe('proof-missing');
  });

  test('without scripts a few come in by a letter that comes later, the others are told', async () => {
    await surge();
    const calm = { runsScripts: false };
    for (let i = 0; i < withoutWork.most; i++)
      expect(await enter('198.51.100.7', calm)).toEqual({ letterAt: world.now + withoutWork.letterAfter });
    expect(reasonOf(await enter('198.51.100.7', calm))).toBe('too-many-joining');
  });

  test('a letter that has to wait is not had sooner by asking again', async () => {
    await surge();
    const letterAt = world.now + withoutWork.letterAfter;
    const way = { then: '/', origin: 'https://muster.example' };
    const typed = {
      name: 'Lin',
      email: 'lin@example.com',
      passwordHash: 'x',
      locale: 'en',
      timeZone: '',
    } as const;
    await world.write((tx) => joinSite(tx, { ...typed, ...way, letterAt }, world.now));
    world.now += 60_000;
    await world.write((tx) => confirmAgain(tx, 'lin@example.com', way, world.now));
    const jobs = await world.read((read) =>
      read.selectFrom('jobs').select('run_at').where('kind', '=', 'send-mail').execute(),
    );
    expect(jobs).toEqual([{ run_at: letterAt }, { run_at: letterAt }]);
  });

  test('a room of eighty joins from one address; more than any room holds does not', async () => {
    await world.write((tx) => prepareSite(tx));
    world.now = Math.ceil(world.now / surgeSpan) * surgeSpan;
    const reasons = new Set<unknown>();
    for (let i = 0; i < 80; i++) reasons.add(reasonOf(await enter('192.0.2.1')));
    expect(reasons).not.toContain('too-many-tries');
    await world.write(async (tx) => {
      for (let i = 0; i < joiningLimits.address; i++)
        await countInSpans(tx, [`join:address:${hashedAddress('192.0.2.1')}`], world.now);
    });
    expect(reasonOf(await enter('192.0.2.1'))).toBe('too-many-tries');
    expect(reasonOf(await enter('192.0.2.2'))).not.toBe('too-many-tries');
    const kept = await world.read((read) => read.selectFrom('attempts').select('key').execute());
    expect(JSON.stringify(kept)).not.toContain('192.0.2');
  });

  test('votes are limited by account, whatever the address', async () => {
    const member = await world.write((tx) => makeMember(tx, world.now));
    world.now = Math.ceil(world.now / surgeSpan) * surgeSpan;
    const counts = new VotingCounts();
    const count = (i: number, by = member) => counts.count(by, { address: `9.${i}.9.9` }, world.now);
    for (let i = 0; i < votingLimits.account; i++) expect(count(i)).toBeUndefined();
    expect(reasonOf(count(200))).toBe('too-many-tries');
    const other = await world.write((tx) => makeMember(tx, world.now));
    expect(count(0, other)).toBeUndefined();
    world.now += 2 * surgeSpan;
    expect(count(0)).toBeUndefined();
  });
});

test('pairs are judged one after the other, and a room of people who do is no crowd', () => {
  const counts = new VotingCounts();
  const now = Date.UTC(2026, 5, 1);
  const judge = (id: string, address = '203.0.113.7') =>
    reasonOf(counts.count({ id }, { address, pair: true }, now));
  for (let voter = 0; voter < 40; voter++)
    for (let i = 0; i < 150; i++) expect(judge(`voter ${voter}`)).toBeUndefined();
  for (let i = 150; i < judgingLimit; i++) judge('voter 0');
  expect(judge('voter 0')).toBe('too-many-tries');
  // So many accounts at one address are one after all; whoever has begun goes on.
  for (let voter = 40; voter < votingLimits.address; voter++) expect(judge(`voter ${voter}`)).toBeUndefined();
  expect(judge('one more')).toBe('too-many-tries');
  expect(judge('voter 1')).toBeUndefined();
  expect(judge('one more', '198.51.100.1')).toBeUndefined();
});
