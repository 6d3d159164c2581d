import { expect, test } from 'vitest';
import type { Transaction } from '../../db/schema.ts';
import { keptFor } from '../../src/lib/domain/retaining.ts';
import { recordEvent } from '../../src/lib/server/events/recording.ts';
import { newId } from '../../src/lib/server/ids.ts';
import { pruneJobs } from '../../src/lib/server/jobs/pruning.ts';
import { scheduleJob } from '../../src/lib/server/jobs/scheduling.ts';
import { pruneMails } from '../../src/lib/server/mail/pruning.ts';
import { queueMail } from '../../src/lib/server/mail/queueing.ts';
import { practiceProvider } from '../../src/lib/server/payments/practising.ts';
import { onBothDatabases } from '../harness.ts';
import { makeMember, makePicture } from '../making.ts';
import { workThrough } from '../working.ts';

const letter = { kind: 'test', to: 'fan@example.com', text: 'x', html: 'x' };

const notify = async (tx: Transaction, member: { id: string }, at: number, read: boolean) => {
  const event = await recordEvent(tx, { kind: 'site-changed' }, at);
  await tx
    .insertInto('notifications')
    .values({
      id: newId(at),
      member_id: member.id,
      kind: 'decision',
      event_id: event,
      link: '/',
      created_at: at,
      read_at: read ? at : null,
    })
    .execute();
  if (read) return;
  await tx
    .updateTable('members')
    .set((eb) => ({ unread: eb('unread', '+', 1) }))
    .where('id', '=', member.id)
    .execute();
};

onBothDatabases('pruning', (world) => {
  test('the daily sweep removes what is past its time, keeps what is not, and comes back the next day', async () => {
    const { now } = world;
    const fan = await world.write(async (tx) => {
      await queueMail(tx, { ...letter, subject: 'old' }, now - keptFor.mails - 1);
      await queueMail(tx, { ...letter, subject: 'young' }, now - keptFor.mails);
      const member = await makeMember(tx, now);
      for (const at of [now - keptFor.notifications - 1, now - keptFor.notifications]) {
        await notify(tx, member, at, false);
        await notify(tx, member, at, true);
      }
      await scheduleJob(tx, { kind: 'sweep', runAt: now, key: 'sweep' }, now);
      return member;
    });
    await workThrough(world, practiceProvider(), now);
    const left = await world.read(async (read) => ({
      mails: await read.selectFrom('mails').select('subject').execute(),
      notifications: await read.selectFrom('notifications').select('created_at').execute(),
      unread: await read.selectFrom('members').select('unread').where('id', '=', fan.id).executeTakeFirst(),
      sweep: await read
        .selectFrom('jobs')
        .select(['state', 'run_at'])
        .where('unique_key', '=', 'sweep')
        .executeTakeFirst(),
      events: await read.selectFrom('events').select('id').execute(),
    }));
    expect(left).toMatchObject({
      mails: [{ subject: 'young' }],
      notifications: [
        { created_at: now - keptFor.notifications },
        { created_at: now - keptFor.notifications },
      ],
      unread: { unread: 1 },
      sweep: { state: 'waiting', run_at: now + 24 * 3600_000 },
    });
    expect(left.events).toHaveLength(4);
  });

  test('a sweep that fails at the files has done the rest, and comes back the next day', async () => {
    const { now } = world;
    const removed = await world.write(async (tx) => {
      await queueMail(tx, { ...letter, subject: 'old' }, now - keptFor.mails - 1);
      await scheduleJob(tx, { kind: 'sweep', runAt: now, key: 'sweep' }, now);
      return makePicture(tx, now - 2 * 24 * 3600_000);
    });
    world.dataDir += '\0'; // A folder that there cannot be.
    await workThrough(world, practiceProvider(), now);
    world.dataDir = world.dataDir.slice(0, -1);
    const left = await world.read(async (read) => ({
      mails: await read.selectFrom('mails').select('id').execute(),
      pictures: await read.selectFrom('pictures').select('id').where('id', '=', removed.id).execute(),
      sweep: await read
        .selectFrom('jobs')
        .select(['state', 'run_at'])
        .where('unique_key', '=', 'sweep')
        .executeTakeFirst(),
    }));
    expect(left).toEqual({
      mails: [],
      pictures: [],
      sweep: { state: 'waiting', run_at: now + 24 * 3600_000 },
    });
  });

  test('jobs that ended go after their time; whatever still waits or runs stays, however old', async () => {
    const { now } = world;
    const at = (state: 'waiting' | 'running' | 'done' | 'failed', age: number) => ({
      id: `${state}-${age}`,
      kind: 'announce',
      state,
      run_at: now - age,
    });
    await world.write((tx) =>
      tx
        .insertInto('jobs')
        .values([
          at('done', keptFor.jobsDone + 1),
          at('done', keptFor.jobsDone),
          at('failed', keptFor.jobsDone + 1),
          at('failed', keptFor.jobsFailed + 1),
          at('waiting', keptFor.jobsFailed + 1),
          at('running', keptFor.jobsFailed + 1),
        ])
        .execute(),
    );
    expect(await world.write((tx) => pruneJobs(tx, 500, now))).toBe(2);
    const left = await world.read((read) => read.selectFrom('jobs').select('id').orderBy('id').execute());
    expect(left.map(({ id }) => id)).toEqual([
      `done-${keptFor.jobsDone}`,
      `failed-${keptFor.jobsDone + 1}`,
      `running-${keptFor.jobsFailed + 1}`,
      `waiting-${keptFor.jobsFailed + 1}`,
    ]);
  });

  test('a sweep takes so many rows to a transaction, the oldest first', async () => {
    const { now } = world;
    await world.write(async (tx) => {
      for (const age of [1, 3, 2])
        await queueMail(tx, { ...letter, subject: `${age}` }, now - keptFor.mails - age);
    });
    expect(await world.write((tx) => pruneMails(tx, 2, now))).toBe(2);
    expect(await world.read((read) => read.selectFrom('mails').select('subject').execute())).toEqual([
      { subject: '1' },
    ]);
  });
});
