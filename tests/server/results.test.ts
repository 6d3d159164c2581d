import { expect, test, vi } from 'vitest';
import { countBallots } from '../../src/lib/server/ballots/counting.ts';
import { markBallot } from '../../src/lib/server/ballots/marking.ts';
import { keepLog } from '../../src/lib/server/ballots/keeping-log.ts';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { countFollowers } from '../../src/lib/server/challenges/following-counts.ts';
import { keptCount } from '../../src/lib/server/challenges/kept-counts.ts';
import { presentChallenge } from '../../src/lib/server/challenges/showing.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';
import { makeResult } from '../making-results.ts';

const voter = async (world: World) => ({
  id: (await world.write((tx) => makeMember(tx, world.now))).id,
  confirmed: true,
});
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const looks = ({ statements }: World) =>
  statements.filter((sql) => /kept_counts/.test(sql) && /tally_shown/.test(sql)).length;

onBothDatabases('whoever follows a count', (world) => {
  const made = async (more: Partial<Parameters<typeof makeResult>[3]> = {}) => {
    const brand = await world.write((tx) => makeBrand(tx, world.now));
    return makeResult(world.database, world.now, brand, {
      method: 'picks',
      titles: ['One', 'Two', 'Three'],
      said: [{ count: 2, picks: [0] }],
      closed: false,
      ...more,
    });
  };
  const follow = (challenge: string) => {
    const follower = { changed: vi.fn(), closed: vi.fn() };
    const stop = countFollowers(world.database, () => world.now).follow(challenge, follower);
    return { ...follower, stop };
  };

  test('is told of a ballot, all by one look at the database', async () => {
    const challenge = await made();
    const all = Array.from({ length: 40 }, () => follow(challenge.id));
    const voters = await Promise.all(Array.from({ length: 8 }, () => voter(world)));
    await pause(1100);
    const before = looks(world);
    for (const member of voters)
      await world.write((tx) =>
        castBallot(
          tx,
          member,
          { challenge: challenge.id, drafts: [challenge.drafts[1]!.id], seen: new Map() },
          world.now,
        ),
      );
    await pause(1300);
    // At once, when there has been rest, and once by the clock; not once for each ballot, nor for each follower.
    expect(looks(world) - before).toBeLessThanOrEqual(4);
    for (const { changed } of all) {
      expect(changed).toHaveBeenCalled();
      expect(changed.mock.calls.length).toBeLessThanOrEqual(3);
    }
    for (const { stop, closed } of all) {
      stop();
      expect(closed).not.toHaveBeenCalled();
    }
    await pause(1100);
    const after = looks(world);
    await voter(world);
    expect(looks(world), 'nobody follows: nobody looks').toBe(after);
  });

  test('of another method is told when the ballots were counted, and for the last time when that is final', async () => {
    const challenge = await made({ method: 'schulze', said: [{ count: 3, ranking: [[0], [1]] }] });
    const one = follow(challenge.id);
    await pause(1100);
    const member = await voter(world);
    const marks = { ranking: [[challenge.drafts[2]!.id]] };
    await world.write((tx) =>
      markBallot(tx, member, { challenge: challenge.id, marks, seal: challenge.rule_hash! }, world.now),
    );
    await pause(1100);
    expect(one.changed).not.toHaveBeenCalled();
    await keepLog(world.database, challenge.id, world.now);
    await vi.waitFor(() => expect(one.changed).toHaveBeenCalledTimes(1), 4000);
    await world.write((tx) =>
      tx.updateTable('challenges').set({ state: 'deciding' }).where('id', '=', challenge.id).execute(),
    );
    await pause(1100);
    expect(one.closed).not.toHaveBeenCalled();
    await keepLog(world.database, challenge.id, world.now);
    await vi.waitFor(() => expect(one.closed).toHaveBeenCalled(), 4000);
    one.stop();
  });

  test('hears nothing more of a count that may not be seen', async () => {
    const challenge = await made({ tallyShown: 'after-close' });
    const one = follow(challenge.id);
    await vi.waitFor(() => expect(one.closed).toHaveBeenCalled(), 4000);
    expect(one.changed).not.toHaveBeenCalled();
    one.stop();
  });

  test('of a hidden tally nothing is counted before the close', async () => {
    const said = [{ count: 2, scores: [5, 0, 3] }];
    const hidden = await made({ method: 'score', said, tallyShown: 'after-close' });
    const shown = await made({ method: 'score', said, tallyShown: 'live' });
    const counted = ({ id }: { id: string }) => world.read((read) => countBallots(read, id));
    expect(await counted(hidden)).toBeNull();
    expect(await counted(shown)).not.toBeNull();
    await world.write((tx) =>
      tx.updateTable('challenges').set({ state: 'deciding' }).where('id', '=', hidden.id).execute(),
    );
    expect(await counted(hidden)).toMatchObject({ final: true });
  });

  test('picks are counted by groups after the close, with “none of these”', async () => {
    const challenge = await made({
      none: true,
      said: [
        { count: 4, picks: [0, 1] },
        { count: 3, picks: [1] },
        { count: 2, picks: [2] },
      ],
    });
    const [one, two, three] = challenge.drafts.map(({ id }) => id);
    const key = { id: challenge.id, round: 1 };
    expect(await world.read((read) => keptCount(read, key)), 'not while voting is open').toBeNull();
    await world.write(async (tx) => {
      // Everybody who picked the third had voted before.
      const voters = await tx
        .selectFrom('ballots')
        .innerJoin('ballot_picks', 'ballot_picks.ballot_id', 'ballots.id')
        .select(['ballots.id', 'ballots.member_id'])
        .where('ballot_picks.draft_id', '=', three!)
        .execute();
      const before = await makeChallenge(tx, world.now, { id: challenge.brand_id }, { drafts: 1 });
      await tx
        .insertInto('ballots')
        .values(
          voters.map(({ id, member_id }) => ({
            id: `e${id.slice(1)}`,
            challenge_id: before.id,
            member_id,
            cast_at: world.now - 1000,
            changed_at: world.now - 1000,
          })),
        )
        .execute();
      await tx
        .updateTable('challenges')
        .set({ state: 'deciding', voting_closes_at: world.now })
        .where('id', '=', challenge.id)
        .execute();
    });
    await keepLog(world.database, challenge.id, world.now);
    const count = (await world.read((read) => keptCount(read, key)))!;
    const picksOf = (scores: (number | null)[] | undefined) =>
      Object.fromEntries(count.candidates.map((id, place) => [id, scores?.[place]]));
    expect(picksOf(count.outcome.scores)).toEqual({ [one!]: 4, [two!]: 7, [three!]: 2, none: 0 });
    const group = (name: string) => count.groups!.find((some) => some.group === name)!;
    expect(group('buyers').ballots).toBe(0);
    expect(group('first-time').ballots).toBe(7);
    expect(picksOf(group('first-time').outcome.scores)).toEqual({
      [one!]: 4,
      [two!]: 7,
      [three!]: 0,
      none: 0,
    });
  });

  test('duels keep how many each draft won and lost', async () => {
    const challenge = await made({
      method: 'duels',
      said: [],
      duels: [
        [0, 3, 1],
        [1, 0, 0],
        [0, 0, 0],
      ],
    });
    const count = (await world.read((read) => keptCount(read, { id: challenge.id, round: 1 })))!;
    const record = (place: number) => count.records![count.candidates.indexOf(challenge.drafts[place]!.id)];
    expect([0, 1, 2].map(record)).toEqual([
      { won: 4, lost: 1 },
      { won: 1, lost: 3 },
      { won: 0, lost: 1 },
    ]);
  });

  test('a decided challenge shows its winners first, and no picks where none are counted', async () => {
    const challenge = await made({ method: 'irv', said: [{ count: 3, ranking: [[2], [0]] }], closed: true });
    await world.write(async (tx) => {
      await tx
        .updateTable('challenges')
        .set({ state: 'decided', decided_at: world.now })
        .where('id', '=', challenge.id)
        .execute();
      const member = await makeMember(tx, world.now);
      await tx
        .insertInto('decisions')
        .values({
          challenge_id: challenge.id,
          decided_by: member.id,
          decided_at: world.now,
          proposal: '{}',
          departs: 0,
          tie_broken: 0,
          reason: '',
        })
        .execute();
      await tx
        .insertInto('decision_winners')
        .values({ challenge_id: challenge.id, draft_id: challenge.drafts[2]!.id, place: 1 })
        .execute();
    });
    const shown = await world.read((read) => presentChallenge(read, null, challenge.id, world.now));
    expect(shown!.drafts[0]).toMatchObject({ id: challenge.drafts[2]!.id, won: 1 });
    for (const draft of shown!.drafts) expect(draft).not.toHaveProperty('picks');
  });
});
