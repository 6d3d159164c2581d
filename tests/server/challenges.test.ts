import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import {
  changeChallenge,
  createChallenge,
  type ChallengeInput,
} from '../../src/lib/server/challenges/authoring.ts';
import { cancelChallenge } from '../../src/lib/server/challenges/cancelling.ts';
import { closeVoting } from '../../src/lib/server/challenges/closing.ts';
import {
  closeVotingOnTime,
  openCollectingOnTime,
  openVotingOnTime,
  remindVotersOnTime,
} from '../../src/lib/server/challenges/keeping.ts';
import { openVoting, openVotingNow, sealOf } from '../../src/lib/server/challenges/opening.ts';
import { ownChallenge } from '../../src/lib/server/challenges/owning.ts';
import { publishChallenge, unscheduleChallenge } from '../../src/lib/server/challenges/publishing.ts';
import { presentChallenge } from '../../src/lib/server/challenges/showing.ts';
import { ballotsByDay, tallyOf } from '../../src/lib/server/challenges/tallying.ts';
import { presentDraft } from '../../src/lib/server/drafts/showing.ts';
import { newId } from '../../src/lib/server/ids.ts';
import { findEntries } from '../../src/lib/server/search/finding.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember, makePicture } from '../making.ts';

const hour = 3600_000;
const day = 24 * hour;

const reasonOf = (value: unknown) => (isRefusal(value) ? value.reason : value);

