import { beforeEach, describe, expect, test } from 'vitest';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { pickDraft, unpickDraft } from '../../src/lib/server/ballots/picking.ts';
import { ownBallot } from '../../src/lib/server/ballots/owning.ts';
import { presentChallenge, sealedRule } from '../../src/lib/server/challenges/showing.ts';
import { presentDraft } from '../../src/lib/server/drafts/showing.ts';
import { follow } from '../../src/lib/server/follows/following.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

onBothDatabases('what is shown of a challenge', (world) => {
  type Visitor = { id: string; role: 'member' | 'admin'; confirmed: boolean };
  let challenge: Awaited<ReturnType<typeof makeChallenge>>;
  let brand: Awaited<ReturnType<typeof makeBrand>>;
  let fan: Visitor, designer: Visitor, admin: Visitor;
  let a: string, b: string, c: string;

  beforeEach(async () => {
    await world.write(async (tx) => {
      fan = { ...(await makeMember(tx, world.now, { name: 'Fan' })), confirmed: true };
      designer = { ...(await makeMember(tx, world.now, { name: 'Designer' })), confirmed: true };
      admin = { ...(await makeMember(tx, world.now, { role: 'admin' })), confirmed: true };
      brand = await makeBrand(tx, world.now, [{ member: designer, role: 'designer' }]);
      challenge = await makeChallenge(tx, world.now, brand, {
        drafts: 3,
        tallyShown: 'after-close',
        author: designer,
      });
    });
    [a, b, c] = challenge.drafts.map(({ id }) => id) as [string, string, string];
    for (const drafts of [[a, b], [b], [b, c]]) {
      const voter = { ...(await world.write((tx) => makeMember(tx, world.now))), confirmed: true };
      await world.write((tx) => castBallot(tx, voter, { challenge: challenge.id, drafts }, world.now));
    }
  });

  const seen = (visitor: Visitor | null = null, now = world.now) =>
    world.read((read) => presentChallenge(read, visitor, challenge.id, now));
  const seenDraft = (id: string, visitor: Visitor | null = null, now = world.now) =>
    world.read((read) => presentDraft(read, visitor, id, now));
  const set = (values: Record<string, unknown>) =>
    world.write((tx) => tx.updateTable('challenges').set(values).where('id', '=', challenge.id).execute());
  const hide = (kind: 'draft' | 'challenge', id: string) =>
    world.write((tx) =>
      tx
        .insertInto('hidings')
        .values({ target_kind: kind, target_id: id, hidden_at: world.now, reason: 'Stolen' })
        .execute(),
    );
  const closing = 3 * 24 * 3600_000;

  test('a tally that is to stay covered is in nothing that leaves the server, for anybody, before the close', async () => {
    for (const visitor of [null, fan, designer, admin]) {
      const found = await seen(visitor, world.now + closing - 1);
      expect(found!.tallied).toBe(false);
      for (const draft of found!.drafts) {
        expect(draft).not.toHaveProperty('picks');
        expect(draft).not.toHaveProperty('rank');
      }
      expect(found!.drafts.map(({ id }) => id)).toEqual([a, b, c]);
      expect(await seenDraft(b, visitor)).toMatchObject({ tallied: false, picks: null, rank: null });
    }
  });

  test('from the close on it is shown, the most picks first, and equals as equals', async () => {
    const found = await seen(null, world.now + closing);
    expect(found).toMatchObject({ tallied: true, open: false, ballot_count: 3 });
    await set({ state: 'deciding' });
    const { drafts } = (await seen())!;
    expect(drafts).toMatchObject([
      { id: b, picks: 3, rank: 1 },
      { id: a, picks: 1, rank: 2, tied: true },
      { id: c, picks: 1, rank: 2, tied: true },
    ]);
    expect(drafts[0]).not.toHaveProperty('tied');
    expect(await seenDraft(c)).toMatchObject({ picks: 1, rank: 2, tied: true });
  });

  test('a live tally is shown while voting is open, in the order of the table', async () => {
    await set({ tally_shown: 'live' });
    expect((await seen())!.drafts).toMatchObject([
      { id: a, picks: 1 },
      { id: b, picks: 3 },
      { id: c, picks: 1 },
    ]);
  });

  test('no picks are shown of a challenge that was cancelled', async () => {
    await set({ state: 'cancelled', tally_shown: 'live' });
    for (const draft of (await seen(designer))!.drafts) expect(draft).not.toHaveProperty('picks');
  });

  test('what is not published is not there, even after it was cancelled', async () => {
    for (const state of ['preparing', 'cancelled']) {
      await set({ state, published_at: null });
      for (const visitor of [null, designer, admin]) expect(await seen(visitor)).toBeUndefined();
      for (const visitor of [null, designer, admin]) expect(await seenDraft(a, visitor)).toBeUndefined();
      expect(await world.read((read) => sealedRule(read, challenge.id))).toBeUndefined();
    }
    expect(await world.read((read) => presentChallenge(read, admin, 'nothing', world.now))).toBeUndefined();
  });

  test('a draft that is still being edited is not there', async () => {
    await world.write((tx) =>
      tx.updateTable('drafts').set({ state: 'editing' }).where('id', '=', b).execute(),
    );
    expect((await seen(designer))!.drafts.map(({ id }) => id)).toEqual([a, c]);
    expect(await seenDraft(b, designer)).toBeUndefined();
    expect((await seenDraft(a))!.table.map(({ id }) => id)).toEqual([a, c]);
  });

  test('a hidden challenge is found by its brand and by admins alone, with the reason; so are its drafts', async () => {
    await hide('challenge', challenge.id);
    for (const visitor of [null, fan]) {
      expect(await seen(visitor)).toBeUndefined();
      expect(await seenDraft(a, visitor)).toBeUndefined();
    }
    for (const visitor of [designer, admin]) {
      expect(await seen(visitor)).toMatchObject({ hidden: 'Stolen' });
      expect(await seenDraft(a, visitor)).toMatchObject({ hidden: 'Stolen' });
    }
    expect(await world.read((read) => sealedRule(read, challenge.id))).toBeUndefined();
  });

  test('a hidden draft is on no page but its own, and there for its brand and admins alone', async () => {
    await hide('draft', b);
    for (const visitor of [null, fan, designer, admin]) {
      expect((await seen(visitor))!.drafts.map(({ id }) => id)).toEqual([a, c]);
      expect((await seenDraft(a, visitor))!.table.map(({ id }) => id)).toEqual([a, c]);
      expect((await seenDraft(a, visitor))!.after).toBe(c);
    }
    for (const visitor of [null, fan]) expect(await seenDraft(b, visitor)).toBeUndefined();
    for (const visitor of [designer, admin])
      expect(await seenDraft(b, visitor)).toMatchObject({ hidden: 'Stolen' });
  });

  test('a draft that was disqualified stands apart, its picks counted but without a rank', async () => {
    await world.write((tx) =>
      tx
        .insertInto('draft_removals')
        .values({ draft_id: b, kind: 'disqualified', removed_at: world.now, reason: 'A copy' })
        .execute(),
    );
    await set({ state: 'deciding' });
    const found = (await seen())!;
    expect(found.removed).toMatchObject([{ id: b, kind: 'disqualified', reason: 'A copy', picks: 3 }]);
    expect(found.drafts).toMatchObject([{ rank: 1 }, { rank: 1 }]);
    expect(await seenDraft(b)).toMatchObject({ removed: 'disqualified', before: null, after: null });
  });

  test('winners come first, with the campaign that can be seen', async () => {
    await set({ state: 'decided', decided_at: world.now });
    await world.write(async (tx) => {
      await tx
        .insertInto('decisions')
        .values({
          challenge_id: challenge.id,
          decided_at: world.now,
          proposal: '{}',
          departs: 1,
          tie_broken: 0,
          reason: 'The cloth can be had',
        })
        .execute();
      await tx
        .insertInto('decision_winners')
        .values({ challenge_id: challenge.id, draft_id: c, place: 1 })
        .execute();
      for (const [i, state] of (['cancelled', 'preparing'] as const).entries())
        await tx
          .insertInto('campaigns')
          .values({
            id: `campaign-${i}`,
            brand_id: brand.id,
            challenge_id: challenge.id,
            draft_id: c,
            revision_id: challenge.drafts[2]!.revision_id,
            state,
            title: 'Campaign',
            currency: 'TWD',
            price_minor: 1,
            minimum_quantity: 1,
            time_zone: 'UTC',
            created_at: world.now,
            launched_at: state === 'cancelled' ? world.now : null,
          })
          .execute();
    });
    const before = (await seen())!;
    expect(before).toMatchObject({ departs: 1, decision_reason: 'The cloth can be had', campaigns: [] });
    expect(before.drafts.map(({ id }) => id)).toEqual([c, b, a]);
    await world.write((tx) =>
      tx
        .updateTable('campaigns')
        .set({ state: 'live', launched_at: world.now })
        .where('id', '=', 'campaign-1')
        .execute(),
    );
    expect((await seen())!.campaigns).toMatchObject([{ id: 'campaign-1', draft: c }]);
    expect(await seenDraft(c)).toMatchObject({ won: 1, campaign_id: 'campaign-1' });
  });

  test('someone who left has no name', async () => {
    await world.write((tx) =>
      tx
        .updateTable('members')
        .set({ deleted_at: world.now, name: 'gone' })
        .where('id', '=', designer.id)
        .execute(),
    );
    const found = (await seen())!;
    expect(found.drafts[0]!.author).toBe('');
    expect(JSON.stringify(found)).not.toContain('Designer');
    expect(await seenDraft(a)).toMatchObject({ author_left: true });
  });

  test('a follower and the team are known as such, others not', async () => {
    await world.write((tx) => follow(tx, fan, { kind: 'challenge', id: challenge.id }, world.now));
    expect(await seen(fan)).toMatchObject({ following: true, team: false, followers: 1 });
    expect(await seen(designer)).toMatchObject({ following: false, team: true });
    expect(await seen()).toMatchObject({ following: false, team: false });
  });

  test('the page has the same few queries for three drafts and for thirty', async () => {
    const few = await world.write((tx) => makeChallenge(tx, world.now, brand, { drafts: 3 }));
    const many = await world.write((tx) => makeChallenge(tx, world.now, brand, { drafts: 30 }));
    for (const { id } of [few, many]) {
      world.statements.length = 0;
      await world.read(async (read) => {
        await presentChallenge(read, fan, id, world.now);
        await ownBallot(read, fan, id);
      });
      // With the session and the site that is six.
      expect(world.statements.filter((text) => !text.startsWith('pragma'))).toHaveLength(4);
    }
  });

  test('a draft’s page has the same few queries whatever it shows', async () => {
    world.statements.length = 0;
    await seenDraft(a, fan);
    expect(world.statements).toHaveLength(4);
  });

  describe('from the page of one draft', () => {
    const picks = async () =>
      ((await world.read((read) => ownBallot(read, fan, challenge.id)))?.picks ?? []).sort();
    const pick = (draft: string, instead: string | null = null) =>
      world.write((tx) => pickDraft(tx, fan, { draft, instead }, world.now));

    test('it is picked and taken back, the rest of the ballot standing', async () => {
      await pick(a);
      await pick(c);
      expect(await picks()).toEqual([a, c].sort());
      await pick(c);
      expect(await picks()).toEqual([a, c].sort());
      await world.write((tx) => unpickDraft(tx, fan, { draft: a }, world.now));
      expect(await picks()).toEqual([c]);
      await world.write((tx) => unpickDraft(tx, fan, { draft: c }, world.now));
      expect(await picks()).toEqual([]);
      expect((await seen())!.ballot_count).toBe(3);
    });

    test('on a full ballot it takes the place of another, or is refused', async () => {
      await set({ picks_per_member: 2 });
      await pick(a);
      await pick(b);
      expect(await pick(c)).toMatchObject({ reason: 'too-many-picks' });
      expect(await picks()).toEqual([a, b].sort());
      await pick(c, a);
      expect(await picks()).toEqual([b, c].sort());
    });

    test('a pick that was disqualified since takes no room', async () => {
      await set({ picks_per_member: 2 });
      await pick(a);
      await pick(b);
      await world.write((tx) =>
        tx
          .insertInto('draft_removals')
          .values({ draft_id: b, kind: 'disqualified', removed_at: world.now, reason: 'A copy' })
          .execute(),
      );
      await pick(c);
      expect(await picks()).toEqual([a, c].sort());
    });

    test('what casting refuses is refused here too', async () => {
      expect(await pick('nothing')).toMatchObject({ reason: 'not-found' });
      expect(
        await world.write((tx) => pickDraft(tx, null, { draft: a, instead: null }, world.now)),
      ).toMatchObject({ reason: 'not-signed-in' });
      expect(
        await world.write((tx) => pickDraft(tx, fan, { draft: a, instead: null }, world.now + closing)),
      ).toMatchObject({ reason: 'voting-closed' });
      expect(await picks()).toEqual([]);
    });
  });
});
