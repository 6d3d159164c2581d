import { beforeEach, describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { revisingRest, type Seen } from '../../src/lib/domain/revising.ts';
import { castBallot } from '../../src/lib/server/ballots/casting.ts';
import { keepPick, movePick, ownPick } from '../../src/lib/server/ballots/keeping.ts';
import { ownBallot } from '../../src/lib/server/ballots/owning.ts';
import { pickDraft, unpickDraft } from '../../src/lib/server/ballots/picking.ts';
import { changeChallenge, createChallenge } from '../../src/lib/server/challenges/authoring.ts';
import { closeVoting } from '../../src/lib/server/challenges/closing.ts';
import { openVoting } from '../../src/lib/server/challenges/opening.ts';
import { presentChallenge } from '../../src/lib/server/challenges/showing.ts';
import { tallyOf } from '../../src/lib/server/challenges/tallying.ts';
import { disqualifyDraft, withdrawDraft } from '../../src/lib/server/drafts/removing.ts';
import { saveDraft } from '../../src/lib/server/drafts/saving.ts';
import { presentDraft } from '../../src/lib/server/drafts/showing.ts';
import { submitDraft } from '../../src/lib/server/drafts/submitting.ts';
import { prepareSite } from '../../src/lib/server/members/preparing.ts';
import { announce } from '../../src/lib/server/notifications/announcing.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

const day = 24 * 3600_000;

onBothDatabases('revising during the vote', (world) => {
  type Person = { id: string; confirmed: boolean; name: string };
  let challenge: Awaited<ReturnType<typeof makeChallenge>>;
  let a: (typeof challenge.drafts)[number], b: typeof a, c: typeof a;
  let brand: { id: string };
  let designer: Person, fan: Person, friend: Person;

  const person = (name: string) =>
    world.write(async (tx) => ({ ...(await makeMember(tx, world.now, { name })), confirmed: true }));
  const setUp = async (more: Parameters<typeof makeChallenge>[3]) => {
    challenge = await world.write((tx) =>
      makeChallenge(tx, world.now, brand, { drafts: 4, picks: 2, author: designer, ...more }),
    );
    [a, b, c] = challenge.drafts as [typeof a, typeof a, typeof a];
  };

  beforeEach(async () => {
    await world.write((tx) => prepareSite(tx));
    [designer, fan, friend] = [await person('Designer'), await person('Fan'), await person('Friend')];
    brand = await world.write((tx) =>
      makeBrand(tx, world.now, [{ member: designer, role: 'designer' }], { name: 'Loft' }),
    );
    await setUp({ revisingUntil: world.now + 2 * day });
  });

  const cast = (drafts: string[], member = fan, seen?: Seen) =>
    world.write((tx) =>
      castBallot(tx, member, { challenge: challenge.id, drafts, ...(seen && { seen }) }, world.now),
    );
  /** Saves a change and publishes it. */
  const revise = async (draft = a, { at = world.now, by = designer, title = 'Longer' } = {}) => {
    const seen = await world.read(
      async (read) =>
        (
          await read
            .selectFrom('revisions')
            .select('id')
            .where('draft_id', '=', draft.id)
            .orderBy('number', 'desc')
            .limit(1)
            .executeTakeFirstOrThrow()
        ).id,
    );
    const input = {
      title,
      story: 'Cut for rain.',
      note: 'A longer hem',
      pictures: [{ picture: draft.picture_id, alt: 'Front' }],
    };
    const saved = await world.write((tx) => saveDraft(tx, by, { draft: draft.id, seen, ...input }, at));
    if (isRefusal(saved)) return saved;
    return world.write((tx) => submitDraft(tx, by, { draft: draft.id, seen: saved.revision }, at));
  };
  let titles = 0;
  const reviseAnew = (draft = a, at = world.now) => revise(draft, { at, title: `Version ${++titles}` });

  /** The numbers of the revisions that the member's picks name, by draft. */
  const named = (member = fan) =>
    world.read(async (read) =>
      Object.fromEntries(
        (
          await read
            .selectFrom('ballots')
            .innerJoin('ballot_picks', 'ballot_picks.ballot_id', 'ballots.id')
            .innerJoin('revisions', 'revisions.id', 'ballot_picks.revision_id')
            .select(['ballot_picks.draft_id', 'revisions.number'])
            .where('ballots.member_id', '=', member.id)
            .execute()
        ).map((row) => [row.draft_id, row.number]),
      ),
    );
  /** What is kept, after looking that it is what there would be to count. */
  const outdated = (draft = a) =>
    world.read(async (read) => {
      const rows = await read.selectFrom('drafts').select(['id', 'picks', 'picks_outdated']).execute();
      const picks = await read
        .selectFrom('ballot_picks')
        .innerJoin('drafts', 'drafts.id', 'ballot_picks.draft_id')
        .select(['drafts.id', 'drafts.revision_id as stands', 'ballot_picks.revision_id'])
        .execute();
      for (const row of rows) {
        const own = picks.filter(({ id }) => id === row.id);
        expect(row.picks).toBe(own.length);
        expect(row.picks_outdated).toBe(
          own.filter(({ stands, revision_id }) => stands !== revision_id).length,
        );
      }
      return rows.find(({ id }) => id === draft.id)!.picks_outdated;
    });

  test('the picks keep the revision that they were cast for, and the tally says how many', async () => {
    await cast([a.id, b.id]);
    await cast([a.id], friend);
    expect(await revise()).toEqual({ revision: 2 });
    expect(await named()).toEqual({ [a.id]: 1, [b.id]: 1 });
    expect(await outdated()).toBe(2);
    expect(await world.read((read) => ownBallot(read, fan, challenge.id))).toMatchObject({
      outdated: [a.id],
    });

    const [first] = await world.read((read) => tallyOf(read, challenge.id));
    expect(first).toMatchObject({ id: a.id, picks: 2, outdated: 2, revision: 2 });
    const shown = await world.read((read) => presentChallenge(read, null, challenge.id, world.now));
    expect(shown!.drafts.map(({ outdated }) => outdated)).toEqual([2, undefined, undefined, undefined]);
    expect(await world.read((read) => presentDraft(read, null, a.id, world.now))).toMatchObject({
      picks: 2,
      picks_outdated: 2,
    });
    const event = await world.read((read) =>
      read.selectFrom('events').selectAll().where('kind', '=', 'draft-revised-in-vote').execute(),
    );
    expect(event).toMatchObject([{ draft_id: a.id, actor_id: designer.id, payload: '{"revision":2}' }]);
  });

  test('nothing of it is told while the tally is hidden', async () => {
    await setUp({ revisingUntil: world.now + 2 * day, tallyShown: 'after-close' });
    await cast([a.id]);
    await revise();
    const shown = await world.read((read) => presentChallenge(read, null, challenge.id, world.now));
    expect(JSON.stringify(shown!.drafts)).not.toContain('outdated');
    expect(await world.read((read) => presentDraft(read, null, a.id, world.now))).toMatchObject({
      picks: null,
      picks_outdated: 0,
    });
  });

  describe('the voter answers', () => {
    beforeEach(async () => {
      await cast([a.id, b.id]);
      await cast([a.id], friend);
      await revise();
    });
    const keep = (seen: number, member: Person | null = fan, now = world.now, draft = a.id) =>
      world.write((tx) => keepPick(tx, member, { draft, seen }, now));
    const move = (to: string, more: { seen?: number; member?: Person | null; now?: number } = {}) =>
      world.write((tx) =>
        movePick(
          tx,
          more.member === undefined ? fan : more.member,
          { draft: a.id, to, seen: more.seen },
          more.now ?? world.now,
        ),
      );

    test('keep: the pick names the new revision', async () => {
      expect(await world.read((read) => ownPick(read, fan, a.id))).toEqual({ named: 1, stands: 2 });
      expect(await keep(2)).toHaveProperty('ballot');
      expect(await named()).toEqual({ [a.id]: 2, [b.id]: 1 });
      expect(await outdated()).toBe(1);
      expect(await world.read((read) => ownPick(read, fan, a.id))).toEqual({ named: 2, stands: 2 });
      expect(await keep(2)).toHaveProperty('ballot');
      expect(await outdated()).toBe(1);
    });

    test('with several revisions since it names the one that was seen, and is asked of the last', async () => {
      await reviseAnew();
      expect(await outdated()).toBe(2);
      expect(await keep(2)).toHaveProperty('ballot');
      expect(await named()).toMatchObject({ [a.id]: 2 });
      expect(await outdated()).toBe(2);
      expect(await keep(1)).toHaveProperty('ballot');
      expect(await named()).toMatchObject({ [a.id]: 2 });
      expect(await keep(3)).toHaveProperty('ballot');
      expect(await named()).toMatchObject({ [a.id]: 3 });
      expect(await outdated()).toBe(1);
    });

    test('move: the other draft gets the pick', async () => {
      expect(await move(c.id)).toHaveProperty('ballot');
      expect(await named()).toEqual({ [b.id]: 1, [c.id]: 1 });
      expect(await outdated()).toBe(1);
      expect(await outdated(c)).toBe(0);
    });

    test('move is refused to what is picked, to another challenge and without a pick', async () => {
      expect(await move(b.id)).toMatchObject({ reason: 'picked-already' });
      const [foreign] = (await world.write((tx) => makeChallenge(tx, world.now, brand))).drafts;
      expect(await move(foreign!.id)).toMatchObject({ reason: 'draft-not-in-challenge' });
      const stranger = await person('Stranger');
      expect(await move(c.id, { member: stranger })).toMatchObject({ reason: 'not-found' });
      expect(await keep(2, stranger)).toMatchObject({ reason: 'not-found' });
      expect(await move(c.id, { member: null })).toMatchObject({ refused: true });
      expect(await world.read((read) => ownPick(read, stranger, a.id))).toBeUndefined();
      expect(await named()).toEqual({ [a.id]: 1, [b.id]: 1 });
      expect(await outdated()).toBe(2);
    });

    test('withdraw: the pick is gone, the others stand', async () => {
      await world.write((tx) => unpickDraft(tx, fan, { draft: a.id }, world.now));
      expect(await named()).toEqual({ [b.id]: 1 });
      expect(await outdated()).toBe(1);
      await world.write((tx) => unpickDraft(tx, friend, { draft: a.id }, world.now));
      expect(await named(friend)).toEqual({});
      expect(await outdated()).toBe(0);
    });

    test('too late: the pick counts as it was cast', async () => {
      const late = world.now + 3 * day;
      expect(await keep(2, fan, late)).toMatchObject({ reason: 'voting-closed' });
      expect(await move(c.id, { now: late })).toMatchObject({ reason: 'voting-closed' });
      expect(await outdated()).toBe(2);
    });

    test('casting on the challenge page counts as having looked at what it showed', async () => {
      await cast([a.id, b.id]);
      expect(await named()).toEqual({ [a.id]: 1, [b.id]: 1 });
      await cast(
        [a.id, c.id],
        fan,
        new Map([
          [a.id, 2],
          [c.id, 1],
        ]),
      );
      expect(await named()).toEqual({ [a.id]: 2, [c.id]: 1 });
      expect(await outdated()).toBe(1);
      await cast([a.id], friend, new Map([[a.id, 1]]));
      expect(await named(friend)).toEqual({ [a.id]: 1 });
      // What no revision has as its number was not seen.
      await cast([a.id], friend, new Map([[a.id, 9]]));
      expect(await named(friend)).toEqual({ [a.id]: 1 });
      expect(await outdated()).toBe(1);
    });

    test('a fresh pick from a page that showed the earlier revision names that one', async () => {
      const third = await person('Third');
      await cast([a.id], third, new Map([[a.id, 1]]));
      expect(await named(third)).toEqual({ [a.id]: 1 });
      const fourth = await person('Fourth');
      await world.write((tx) =>
        pickDraft(tx, fourth, { draft: a.id, instead: null, seen: new Map([[a.id, 2]]) }, world.now),
      );
      expect(await named(fourth)).toEqual({ [a.id]: 2 });
      expect(await outdated()).toBe(3);
    });
  });

  describe('who is told', () => {
    const told = async () => {
      const events = await world.read((read) =>
        read
          .selectFrom('events')
          .select('id')
          .where('kind', '=', 'draft-revised-in-vote')
          .orderBy('id')
          .execute(),
      );
      const { id } = events.at(-1)!;
      world.statements.length = 0;
      await announce(world.database, 'https://muster.example', id, world.now);
      const statements = world.statements.length;
      const rows = await world.read((read) =>
        read
          .selectFrom('notifications')
          .innerJoin('members', 'members.id', 'notifications.member_id')
          .select(['members.name', 'notifications.link', 'notifications.payload'])
          .where('event_id', '=', id)
          .orderBy('members.name')
          .execute(),
      );
      const mails = await world.read((read) =>
        read
          .selectFrom('mails')
          .select(['subject', 'text', 'headers'])
          .where('unique_key', 'like', `event:${id}:%`)
          .execute(),
      );
      return { rows, mails, statements };
    };

    test('each voter of that draft, once, with the way to the question', async () => {
      await cast([a.id]);
      await cast([a.id], friend);
      await cast([a.id], designer);
      await cast([b.id], await person('Other'));
      await revise();
      const { rows, mails } = await told();
      expect(rows.map(({ name }) => name)).toEqual(['Fan', 'Friend']);
      expect(rows[0]).toMatchObject({ link: `/drafts/${a.id}/revised` });
      expect(mails).toHaveLength(2);
      expect(mails[0]!.subject).toContain('Revision 2');
      expect(mails[0]!.text).toContain(`https://muster.example/drafts/${a.id}/revised`);
      expect(mails[0]!.headers).toContain('List-Unsubscribe');
      expect((await told()).mails).toHaveLength(2);
    });

    test('not whoever looked before the letters went out, chose not to hear of it, or picked what stands', async () => {
      await cast([a.id]);
      await cast([a.id], friend);
      const quiet = await person('Quiet');
      await cast([a.id], quiet);
      await world.write((tx) =>
        tx
          .insertInto('notification_settings')
          .values({ member_id: quiet.id, kind: 'revision', in_app: 0, by_mail: 0 })
          .execute(),
      );
      await revise();
      await cast([a.id], await person('Later'));
      await world.write((tx) => keepPick(tx, friend, { draft: a.id, seen: 2 }, world.now));
      const { rows, mails } = await told();
      expect(rows.map(({ name }) => name)).toEqual(['Fan']);
      expect(mails).toHaveLength(1);
    });

    test('with as many statements for thirty voters as for one', async () => {
      await cast([a.id]);
      await revise();
      const one = (await told()).statements;
      for (let n = 0; n < 30; n++) await cast([a.id], await person(`Voter ${n}`));
      await reviseAnew();
      const many = await told();
      expect(many.rows).toHaveLength(31);
      expect(many.statements).toBe(one);
    });
  });

  describe('is refused', () => {
    const revisionsOf = (draft = a) =>
      world.read((read) =>
        read.selectFrom('revisions').select('number').where('draft_id', '=', draft.id).execute(),
      );

    test('where the rule does not let drafts be revised', async () => {
      await setUp({});
      expect(await revise()).toMatchObject({ reason: 'challenge-sealed' });
      expect(await revisionsOf()).toHaveLength(1);
    });

    test('in the last hours before the close, what was saved before included', async () => {
      const until = world.now + 2 * day;
      const saved = await world.write((tx) =>
        saveDraft(
          tx,
          designer,
          {
            draft: a.id,
            seen: a.revision_id,
            title: 'Saved',
            story: '',
            note: '',
            pictures: [{ picture: a.picture_id, alt: 'x' }],
          },
          until - 1,
        ),
      );
      if (isRefusal(saved)) throw new Error(saved.reason);
      expect(
        await world.write((tx) => submitDraft(tx, designer, { draft: a.id, seen: saved.revision }, until)),
      ).toMatchObject({ reason: 'revising-over', detail: { hours: 24 } });
      expect(await revise(a, { at: until })).toMatchObject({ reason: 'revising-over' });
      expect(
        await world.write((tx) =>
          submitDraft(tx, designer, { draft: a.id, seen: saved.revision }, until - 1),
        ),
      ).toEqual({ revision: 2 });
    });

    test('for others than the brand’s designers, for drafts off the ballot, and after the close', async () => {
      expect(await revise(a, { by: fan })).toMatchObject({ reason: 'not-found' });
      await world.write((tx) => disqualifyDraft(tx, designer, { draft: b.id, reason: 'Copied' }, world.now));
      expect(await revise(b)).toMatchObject({ reason: 'draft-removed' });
      await world.write((tx) =>
        tx.updateTable('drafts').set({ state: 'editing' }).where('id', '=', c.id).execute(),
      );
      expect(await revise(c)).toMatchObject({ reason: 'revising-over' });
      expect(
        await world.write((tx) => withdrawDraft(tx, designer, { draft: a.id, reason: '' }, world.now)),
      ).toMatchObject({ reason: 'challenge-sealed' });
      await world.write((tx) =>
        tx.updateTable('challenges').set({ state: 'deciding' }).where('id', '=', challenge.id).execute(),
      );
      expect(await revise()).toMatchObject({ reason: 'challenge-sealed' });
    });
  });

  describe('at the same moment', () => {
    test('casting and revising: each pick names what stood, and the counter holds', async () => {
      const voters = [];
      for (let n = 0; n < 8; n++) voters.push(await person(`Voter ${n}`));
      await cast([a.id]);
      const results = await Promise.all([
        ...voters.slice(0, 4).map((one) => cast([a.id, b.id], one)),
        reviseAnew(),
        ...voters.slice(4).map((one) => cast([a.id], one, new Map([[a.id, 1]]))),
        world.write((tx) => keepPick(tx, fan, { draft: a.id, seen: 2 }, world.now)),
        cast([b.id], voters[0]!),
      ]);
      expect(results.filter(isRefusal)).toEqual([]);
      await outdated();
      for (const one of voters.slice(4)) expect(await named(one)).toEqual({ [a.id]: 1 });
    });

    test('closing and revising: one of them comes first', async () => {
      await cast([a.id]);
      const saved = await world.write((tx) =>
        saveDraft(
          tx,
          designer,
          {
            draft: a.id,
            seen: a.revision_id,
            title: 'Late',
            story: '',
            note: '',
            pictures: [{ picture: a.picture_id, alt: 'x' }],
          },
          world.now,
        ),
      );
      if (isRefusal(saved)) throw new Error(saved.reason);
      const [closed, submitted] = await Promise.all([
        world.write((tx) => closeVoting(tx, challenge.id, world.now + 3 * day)),
        world.write((tx) => submitDraft(tx, designer, { draft: a.id, seen: saved.revision }, world.now)),
      ]);
      expect(closed).toBeUndefined();
      if (isRefusal(submitted)) expect(submitted.reason).toBe('challenge-sealed');
      expect(await outdated()).toBe(isRefusal(submitted) ? 0 : 1);
    });
  });

  describe('the rule', () => {
    const input = (more: Partial<Parameters<typeof createChallenge>[3]> = {}) => ({
      title: 'A jacket',
      brief: 'Which?',
      cover: null,
      coverAlt: '',
      collectingOpensAt: null,
      votingOpensAt: world.now + day,
      votingClosesAt: world.now + 4 * day,
      picksPerMember: 2,
      seats: 1,
      quorum: 0,
      tallyShown: 'live' as const,
      ...more,
    });
    const create = (more = {}) =>
      world.write((tx) => createChallenge(tx, designer, brand, input(more), world.now));
    const open = async (id: string) => {
      await world.write((tx) =>
        tx
          .updateTable('challenges')
          .set({ state: 'collecting', published_at: world.now })
          .where('id', '=', id)
          .execute(),
      );
      const elsewhere = await world.write((tx) => makeBrand(tx, world.now));
      const [x, y] = (
        await world.write((tx) => makeChallenge(tx, world.now, elsewhere, { state: 'collecting' }))
      ).drafts;
      await world.write((tx) =>
        tx.updateTable('drafts').set({ challenge_id: id }).where('id', 'in', [x!.id, y!.id]).execute(),
      );
      const opened = await world.write((tx) => openVoting(tx, id, world.now + day));
      if (isRefusal(opened)) throw new Error(opened.reason);
      return world.read((read) =>
        read
          .selectFrom('challenges')
          .select(['rule', 'revising_until'])
          .where('id', '=', id)
          .executeTakeFirstOrThrow(),
      );
    };

    test('seals until when drafts may be revised; a rule without it is the text that it was', async () => {
      const wished = await create({ revising: true });
      const plain = await create();
      if (isRefusal(wished) || isRefusal(plain)) throw new Error('refused');
      const sealed = await open(wished.challenge);
      const until = world.now + 4 * day - revisingRest;
      expect(sealed.revising_until).toBe(until);
      expect(JSON.parse(sealed.rule!)).toMatchObject({ revisingUntil: until });
      const kept = await open(plain.challenge);
      expect(kept.revising_until).toBeNull();
      expect(kept.rule).not.toContain('revising');
    });

    test('needs a vote that is long enough, when it is written and when its dates move', async () => {
      const short = { revising: true, votingClosesAt: world.now + day + revisingRest };
      expect(await create(short)).toMatchObject({ reason: 'revising-too-short', detail: { hours: 24 } });
      expect(await create({ ...short, revising: false })).toHaveProperty('challenge');
      const made = await create({ revising: true });
      if (isRefusal(made)) throw new Error(made.reason);
      const change = (more: object) =>
        world.write((tx) =>
          changeChallenge(
            tx,
            designer,
            { challenge: made.challenge, seen: 0, ...input(), ...more },
            world.now,
          ),
        );
      expect(await change(short)).toMatchObject({ reason: 'revising-too-short' });
      await world.write((tx) =>
        tx
          .updateTable('challenges')
          .set({ state: 'collecting', published_at: world.now })
          .where('id', '=', made.challenge)
          .execute(),
      );
      expect(await change({ ...short, revising: false })).toMatchObject({ reason: 'revising-too-short' });
    });
  });
});
