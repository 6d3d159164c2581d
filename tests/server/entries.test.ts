import { describe, expect, test } from 'vitest';
import { entryLimits } from '../../src/lib/domain/entering.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { changeChallenge, createChallenge } from '../../src/lib/server/challenges/authoring.ts';
import { openVoting } from '../../src/lib/server/challenges/opening.ts';
import { presentChallenge } from '../../src/lib/server/challenges/showing.ts';
import { tallyOf } from '../../src/lib/server/challenges/tallying.ts';
import { termsOf } from '../../src/lib/server/challenges/terms.ts';
import { postComment } from '../../src/lib/server/comments/posting.ts';
import { approveDraft } from '../../src/lib/server/drafts/approving.ts';
import { authorsOf } from '../../src/lib/server/drafts/authors.ts';
import { reviewsAwaited, reviewsWaiting } from '../../src/lib/server/drafts/awaiting.ts';
import { beginDraft } from '../../src/lib/server/drafts/beginning.ts';
import { inviteAuthor, uninviteAuthor } from '../../src/lib/server/drafts/inviting.ts';
import { declineDraft, invitationTo, joinDraft, leaveDraft } from '../../src/lib/server/drafts/joining.ts';
import { draftsBy } from '../../src/lib/server/drafts/mine.ts';
import { deskDraft, ownDraft } from '../../src/lib/server/drafts/owning.ts';
import { partWithDrafts } from '../../src/lib/server/drafts/parting.ts';
import { deskDrafts } from '../../src/lib/server/drafts/presenting.ts';
import { disqualifyDraft, withdrawDraft } from '../../src/lib/server/drafts/removing.ts';
import { returnDraft } from '../../src/lib/server/drafts/reviewing.ts';
import { publicRevisions } from '../../src/lib/server/drafts/revisiting.ts';
import { createDraft, saveDraft } from '../../src/lib/server/drafts/saving.ts';
import { presentDraft } from '../../src/lib/server/drafts/showing.ts';
import { submitDraft } from '../../src/lib/server/drafts/submitting.ts';
import { latestTurns } from '../../src/lib/server/feeds/collecting.ts';
import { isFollowing, unfollow } from '../../src/lib/server/follows/following.ts';
import { deleteMember } from '../../src/lib/server/members/deleting.ts';
import { presentMember } from '../../src/lib/server/members/profiling.ts';
import { announce } from '../../src/lib/server/notifications/announcing.ts';
import { search } from '../../src/lib/server/search/showing.ts';
import { describeShared } from '../../src/lib/server/sharing/describing.ts';
import { onBothDatabases } from '../harness.ts';
import { makeOpenChallenge } from '../making-entries.ts';
import { makePicture } from '../making.ts';

const day = 24 * 3600_000;
const reasonOf = (value: unknown) => (isRefusal(value) ? value.reason : value);

