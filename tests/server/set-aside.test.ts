import { beforeEach, expect, test } from 'vitest';
import type { Marks } from '../../src/lib/domain/marking.ts';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { countBallots } from '../../src/lib/server/ballots/counting.ts';
import { judgePair, withdrawJudgements } from '../../src/lib/server/ballots/judging.ts';
import { markBallot } from '../../src/lib/server/ballots/marking.ts';
import { ballotCounters } from '../../src/lib/server/quarantine/counting.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

const seal = '0'.repeat(64);

onBothDatabases('a ballot that is set aside', (world) => {
  let voters: { id: string; confirmed: boolean }[];
  beforeEach(async () => {
    voters = await world.write(async (tx) =>
      Promise.all([1, 2].map(async () => ({ ...(await makeMember(tx, world.now)), confirmed: true }))),
    );
  });
  const make = (more: Parameters<typeof makeChallenge>[3]) =>
    world.write(async (tx) => makeChallenge(tx, world.now, await makeBrand(tx, world.now), more));
  const counts = (challenge: string) =>
    world.read(async (read) => ({
      ...(await read
        .selectFrom('challenges')
        .select(['ballot_count', 'none_picks'])
        .where('id', '=', challenge)
        .executeTakeFirstOrThrow()),
      picks: (
        await read
          .selectFrom('drafts')
          .select('picks')
          .where('challenge_id', '=', challenge)
          .orderBy('position')
          .execute()
      ).map(({ picks }) => picks),
      duels: (
        await read
          .selectFrom('duel_counts')
          .select('count')
          .where('challenge_id', '=', challenge)
          .where('count', '>', 0)
          .execute()
      ).map(({ count }) => count),
    }));
  const move = (ballot: string, challenge: string, back: boolean) =>
    world.write((tx) =>
      (back ? ballotCounters.ballotsReturned : ballotCounters.ballotsSetAside)(
        tx,
        { ids: [ballot], challenge, round: 1 },
        world.now,
      ),
    );
  const entries = async (challenge: string) =>
    (
      await world.read((read) =>
        read
          .selectFrom('log_leaves')
          .select('text')
          .where('challenge_id', '=', challenge)
          .orderBy('position')
          .execute(),
      )
    ).map(({ text }) => (JSON.parse(text) as { entry: string }).entry);

  test('leaves every count, says what it likes meanwhile, and comes back with that', async () => {
    const challenge = await make({ drafts: 3, none: true });
    const [a, b, c] = challenge.drafts.map(({ id }) => id) as [string, string, string];
    const cast = (voter: number, drafts: string[]) =>
      world.write((tx) => castBallot(tx, voters[voter]!, { challenge: challenge.id, drafts }, world.now));
    const { ballot } = (await cast(0, [a, b])) as { ballot: string };
    await cast(1, [b]);
    expect(await counts(challenge.id)).toMatchObject({ ballot_count: 2, picks: [1, 2, 0] });
    await move(ballot, challenge.id, false);
    // Twice makes no difference.
    await move(ballot, challenge.id, false);
    expect(await counts(challenge.id)).toMatchObject({ ballot_count: 1, picks: [0, 1, 0] });
    await cast(0, [c]);
    expect(await counts(challenge.id)).toMatchObject({ ballot_count: 1, picks: [0, 1, 0] });
    await cast(0, ['none']);
    expect(await counts(challenge.id)).toMatchObject({ none_picks: 0 });
    await cast(0, [a, c]);
    await move(ballot, challenge.id, true);
    await move(ballot, challenge.id, true);
    expect(await counts(challenge.id)).toMatchObject({ ballot_count: 2, picks: [1, 1, 1] });
    expect(await entries(challenge.id)).toEqual([
      'cast',
      'cast',
      'set-aside',
      'changed',
      'changed',
      'changed',
      'returned',
    ]);
  });

  test('that is withdrawn meanwhile takes nothing along that was not counted', async () => {
    const challenge = await make({ drafts: 2 });
    const drafts = [challenge.drafts[0]!.id];
    const cast = (some: string[]) =>
      world.write((tx) => castBallot(tx, voters[0]!, { challenge: challenge.id, drafts: some }, world.now));
    const { ballot } = (await cast(drafts)) as { ballot: string };
    await move(ballot, challenge.id, false);
    await cast([]);
    expect(await counts(challenge.id)).toMatchObject({ ballot_count: 0, picks: [0, 0] });
    await cast(drafts);
    expect(await counts(challenge.id)).toMatchObject({ ballot_count: 1, picks: [1, 0] });
  });

  test('of scores is in no count', async () => {
    const challenge = await make({ drafts: 2, method: 'score' });
    const mark = (voter: number, marks: Marks) =>
      world.write((tx) =>
        markBallot(tx, voters[voter]!, { challenge: challenge.id, marks, seal }, world.now),
      );
    const [a] = challenge.drafts.map(({ id }) => id) as [string];
    const { ballot } = (await mark(0, { scores: { [a]: 0 } })) as { ballot: string };
    await mark(1, { scores: { [a]: 4 } });
    const mean = async () => {
      const counted = await world.read((read) => countBallots(read, challenge.id));
      const { candidates, outcome, ballots } = counted!.count;
      return [ballots, outcome.scores![candidates.indexOf(a)]];
    };
    expect(await mean()).toEqual([2, 2]);
    await move(ballot, challenge.id, false);
    expect(await mean()).toEqual([1, 4]);
    await mark(0, { scores: { [a]: 2 } });
    expect(await mean()).toEqual([1, 4]);
    await move(ballot, challenge.id, true);
    expect(await mean()).toEqual([2, 3]);
  });

  test('of duels leaves its answers out, those that come meanwhile too', async () => {
    const challenge = await make({ drafts: 3, method: 'duels' });
    const [a, b, c] = challenge.drafts.map(({ id }) => id) as [string, string, string];
    const judge = (pair: [string, string], winner: string) =>
      world.write((tx) =>
        judgePair(tx, voters[0]!, { challenge: challenge.id, pair, winner, seal }, world.now),
      );
    const { ballot } = (await judge([a, b], a)) as { ballot: string };
    expect((await counts(challenge.id)).duels).toEqual([1]);
    await move(ballot, challenge.id, false);
    expect(await counts(challenge.id)).toMatchObject({ duels: [], ballot_count: 0 });
    await judge([b, c], c);
    expect((await counts(challenge.id)).duels).toEqual([]);
    await move(ballot, challenge.id, true);
    expect(await counts(challenge.id)).toMatchObject({ duels: [1, 1], ballot_count: 1 });
    await move(ballot, challenge.id, false);
    await world.write((tx) => withdrawJudgements(tx, voters[0]!, { challenge: challenge.id }, world.now));
    expect(await counts(challenge.id)).toMatchObject({ duels: [], ballot_count: 0 });
  });
});
