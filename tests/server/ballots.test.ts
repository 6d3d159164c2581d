import { beforeEach, describe, expect, test } from 'vitest';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { ownBallot, ownPicks } from '../../src/lib/server/ballots/owning.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

onBothDatabases('ballots', (world) => {
  let challenge: Awaited<ReturnType<typeof makeChallenge>>;
  let a: string, b: string, c: string, d: string;
  let voter: { id: string; confirmed: boolean };
  const closing = 3 * 24 * 3600_000;

  beforeEach(async () => {
    await world.write(async (tx) => {
      const brand = await makeBrand(tx, world.now);
      challenge = await makeChallenge(tx, world.now, brand, { drafts: 4, picks: 3 });
      voter = { ...(await makeMember(tx, world.now)), confirmed: true };
    });
    [a, b, c, d] = challenge.drafts.map((draft) => draft.id) as [string, string, string, string];
  });

  const cast = (drafts: string[], member: typeof voter | null = voter, now = world.now, id = challenge.id) =>
    world.write((tx) => castBallot(tx, member, { challenge: id, drafts }, now));

  /** What the kept numbers say, and what there is to count. */
  const counted = () =>
    world.read(async (read) => {
      const kept = await read
        .selectFrom('drafts')
        .select(['id', 'picks'])
        .where('challenge_id', '=', challenge.id)
        .execute();
      const { ballot_count } = await read
        .selectFrom('challenges')
        .select('ballot_count')
        .where('id', '=', challenge.id)
        .executeTakeFirstOrThrow();
      const ballots = await read
        .selectFrom('ballots')
        .selectAll()
        .where('challenge_id', '=', challenge.id)
        .execute();
      const picks = await read.selectFrom('ballot_picks').selectAll().execute();
      return {
        kept: Object.fromEntries(kept.map((row) => [row.id, row.picks])),
        ballot_count,
        ballots,
        picks,
      };
    });

  const expectCountsToHold = async () => {
    const found = await counted();
    expect(found.ballot_count).toBe(found.ballots.length);
    for (const [draft, picks] of Object.entries(found.kept)) {
      expect(picks).toBe(found.picks.filter((pick) => pick.draft_id === draft).length);
    }
    return found;
  };

  test('a ballot names its drafts in their sealed revisions, and is counted', async () => {
    expect(await cast([a, c])).toEqual({ ballot: expect.any(String) });
    const found = await expectCountsToHold();
    expect(found).toMatchObject({ ballot_count: 1, kept: { [a]: 1, [b]: 0, [c]: 1, [d]: 0 } });
    expect(found.picks.map((pick) => pick.revision_id).sort()).toEqual(
      [challenge.drafts[0]!.revision_id, challenge.drafts[2]!.revision_id].sort(),
    );
  });

  test('casting again changes the one ballot, and the counts by the difference', async () => {
    const first = await cast([a, b]);
    const second = await cast([b, c, d], voter, world.now + 5000);
    expect(second).toEqual(first);
    const found = await expectCountsToHold();
    expect(found).toMatchObject({ ballot_count: 1, kept: { [a]: 0, [b]: 1, [c]: 1, [d]: 1 } });
    expect(found.ballots[0]).toMatchObject({ cast_at: world.now, changed_at: world.now + 5000 });
  });

  test('casting the same again changes no count', async () => {
    await cast([a, b]);
    await cast([b, a, b]);
    expect(await expectCountsToHold()).toMatchObject({ ballot_count: 1, kept: { [a]: 1, [b]: 1 } });
  });

  test('an empty list withdraws the ballot', async () => {
    await cast([a, b]);
    expect(await cast([])).toEqual({ ballot: null });
    expect(await expectCountsToHold()).toMatchObject({
      ballot_count: 0,
      ballots: [],
      picks: [],
      kept: { [a]: 0 },
    });
    expect(await cast([])).toEqual({ ballot: null });
    expect(await expectCountsToHold()).toMatchObject({ ballot_count: 0 });
  });

  test('a draft named twice is one pick', async () => {
    await cast([a, a, a, a]);
    expect(await expectCountsToHold()).toMatchObject({ kept: { [a]: 1 } });
  });

  describe('is refused', () => {
    const unchanged = async (reason: object, act: () => Promise<unknown>) => {
      await cast([a, b]);
      const before = await counted();
      expect(await act()).toMatchObject({ refused: true, ...reason });
      expect(await counted()).toEqual(before);
    };

    test('to someone who is not signed in', () =>
      unchanged({ reason: 'not-signed-in' }, () => cast([c], null)));

    test('to a member whose address is not confirmed', () =>
      unchanged({ reason: 'not-confirmed' }, () => cast([c], { ...voter, confirmed: false })));

    test('above the number of picks', () =>
      unchanged({ reason: 'too-many-picks', detail: { limit: 3 } }, () => cast([a, b, c, d])));

    test('at the moment of closing, but not just before', async () => {
      await unchanged({ reason: 'voting-closed' }, () => cast([c], voter, world.now + closing));
      expect(await cast([c], voter, world.now + closing - 1)).toHaveProperty('ballot');
    });

    test('a withdrawal after the close too', () =>
      unchanged({ reason: 'voting-closed' }, () => cast([], voter, world.now + closing)));

    test.each(['deciding', 'decided', 'cancelled'] as const)('when the challenge is %s', (state) =>
      unchanged({ reason: 'voting-closed' }, async () => {
        await world.write((tx) =>
          tx.updateTable('challenges').set({ state }).where('id', '=', challenge.id).execute(),
        );
        return cast([c]);
      }),
    );

    test('before voting opens', () =>
      unchanged({ reason: 'voting-not-open' }, async () => {
        await world.write((tx) =>
          tx.updateTable('challenges').set({ state: 'collecting' }).where('id', '=', challenge.id).execute(),
        );
        return cast([c]);
      }));

    test('in a challenge that is being prepared, hidden, or not there, as if there were none', async () => {
      expect(await cast([c], voter, world.now, 'nothing')).toMatchObject({ reason: 'not-found' });
      await unchanged({ reason: 'not-found' }, async () => {
        await world.write((tx) =>
          tx
            .insertInto('hidings')
            .values({
              target_kind: 'challenge',
              target_id: challenge.id,
              hidden_at: world.now,
              reason: 'Stolen',
            })
            .execute(),
        );
        return cast([c]);
      });
      await world.write(async (tx) => {
        await tx.deleteFrom('hidings').execute();
        await tx
          .updateTable('challenges')
          .set({ state: 'preparing', published_at: null })
          .where('id', '=', challenge.id)
          .execute();
      });
      expect(await cast([c])).toMatchObject({ reason: 'not-found' });
    });

    test('for a draft that does not exist', () =>
      unchanged({ reason: 'draft-not-in-challenge' }, () => cast([a, 'nothing'])));

    test("for another challenge's draft", () =>
      unchanged({ reason: 'draft-not-in-challenge' }, async () => {
        const other = await world.write(async (tx) =>
          makeChallenge(tx, world.now, await makeBrand(tx, world.now)),
        );
        return cast([a, other.drafts[0]!.id]);
      }));

    test('for a draft that is still being edited, or came after the seal', async () => {
      await unchanged({ reason: 'draft-not-in-challenge' }, async () => {
        await world.write((tx) =>
          tx.updateTable('drafts').set({ state: 'editing' }).where('id', '=', c).execute(),
        );
        return cast([a, c]);
      });
      await unchanged({ reason: 'draft-not-in-challenge' }, async () => {
        await world.write((tx) =>
          tx.updateTable('drafts').set({ submitted_at: world.now }).where('id', '=', d).execute(),
        );
        return cast([a, d]);
      });
    });

    test('for a draft that was disqualified', () =>
      unchanged({ reason: 'draft-not-in-challenge' }, async () => {
        await world.write((tx) =>
          tx
            .insertInto('draft_removals')
            .values({ draft_id: c, kind: 'disqualified', removed_at: world.now, reason: 'A copy' })
            .execute(),
        );
        return cast([a, c]);
      }));

    test('for a draft that is hidden', () =>
      unchanged({ reason: 'draft-not-in-challenge' }, async () => {
        await world.write((tx) =>
          tx
            .insertInto('hidings')
            .values({ target_kind: 'draft', target_id: c, hidden_at: world.now, reason: 'Indecent' })
            .execute(),
        );
        return cast([a, c]);
      }));
  });

  test('two tabs at the same moment leave one ballot, whole, with the right counts', async () => {
    for (let round = 0; round < 10; round++) {
      const lists = [[a, b], [c], [b, c, d], [a, d]];
      await Promise.all(lists.map((drafts) => cast(drafts)));
      const found = await expectCountsToHold();
      expect(found.ballot_count).toBe(1);
      const stands = found.picks.map((pick) => pick.draft_id).sort();
      expect(lists.map((list) => list.sort())).toContainEqual(stands);
      if (round % 2) await cast([]);
    }
  });

  test('casting and withdrawing at the same moment end in one of the two', async () => {
    for (let round = 0; round < 10; round++) {
      await Promise.all([cast([a, b]), cast([]), cast([c]), cast([])]);
      expect((await expectCountsToHold()).ballot_count).toBeLessThanOrEqual(1);
    }
  });

  test('many members at once are all counted', async () => {
    const voters = await world.write(async (tx) => {
      const made = [];
      for (let i = 0; i < 30; i++) made.push({ ...(await makeMember(tx, world.now)), confirmed: true });
      return made;
    });
    const all = [a, b, c, d];
    const casts = voters.flatMap((one, i) => [
      cast([all[i % 4]!, all[(i + 1) % 4]!], one),
      cast([all[(i + 2) % 4]!, all[(i + 1) % 4]!, all[(i + 3) % 4]!], one),
    ]);
    const results = await Promise.all(casts);
    expect(results.every((result) => 'ballot' in result)).toBe(true);
    expect(await expectCountsToHold()).toMatchObject({ ballot_count: 30 });
  });

  test('a vote that races with the close is counted before it or refused', async () => {
    const voters = await world.write(async (tx) => {
      const made = [];
      for (let i = 0; i < 12; i++) made.push({ ...(await makeMember(tx, world.now)), confirmed: true });
      return made;
    });
    const close = () =>
      world.write((tx) =>
        tx
          .updateTable('challenges')
          .set({ state: 'deciding' })
          .where('id', '=', challenge.id)
          .where('state', '=', 'voting')
          .returning('ballot_count')
          .executeTakeFirst(),
      );
    const acts = voters.map((one) => cast([a], one));
    const closed = close();
    const late = voters.slice(0, 3).map((one) => cast([b, c], one));
    const results = await Promise.all([...acts, ...late]);
    const atClose = await closed;
    for (const result of results) {
      if ('refused' in result) expect(result.reason).toBe('voting-closed');
    }
    const found = await expectCountsToHold();
    expect(found.ballot_count).toBe(atClose!.ballot_count);
  });

  test("one knows the own ballot and picks, and nobody else's", async () => {
    await cast([a, c]);
    const other = await world.write((tx) => makeMember(tx, world.now));
    await world.read(async (read) => {
      expect(await ownBallot(read, voter, challenge.id)).toEqual({
        changedAt: world.now,
        picks: expect.arrayContaining([a, c]),
        outdated: [],
        none: false,
      });
      expect(await ownPicks(read, voter, [a, b])).toEqual(new Set([a]));
      expect(await ownPicks(read, voter, [])).toEqual(new Set());
      expect(await ownBallot(read, other, challenge.id)).toBeNull();
      expect(await ownPicks(read, other, [a, b])).toEqual(new Set());
      expect(await ownBallot(read, null, challenge.id)).toBeNull();
      expect(await ownPicks(read, null, [a])).toEqual(new Set());
    });
  });

  test('a first ballot takes seven statements, a changed one ten', async () => {
    const run = async (drafts: string[]) => {
      world.statements.length = 0;
      await cast(drafts);
      return world.statements.filter((text) => !/^(begin|start|commit)/.test(text)).length;
    };
    expect(await run([a, b])).toBe(7);
    expect(await run([b, c])).toBe(10);
  });
});
