import { beforeEach, describe, expect, test } from 'vitest';
import type { Marks } from '../../src/lib/domain/marking.ts';
import type { MarkedMethod } from '../../src/lib/domain/methods.ts';
import { toolingCosts } from '../../src/lib/server/ballots/costing.ts';
import { markBallot, ownMarks } from '../../src/lib/server/ballots/marking.ts';
import { voicesOf } from '../../src/lib/server/members/exporting-voices.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

onBothDatabases('marks', (world) => {
  let brand: Awaited<ReturnType<typeof makeBrand>>;
  let challenge: Awaited<ReturnType<typeof makeChallenge>>;
  let a: string, b: string, c: string;
  let voter: { id: string; confirmed: boolean };
  const seal = '0'.repeat(64);
  const closing = 3 * 24 * 3600_000;

  const open = async (method: MarkedMethod, more: Parameters<typeof makeChallenge>[3] = {}) => {
    challenge = await world.write((tx) =>
      makeChallenge(tx, world.now, brand, { drafts: 3, method, ...more }),
    );
    [a, b, c] = challenge.drafts.map(({ id }) => id) as [string, string, string];
  };
  beforeEach(async () => {
    await world.write(async (tx) => {
      brand = await makeBrand(tx, world.now);
      voter = { ...(await makeMember(tx, world.now)), confirmed: true };
    });
    await open('schulze', { none: true });
  });

  const mark = (
    marks: Marks | null,
    { member = voter as typeof voter | null, now = world.now, by = seal, id = challenge.id } = {},
  ) => world.write((tx) => markBallot(tx, member, { challenge: id, marks, seal: by }, now));
  const own = (member: typeof voter | null = voter) =>
    world.read((read) => ownMarks(read, member, challenge.id));
  const set = (values: object) =>
    world.write((tx) => tx.updateTable('challenges').set(values).where('id', '=', challenge.id).execute());
  const another = async () => ({
    ...(await world.write((tx) => makeMember(tx, world.now))),
    confirmed: true,
  });

  const found = () =>
    world.read(async (read) => ({
      ...(await read
        .selectFrom('challenges')
        .select(['ballot_count', 'log_size'])
        .where('id', '=', challenge.id)
        .executeTakeFirstOrThrow()),
      ballots: await read
        .selectFrom('ballots')
        .selectAll()
        .where('challenge_id', '=', challenge.id)
        .execute(),
      leaves: (
        await read
          .selectFrom('log_leaves')
          .select('text')
          .where('challenge_id', '=', challenge.id)
          .orderBy('round')
          .orderBy('position')
          .execute()
      ).map(({ text }) => {
        const { ballot: _, ...says } = JSON.parse(text) as Record<string, unknown>;
        return says;
      }),
    }));

  test.each<[MarkedMethod, () => Marks]>([
    ['score', () => ({ scores: { [a]: 5, [b]: 0 }, wouldBuy: [a, c] })],
    ['schulze', () => ({ ranking: [[b], [a, c].sort()] })],
    ['irv', () => ({ ranking: [[c]] })],
    ['stv', () => ({ ranking: [[c], [b], [a]] })],
    ['equal-shares', () => ({ approvals: [a, b].sort() })],
  ])('of %s are kept as they were made, changed, and taken back', async (method, marks) => {
    await open(method);
    const said = marks();
    const first = await mark(said);
    expect(first).toEqual({ ballot: expect.any(String) });
    const kept = await own();
    expect(kept!.changedAt).toBe(world.now);
    expect(Object.keys(kept!.marks)).toEqual(Object.keys(said).sort());
    const less: Marks =
      'scores' in said ? { scores: { [a]: 1 } } : 'ranking' in said ? { ranking: [[a]] } : { approvals: [a] };
    expect(await mark(less, { now: world.now + 1000 })).toEqual(first);
    expect(await own()).toEqual({ changedAt: world.now + 1000, marks: less });
    expect(await mark(null)).toEqual({ ballot: null });
    expect(await own()).toBeNull();
    const now = await found();
    expect(now).toMatchObject({ ballot_count: 0, ballots: [], log_size: 3 });
    expect(now.leaves.map(({ entry }) => entry)).toEqual(['cast', 'changed', 'withdrawn']);
    expect(now.leaves[1]).toEqual({ entry: 'changed', ...less });
  });

  test('the same marks again, written another way, are no entry', async () => {
    await mark({ ranking: [[a, b], [], ['none']] });
    await mark({ ranking: [[b, a], ['none']] });
    expect(await found()).toMatchObject({ ballot_count: 1, log_size: 1 });
  });

  test('to take back what is not there is none either', async () => {
    expect(await mark(null)).toEqual({ ballot: null });
    expect(await found()).toMatchObject({ ballot_count: 0, log_size: 0, ballots: [] });
  });

  test('two tabs at once leave one ballot, which says what the later of them said', async () => {
    await Promise.all([mark({ ranking: [[a]] }), mark({ ranking: [[b]] }), mark({ ranking: [[c], [a]] })]);
    const now = await found();
    expect(now).toMatchObject({ ballot_count: 1, log_size: 3 });
    expect(now.ballots).toHaveLength(1);
    const { entry: _, ...last } = now.leaves.at(-1)!;
    expect(JSON.parse(now.ballots[0]!.marks!)).toEqual(last);
    expect(now.leaves.map(({ entry }) => entry)).toEqual(['cast', 'changed', 'changed']);
  });

  test('one tab casts while the other takes back: count and ballots agree', async () => {
    await mark({ ranking: [[a]] });
    await Promise.all([mark(null), mark({ ranking: [[b]] })]);
    const now = await found();
    expect(now.ballot_count).toBe(now.ballots.length);
  });

  describe('are refused', () => {
    const unchanged = async (reason: string, act: () => Promise<unknown>) => {
      await mark({ ranking: [[a], [b]] });
      const before = await found();
      expect(await act()).toMatchObject({ refused: true, reason });
      expect(await found()).toEqual(before);
    };

    test('to a stranger', () => unchanged('not-signed-in', () => mark({ ranking: [[c]] }, { member: null })));
    test('to an unconfirmed address', () =>
      unchanged('not-confirmed', () => mark({ ranking: [[c]] }, { member: { ...voter, confirmed: false } })));
    test('with a draft named twice', () => unchanged('named-twice', () => mark({ ranking: [[a], [a]] })));
    test('with a draft of another challenge', async () => {
      const other = await world.write((tx) => makeChallenge(tx, world.now, brand, { method: 'schulze' }));
      await unchanged('draft-not-in-challenge', () => mark({ ranking: [[other.drafts[0]!.id]] }));
    });
    test('empty', () => unchanged('ballot-empty', () => mark({ ranking: [] })));
    test('of another form', () => unchanged('ballot-of-other-kind', () => mark({ approvals: [a] })));
    test('for a sealed list that has changed', () =>
      unchanged('list-changed', () => mark({ ranking: [[c]] }, { by: '1'.repeat(64) })));
    test('to take back for a list that has changed', () =>
      unchanged('list-changed', () => mark(null, { by: '1'.repeat(64) })));
    test('at the moment of closing, but not just before', async () => {
      await unchanged('voting-closed', () => mark({ ranking: [[c]] }, { now: world.now + closing }));
      expect(await mark({ ranking: [[c]] }, { now: world.now + closing - 1 })).toHaveProperty('ballot');
    });
    test('to take back after the close', () =>
      unchanged('voting-closed', () => mark(null, { now: world.now + closing })));
    test('before voting opens', async () => {
      await open('schulze', { state: 'collecting' });
      expect(await mark({ ranking: [[a]] })).toMatchObject({ reason: 'voting-not-open' });
      expect((await found()).ballots).toEqual([]);
    });
    test('of a challenge that is not there', async () =>
      expect(await mark({ ranking: [[a]] }, { id: 'nothing' })).toMatchObject({ reason: 'not-found' }));
    test.each(['picks', 'duels', 'specification'] as const)('where %s are asked', async (method) => {
      await set({ method });
      expect(await mark({ ranking: [[a]] })).toMatchObject({ reason: 'ballot-of-other-kind' });
      expect((await found()).ballots).toEqual([]);
    });
    test.each(['followers', 'buyers', 'list', 'codes'] as const)('to others than %s', async (eligibility) => {
      await set({ eligibility });
      expect(await mark({ ranking: [[a]] })).toMatchObject({ reason: `not-eligible-${eligibility}` });
      expect((await found()).ballots).toEqual([]);
    });
    test('a score of 6', async () => {
      await open('score');
      expect(await mark({ scores: { [a]: 6 } })).toMatchObject({
        reason: 'mark-impossible',
        detail: { least: 0, greatest: 5 },
      });
    });
    test('none of these where it is not offered', async () => {
      await set({ default_option: 0 });
      expect(await mark({ ranking: [['none']] })).toMatchObject({ reason: 'draft-not-in-challenge' });
    });
    test.each(['withdrawn', 'disqualified'] as const)('with a draft that was %s since', (kind) =>
      unchanged('draft-not-in-challenge', async () => {
        await world.write((tx) =>
          tx
            .insertInto('draft_removals')
            .values({ draft_id: c, kind, reason: 'Copied', removed_at: world.now })
            .execute(),
        );
        return mark({ ranking: [[a], [c]] });
      }),
    );
    test('with a draft that came after the seal', async () => {
      await world.write((tx) =>
        tx.updateTable('drafts').set({ submitted_at: world.now }).where('id', '=', c).execute(),
      );
      await unchanged('draft-not-in-challenge', () => mark({ ranking: [[c]] }));
    });
    test('with a hidden draft', () =>
      unchanged('draft-not-in-challenge', async () => {
        await world.write((tx) =>
          tx
            .insertInto('hidings')
            .values({ target_kind: 'draft', target_id: c, hidden_at: world.now, reason: 'Stolen' })
            .execute(),
        );
        return mark({ ranking: [[c]] });
      }));
  });

  test('whoever voted while they might may change and take back what they said', async () => {
    await mark({ ranking: [[a]] });
    await set({ eligibility: 'codes' });
    expect(await mark({ ranking: [[b]] })).toHaveProperty('ballot');
    expect(await mark(null)).toEqual({ ballot: null });
    expect(await mark({ ranking: [[b]] })).toMatchObject({ reason: 'not-eligible-codes' });
  });

  test('a second vote has its own ballots, among the finalists alone', async () => {
    await mark({ ranking: [[a], [b], [c]] });
    await set({ round: 2, ballot_count: 0 });
    await world.write(async (tx) => {
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
    expect(await own()).toBeNull();
    expect(await mark({ ranking: [[c]] })).toMatchObject({ reason: 'draft-not-in-challenge' });
    expect(await mark({ ranking: [[b], [a]] })).toHaveProperty('ballot');
    expect(await own()).toMatchObject({ marks: { ranking: [[b], [a]] } });
    expect((await found()).ballots).toHaveLength(2);
  });

  test('stand in what the member may take along', async () => {
    await mark({ ranking: [[b], ['none'], [a]] });
    const { ballots } = await world.read((read) => voicesOf(read, voter.id));
    expect(ballots).toMatchObject([{ picks: [], marks: { ranking: [[b], ['none'], [a]] } }]);
  });

  test('a ballot costs the same however many there are', async () => {
    const statementsOf = async (member: typeof voter, marks: Marks | null) => {
      world.statements.length = 0;
      await mark(marks, { member });
      return world.statements.length;
    };
    const measure = async () => {
      const member = await another();
      const cast = await statementsOf(member, { ranking: [[a], [b]] });
      const changed = await statementsOf(member, { ranking: [[b], [a]] });
      return { cast, changed, withdrawn: await statementsOf(member, null) };
    };
    const few = await measure();
    for (let i = 0; i < 20; i++) await mark({ ranking: [[a], [c]] }, { member: await another() });
    expect(await measure()).toEqual(few);
  });

  test('what the tooling of each draft costs', async () => {
    await open('equal-shares', { costs: [1200, 800], budget: 2000 });
    const costs = await world.read((read) => toolingCosts(read, challenge.id));
    expect([a, b, c].map((id) => costs.get(id))).toEqual([1200, 800, null]);
  });
});