onBothDatabases('drafts in an open challenge', (world) => {
  const setting = (more: Parameters<typeof makeOpenChallenge>[2] = {}) =>
    world.write((tx) => makeOpenChallenge(tx, world.now, more));
  type Setting = Awaited<ReturnType<typeof setting>>;
  type Member = Setting['mika'];

  const begin = async (all: Setting, title = all.input.title, by: Member = all.mika) => {
    const pictures = [
      { picture: (await world.write((tx) => makePicture(tx, world.now, by))).id, alt: 'A drawer' },
    ];
    const made = await world.write((tx) =>
      beginDraft(tx, by, { challenge: all.challenge.id, ...all.input, pictures, title }, world.now),
    );
    if (isRefusal(made)) throw new Error(made.reason);
    return made;
  };
  const submit = (by: { id: string }, draft: string, seen: string, terms: number | undefined = 1) =>
    world.write((tx) => submitDraft(tx, by, { draft, seen, terms }, world.now));
  const enter = async (all: Setting, title?: string, by: Member = all.mika) => {
    const { draft, revision } = await begin(all, title, by);
    const submitted = await submit(by, draft, revision);
    if (isRefusal(submitted)) throw new Error(submitted.reason);
    return { draft, revision, submitted };
  };
  const revise = async (all: Setting, draft: string, seen: string, title: string, by: Member = all.mika) => {
    const saved = await world.write((tx) =>
      saveDraft(tx, by, { draft, seen, ...all.input, pictures: [], title }, world.now),
    );
    if (isRefusal(saved)) return saved;
    const picture = await world.write((tx) => makePicture(tx, world.now, by));
    return world.write((tx) =>
      saveDraft(
        tx,
        by,
        {
          draft,
          seen: saved.revision,
          ...all.input,
          title,
          pictures: [{ picture: picture.id, alt: 'A drawer' }],
        },
        world.now,
      ),
    );
  };
  const approve = (all: Setting, draft: string, seen: string) =>
    world.write((tx) => approveDraft(tx, all.designer, { draft, seen }, world.now));
  const present = (all: Setting, by: Member | null = null) =>
    world.read((read) =>
      presentChallenge(read, by && { id: by.id, role: 'member' }, all.challenge.id, world.now),
    );
  const standings = async (member: Member) =>
    (await world.read((read) => draftsBy(read, member))).map(({ standing }) => standing);
  const open = (all: Setting) => world.write((tx) => openVoting(tx, all.challenge.id, world.now + 2 * day));
  const changeTerms = (all: Setting, licence: string) =>
    world.write(async (tx) => {
      const row = await tx
        .selectFrom('challenges')
        .selectAll()
        .where('id', '=', all.challenge.id)
        .executeTakeFirstOrThrow();
      const cover = await makePicture(tx, world.now, all.designer);
      return changeChallenge(
        tx,
        all.designer,
        {
          challenge: row.id,
          seen: row.edits,
          title: row.title,
          brief: row.brief,
          cover: cover.id,
          coverAlt: 'A drum',
          collectingOpensAt: row.collecting_opens_at,
          votingOpensAt: row.voting_opens_at,
          votingClosesAt: row.voting_closes_at,
          picksPerMember: row.picks_per_member,
          seats: row.seats,
          quorum: row.quorum,
          tallyShown: row.tally_shown,
          open: {
            draftsPerMember: row.drafts_per_member,
            reviewed: false,
            blind: false,
            entryRules: 'One idea a draft.',
            licence,
          },
        },
        world.now,
      );
    });

  describe('entering', () => {
    test('is for every member with a confirmed address, and public at once without a review', async () => {
      const all = await setting();
      const { draft, submitted } = await enter(all);
      expect(submitted).toEqual({ revision: 1 });
      const challenge = await present(all);
      expect(challenge?.drafts).toMatchObject([{ id: draft, title: 'Lint drawer', author: 'Mika' }]);
      const shown = await world.read((read) => presentDraft(read, null, draft, world.now));
      expect(shown?.authors).toEqual([{ id: all.mika.id, name: 'Mika' }]);
      expect(await standings(all.mika)).toEqual(['public']);
    });

    test('is refused to the unconfirmed, to the brand itself, and where nothing is collected', async () => {
      const all = await setting();
      const attempt = (by: { id: string; confirmed: boolean }) =>
        world.write((tx) => beginDraft(tx, by, { challenge: all.challenge.id, ...all.input }, world.now));
      expect(reasonOf(await attempt({ ...all.stranger, confirmed: false }))).toBe('not-confirmed');
      expect(reasonOf(await attempt({ ...all.designer, confirmed: true }))).toBe('entry-own-brand');
      const own = await world.write((tx) =>
        createDraft(tx, all.designer, { challenge: all.challenge.id, ...all.input }, world.now),
      );
      expect(reasonOf(own)).toBe('not-found');
      await world.write((tx) =>
        tx.updateTable('challenges').set({ state: 'voting' }).where('id', '=', all.challenge.id).execute(),
      );
      expect(reasonOf(await attempt(all.stranger))).toBe('entry-closed');
    });

    test('goes up to the limit, and of two at once at the limit one stands', async () => {
      const all = await setting({ limit: 1 });
      const [first, second] = [await begin(all, 'One'), await begin(all, 'Two')];
      const answers = await Promise.all(
        [first, second].map(({ draft, revision }) => submit(all.mika, draft, revision)),
      );
      expect(answers.map(reasonOf).sort()).toEqual([{ revision: 1 }, 'entry-limit'].sort());
      expect((await present(all))?.drafts).toHaveLength(1);
      const third = await world.write((tx) =>
        beginDraft(tx, all.mika, { challenge: all.challenge.id, ...all.input }, world.now),
      );
      expect(reasonOf(third)).toBe('entry-limit');
      const entered = answers[0] && !isRefusal(answers[0]) ? first : second;
      await world.write((tx) => withdrawDraft(tx, all.mika, { draft: entered.draft, reason: '' }, world.now));
      const other = entered === first ? second : first;
      expect(reasonOf(await submit(all.mika, other.draft, other.revision))).toEqual({ revision: 1 });
    });

    test('is begun so often at a time; what was entered counts by the challenge alone', async () => {
      const all = await setting({ limit: 12 });
      for (let n = 0; n < entryLimits.working; n++) await enter(all, `Entered ${n}`);
      for (let n = 0; n < entryLimits.working; n++) await begin(all, `Begun ${n}`);
      const more = await world.write((tx) =>
        beginDraft(tx, all.mika, { challenge: all.challenge.id, ...all.input }, world.now),
      );
      expect(more).toMatchObject({ reason: 'too-many-begun', detail: { limit: entryLimits.working } });
    });

    test('lets its authors hear of the challenge, until they take it back', async () => {
      const all = await setting();
      const target = { kind: 'challenge', id: all.challenge.id } as const;
      const follows = () => world.read((read) => isFollowing(read, all.mika, target));
      expect(await follows()).toBe(false);
      const { draft, revision } = await enter(all);
      expect(await follows()).toBe(true);
      await world.write((tx) => unfollow(tx, all.mika, target));
      await revise(all, draft, revision, 'A lint drawer');
      expect(await follows()).toBe(false);
    });

    test('and a specification vote do not go together', async () => {
      const all = await setting();
      const open = {
        draftsPerMember: 1,
        reviewed: false,
        blind: false,
        entryRules: 'One idea.',
        licence: '',
      };
      const input = {
        title: 'Lint',
        brief: '',
        cover: null,
        coverAlt: '',
        collectingOpensAt: null,
        votingOpensAt: null,
        votingClosesAt: null,
        picksPerMember: 1,
        seats: 1,
        quorum: 0,
        tallyShown: 'live' as const,
      };
      const create = (more: object) =>
        world.write((tx) => createChallenge(tx, all.designer, all.brand, { ...input, ...more }, world.now));
      expect(reasonOf(await create({ open, method: 'specification' }))).toBe('specification-of-members');
      const made = await create({ open });
      if (isRefusal(made)) throw new Error(made.reason);
      const change = (more: object) =>
        world.write((tx) =>
          changeChallenge(tx, all.designer, { ...input, ...made, seen: 0, ...more }, world.now),
        );
      expect(reasonOf(await change({ open, method: 'specification' }))).toBe('specification-of-members');
      expect(reasonOf(await change({ method: 'specification' }))).toBe('specification-of-members');
      expect(isRefusal(await change({ open: null, method: 'specification' }))).toBe(false);
    });

    test('and revising are over with the seal, and a draft that is not handed in is left out', async () => {
      const all = await setting({ limit: 3 });
      const { draft, revision } = await enter(all, 'One');
      await enter(all, 'Two');
      const late = await begin(all, 'Late');
      expect(isRefusal(await open(all))).toBe(false);
      expect(reasonOf(await submit(all.mika, late.draft, late.revision))).toBe('challenge-sealed');
      expect(reasonOf(await revise(all, draft, revision, 'Again'))).toBe('challenge-sealed');
      expect((await standings(all.mika)).sort()).toEqual(['left-out', 'public', 'public']);
    });
  });

  describe('whose hand may change it', () => {
    test('is that of its authors alone: neither the brand’s nor another member’s', async () => {
      const all = await setting();
      const { draft, revision } = await enter(all);
      for (const other of [all.designer, all.ravi, all.stranger]) {
        expect(await world.read((read) => ownDraft(read, other, draft))).toBeUndefined();
        const saved = await world.write((tx) =>
          saveDraft(tx, other, { draft, seen: revision, ...all.input, title: 'Mine now' }, world.now),
        );
        expect(reasonOf(saved)).toBe('not-found');
        expect(reasonOf(await submit(other, draft, revision))).toBe('not-found');
      }
      expect(await world.read((read) => deskDraft(read, all.designer, draft))).toBeDefined();
      expect(await world.read((read) => deskDraft(read, all.ravi, draft))).toBeUndefined();
    });

    test('the brand sees nothing that was never handed in', async () => {
      const all = await setting({ reviewed: true });
      const { draft, revision } = await begin(all);
      expect(await world.read((read) => deskDraft(read, all.designer, draft))).toBeUndefined();
      expect(await world.read((read) => deskDrafts(read, all.challenge.id))).toEqual([]);
      await submit(all.mika, draft, revision);
      const later = await revise(all, draft, revision, 'Secret idea');
      expect(isRefusal(later)).toBe(false);
      const [shown] = await world.read((read) => deskDrafts(read, all.challenge.id));
      expect(shown).toMatchObject({ title: 'Lint drawer', changed: false });
    });

    test('a withdrawn one is revised no more', async () => {
      const all = await setting();
      const { draft, revision } = await enter(all);
      await world.write((tx) => withdrawDraft(tx, all.mika, { draft, reason: '' }, world.now));
      expect(reasonOf(await revise(all, draft, revision, 'Again'))).toBe('draft-removed');
      expect((await present(all))?.drafts).toEqual([]);
      expect(await standings(all.mika)).toEqual(['withdrawn']);
    });
  });

  describe('terms', () => {
    test('are accepted by the version that stands, and who accepted which when is kept', async () => {
      const all = await setting();
      const { draft, revision } = await begin(all);
      const attempt = (terms: number | undefined) =>
        world.write((tx) => submitDraft(tx, all.mika, { draft, seen: revision, terms }, world.now));
      expect(reasonOf(await attempt(undefined))).toBe('terms-not-accepted');
      expect(isRefusal(await changeTerms(all, 'We keep everything.'))).toBe(false);
      expect(reasonOf(await attempt(1))).toBe('terms-changed');
      expect(reasonOf(await attempt(7))).toBe('terms-changed');
      expect(reasonOf(await attempt(2))).toEqual({ revision: 1 });
      const kept = await world.read((read) => read.selectFrom('terms_acceptances').selectAll().execute());
      expect(kept).toEqual([{ draft_id: draft, member_id: all.mika.id, version: 2, accepted_at: world.now }]);
    });

    test('that anyone could see stay as they were: a change is the next version', async () => {
      const all = await setting();
      const { draft, revision } = await enter(all);
      await changeTerms(all, 'We keep everything.');
      await changeTerms(all, 'We keep everything.');
      const versions = await world.read((read) => termsOf(read, all.challenge.id));
      expect(versions.map(({ version, licence }) => [version, licence])).toEqual([
        [2, 'We keep everything.'],
        [1, 'You keep what does not win.'],
      ]);
      // Who entered before goes on under what was accepted; a revision is entered under what stands.
      const next = await revise(all, draft, revision, 'Lint drawer II');
      if (isRefusal(next)) throw new Error(next.reason);
      const attempt = (terms: number | undefined) =>
        world.write((tx) => submitDraft(tx, all.mika, { draft, seen: next.revision, terms }, world.now));
      expect(reasonOf(await attempt(undefined))).toBe('terms-not-accepted');
      expect(reasonOf(await attempt(2))).toEqual({ revision: 2 });
    });
  });

  describe('a review', () => {
    test('keeps a draft out of sight until the brand approves exactly what it saw', async () => {
      const all = await setting({ reviewed: true });
      const { draft, revision, submitted } = await enter(all);
      expect(submitted).toEqual({ revision: 1, waits: 'review' });
      expect((await present(all))?.drafts).toEqual([]);
      expect(await world.read((read) => presentDraft(read, null, draft, world.now))).toBeUndefined();
      expect(await standings(all.mika)).toEqual(['awaiting']);
      expect(await world.read((read) => reviewsWaiting(read, all.brand))).toMatchObject([
        { id: draft, title: 'Lint drawer', authors: [{ name: 'Mika' }] },
      ]);
      expect(await world.read((read) => reviewsAwaited(read, all.brand))).toEqual({
        count: 1,
        since: world.now,
      });
      const newer = await revise(all, draft, revision, 'Lint drawer II');
      if (isRefusal(newer)) throw new Error(newer.reason);
      await submit(all.mika, draft, newer.revision);
      expect(reasonOf(await approve(all, draft, revision))).toBe('review-over');
      expect(reasonOf(await approve(all, draft, newer.revision))).toEqual({ revision: 2 });
      expect(reasonOf(await approve(all, draft, newer.revision))).toBe('review-over');
      expect((await present(all))?.drafts).toMatchObject([{ title: 'Lint drawer II' }]);
      expect(await standings(all.mika)).toEqual(['public']);
    });

    test('returns it with words, and its authors may change it and ask again', async () => {
      const all = await setting({ reviewed: true });
      const { draft, revision } = await enter(all);
      const back = (by: { id: string }, words: string) =>
        world.write((tx) => returnDraft(tx, by, { draft, seen: revision, words }, world.now));
      expect(reasonOf(await back(all.mika, 'No'))).toBe('not-found');
      expect(reasonOf(await back(all.designer, ' '))).toBe('reason-needed');
      expect(await back(all.designer, 'Show the drum.')).toBeUndefined();
      expect(await standings(all.mika)).toEqual(['returned']);
      const next = await revise(all, draft, revision, 'With the drum');
      if (isRefusal(next)) throw new Error(next.reason);
      expect(await submit(all.mika, draft, next.revision)).toEqual({ revision: 2, waits: 'review' });
      expect(reasonOf(await approve(all, draft, next.revision))).toEqual({ revision: 2 });
    });

    test('is asked for each revision: what stands stays until the next is approved', async () => {
      const all = await setting({ reviewed: true });
      const { draft, revision } = await enter(all);
      await approve(all, draft, revision);
      const next = await revise(all, draft, revision, 'Something else entirely');
      if (isRefusal(next)) throw new Error(next.reason);
      await submit(all.mika, draft, next.revision);
      expect((await present(all))?.drafts).toMatchObject([{ title: 'Lint drawer' }]);
      const history = await world.read((read) => publicRevisions(read, null, draft));
      expect(history?.revisions).toHaveLength(1);
    });

    test('takes a place: what waits counts towards the limit, what was returned does not', async () => {
      const all = await setting({ reviewed: true, limit: 1 });
      const { draft, revision } = await enter(all);
      const other = await world.write((tx) =>
        beginDraft(tx, all.mika, { challenge: all.challenge.id, ...all.input }, world.now),
      );
      expect(reasonOf(other)).toBe('entry-limit');
      await world.write((tx) =>
        returnDraft(tx, all.designer, { draft, seen: revision, words: 'No.' }, world.now),
      );
      await enter(all, 'Another');
      const again = await revise(all, draft, revision, 'Again');
      if (isRefusal(again)) throw new Error(again.reason);
      expect(reasonOf(await submit(all.mika, draft, again.revision))).toBe('entry-limit');
    });

    test('tells the brand, and its authors what came of it', async () => {
      const all = await setting({ reviewed: true });
      const { draft, revision } = await enter(all);
      await world.write((tx) =>
        returnDraft(tx, all.designer, { draft, seen: revision, words: 'Show the drum.' }, world.now),
      );
      const events = await world.read((read) => read.selectFrom('events').select(['id', 'kind']).execute());
      await world.write((tx) =>
        tx
          .insertInto('site')
          .values({ id: 1, name: 'Muster', secret: 'x' })
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      );
      for (const { id } of events) await announce(world.database, 'https://muster.test', id, world.now);
      const told = await world.read((read) =>
        read.selectFrom('notifications').select(['member_id', 'link']).execute(),
      );
      expect(told).toContainEqual({
        member_id: all.designer.id,
        link: `/desk/${all.brand.slug}/drafts/${draft}/review`,
      });
      expect(told).toContainEqual({ member_id: all.mika.id, link: `/drafts/${draft}/edit` });
      const letters = await world.read((read) => read.selectFrom('mails').select('text').execute());
      expect(letters.some(({ text }) => text.includes('Show the drum.'))).toBe(true);
    });
  });

  describe('collecting blind', () => {
    test('hides what is entered wherever one could look, and counts it', async () => {
      const all = await setting({ blind: true, limit: 2 });
      const { draft, submitted } = await enter(all, 'Undine');
      expect(submitted).toEqual({ revision: 1, waits: 'blind' });
      const challenge = await present(all);
      expect(challenge).toMatchObject({ drafts: [], removed: [], draft_count: 1 });
      for (const visitor of [null, { ...all.stranger, role: 'member' }, { ...all.designer, role: 'admin' }]) {
        expect(await world.read((read) => presentDraft(read, visitor, draft, world.now))).toBeUndefined();
        expect(await world.read((read) => publicRevisions(read, visitor, draft))).toBeUndefined();
      }
      expect(await world.read((read) => describeShared(read, 'drafts', draft))).toBeUndefined();
      expect(await world.read((read) => search(read, 'Undine'))).toEqual([]);
      expect(JSON.stringify(await world.read((read) => latestTurns(read)))).not.toContain(draft);
      expect(JSON.stringify(await world.read((read) => presentMember(read, all.mika.id)))).not.toContain(
        draft,
      );
      const comment = await world.write((tx) =>
        postComment(tx, all.stranger, { draft, parent: null, body: 'Found you' }, world.now),
      );
      expect(reasonOf(comment)).toBe('not-found');
      expect(await standings(all.mika)).toEqual(['blind']);
      expect(await world.read((read) => deskDrafts(read, all.challenge.id))).toMatchObject([
        { id: draft, blind: true },
      ]);
    });

    test('shows all at once when voting opens, in the order that the seal draws', async () => {
      const all = await setting({ blind: true, limit: 9 });
      const drafts: string[] = [];
      for (const title of ['One', 'Two', 'Three', 'Four', 'Five'])
        drafts.push((await enter(all, title)).draft);
      const gone = await enter(all, 'Gone');
      await world.write((tx) => withdrawDraft(tx, all.mika, { draft: gone.draft, reason: '' }, world.now));
      const [changed] = drafts;
      const own = await world.read((read) => ownDraft(read, all.mika, changed!));
      const next = await revise(all, changed!, own!.revision_id!, 'One, better');
      if (isRefusal(next)) throw new Error(next.reason);
      await submit(all.mika, changed!, next.revision);
      const opened = await open(all);
      if (isRefusal(opened)) throw new Error(opened.reason);
      const challenge = await present(all);
      expect(challenge?.draft_count).toBe(5);
      const shown = challenge!.drafts.map(({ id }) => id);
      expect([...shown].sort()).toEqual([...drafts].sort());
      expect(challenge!.drafts.map(({ title }) => title)).toContain('One, better');
      const { createHash } = await import('node:crypto');
      const lot = (id: string) => createHash('sha256').update(`${opened.seal}:${id}`).digest('hex');
      expect(shown).toEqual([...drafts].sort((a, b) => (lot(a) < lot(b) ? -1 : 1)));
      expect(await world.read((read) => search(read, 'better'))).toHaveLength(1);
    });

    test('with a review still waits for it', async () => {
      const all = await setting({ blind: true, reviewed: true });
      const { draft, revision, submitted } = await enter(all);
      expect(submitted).toMatchObject({ waits: 'review' });
      expect((await present(all))?.draft_count).toBe(0);
      expect(await approve(all, draft, revision)).toEqual({ revision: 1, waits: 'blind' });
      expect((await present(all))?.draft_count).toBe(1);
      expect(await standings(all.mika)).toEqual(['blind']);
    });
  });

  describe('co-authors', () => {
    const invite = (all: Setting, draft: string, invited: { email: string } | { member: string }) =>
      world.write((tx) =>
        inviteAuthor(tx, all.mika, { draft, invited, origin: 'https://muster.test' }, world.now),
      );
    const setUp = async (all: Setting) => {
      await world.write((tx) =>
        tx.insertInto('site').values({ id: 1, name: 'Muster', secret: 'x' }).execute(),
      );
      return all;
    };

    test('are named once they accept, with the terms, and may edit from then on', async () => {
      const all = await setUp(await setting());
      const { draft, revision } = await enter(all);
      expect(await invite(all, draft, { email: all.ravi.email.toUpperCase() })).toBeUndefined();
      expect(reasonOf(await invite(all, draft, { email: all.ravi.email }))).toBe('already-invited');
      const named = async () =>
        (await world.read((read) => authorsOf(read, [draft]))).get(draft)?.map(({ name }) => name);
      expect(await named()).toEqual(['Mika']);
      expect(reasonOf(await revise(all, draft, revision, 'Ours', all.ravi))).toBe('not-found');
      const join = (by: Member, terms: number | undefined) =>
        world.write((tx) => joinDraft(tx, by, { draft, terms }, world.now));
      expect(reasonOf(await join(all.stranger, 1))).toBe('not-found');
      expect(reasonOf(await join(all.ravi, undefined))).toBe('terms-not-accepted');
      expect(await named()).toEqual(['Mika']);
      expect(await join(all.ravi, 1)).toBeUndefined();
      expect(await named()).toEqual(['Mika', 'Ravi']);
      expect(isRefusal(await revise(all, draft, revision, 'Ours', all.ravi))).toBe(false);
      expect((await present(all))?.drafts).toMatchObject([{ author: 'Mika', others: ['Ravi'] }]);
      expect(await standings(all.ravi)).toEqual(['public']);
      const target = { kind: 'challenge', id: all.challenge.id } as const;
      expect(await world.read((read) => isFollowing(read, all.ravi, target))).toBe(true);
    });

    test('are asked the same way whether an account stands under the address or not', async () => {
      const all = await setUp(await setting());
      const { draft } = await enter(all);
      expect(await invite(all, draft, { email: all.ravi.email })).toBeUndefined();
      expect(await invite(all, draft, { email: 'nobody@example.com' })).toBeUndefined();
      const letters = await world.read((read) =>
        read.selectFrom('mails').select(['to_address', 'member_id', 'subject']).execute(),
      );
      expect(letters.map(({ member_id, subject }) => [member_id, subject])).toEqual([
        [null, letters[0]!.subject],
        [null, letters[0]!.subject],
      ]);
      // An address counts only once it is confirmed.
      const unproved = { ...all.stranger, email: 'nobody@example.com', confirmed: false };
      expect(await world.read((read) => invitationTo(read, unproved, draft))).toBeUndefined();
    });

    test('may decline, and an invitation may be taken back', async () => {
      const all = await setUp(await setting());
      const { draft } = await enter(all);
      await invite(all, draft, { member: all.ravi.id });
      expect(await world.write((tx) => declineDraft(tx, all.ravi, draft, world.now))).toBeUndefined();
      expect(
        reasonOf(await world.write((tx) => joinDraft(tx, all.ravi, { draft, terms: 1 }, world.now))),
      ).toBe('not-found');
      await invite(all, draft, { member: all.stranger.id });
      const { id } = (await world.read((read) => invitationTo(read, all.stranger, draft)))!;
      const take = (by: Member) =>
        world.write((tx) => uninviteAuthor(tx, by, { draft, invitation: id }, world.now));
      expect(reasonOf(await take(all.ravi))).toBe('not-found');
      expect(await take(all.mika)).toBeUndefined();
      expect(await world.read((read) => invitationTo(read, all.stranger, draft))).toBeUndefined();
    });

    test('count towards the limit of each', async () => {
      const all = await setUp(await setting({ limit: 1 }));
      const { draft } = await enter(all);
      await enter(all, 'Ravi’s own', all.ravi);
      await invite(all, draft, { member: all.ravi.id });
      expect(
        reasonOf(await world.write((tx) => joinDraft(tx, all.ravi, { draft, terms: 1 }, world.now))),
      ).toBe('entry-limit');
      const later = await begin(all, 'Sol’s', all.stranger);
      await world.write((tx) =>
        tx
          .insertInto('draft_authors')
          .values({ draft_id: later.draft, member_id: all.ravi.id, joined_at: world.now })
          .execute(),
      );
      expect(reasonOf(await submit(all.stranger, later.draft, later.revision))).toBe('entry-limit-co-author');
    });

    test('may leave, save for the last', async () => {
      const all = await setUp(await setting());
      const { draft } = await enter(all);
      const leave = (by: Member) => world.write((tx) => leaveDraft(tx, by, draft, world.now));
      expect(reasonOf(await leave(all.mika))).toBe('last-author');
      await invite(all, draft, { member: all.ravi.id });
      await world.write((tx) => joinDraft(tx, all.ravi, { draft, terms: 1 }, world.now));
      expect(await leave(all.mika)).toBeUndefined();
      expect((await present(all))?.drafts).toMatchObject([{ author: 'Ravi' }]);
      expect(reasonOf(await leave(all.mika))).toBe('not-found');
    });
  });

  describe('taking a draft out', () => {
    test('after the seal needs a reason, stays on the ballot for all to read, and cannot win', async () => {
      const all = await setting({ limit: 3 });
      const { draft } = await enter(all, 'One');
      await enter(all, 'Two');
      await open(all);
      const take = (reason: string) =>
        world.write((tx) => withdrawDraft(tx, all.mika, { draft, reason }, world.now + 2 * day));
      expect(reasonOf(await take(' '))).toBe('reason-needed');
      expect(await take('It infringes a patent.')).toBeUndefined();
      expect((await present(all))?.removed).toMatchObject([
        { id: draft, kind: 'withdrawn', reason: 'It infringes a patent.' },
      ]);
      const tally = await world.read((read) => tallyOf(read, all.challenge.id));
      expect(tally.find(({ id }) => id === draft)).toMatchObject({ disqualified: true });
    });

    test('by the brand needs a reason, and may come before the seal, blind or not', async () => {
      for (const blind of [false, true]) {
        const all = await setting({ blind });
        const { draft } = await enter(all);
        const rule = (by: { id: string }, reason: string) =>
          world.write((tx) => disqualifyDraft(tx, by, { draft, reason }, world.now));
        expect(reasonOf(await rule(all.mika, 'No'))).toBe('not-found');
        expect(reasonOf(await rule(all.designer, ''))).toBe('reason-needed');
        expect(await rule(all.designer, 'It is an advertisement.')).toBeUndefined();
        expect(await standings(all.mika)).toEqual(['disqualified']);
        const challenge = await present(all);
        expect(challenge).toMatchObject({ drafts: [], draft_count: 0 });
        expect(challenge!.removed.map(({ reason }) => reason)).toEqual(
          blind ? [] : ['It is an advertisement.'],
        );
      }
    });

    test('with the account: before the seal it goes or stays with the others, after it it stays without the name', async () => {
      const all = await setting({ limit: 3 });
      await world.write((tx) =>
        tx.insertInto('site').values({ id: 1, name: 'Muster', secret: 'x' }).execute(),
      );
      const leave = (by: Member) =>
        world.write(async (tx) => {
          await partWithDrafts(tx, by, world.now);
          return deleteMember(tx, by, { comments: 'keep' }, world.now);
        });
      const { draft } = await enter(all, 'One');
      await enter(all, 'Two', all.ravi);
      await enter(all, 'Three', all.stranger);
      expect(await leave(all.mika)).toBeUndefined();
      expect((await present(all))?.drafts.map(({ title }) => title)).toEqual(['Two', 'Three']);
      expect(await world.read((read) => ownDraft(read, all.mika, draft))).toMatchObject({
        removal: 'withdrawn',
      });
      await open(all);
      expect(await leave(all.ravi)).toBeUndefined();
      expect((await present(all))?.drafts).toMatchObject([{ title: 'Two', author: '' }, { title: 'Three' }]);
    });
  });
});
