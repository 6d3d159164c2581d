import { beforeEach, describe, expect, test } from 'vitest';
import { judgePair, ownAnswers, withdrawJudgements } from '../../src/lib/server/ballots/judging.ts';
import { nextPairs } from '../../src/lib/server/ballots/pairing.ts';
import { voicesOf } from '../../src/lib/server/members/exporting-voices.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

onBothDatabases('duels', (world) => {
  let challenge: Awaited<ReturnType<typeof makeChallenge>>;
  let a: string, b: string, c: string;
  let voter: { id: string; confirmed: boolean };
  const seal = '0'.repeat(64);

  beforeEach(async () => {
    await world.write(async (tx) => {
      const brand = await makeBrand(tx, world.now);
      challenge = await makeChallenge(tx, world.now, brand, { drafts: 3, method: 'duels' });
      voter = { ...(await makeMember(tx, world.now)), confirmed: true };
    });
    [a, b, c] = challenge.drafts.map(({ id }) => id).sort() as [string, string, string];
  });

  const judge = (
    pair: [string, string],
    winner: string | null,
    { member = voter as typeof voter | null, now = world.now, id = challenge.id, by = seal } = {},
  ) => world.write((tx) => judgePair(tx, member, { challenge: id, pair, winner, seal: by }, now));
  const withdraw = (member: typeof voter | null = voter, now = world.now) =>
    world.write((tx) => withdrawJudgements(tx, member, { challenge: challenge.id }, now));
  const another = async () => ({
    ...(await world.write((tx) => makeMember(tx, world.now))),
    confirmed: true,
  });

  const found = () =>
    world.read(async (read) => {
      const counts = await read.selectFrom('duel_counts').selectAll().where('count', '>', 0).execute();
      const leaves = await read.selectFrom('log_leaves').select('text').orderBy('position').execute();
      const { ballot_count } = await read
        .selectFrom('challenges')
        .select('ballot_count')
        .where('id', '=', challenge.id)
        .executeTakeFirstOrThrow();
      return {
        ballot_count,
        ballots: await read.selectFrom('ballots').selectAll().execute(),
        duels: await read
          .selectFrom('ballot_duels')
          .select(['one', 'other', 'winner'])
          .orderBy('one')
          .orderBy('other')
          .execute(),
        counts: Object.fromEntries(counts.map(({ winner, loser, count }) => [`${winner} ${loser}`, count])),
        leaves: leaves.map(({ text }) => {
          const { ballot: _, ...says } = JSON.parse(text) as Record<string, unknown>;
          return says;
        }),
      };
    });

  /** The kept counts are what the ballots add up to. */
  const expectCountsToHold = async () => {
    const now = await found();
    const counted: Record<string, number> = {};
    for (const { one, other, winner } of now.duels) {
      if (!winner) continue;
      const key = `${winner} ${winner === one ? other : one}`;
      counted[key] = (counted[key] ?? 0) + 1;
    }
    expect(now.counts).toEqual(counted);
    expect(now.ballot_count).toBe(now.ballots.length);
    return now;
  };

  test('the first answer makes the ballot, each is one line in the log', async () => {
    const first = await judge([b, a], b);
    expect(first).toEqual({ ballot: expect.any(String) });
    expect(await judge([a, c], null)).toEqual(first);
    const now = await expectCountsToHold();
    expect(now).toMatchObject({ ballot_count: 1, counts: { [`${b} ${a}`]: 1 } });
    expect(now.leaves).toEqual([
      { entry: 'cast', duel: [b, a] },
      { entry: 'changed', passed: [a, c] },
    ]);
  });

  test('a pass may be the first answer', async () => {
    await judge([a, b], null);
    const now = await expectCountsToHold();
    expect(now).toMatchObject({ ballot_count: 1, counts: {}, leaves: [{ entry: 'cast', passed: [a, b] }] });
  });

  test('a later answer on a pair takes the place of the earlier one, whichever way round it is asked', async () => {
    await judge([a, b], a);
    await judge([b, a], b);
    expect((await expectCountsToHold()).counts).toEqual({ [`${b} ${a}`]: 1 });
    await judge([a, b], null);
    expect((await expectCountsToHold()).counts).toEqual({});
    await judge([a, b], a);
    const now = await expectCountsToHold();
    expect(now.counts).toEqual({ [`${a} ${b}`]: 1 });
    expect(now.duels).toEqual([{ one: a, other: b, winner: a }]);
    expect(now.leaves).toHaveLength(4);
  });

  test('the same answer again is no entry', async () => {
    await judge([a, b], a);
    await judge([a, b], a);
    await judge([a, c], null);
    await judge([c, a], null);
    expect((await expectCountsToHold()).leaves).toHaveLength(2);
  });

  test('withdrawn, each of its answers leaves the counts, and nobody else’s', async () => {
    const other = await another();
    await judge([a, b], a, { member: other });
    await judge([a, b], a);
    await judge([c, b], c);
    await judge([a, c], null);
    expect(await withdraw()).toEqual({ ballot: null });
    const now = await expectCountsToHold();
    expect(now).toMatchObject({ ballot_count: 1, counts: { [`${a} ${b}`]: 1 } });
    expect(now.leaves.at(-1)).toEqual({ entry: 'withdrawn' });
    expect(await withdraw()).toEqual({ ballot: null });
    expect((await expectCountsToHold()).leaves).toHaveLength(5);
  });

  test('two tabs at once, on the same pair and on others, leave one ballot and counts that hold', async () => {
    await Promise.all([
      judge([a, b], a),
      judge([b, a], b),
      judge([a, c], c),
      judge([b, c], null),
      judge([a, b], null),
    ]);
    const now = await expectCountsToHold();
    expect(now.ballots).toHaveLength(1);
    expect(now.duels).toHaveLength(3);
  });

  test('many at once are all counted', async () => {
    const others = await Promise.all(Array.from({ length: 5 }, another));
    await Promise.all(others.map((member) => judge([a, b], a, { member })));
    const now = await expectCountsToHold();
    expect(now).toMatchObject({ ballot_count: 5, counts: { [`${a} ${b}`]: 5 } });
  });

  describe('are refused', () => {
    const unchanged = async (reason: string, act: () => Promise<unknown>) => {
      await judge([a, b], a);
      const before = await found();
      expect(await act()).toMatchObject({ refused: true, reason });
      expect(await found()).toEqual(before);
    };
    const set = (values: object) =>
      world.write((tx) => tx.updateTable('challenges').set(values).where('id', '=', challenge.id).execute());

    test('to a stranger', () => unchanged('not-signed-in', () => judge([a, c], a, { member: null })));
    test('to an unconfirmed address', () =>
      unchanged('not-confirmed', () => judge([a, c], a, { member: { ...voter, confirmed: false } })));
    test('of a draft with itself', () => unchanged('named-twice', () => judge([a, a], a)));
    test('with a winner who is not of the pair', () =>
      unchanged('draft-not-in-challenge', () => judge([a, b], c)));
    test('with a draft that is not there', () =>
      unchanged('draft-not-in-challenge', () => judge([a, 'nothing-of-it'], a)));
    test('for another list', () => unchanged('list-changed', () => judge([a, c], a, { by: '1'.repeat(64) })));
    test('after the close', () =>
      unchanged('voting-closed', () => judge([a, c], a, { now: world.now + 4 * 24 * 3600_000 })));
    test('a withdrawal after the close', () =>
      unchanged('voting-closed', () => withdraw(voter, world.now + 4 * 24 * 3600_000)));
    test('where picks are asked', async () => {
      await set({ method: 'picks' });
      expect(await judge([a, b], a)).toMatchObject({ reason: 'ballot-of-other-kind' });
      expect(await withdraw()).toMatchObject({ reason: 'ballot-of-other-kind' });
      expect((await found()).ballots).toEqual([]);
    });
    test('to whom the rule does not let vote', async () => {
      await set({ eligibility: 'codes' });
      expect(await judge([a, b], a)).toMatchObject({ reason: 'not-eligible-codes' });
    });
    test('of a draft that was withdrawn, while the others stand', async () => {
      await judge([a, b], a);
      await world.write((tx) =>
        tx
          .insertInto('draft_removals')
          .values({ draft_id: b, kind: 'withdrawn', reason: '', removed_at: world.now })
          .execute(),
      );
      expect(await judge([a, b], null)).toMatchObject({ reason: 'draft-not-in-challenge' });
      expect(await judge([a, c], c)).toHaveProperty('ballot');
      expect(await withdraw()).toEqual({ ballot: null });
      expect((await expectCountsToHold()).counts).toEqual({});
    });
  });

  test('a second vote counts apart from the first', async () => {
    await judge([a, b], a);
    await world.write(async (tx) => {
      await tx
        .updateTable('challenges')
        .set({ round: 2, ballot_count: 0 })
        .where('id', '=', challenge.id)
        .execute();
      await tx
        .insertInto('shortlists')
        .values({
          challenge_id: challenge.id,
          made_at: world.now,
          proposal: '{}',
          departs: 0,
          tie_broken: 0,
          reason: '',
        })
        .execute();
      for (const [place, draft_id] of [a, b].entries())
        await tx.insertInto('finalists').values({ challenge_id: challenge.id, draft_id, place }).execute();
    });
    expect(await world.read((read) => ownAnswers(read, voter, challenge.id))).toEqual([]);
    await judge([a, b], b);
    expect(await judge([a, c], a)).toMatchObject({ reason: 'draft-not-in-challenge' });
    const counts = await world.read((read) =>
      read.selectFrom('duel_counts').selectAll().orderBy('round').execute(),
    );
    expect(counts).toMatchObject([
      { round: 1, winner: a, count: 1 },
      { round: 2, winner: b, count: 1 },
    ]);
  });

  const next = (member: typeof voter | null, answers: { one: string; other: string }[] = [], count = 9) =>
    world.read((read) =>
      nextPairs(read, member, { challenge: challenge.id, round: 1, drafts: [a, b, c], answers }, count),
    );

  test('what was answered or passed is not asked again, and who has answered all is asked nothing', async () => {
    expect(await next(voter)).toHaveLength(3);
    await judge([a, b], a);
    await judge([b, c], null);
    const answers = await world.read((read) => ownAnswers(read, voter, challenge.id));
    expect(answers).toHaveLength(2);
    expect((await next(voter, answers)).map((pair) => [...pair].sort())).toEqual([[a, c]]);
    await judge([a, c], c);
    expect(await next(voter, await world.read((read) => ownAnswers(read, voter, challenge.id)))).toEqual([]);
  });

  test('the next pair is of the drafts that met the least, for a stranger as well', async () => {
    await judge([a, b], a);
    const [first] = await next(null);
    expect([...first!].sort()).toContain(c);
  });

  test('stand in what the member may take along', async () => {
    await judge([b, a], b);
    await judge([a, c], null);
    const { ballots } = await world.read((read) => voicesOf(read, voter.id));
    const judged_at = world.now;
    expect(ballots).toMatchObject([
      {
        picks: [],
        duels: expect.arrayContaining([
          { one: a, other: b, winner: b, judged_at },
          { one: a, other: c, winner: null, judged_at },
        ]),
      },
    ]);
  });

  test('an answer costs the same however many there are', async () => {
    const statementsOf = async (act: () => Promise<unknown>) => {
      world.statements.length = 0;
      await act();
      return world.statements.length;
    };
    const few = await statementsOf(async () => judge([a, b], a, { member: await another() }));
    for (let i = 0; i < 20; i++) await judge([a, b], a, { member: await another() });
    expect(await statementsOf(async () => judge([a, b], a, { member: await another() }))).toBe(few);
  });
});
