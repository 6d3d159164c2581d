import { expect, test } from 'vitest';
import { verifyLog } from '../../src/lib/domain/verifying.ts';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { keepLog } from '../../src/lib/server/ballots/keeping-log.ts';
import { closedLog, logFile } from '../../src/lib/server/ballots/publishing-log.ts';
import { closeVoting } from '../../src/lib/server/challenges/closing.ts';
import { openVoting } from '../../src/lib/server/challenges/opening.ts';
import { newId } from '../../src/lib/server/ids.ts';
import { ownQuarantined } from '../../src/lib/server/quarantine/confirming.ts';
import { ballotCounters } from '../../src/lib/server/quarantine/counting.ts';
import { quarantinePublicly } from '../../src/lib/server/quarantine/publishing.ts';
import { excludeBallots, releaseBallots } from '../../src/lib/server/quarantine/settling.ts';
import { sums } from '../../src/lib/server/summing.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

const day = 24 * 3600_000;

onBothDatabases('whoever casts anew after a quarantine', (world) => {
  const setUp = async () => {
    const made = await world.write(async (tx) => {
      const owner = await makeMember(tx, world.now);
      const brand = await makeBrand(tx, world.now, [{ member: owner, role: 'owner' }]);
      const dates = { opensAt: world.now, closesAt: world.now + 3 * day };
      const challenge = await makeChallenge(tx, world.now, brand, {
        state: 'collecting',
        drafts: 2,
        ...dates,
      });
      const voters = [];
      for (let i = 0; i < 3; i++) voters.push({ ...(await makeMember(tx, world.now)), confirmed: true });
      return { owner, challenge, voters };
    });
    await world.write((tx) => openVoting(tx, made.challenge.id, world.now));
    return made;
  };
  type Setting = Awaited<ReturnType<typeof setUp>>;
  const cast = async ({ challenge, voters }: Setting, voter: number, draft: number | null) =>
    (await world.write((tx) =>
      castBallot(
        tx,
        voters[voter]!,
        { challenge: challenge.id, drafts: draft === null ? [] : [challenge.drafts[draft]!.id] },
        world.now,
      ),
    )) as { ballot: string };
  const quarantine = (setting: Setting, voter: number, ballot: string) =>
    world.write(async (tx) => {
      const { id } = setting.challenge;
      await tx
        .insertInto('quarantines')
        .values({
          id: newId(world.now),
          ballot_id: ballot,
          challenge_id: id,
          round: 1,
          member_id: setting.voters[voter]!.id,
          lead: 'even-spacing',
          reasons: '["even-spacing"]',
          put_at: world.now,
        })
        .execute();
      await ballotCounters.ballotsSetAside(tx, { ids: [ballot], challenge: id, round: 1 }, world.now);
    });
  const exclude = ({ owner, challenge }: Setting) =>
    world.write((tx) =>
      excludeBallots(
        tx,
        owner,
        { challenge: challenge.id, which: { lead: 'even-spacing' }, reason: 'A timer.' },
        world.now,
      ),
    );
  const release = async ({ owner, challenge }: Setting) => {
    const rows = await world.read((read) => read.selectFrom('quarantines').select('id').execute());
    return world.write((tx) =>
      releaseBallots(
        tx,
        owner,
        {
          challenge: challenge.id,
          which: { quarantines: rows.map(({ id }) => id) },
          reason: 'A mistake.',
          counters: ballotCounters,
        },
        world.now,
      ),
    );
  };
  const counted = ({ challenge }: Setting) =>
    world.read(async (read) => {
      const { ballot_count } = await read
        .selectFrom('challenges')
        .select('ballot_count')
        .where('id', '=', challenge.id)
        .executeTakeFirstOrThrow();
      const drafts = await read
        .selectFrom('drafts')
        .select('picks')
        .where('challenge_id', '=', challenge.id)
        .orderBy('position')
        .execute();
      return [ballot_count, ...drafts.map(({ picks }) => picks)];
    });
  const verdict = async ({ challenge }: Setting) => {
    world.now += 3 * day;
    await world.write((tx) => closeVoting(tx, challenge.id, world.now));
    await keepLog(world.database, challenge.id, world.now);
    const closed = await world.read((read) => closedLog(read, challenge.id, null));
    let text = '';
    for await (const part of logFile(world.read, closed!)) text += part;
    return verifyLog(text, sums);
  };
  const publicly = ({ challenge }: Setting) =>
    world.read((read) => quarantinePublicly(read, { challenge: challenge.id, round: 1 }));

  test('is excluded still, and the public numbers and reasons stay', async () => {
    const setting = await setUp();
    const { ballot } = await cast(setting, 0, 0);
    await cast(setting, 1, 1);
    await quarantine(setting, 0, ballot);
    await exclude(setting);
    await cast(setting, 0, null);
    expect(await publicly(setting)).toMatchObject({
      put: 1,
      excluded: 1,
      acts: [{ outcome: 'excluded', count: 1, reason: 'A timer.' }],
    });
    await cast(setting, 0, 0);
    await cast(setting, 0, 1);
    expect(await counted(setting)).toEqual([1, 0, 1]);
    expect(await publicly(setting)).toMatchObject({ put: 1, excluded: 1 });
    expect(await verdict(setting)).toMatchObject({ holds: true, ballots: 1, leftOut: 1 });
  });

  test('waits still, is told so, and counts once it is released', async () => {
    const setting = await setUp();
    const { ballot } = await cast(setting, 0, 0);
    await cast(setting, 1, 1);
    await quarantine(setting, 0, ballot);
    await cast(setting, 0, null);
    const anew = await cast(setting, 0, 0);
    expect(anew.ballot).not.toBe(ballot);
    expect(await counted(setting)).toEqual([1, 0, 1]);
    expect(await world.read((read) => ownQuarantined(read, setting.voters[0]!))).toHaveLength(1);
    expect(await release(setting)).toEqual({ count: 1 });
    expect(await counted(setting)).toEqual([2, 1, 1]);
    expect(await verdict(setting)).toMatchObject({ holds: true, ballots: 2, leftOut: 0 });
  });

  test('counts where it was released while there was no ballot, and stays so', async () => {
    const setting = await setUp();
    const { ballot } = await cast(setting, 0, 0);
    await quarantine(setting, 0, ballot);
    await cast(setting, 0, null);
    expect(await release(setting)).toEqual({ count: 1 });
    expect(await counted(setting)).toEqual([0, 0, 0]);
    await cast(setting, 0, 1);
    expect(await counted(setting)).toEqual([1, 0, 1]);
    expect(await verdict(setting)).toMatchObject({ holds: true, ballots: 1, leftOut: 0 });
  });
});