onBothDatabases('challenges', (world) => {
  const setting = async () => {
    const { now } = world;
    return world.write(async (tx) => {
      const owner = await makeMember(tx, now);
      const designer = await makeMember(tx, now);
      const merchant = await makeMember(tx, now);
      const stranger = await makeMember(tx, now);
      const brand = await makeBrand(tx, now, [
        { member: owner, role: 'owner' },
        { member: designer, role: 'designer' },
        { member: merchant, role: 'merchant' },
      ]);
      const picture = await makePicture(tx, now, designer);
      const input: ChallengeInput = {
        title: 'The overshirt for a wet autumn',
        brief: 'Light enough for a **scooter**.',
        cover: picture.id,
        coverAlt: 'An overshirt on a hook',
        collectingOpensAt: null,
        votingOpensAt: now + 2 * day,
        votingClosesAt: now + 9 * day,
        picksPerMember: 3,
        seats: 2,
        quorum: 10,
        tallyShown: 'live',
      };
      return { owner, designer, merchant, stranger, brand, input };
    });
  };
  type Setting = Awaited<ReturnType<typeof setting>>;
  const create = async ({ designer, brand, input }: Setting, more: Partial<ChallengeInput> = {}) => {
    const made = await world.write((tx) =>
      createChallenge(tx, designer, brand, { ...input, ...more }, world.now - 1000),
    );
    if (isRefusal(made)) throw new Error(made.reason);
    return made.challenge;
  };
  const row = (id: string) =>
    world.read((read) =>
      read.selectFrom('challenges').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  const jobs = async () =>
    Object.fromEntries(
      (
        await world.read((read) =>
          read
            .selectFrom('jobs')
            .select(['kind', 'run_at'])
            .where('state', '=', 'waiting')
            .where('kind', '!=', 'announce')
            .execute(),
        )
      ).map((job) => [job.kind, job.run_at]),
    );
  const events = async (id: string) =>
    (
      await world.read((read) =>
        read.selectFrom('events').select('kind').where('challenge_id', '=', id).orderBy('id').execute(),
      )
    ).map((event) => event.kind);
  const sealable = (more: Parameters<typeof makeChallenge>[3] = {}, by?: { id: string }[]) =>
    world.write(async (tx) => {
      const designer = by?.[0] ?? (await makeMember(tx, world.now));
      const brand = await makeBrand(tx, world.now, [{ member: designer, role: 'designer' }]);
      const challenge = await makeChallenge(tx, world.now, brand, {
        state: 'collecting',
        opensAt: world.now,
        closesAt: world.now + 7 * day,
        ...more,
      });
      return { ...challenge, designer };
    });

  describe('writing one', () => {
    test('numbers those of a brand one after the other, also at the same moment', async () => {
      const all = await setting();
      const ids = await Promise.all([1, 2, 3].map(() => create(all)));
      const numbers = await Promise.all(ids.map(async (id) => (await row(id)).number));
      expect(numbers.sort()).toEqual([1, 2, 3]);
      expect(await row(ids[0]!)).toMatchObject({
        state: 'preparing',
        time_zone: 'Asia/Taipei',
        published_at: null,
      });
    });

    test('is for its brand’s designers and owners; to others it is not there', async () => {
      const all = await setting();
      const id = await create(all);
      let edits = 0;
      for (const [member, may] of [
        [all.owner, true],
        [all.designer, true],
        [all.merchant, false],
        [all.stranger, false],
      ] as const) {
        expect((await world.read((read) => ownChallenge(read, member, id))) !== undefined).toBe(may);
        const made = await world.write((tx) =>
          createChallenge(tx, member, all.brand, { ...all.input, cover: null }, world.now),
        );
        expect(isRefusal(made)).toBe(!may);
        const changed = await world.write((tx) =>
          changeChallenge(tx, member, { ...all.input, challenge: id, seen: edits }, world.now),
        );
        if (may) edits++;
        expect(reasonOf(changed)).toEqual(may ? { challenge: id } : 'not-found');
        if (!may) {
          for (const act of [
            world.write((tx) => publishChallenge(tx, member, { challenge: id }, world.now)),
            world.write((tx) => unscheduleChallenge(tx, member, { challenge: id }, world.now)),
            world.write((tx) => openVotingNow(tx, member, { challenge: id }, world.now)),
            world.write((tx) => cancelChallenge(tx, member, { challenge: id, reason: 'x' }, world.now)),
          ])
            expect(reasonOf(await act)).toBe('not-found');
        }
      }
      expect(await world.read((read) => ownChallenge(read, null, id))).toBeUndefined();
    });

    test('takes only a cover that the member uploaded or the challenge has', async () => {
      const all = await setting();
      const id = await create(all);
      const others = await world.write((tx) => makePicture(tx, world.now, all.stranger));
      const cover = (picture: string) =>
        world.write((tx) =>
          changeChallenge(
            tx,
            all.designer,
            { ...all.input, cover: picture, challenge: id, seen: 0 },
            world.now,
          ),
        );
      expect(reasonOf(await cover(others.id))).toBe('not-found');
      expect(reasonOf(await cover('nothing'))).toBe('not-found');
      const made = await world.write((tx) =>
        createChallenge(tx, all.designer, all.brand, { ...all.input, cover: others.id }, world.now),
      );
      expect(reasonOf(made)).toBe('not-found');
    });

    test('everything may change while it is prepared, and nothing is asked for', async () => {
      const all = await setting();
      const id = await create(all, {
        brief: '',
        cover: null,
        coverAlt: '',
        votingOpensAt: null,
        votingClosesAt: null,
      });
      await world.write((tx) =>
        changeChallenge(tx, all.designer, { ...all.input, challenge: id, seen: 0, seats: 5 }, world.now),
      );
      expect(await row(id)).toMatchObject({
        seats: 5,
        brief: all.input.brief,
        voting_opens_at: world.now + 2 * day,
      });
      expect(await jobs()).toEqual({});
    });
  });

  describe('changed by two at once', () => {
    test('whoever saves over what they did not see is told, and nothing of the other is lost', async () => {
      const all = await setting();
      const id = await create(all);
      const save = (seen: number, brief: string) =>
        world.write((tx) =>
          changeChallenge(tx, all.designer, { ...all.input, challenge: id, seen, brief }, world.now),
        );
      const answers = await Promise.all([save(0, 'one'), save(0, 'other')]);
      expect(answers.map(reasonOf)).toContain('changed-meanwhile');
      expect(answers).toContainEqual({ challenge: id });
      const stands = await row(id);
      expect(stands.brief).toBe(isRefusal(answers[0]) ? 'other' : 'one');
      expect(stands.edits).toBe(1);
      expect(reasonOf(await save(NaN, 'no number'))).toBe('changed-meanwhile');
      expect(await save(1, 'both')).toEqual({ challenge: id });
      expect((await row(id)).brief).toBe('both');
    });

    test('a form that still shows the rule is refused once the challenge is public', async () => {
      const all = await setting();
      const id = await create(all);
      await world.write((tx) => publishChallenge(tx, all.designer, { challenge: id }, world.now));
      const late = await world.write((tx) =>
        changeChallenge(tx, all.designer, { ...all.input, challenge: id, seen: 0, seats: 5 }, world.now),
      );
      expect(reasonOf(late)).toBe('changed-meanwhile');
    });
  });

  describe('publishing', () => {
    test('makes it public, findable, counted, and plans the vote', async () => {
      const all = await setting();
      const id = await create(all);
      expect(
        await world.write((tx) => publishChallenge(tx, all.designer, { challenge: id }, world.now)),
      ).toEqual({
        published: true,
      });
      expect(await row(id)).toMatchObject({
        state: 'collecting',
        published_at: world.now,
        collecting_opens_at: world.now,
      });
      expect(await jobs()).toEqual({ 'open-voting': world.now + 2 * day });
      expect(await events(id)).toEqual(['challenge-created', 'challenge-published']);
      expect(await world.read((read) => findEntries(read, 'scooter'))).toEqual([{ kind: 'challenge', id }]);
      const brand = await world.read((read) =>
        read.selectFrom('brands').select('challenge_count').where('id', '=', all.brand.id).executeTakeFirst(),
      );
      expect(brand?.challenge_count).toBe(1);
    });

    test.each([
      ['title', { title: ' ' }],
      ['brief', { brief: '' }],
      ['cover', { cover: null }],
      ['cover text', { coverAlt: '' }],
      ['dates', { votingOpensAt: null }],
    ])('is refused without its %s', async (_, lacking) => {
      const all = await setting();
      const id = await create(all, lacking);
      const answer = await world.write((tx) =>
        publishChallenge(tx, all.designer, { challenge: id }, world.now),
      );
      expect(reasonOf(answer)).toBe('challenge-incomplete');
      expect((await row(id)).state).toBe('preparing');
    });

    test('is refused when the vote would have opened already', async () => {
      const all = await setting();
      const id = await create(all);
      const late = world.now + 3 * day;
      expect(
        reasonOf(await world.write((tx) => publishChallenge(tx, all.designer, { challenge: id }, late))),
      ).toBe('challenge-incomplete');
    });

    test('happens once, however many press', async () => {
      const all = await setting();
      const id = await create(all);
      const answers = await Promise.all(
        [all.owner, all.designer].map((member) =>
          world.write((tx) => publishChallenge(tx, member, { challenge: id }, world.now)),
        ),
      );
      expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
      expect(await events(id)).toEqual(['challenge-created', 'challenge-published']);
    });

    test('waits for its date, can be taken back, and then happens by itself', async () => {
      const all = await setting();
      const id = await create(all, { collectingOpensAt: world.now + day });
      const publish = () =>
        world.write((tx) => publishChallenge(tx, all.designer, { challenge: id }, world.now));
      expect(await publish()).toEqual({ published: false });
      expect(await row(id)).toMatchObject({
        state: 'preparing',
        scheduled_at: world.now,
        published_at: null,
      });
      expect(await jobs()).toEqual({ 'open-collecting': world.now + day });

      await world.write((tx) => unscheduleChallenge(tx, all.designer, { challenge: id }, world.now));
      expect(await jobs()).toEqual({});
      await openCollectingOnTime(world, id, world.now + day);
      expect((await row(id)).state).toBe('preparing');
      expect(
        reasonOf(
          await world.write((tx) => unscheduleChallenge(tx, all.designer, { challenge: id }, world.now)),
        ),
      ).toBe('changed-meanwhile');

      await publish();
      await openCollectingOnTime(world, id, world.now + day - 1);
      expect((await row(id)).state).toBe('preparing');
      await Promise.all([1, 2].map(() => openCollectingOnTime(world, id, world.now + day + 5)));
      expect(await row(id)).toMatchObject({
        state: 'collecting',
        published_at: world.now + day + 5,
        collecting_opens_at: world.now + day,
      });
      expect((await events(id)).filter((kind) => kind === 'challenge-published')).toHaveLength(1);
    });

    test('what is scheduled must stay complete, and moves with its dates', async () => {
      const all = await setting();
      const id = await create(all, { collectingOpensAt: world.now + day });
      await world.write((tx) => publishChallenge(tx, all.designer, { challenge: id }, world.now));
      const change = (more: Partial<ChallengeInput>) =>
        world.write((tx) =>
          changeChallenge(
            tx,
            all.designer,
            { ...all.input, collectingOpensAt: world.now + day, ...more, challenge: id, seen: 0 },
            world.now,
          ),
        );
      expect(reasonOf(await change({ brief: '' }))).toBe('challenge-incomplete');
      expect(reasonOf(await change({ votingOpensAt: world.now }))).toBe('dates-impossible');
      await change({ collectingOpensAt: world.now + hour });
      expect(await jobs()).toEqual({ 'open-collecting': world.now + hour });
    });
  });

  describe('changing what is public', () => {
    test('moves the dates and the texts, never the rule', async () => {
      const all = await setting();
      const id = await create(all);
      await world.write((tx) => publishChallenge(tx, all.designer, { challenge: id }, world.now));
      const changed = await world.write((tx) =>
        changeChallenge(
          tx,
          all.designer,
          {
            ...all.input,
            challenge: id,
            seen: 1,
            brief: 'Now with 茶園 pockets.',
            votingOpensAt: world.now + 3 * day,
            picksPerMember: 9,
            seats: 9,
            quorum: 0,
            tallyShown: 'after-close',
          },
          world.now + 5,
        ),
      );
      expect(changed).toEqual({ challenge: id });
      expect(await row(id)).toMatchObject({
        brief: 'Now with 茶園 pockets.',
        picks_per_member: 3,
        seats: 2,
        quorum: 10,
        tally_shown: 'live',
        collecting_opens_at: world.now,
      });
      expect(await jobs()).toEqual({ 'open-voting': world.now + 3 * day });
      expect(await world.read((read) => findEntries(read, '茶園'))).toHaveLength(1);
    });

    test.each([
      [{ votingOpensAt: -1 }, 'dates-impossible'],
      [{ votingOpensAt: 8.99 }, 'dates-impossible'],
      [{ votingClosesAt: null }, 'dates-impossible'],
      [{ title: '' }, 'challenge-incomplete'],
      [{ cover: null }, 'challenge-incomplete'],
    ])('refuses %j', async (change, reason) => {
      const all = await setting();
      const id = await create(all);
      await world.write((tx) => publishChallenge(tx, all.designer, { challenge: id }, world.now));
      const dated = Object.fromEntries(
        Object.entries(change).map(([key, value]) => [
          key,
          typeof value === 'number' ? world.now + value * day : value,
        ]),
      );
      const answer = await world.write((tx) =>
        changeChallenge(tx, all.designer, { ...all.input, ...dated, challenge: id, seen: 1 }, world.now),
      );
      expect(reasonOf(answer)).toBe(reason);
    });

    test.each(['voting', 'deciding', 'decided', 'cancelled'] as const)(
      'is refused while it is %s',
      async (state) => {
        const all = await setting();
        const challenge = await world.write((tx) => makeChallenge(tx, world.now, all.brand, { state }));
        const answer = await world.write((tx) =>
          changeChallenge(tx, all.designer, { ...all.input, challenge: challenge.id, seen: 0 }, world.now),
        );
        expect(reasonOf(answer)).toBe('challenge-sealed');
      },
    );
  });

  describe('opening the vote', () => {
    test('seals the rule, its dates and the revisions that stand', async () => {
      const challenge = await sealable({ drafts: 3, picks: 2, seats: 1, quorum: 7 });
      const opened = await world.write((tx) => openVoting(tx, challenge.id, world.now));
      const after = await row(challenge.id);
      expect(after).toMatchObject({ state: 'voting', sealed_at: world.now, draft_count: 3 });
      expect(JSON.parse(after.rule!)).toEqual({
        challenge: challenge.id,
        method: 'picks',
        picksPerMember: 2,
        seats: 1,
        quorum: 7,
        eligibility: 'confirmed-members',
        tallyShown: 'live',
        ties: 'decided-in-public',
        votingOpensAt: world.now,
        votingClosesAt: world.now + 7 * day,
        drafts: challenge.drafts
          .map(({ id, revision_id }) => ({ draft: id, revision: revision_id }))
          .sort((a, b) => (a.draft < b.draft ? -1 : 1)),
      });
      expect(after.rule_hash).toBe(sealOf(after.rule!));
      expect(after.rule_hash).toMatch(/^[0-9a-f]{64}$/);
      expect(opened).toEqual({ seal: after.rule_hash });
      expect(await jobs()).toEqual({
        'keep-log': world.now,
        'remind-voters': world.now + 5 * day,
        'close-voting': world.now + 7 * day,
      });
      expect(await events(challenge.id)).toEqual(['voting-opened']);
    });

    test('leaves out what is still edited, withdrawn or disqualified', async () => {
      const challenge = await sealable({ drafts: 5 });
      const [editing, withdrawn, out] = challenge.drafts;
      await world.write(async (tx) => {
        await tx.updateTable('drafts').set({ state: 'editing' }).where('id', '=', editing!.id).execute();
        for (const [draft, kind] of [
          [withdrawn!, 'withdrawn'],
          [out!, 'disqualified'],
        ] as const)
          await tx
            .insertInto('draft_removals')
            .values({ draft_id: draft.id, kind, removed_at: world.now - 1, reason: 'x' })
            .execute();
        await openVoting(tx, challenge.id, world.now);
      });
      const { rule, draft_count } = await row(challenge.id);
      expect(JSON.parse(rule!).drafts).toHaveLength(2);
      expect(draft_count).toBe(2);
      const tally = await world.read((read) => tallyOf(read, challenge.id));
      expect(tally.map(({ id }) => id).sort()).toEqual(
        challenge.drafts
          .slice(3)
          .map(({ id }) => id)
          .sort(),
      );
    });

    test('with fewer than two drafts it does not, and says so', async () => {
      const challenge = await sealable({ drafts: 1 });
      await openVotingOnTime(world, challenge.id, world.now);
      expect(await row(challenge.id)).toMatchObject({ state: 'collecting', sealed_at: null, rule: null });
      expect(await events(challenge.id)).toEqual(['voting-not-opened']);
      const byHand = await world.write((tx) =>
        openVotingNow(tx, challenge.designer, { challenge: challenge.id }, world.now),
      );
      expect(byHand).toMatchObject({ reason: 'too-few-drafts', detail: { needed: 2, count: 1 } });
    });

    test('a hidden draft does not make two, though it stands on the ballot', async () => {
      const challenge = await sealable({ drafts: 2 });
      const hide = (id: string) =>
        world.write((tx) =>
          tx
            .insertInto('hidings')
            .values({ target_kind: 'draft', target_id: id, hidden_at: world.now, reason: 'x' })
            .execute(),
        );
      await hide(challenge.drafts[0]!.id);
      expect(reasonOf(await world.write((tx) => openVoting(tx, challenge.id, world.now)))).toBe(
        'too-few-drafts',
      );
      const more = await sealable({ drafts: 3 });
      await hide(more.drafts[0]!.id);
      await world.write((tx) => openVoting(tx, more.id, world.now));
      expect(JSON.parse((await row(more.id)).rule!).drafts).toHaveLength(3);
    });

    test('by hand it opens early, from now', async () => {
      const challenge = await sealable({ opensAt: world.now + day, closesAt: world.now + 8 * day });
      await openVotingOnTime(world, challenge.id, world.now);
      expect((await row(challenge.id)).state).toBe('collecting');
      expect(reasonOf(await world.write((tx) => openVoting(tx, challenge.id, world.now)))).toBe(
        'impossible-transition',
      );
      await world.write((tx) =>
        openVotingNow(tx, challenge.designer, { challenge: challenge.id }, world.now),
      );
      expect(await row(challenge.id)).toMatchObject({
        state: 'voting',
        voting_opens_at: world.now,
        voting_closes_at: world.now + 8 * day,
      });
    });

    test('after its close has passed it is open as long as was promised', async () => {
      const challenge = await sealable({ opensAt: world.now - 9 * day, closesAt: world.now - 2 * day });
      await openVotingOnTime(world, challenge.id, world.now);
      expect(await row(challenge.id)).toMatchObject({
        state: 'voting',
        voting_opens_at: world.now,
        voting_closes_at: world.now + 7 * day,
      });
    });

    test('two at once: one wins', async () => {
      const challenge = await sealable();
      const answers = await Promise.all(
        [1, 2, 3].map(() => world.write((tx) => openVoting(tx, challenge.id, world.now))),
      );
      expect(answers.map(reasonOf).filter((reason) => reason === 'impossible-transition')).toHaveLength(2);
      expect(await events(challenge.id)).toEqual(['voting-opened']);
    });

    test.each(['preparing', 'voting', 'deciding', 'decided', 'cancelled'] as const)(
      'is impossible while it is %s',
      async (state) => {
        const challenge = await sealable({ state });
        for (const answer of [
          await world.write((tx) => openVoting(tx, challenge.id, world.now)),
          await world.write((tx) =>
            openVotingNow(tx, challenge.designer, { challenge: challenge.id }, world.now),
          ),
        ])
          expect(reasonOf(answer)).toBe('impossible-transition');
      },
    );
  });

  describe('while the vote is open', () => {
    test('voters are reminded once', async () => {
      const challenge = await sealable({ state: 'voting' });
      await Promise.all([1, 2].map(() => remindVotersOnTime(world, challenge.id, world.now)));
      await remindVotersOnTime(world, challenge.id, world.now + 1);
      expect(await events(challenge.id)).toEqual(['voting-closing-soon']);
    });
    test('nobody is reminded of what has closed', async () => {
      const challenge = await sealable({ state: 'voting' });
      await remindVotersOnTime(world, challenge.id, challenge.voting_closes_at);
      const over = await sealable({ state: 'deciding' });
      await remindVotersOnTime(world, over.id, world.now);
      expect([...(await events(challenge.id)), ...(await events(over.id))]).toEqual([]);
    });
    test('it closes when its time is over, once', async () => {
      const challenge = await sealable({ state: 'voting' });
      const close = (at: number) => world.write((tx) => closeVoting(tx, challenge.id, at));
      expect(reasonOf(await close(challenge.voting_closes_at - 1))).toBe('impossible-transition');
      const answers = await Promise.all([1, 2].map(() => close(challenge.voting_closes_at)));
      expect(answers.map(reasonOf).sort()).toEqual(['impossible-transition', undefined]);
      await closeVotingOnTime(world, challenge.id, challenge.voting_closes_at + 1);
      expect((await row(challenge.id)).state).toBe('deciding');
      expect(await events(challenge.id)).toEqual(['voting-closed']);
    });
    test.each(['preparing', 'collecting', 'deciding', 'decided', 'cancelled'] as const)(
      'what is %s does not close',
      async (state) => {
        const challenge = await sealable({ state });
        const answer = await world.write((tx) => closeVoting(tx, challenge.id, world.now + 99 * day));
        expect(reasonOf(answer)).toBe('impossible-transition');
      },
    );
  });

  describe('cancelling', () => {
    test.each(['collecting', 'voting', 'deciding'] as const)('ends what is %s, in public', async (state) => {
      const challenge = await sealable({ state });
      const cancel = (reason: string) =>
        world.write((tx) =>
          cancelChallenge(tx, challenge.designer, { challenge: challenge.id, reason }, world.now),
        );
      expect(reasonOf(await cancel(' '))).toBe('reason-needed');
      expect(await cancel(' The mill closed. ')).toBeUndefined();
      expect(await row(challenge.id)).toMatchObject({
        state: 'cancelled',
        cancelled_at: world.now,
        cancelled_reason: 'The mill closed.',
      });
      expect(await events(challenge.id)).toEqual(['challenge-cancelled']);
      expect(await jobs()).toEqual({});
      expect(reasonOf(await cancel('again'))).toBe('impossible-transition');
    });
    test('what was decided stands', async () => {
      const challenge = await sealable({ state: 'decided' });
      const answer = await world.write((tx) =>
        cancelChallenge(tx, challenge.designer, { challenge: challenge.id, reason: 'x' }, world.now),
      );
      expect(reasonOf(answer)).toBe('impossible-transition');
    });
    test('of what nobody saw nobody is told', async () => {
      const all = await setting();
      const id = await create(all, { collectingOpensAt: world.now + day });
      await world.write((tx) => publishChallenge(tx, all.designer, { challenge: id }, world.now - 1));
      await world.write((tx) =>
        cancelChallenge(tx, all.designer, { challenge: id, reason: 'Not now.' }, world.now),
      );
      expect((await events(id)).at(-1)).toBe('challenge-discarded');
      expect(await jobs()).toEqual({});
      await openCollectingOnTime(world, id, world.now + 2 * day);
      expect((await row(id)).state).toBe('cancelled');
      expect(await world.read((read) => presentChallenge(read, null, id, world.now))).toBeUndefined();
      const draft = await world.write(async (tx) => {
        const { drafts } = await makeChallenge(tx, world.now, all.brand, { state: 'cancelled' });
        await tx.updateTable('drafts').set({ challenge_id: id }).where('id', '=', drafts[0]!.id).execute();
        return drafts[0]!.id;
      });
      expect(await world.read((read) => presentDraft(read, null, draft, world.now))).toBeUndefined();
    });
    test('takes the waiting jobs along', async () => {
      const challenge = await sealable();
      await world.write((tx) => openVoting(tx, challenge.id, world.now));
      await world.write((tx) =>
        cancelChallenge(tx, challenge.designer, { challenge: challenge.id, reason: 'x' }, world.now),
      );
      expect(await jobs()).toEqual({});
    });
  });

  describe('the tally', () => {
    test('by day, in the zone of the brand, adds up', async () => {
      const opens = Date.UTC(2026, 10, 20, 4); // noon in Taipei
      const challenge = await sealable({ state: 'voting', opensAt: opens, closesAt: opens + 7 * day });
      await castAt(world, challenge.id, [opens + 1, opens + 11 * hour, opens + 13 * hour, opens + 40 * hour]);
      const days = await world.read((read) =>
        ballotsByDay(
          read,
          { id: challenge.id, round: 1, timeZone: 'Asia/Taipei', opensAt: opens, closesAt: opens + 7 * day },
          opens + 70 * hour,
        ),
      );
      expect(days).toEqual([
        { day: '2026-11-20', ballots: 2 },
        { day: '2026-11-21', ballots: 3 },
        { day: '2026-11-22', ballots: 4 },
        { day: '2026-11-23', ballots: 4 },
      ]);
    });
    test('asks for no row of its own, whatever the number of drafts', async () => {
      const challenge = await sealable({ state: 'voting', drafts: 8 });
      world.statements.length = 0;
      expect(await world.read((read) => tallyOf(read, challenge.id))).toHaveLength(8);
      expect(world.statements).toHaveLength(1);
    });
  });
});

const castAt = (world: World, challenge: string, times: number[]) =>
  world.write(async (tx) => {
    for (const at of times) {
      const member = await makeMember(tx, world.now);
      await tx
        .insertInto('ballots')
        .values({ id: newId(at), challenge_id: challenge, member_id: member.id, cast_at: at, changed_at: at })
        .execute();
    }
  });
