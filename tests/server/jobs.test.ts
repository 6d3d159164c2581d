import { expect, test } from 'vitest';
import { scheduleJob } from '../../src/lib/server/jobs/scheduling.ts';
import { claimJob } from '../../src/lib/server/jobs/working.ts';
import { onBothDatabases } from '../harness.ts';

onBothDatabases('jobs', (world) => {
  test('a job is claimed once, however many ask', async () => {
    const { now } = world;
    await world.write((tx) => scheduleJob(tx, { kind: 'sweep', runAt: now }, now));
    const claims = await Promise.all(
      ['a', 'b', 'c'].map((name) => world.write((tx) => claimJob(tx, name, now))),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  test('a job whose time has not come is left alone', async () => {
    const { now } = world;
    await world.write((tx) => scheduleJob(tx, { kind: 'sweep', runAt: now + 1 }, now));
    expect(await world.write((tx) => claimJob(tx, 'a', now))).toBeNull();
  });

  test('a job claimed by a process that died is taken up after the lease', async () => {
    const { now } = world;
    await world.write((tx) => scheduleJob(tx, { kind: 'sweep', runAt: now }, now));
    await world.write((tx) => claimJob(tx, 'a', now));
    expect(await world.write((tx) => claimJob(tx, 'b', now + 60_000))).toBeNull();
    expect(await world.write((tx) => claimJob(tx, 'b', now + 6 * 60_000))).toMatchObject({ attempts: 2 });
  });

  test('the same key keeps one job and moves it', async () => {
    const { now } = world;
    await world.write((tx) => scheduleJob(tx, { kind: 'sweep', runAt: now, key: 'k' }, now));
    await world.write((tx) => scheduleJob(tx, { kind: 'sweep', runAt: now + 5, key: 'k' }, now));
    const rows = await world.read((read) => read.selectFrom('jobs').select('run_at').execute());
    expect(rows).toEqual([{ run_at: now + 5 }]);
  });
});
