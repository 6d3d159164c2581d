import { expect, test } from 'vitest';
import { createChallenge } from '../../src/lib/server/challenges/authoring.ts';
import { openVotingNow } from '../../src/lib/server/challenges/opening.ts';
import { decisionOf, deskChallenges } from '../../src/lib/server/challenges/presenting.ts';
import { publishChallenge } from '../../src/lib/server/challenges/publishing.ts';
import { ballotsByDay, tallyOf } from '../../src/lib/server/challenges/tallying.ts';
import { ownChallenge } from '../../src/lib/server/challenges/owning.ts';
import { lastRevision, ownDraft } from '../../src/lib/server/drafts/owning.ts';
import { deskDrafts, picturesOfRevision, revisionsOf } from '../../src/lib/server/drafts/presenting.ts';
import { createDraft } from '../../src/lib/server/drafts/saving.ts';
import { submitDraft } from '../../src/lib/server/drafts/submitting.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember, makePicture } from '../making.ts';
import { workThrough } from '../working.ts';

const day = 24 * 3600_000;
const noCards = undefined as never;

onBothDatabases('a challenge in time', (world) => {
  /** A challenge that publishes itself in a day, votes from the third to the ninth, and has so many drafts. */
  const scheduled = async (drafts: number) => {
    const { now } = world;
    return world.write(async (tx) => {
      await tx.insertInto('site').values({ id: 1, name: 'Muster', secret: 's' }).execute();
      const designer = await makeMember(tx, now);
      const follower = await makeMember(tx, now);
      const brand = await makeBrand(tx, now, [{ member: designer, role: 'designer' }]);
      await tx
        .insertInto('follows')
        .values({ member_id: follower.id, target_kind: 'brand', target_id: brand.id, followed_at: now })
        .execute();
      const picture = await makePicture(tx, now, designer);
      const made = await createChallenge(
        tx,
        designer,
        brand,
        {
          title: 'The overshirt',
          brief: 'Light enough.',
          cover: picture.id,
          coverAlt: 'An overshirt',
          collectingOpensAt: now + day,
          votingOpensAt: now + 3 * day,
          votingClosesAt: now + 9 * day,
          picksPerMember: 3,
          seats: 1,
          quorum: 0,
          tallyShown: 'live',
        },
        now,
      );
      if (isRefusal(made)) throw new Error(made.reason);
      for (let i = 0; i < drafts; i++) {
        const draft = await createDraft(
          tx,
          designer,
          {
            challenge: made.challenge,
            title: `Draft ${i}`,
            story: '',
            note: '',
            pictures: [{ picture: picture.id, alt: 'x' }],
          },
          now,
        );
        if (isRefusal(draft)) throw new Error(draft.reason);
        await submitDraft(tx, designer, { draft: draft.draft, seen: draft.revision }, now);
      }
      await publishChallenge(tx, designer, { challenge: made.challenge }, now);
      return { id: made.challenge, brand, designer, follower };
    });
  };
  const at = (when: number) => workThrough(world, noCards, when);
  const row = (id: string) =>
    world.read((read) =>
      read.selectFrom('challenges').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  const events = async (id: string) =>
    (
      await world.read((read) =>
        read
          .selectFrom('events')
          .select('kind')
          .where('challenge_id', '=', id)
          .where('kind', 'not like', 'draft%')
          .orderBy('at')
          .execute(),
      )
    )
      .map(({ kind }) => kind)
      .filter((kind) => !['challenge-created', 'challenge-scheduled'].includes(kind));

  test('goes its way by itself, and tells whoever follows', async () => {
    const { id, follower } = await scheduled(3);
    const { now } = world;
    for (const [when, state] of [
      [0.5, 'preparing'],
      [1, 'collecting'],
      [2.9, 'collecting'],
      [3, 'voting'],
      [6.9, 'voting'],
      [7, 'voting'],
      [8.9, 'voting'],
      [9, 'deciding'],
      [30, 'deciding'],
    ] as const) {
      await at(now + when * day);
      expect((await row(id)).state, `day ${when}`).toBe(state);
    }
    expect(await events(id)).toEqual([
      'challenge-published',
      'voting-opened',
      'voting-closing-soon',
      'voting-closed',
    ]);
    const told = await world.read((read) =>
      read
        .selectFrom('notifications')
        .select('kind')
        .where('member_id', '=', follower.id)
        .orderBy('id')
        .execute(),
    );
    expect(told.map(({ kind }) => kind).sort()).toEqual(['voting-closes', 'voting-opens']);
  });

  test('catches up after a downtime: the vote is open as long as was promised', async () => {
    const { id } = await scheduled(3);
    const back = world.now + 20 * day;
    await at(back);
    expect(await row(id)).toMatchObject({
      state: 'voting',
      collecting_opens_at: world.now + day,
      voting_opens_at: back,
      voting_closes_at: back + 6 * day,
    });
    await at(back + 6 * day - 1);
    expect((await row(id)).state).toBe('voting');
    await at(back + 6 * day);
    expect((await row(id)).state).toBe('deciding');
  });

  test('two processes at once do each step once', async () => {
    const { id } = await scheduled(2);
    for (const when of [1, 3, 7, 9]) {
      await Promise.all([at(world.now + when * day), at(world.now + when * day)]);
    }
    expect(await events(id)).toEqual([
      'challenge-published',
      'voting-opened',
      'voting-closing-soon',
      'voting-closed',
    ]);
  });

  test('with one draft it waits, and goes on when there are two', async () => {
    const { id, designer, brand } = await scheduled(1);
    await at(world.now + 3 * day);
    expect(await row(id)).toMatchObject({ state: 'collecting', sealed_at: null });
    const [desk] = await world.read((read) => deskChallenges(read, brand, world.now + 3 * day));
    expect(desk).toMatchObject({ id, stuck: true });
    expect(await events(id)).toEqual(['challenge-published', 'voting-not-opened']);
    await world.write(async (tx) => {
      const picture = await makePicture(tx, world.now, designer);
      const draft = await createDraft(
        tx,
        designer,
        {
          challenge: id,
          title: 'Second',
          story: '',
          note: '',
          pictures: [{ picture: picture.id, alt: 'x' }],
        },
        world.now,
      );
      if (isRefusal(draft)) throw new Error(draft.reason);
      await submitDraft(tx, designer, { draft: draft.draft, seen: draft.revision }, world.now + 10 * day);
      return openVotingNow(tx, designer, { challenge: id }, world.now + 10 * day);
    });
    expect(await row(id)).toMatchObject({
      state: 'voting',
      draft_count: 2,
      voting_closes_at: world.now + 16 * day,
    });
    await at(world.now + 16 * day);
    expect((await row(id)).state).toBe('deciding');
  });
});

onBothDatabases('what the desk asks for', (world) => {
  test('takes a fixed number of queries, and none of them reads a whole table', async () => {
    const { now } = world;
    const { designer, brand, challenge } = await world.write(async (tx) => {
      const designer = await makeMember(tx, now);
      const brand = await makeBrand(tx, now, [{ member: designer, role: 'designer' }]);
      for (let i = 0; i < 3; i++) await makeChallenge(tx, now, brand, { state: 'preparing' });
      return { designer, brand, challenge: await makeChallenge(tx, now, brand, { drafts: 24 }) };
    });
    const [draft] = challenge.drafts;
    world.statements.length = 0;
    let asked = 0;
    for (const ask of [
      () => world.read((read) => deskChallenges(read, brand, now)),
      () => world.read((read) => ownChallenge(read, designer, challenge.id)),
      () => world.read((read) => deskDrafts(read, challenge.id)),
      () => world.read((read) => tallyOf(read, challenge.id)),
      () => world.read((read) => decisionOf(read, challenge.id)),
      () =>
        world.read((read) =>
          ballotsByDay(
            read,
            { id: challenge.id, round: 1, timeZone: 'Asia/Taipei', opensAt: now - day, closesAt: now + day },
            now,
          ),
        ),
      () => world.read((read) => ownDraft(read, designer, draft!.id)),
      () => world.read((read) => lastRevision(read, draft!.id)),
      () => world.read((read) => revisionsOf(read, draft!.id)),
      () => world.read((read) => picturesOfRevision(read, draft!.revision_id)),
    ]) {
      await ask();
      expect(world.statements.length).toBe(++asked);
    }
    if (world.dialect !== 'sqlite') return;
    const { default: SQLite } = await import('better-sqlite3');
    const file = new SQLite(`${world.dataDir}/muster.sqlite`, { readonly: true });
    const scans = world.statements.flatMap((statement) =>
      (
        file
          .prepare(`explain query plan ${statement}`)
          .all(...Array<null>(statement.split('?').length - 1).fill(null)) as { detail: string }[]
      )
        .filter(({ detail }) => /^SCAN (?!CONSTANT|\(subquery)/.test(detail))
        .map(({ detail }) => `${detail}: ${statement}`),
    );
    file.close();
    expect(scans).toEqual([]);
  });
});
