import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { openVoting } from '../../src/lib/server/challenges/opening.ts';
import { publishChallenge } from '../../src/lib/server/challenges/publishing.ts';
import { moveDraft } from '../../src/lib/server/drafts/arranging.ts';
import { ownDraft } from '../../src/lib/server/drafts/owning.ts';
import { deskDrafts } from '../../src/lib/server/drafts/presenting.ts';
import { disqualifyDraft, withdrawDraft } from '../../src/lib/server/drafts/removing.ts';
import { revisionsWhole } from '../../src/lib/server/drafts/revisiting.ts';
import {
  createDraft,
  discardChanges,
  saveDraft,
  type DraftInput,
} from '../../src/lib/server/drafts/saving.ts';
import { enterRevision, submitDraft } from '../../src/lib/server/drafts/submitting.ts';
import { findEntries } from '../../src/lib/server/search/finding.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember, makePicture } from '../making.ts';

const day = 24 * 3600_000;
const reasonOf = (value: unknown) => (isRefusal(value) ? value.reason : value);

onBothDatabases('drafts', (world) => {
  const setting = async (state: Parameters<typeof makeChallenge>[3] = {}) =>
    world.write(async (tx) => {
      const designer = await makeMember(tx, world.now);
      const colleague = await makeMember(tx, world.now);
      const merchant = await makeMember(tx, world.now);
      const stranger = await makeMember(tx, world.now);
      const brand = await makeBrand(tx, world.now, [
        { member: designer, role: 'designer' },
        { member: colleague, role: 'owner' },
        { member: merchant, role: 'merchant' },
      ]);
      const challenge = await makeChallenge(tx, world.now, brand, {
        state: 'collecting',
        drafts: 0,
        opensAt: world.now + day,
        closesAt: world.now + 5 * day,
        ...state,
      });
      const pictures = [
        await makePicture(tx, world.now, designer),
        await makePicture(tx, world.now, designer),
      ];
      const input: DraftInput = {
        title: 'Tea-field check',
        story: 'Cut for **rain**.',
        note: '',
        pictures: pictures.map(({ id }, i) => ({ picture: id, alt: `View ${i + 1}` })),
      };
      return { designer, colleague, merchant, stranger, brand, challenge, pictures, input };
    });
  type Setting = Awaited<ReturnType<typeof setting>>;
  const create = async (all: Setting, more: Partial<DraftInput> = {}) => {
    const made = await world.write((tx) =>
      createDraft(tx, all.designer, { challenge: all.challenge.id, ...all.input, ...more }, world.now),
    );
    if (isRefusal(made)) throw new Error(made.reason);
    return made;
  };
  const save = (
    all: Setting,
    draft: string,
    seen: string,
    more: Partial<DraftInput> = {},
    by = all.designer,
  ) => world.write((tx) => saveDraft(tx, by, { draft, seen, ...all.input, ...more }, world.now));
  const saved = async (...args: Parameters<typeof save>) => {
    const result = await save(...args);
    if (isRefusal(result)) throw new Error(result.reason);
    return result.revision;
  };
  const submit = (all: Setting, draft: string, seen: string, at = world.now) =>
    world.write((tx) => submitDraft(tx, all.designer, { draft, seen }, at));
  const draftRow = (id: string) =>
    world.read((read) =>
      read.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  const challengeRow = (id: string) =>
    world.read((read) =>
      read.selectFrom('challenges').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  const revisions = (draft: string) =>
    world.read((read) =>
      read
        .selectFrom('revisions')
        .select(['id', 'number', 'title', 'note', 'published_at'])
        .where('draft_id', '=', draft)
        .orderBy('number')
        .execute(),
    );
  const events = async (draft: string) =>
    (
      await world.read((read) =>
        read.selectFrom('events').select('kind').where('draft_id', '=', draft).execute(),
      )
    )
      .map((event) => event.kind)
      .sort();

  describe('saving one', () => {
    test('keeps its pictures in their order with their texts', async () => {
      const all = await setting();
      const { draft, revision } = await create(all);
      expect(await draftRow(draft)).toMatchObject({
        state: 'editing',
        revision_id: revision,
        position: 0,
        member_id: all.designer.id,
        submitted_at: null,
      });
      const pictures = await world.read((read) =>
        read
          .selectFrom('revision_pictures')
          .selectAll()
          .where('revision_id', '=', revision)
          .orderBy('position')
          .execute(),
      );
      expect(pictures).toEqual(
        all.pictures.map(({ id }, position) => ({
          revision_id: revision,
          position,
          picture_id: id,
          alt: `View ${position + 1}`,
        })),
      );
      expect((await create(all)).draft).not.toBe(draft);
    });

    test('before it is submitted writes over the working copy', async () => {
      const all = await setting();
      const { draft, revision } = await create(all);
      const next = await saved(all, draft, revision, { title: 'Tea-field check II', pictures: [] });
      expect(await revisions(draft)).toMatchObject([{ id: next, number: 1, title: 'Tea-field check II' }]);
      expect((await draftRow(draft)).revision_id).toBe(next);
    });

    describe('by two who began from the same revision', () => {
      const kept = async (draft: string) =>
        (await revisions(draft)).map(({ number, title }) => `${number} ${title}`);

      test('keeps both, the second as the working copy, and tells the second', async () => {
        const all = await setting();
        const { draft, revision } = await create(all);
        const first = await saved(all, draft, revision, { title: 'Mine' });
        const answer = await save(
          all,
          draft,
          revision,
          { title: 'Theirs', pictures: all.input.pictures.slice(1) },
          all.colleague,
        );
        expect(answer).toEqual({ revision: expect.any(String), came: 1 });
        const second = (answer as { revision: string }).revision;
        expect(await revisions(draft)).toMatchObject([
          { id: first, number: 1, title: 'Mine', published_at: null },
          { id: second, number: 2, title: 'Theirs', published_at: null },
        ]);
        expect((await draftRow(draft)).revision_id).toBe(second);
        const whole = await world.read((read) => revisionsWhole(read, { from: first, to: second }));
        expect(whole.from.pictures.map(({ alt }) => alt)).toEqual(['View 1', 'View 2']);
        expect(whole.to).toMatchObject({ title: 'Theirs', pictures: [{ alt: 'View 2' }] });
        // What is submitted is the working copy; the other is kept, and stays unpublished.
        expect(reasonOf(await submit(all, draft, first))).toBe('changed-meanwhile');
        expect(await submit(all, draft, second)).toEqual({ revision: 2 });
        expect((await revisions(draft)).map(({ published_at }) => published_at)).toEqual([null, world.now]);
      });

      test('after it was submitted keeps both beside what is public', async () => {
        const all = await setting();
        const { draft, revision } = await create(all);
        await submit(all, draft, revision);
        await saved(all, draft, revision, { title: 'Mine' });
        expect(await save(all, draft, revision, { title: 'Theirs' }, all.colleague)).toMatchObject({
          came: 2,
        });
        expect(await kept(draft)).toEqual(['1 Tea-field check', '2 Mine', '3 Theirs']);
        expect((await draftRow(draft)).revision_id).toBe(revision);
        const listed = await world.read((read) => deskDrafts(read, all.challenge.id));
        expect(listed).toMatchObject([{ id: draft, number: 1, changed: true }]);
        // Thrown away, the later one leaves what came before it.
        const working = (await revisions(draft)).at(-1)!.id;
        await world.write((tx) => discardChanges(tx, all.colleague, { draft, seen: working }));
        expect(await kept(draft)).toEqual(['1 Tea-field check', '2 Mine']);
      });

      test('tells that another was published meanwhile', async () => {
        const all = await setting();
        const { draft, revision } = await create(all);
        await submit(all, draft, revision);
        await submit(all, draft, await saved(all, draft, revision, { title: 'Mine' }));
        expect(await save(all, draft, revision, { title: 'Theirs' }, all.colleague)).toMatchObject({
          came: 2,
        });
        expect(await kept(draft)).toEqual(['1 Tea-field check', '2 Mine', '3 Theirs']);
        expect((await revisions(draft)).map(({ published_at }) => published_at !== null)).toEqual([
          true,
          true,
          false,
        ]);
      });

      test('writes over one’s own copy as ever, and over no other’s', async () => {
        const all = await setting();
        const { draft, revision } = await create(all);
        let mine = await saved(all, draft, revision, { title: 'Mine' });
        let theirs = await saved(all, draft, revision, { title: 'Theirs' }, all.colleague);
        for (let round = 2; round < 5; round++) {
          mine = await saved(all, draft, mine, { title: `Mine ${round}` });
          theirs = await saved(all, draft, theirs, { title: `Theirs ${round}` }, all.colleague);
        }
        expect((await kept(draft)).map((line) => line.replace(/^\d+ /, ''))).toEqual(['Mine 4', 'Theirs 4']);
        // Another's copy is left alone, even by who began from it.
        await saved(all, draft, mine, { title: 'From yours' }, all.colleague);
        expect((await kept(draft)).map((line) => line.replace(/^\d+ /, ''))).toEqual([
          'Mine 4',
          'Theirs 4',
          'From yours',
        ]);
      });

      test('makes no second of what is the same, but of another note', async () => {
        const all = await setting();
        const { draft, revision } = await create(all);
        const first = await saved(all, draft, revision, { title: 'Mine' });
        expect(await save(all, draft, revision, { title: 'Mine' }, all.colleague)).toEqual({
          revision: first,
        });
        expect(await kept(draft)).toEqual(['1 Mine']);
        await saved(all, draft, revision, { title: 'Mine', note: 'Said better' }, all.colleague);
        expect(await revisions(draft)).toMatchObject([{ note: '' }, { note: 'Said better' }]);
      });

      test('at the very same moment keeps both in order and tells one, on a working copy and on what is public', async () => {
        const all = await setting();
        const { draft, revision } = await create(all);
        const race = async (seen: string, round: number) => {
          const answers = await Promise.all([
            save(all, draft, seen, { title: `Mine ${round}` }),
            save(all, draft, seen, { title: `Theirs ${round}` }, all.colleague),
          ]);
          const told = answers.filter((answer) => !isRefusal(answer) && answer.came !== undefined);
          expect(answers.filter(isRefusal)).toEqual([]);
          expect(told).toHaveLength(1);
          const rows = await revisions(draft);
          expect(new Set(rows.slice(-2).map(({ title }) => title))).toEqual(
            new Set([`Mine ${round}`, `Theirs ${round}`]),
          );
          const last = rows.at(-1)!;
          expect(told[0]).toEqual({ revision: last.id, came: rows.at(-2)!.number });
          return last.id;
        };
        const working = await race(revision, 1);
        expect(await submit(all, draft, working)).toEqual({ revision: 2 });
        await race(working, 2);
        expect((await revisions(draft)).map(({ number }) => number)).toEqual([1, 2, 3, 4]);
      });

      test('and a submission at that moment: neither waits for ever, nothing is lost', async () => {
        for (let round = 0; round < 5; round++) {
          const all = await setting();
          const { draft, revision } = await create(all);
          await Promise.all([
            submit(all, draft, revision),
            save(all, draft, revision, { title: 'Theirs' }, all.colleague),
            save(all, draft, revision, { title: 'Mine' }),
            world.write((tx) => discardChanges(tx, all.designer, { draft, seen: revision })),
          ]);
          const titles = (await revisions(draft)).map(({ title }) => title);
          expect(titles).toEqual(expect.arrayContaining(['Mine', 'Theirs']));
        }
      });
    });

    test('is for the brand’s designers and owners; to others it is not there', async () => {
      const all = await setting();
      const { draft, revision } = await create(all);
      for (const member of [all.merchant, all.stranger]) {
        for (const act of [
          world.write((tx) =>
            createDraft(tx, member, { challenge: all.challenge.id, ...all.input }, world.now),
          ),
          save(all, draft, revision, {}, member),
          world.write((tx) => submitDraft(tx, member, { draft, seen: revision }, world.now)),
          world.write((tx) => discardChanges(tx, member, { draft, seen: revision })),
          world.write((tx) => withdrawDraft(tx, member, { draft, reason: '' }, world.now)),
          world.write((tx) => disqualifyDraft(tx, member, { draft, reason: 'x' }, world.now)),
          world.write((tx) => moveDraft(tx, member, { draft, direction: 'up' })),
        ])
          expect(reasonOf(await act)).toBe('not-found');
        expect(await world.read((read) => ownDraft(read, member, draft))).toBeUndefined();
      }
      expect(await world.read((read) => ownDraft(read, null, draft))).toBeUndefined();
      expect(isRefusal(await save(all, draft, revision, {}, all.colleague))).toBe(false);
    });

    test('takes only pictures that the member uploaded or the draft has', async () => {
      const all = await setting();
      const { draft, revision } = await create(all);
      const others = await world.write((tx) => makePicture(tx, world.now, all.stranger));
      const pictures = (id: string) => ({ pictures: [{ picture: id, alt: 'x' }] });
      expect(reasonOf(await save(all, draft, revision, pictures(others.id)))).toBe('not-found');
      expect(reasonOf(await save(all, draft, revision, pictures('nothing')))).toBe('not-found');
      // A colleague keeps the pictures that the designer uploaded.
      expect(isRefusal(await save(all, draft, revision, {}, all.colleague))).toBe(false);
      const elsewhere = await create(all, { pictures: [] });
      expect(
        reasonOf(
          await world.write((tx) =>
            saveDraft(
              tx,
              all.colleague,
              { ...all.input, draft: elsewhere.draft, seen: elsewhere.revision },
              world.now,
            ),
          ),
        ),
      ).toBe('not-found');
    });

    test('takes eight pictures at most', async () => {
      const all = await setting();
      const picture = all.pictures[0]!.id;
      const nine = Array.from({ length: 9 }, () => ({ picture, alt: 'x' }));
      const { draft, revision } = await create(all, { pictures: nine.slice(1) });
      expect(await save(all, draft, revision, { pictures: nine })).toMatchObject({
        reason: 'too-many-pictures',
        detail: { limit: 8 },
      });
    });

    test.each(['voting', 'deciding', 'decided', 'cancelled'] as const)(
      'is over once the challenge is %s',
      async (state) => {
        const all = await setting({ state, drafts: 2 });
        const [first] = all.challenge.drafts;
        for (const act of [
          world.write((tx) =>
            createDraft(tx, all.designer, { challenge: all.challenge.id, ...all.input }, world.now),
          ),
          save(all, first!.id, first!.revision_id),
          world.write((tx) => withdrawDraft(tx, all.designer, { draft: first!.id, reason: '' }, world.now)),
          world.write((tx) => moveDraft(tx, all.designer, { draft: first!.id, direction: 'down' })),
        ])
          expect(reasonOf(await act)).toBe('challenge-sealed');
      },
    );
  });

  describe('submitting', () => {
    test('enters it: public, counted, findable', async () => {
      const all = await setting();
      const { draft, revision } = await create(all);
      expect(await submit(all, draft, revision)).toEqual({ revision: 1 });
      expect(await draftRow(draft)).toMatchObject({ state: 'submitted', submitted_at: world.now });
      expect((await challengeRow(all.challenge.id)).draft_count).toBe(1);
      expect(await world.read((read) => findEntries(read, 'tea-field rain'))).toEqual([
        { kind: 'draft', id: draft },
      ]);
      expect(await events(draft)).toEqual(['draft-created', 'draft-submitted']);
      expect(reasonOf(await submit(all, draft, revision))).toBe('changed-meanwhile');
    });

    test.each([
      ['a title', { title: ' ' }],
      ['a picture', { pictures: [] }],
    ])('is refused without %s', async (_, lacking) => {
      const all = await setting();
      const { draft, revision } = await create(all, lacking);
      expect(reasonOf(await submit(all, draft, revision))).toBe('draft-incomplete');
      expect((await draftRow(draft)).state).toBe('editing');
    });

    test('is refused with a picture that nobody described', async () => {
      const all = await setting();
      const pictures = [all.input.pictures[0]!, { ...all.input.pictures[1]!, alt: ' ' }];
      const { draft, revision } = await create(all, { pictures });
      expect(reasonOf(await submit(all, draft, revision))).toBe('draft-incomplete');
    });

    test('what somebody else saved meanwhile is not submitted unseen', async () => {
      const all = await setting();
      const { draft, revision } = await create(all);
      await saved(all, draft, revision, { title: 'Other' });
      expect(reasonOf(await submit(all, draft, revision))).toBe('changed-meanwhile');
    });

    test('pressed twice enters it once', async () => {
      const all = await setting();
      const { draft, revision } = await create(all);
      const answers = await Promise.all([1, 2, 3].map(() => submit(all, draft, revision)));
      expect(answers.filter((answer) => !isRefusal(answer))).toHaveLength(1);
      expect((await challengeRow(all.challenge.id)).draft_count).toBe(1);
      expect(await events(draft)).toEqual(['draft-created', 'draft-submitted']);
    });

    test('in a challenge that nobody sees yet is not public before it is', async () => {
      const all = await setting({ state: 'preparing' });
      const { draft, revision } = await create(all);
      await submit(all, draft, revision);
      expect(await world.read((read) => findEntries(read, 'tea-field'))).toEqual([]);
      expect(await events(draft)).toEqual(['draft-created']);
      await world.write(async (tx) => {
        await tx
          .updateTable('challenges')
          .set({ cover_picture_id: all.pictures[0]!.id, cover_alt: 'x', collecting_opens_at: null })
          .where('id', '=', all.challenge.id)
          .execute();
        return publishChallenge(tx, all.designer, { challenge: all.challenge.id }, world.now + 50);
      });
      expect(await world.read((read) => findEntries(read, 'tea-field'))).toEqual([
        { kind: 'draft', id: draft },
      ]);
      expect(await events(draft)).toEqual(['draft-created', 'draft-submitted']);
      expect((await draftRow(draft)).submitted_at).toBe(world.now + 50);
    });

    test('races with the seal: it is on the ballot, or it is told', async () => {
      for (let i = 0; i < 5; i++) {
        const all = await setting({ drafts: 2, opensAt: world.now });
        const { draft, revision } = await create(all);
        const [answer] = await Promise.all([
          submit(all, draft, revision),
          world.write((tx) => openVoting(tx, all.challenge.id, world.now)),
        ]);
        const { rule, draft_count } = await challengeRow(all.challenge.id);
        const sealed = (JSON.parse(rule!) as { drafts: { draft: string }[] }).drafts.map((one) => one.draft);
        expect(sealed.includes(draft)).toBe(!isRefusal(answer));
        expect(draft_count).toBe(sealed.length);
        expect((await draftRow(draft)).state).toBe(isRefusal(answer) ? 'editing' : 'submitted');
      }
    });
  });

  describe('a change after it was submitted', () => {
    const entered = async () => {
      const all = await setting();
      const { draft, revision } = await create(all);
      await submit(all, draft, revision);
      return { all, draft, first: revision };
    };

    test('is a new revision, and nothing of the first is written over', async () => {
      const { all, draft, first } = await entered();
      const second = await saved(all, draft, first, { title: 'Longer back', note: 'Back hem 4 cm longer' });
      expect((await draftRow(draft)).revision_id).toBe(first);
      const third = await saved(all, draft, second, {
        title: 'Longer back hem',
        note: 'Back hem 4 cm longer',
      });
      expect(await submit(all, draft, third, world.now + 9)).toEqual({ revision: 2 });
      expect(await revisions(draft)).toEqual([
        { id: first, number: 1, title: 'Tea-field check', note: '', published_at: world.now },
        {
          id: third,
          number: 2,
          title: 'Longer back hem',
          note: 'Back hem 4 cm longer',
          published_at: world.now + 9,
        },
      ]);
      expect(await draftRow(draft)).toMatchObject({
        revision_id: third,
        state: 'submitted',
        submitted_at: world.now,
      });
      expect((await challengeRow(all.challenge.id)).draft_count).toBe(1);
      expect(await events(draft)).toEqual(['draft-created', 'draft-revised', 'draft-submitted']);
      expect(await world.read((read) => findEntries(read, 'longer back hem'))).toHaveLength(1);
    });

    test('that changes nothing makes no revision', async () => {
      const { all, draft, first } = await entered();
      expect(await saved(all, draft, first)).toBe(first);
      expect(await revisions(draft)).toHaveLength(1);
      expect(await saved(all, draft, first, { pictures: [...all.input.pictures].reverse() })).not.toBe(first);
    });

    test('can be thrown away', async () => {
      const { all, draft, first } = await entered();
      const discard = (seen: string) =>
        world.write((tx) => discardChanges(tx, all.designer, { draft, seen }));
      expect(reasonOf(await discard(first))).toBe('impossible-transition');
      const second = await saved(all, draft, first, { title: 'Other' });
      expect(reasonOf(await discard('another'))).toBe('changed-meanwhile');
      expect(await discard(second)).toBeUndefined();
      expect((await revisions(draft)).map(({ id }) => id)).toEqual([first]);
    });

    test('what was never submitted is not thrown away so', async () => {
      const all = await setting();
      const { draft, revision } = await create(all);
      const answer = await world.write((tx) => discardChanges(tx, all.designer, { draft, seen: revision }));
      expect(reasonOf(answer)).toBe('impossible-transition');
    });

    test('is not sealed before it is submitted, nor submitted after the seal', async () => {
      const { all, draft, first } = await entered();
      const other = await create(all);
      await submit(all, other.draft, other.revision);
      const second = await saved(all, draft, first, { title: 'Too late' });
      await world.write((tx) => openVoting(tx, all.challenge.id, world.now + 2 * day));
      const { rule } = await challengeRow(all.challenge.id);
      expect(JSON.parse(rule!).drafts).toContainEqual({ draft, revision: first });
      expect(reasonOf(await submit(all, draft, second))).toBe('challenge-sealed');
      expect((await draftRow(draft)).revision_id).toBe(first);
      // What was never made public can still be thrown away.
      expect(
        await world.write((tx) => discardChanges(tx, all.designer, { draft, seen: second })),
      ).toBeUndefined();
    });
  });

  describe('taking one out', () => {
    const two = async (
      state: 'collecting' | 'voting' | 'deciding' | 'decided' | 'cancelled' = 'collecting',
    ) => {
      const all = await setting({ state, drafts: 3 });
      return { all, draft: all.challenge.drafts[0]!.id };
    };
    const removal = (draft: string) =>
      world.read((read) =>
        read.selectFrom('draft_removals').selectAll().where('draft_id', '=', draft).executeTakeFirst(),
      );

    test('withdrawn before the seal it leaves the challenge', async () => {
      const { all, draft } = await two();
      const withdraw = () =>
        world.write((tx) => withdrawDraft(tx, all.designer, { draft, reason: 'Sold out cloth' }, world.now));
      expect(await withdraw()).toBeUndefined();
      expect(await removal(draft)).toMatchObject({
        kind: 'withdrawn',
        reason: 'Sold out cloth',
        removed_by: all.designer.id,
      });
      expect((await challengeRow(all.challenge.id)).draft_count).toBe(2);
      expect(await events(draft)).toEqual(['draft-withdrawn']);
      expect(reasonOf(await withdraw())).toBe('draft-removed');
      expect(reasonOf(await save(all, draft, all.challenge.drafts[0]!.revision_id))).toBe('draft-removed');
      expect(reasonOf(await submit(all, draft, 'x'))).toBe('draft-removed');
    });

    test('one that was never submitted changes no count', async () => {
      const { all } = await two();
      const { draft } = await create(all);
      expect(
        await world.write((tx) => withdrawDraft(tx, all.designer, { draft, reason: '' }, world.now)),
      ).toBeUndefined();
      expect((await challengeRow(all.challenge.id)).draft_count).toBe(3);
      const other = await create(all);
      expect(
        reasonOf(
          await world.write((tx) =>
            disqualifyDraft(tx, all.designer, { draft: other.draft, reason: 'x' }, world.now),
          ),
        ),
      ).toBe('impossible-transition');
    });

    test.each([
      ['collecting', 2],
      ['voting', 3],
      ['deciding', 3],
    ] as const)(
      'disqualified while %s it needs a reason, and %s drafts stay in sight',
      async (state, count) => {
        const { all, draft } = await two(state);
        const rule = (reason: string) =>
          world.write((tx) => disqualifyDraft(tx, all.designer, { draft, reason }, world.now));
        expect(reasonOf(await rule(' '))).toBe('reason-needed');
        expect(await rule('A copy of another label’s shirt.')).toBeUndefined();
        expect(await removal(draft)).toMatchObject({ kind: 'disqualified' });
        expect((await challengeRow(all.challenge.id)).draft_count).toBe(count);
        expect(await events(draft)).toEqual(['draft-disqualified']);
        expect(reasonOf(await rule('again'))).toBe('draft-removed');
      },
    );

    test.each(['decided', 'cancelled'] as const)('nothing is disqualified once it is %s', async (state) => {
      const { all, draft } = await two(state);
      const answer = await world.write((tx) =>
        disqualifyDraft(tx, all.designer, { draft, reason: 'x' }, world.now),
      );
      expect(reasonOf(answer)).toBe('impossible-transition');
    });

    test('while a revision is entered, it is out and stays as it was, or the revision came first', async () => {
      for (let n = 0; n < 5; n++) {
        const all = await setting();
        const { draft, revision } = await create(all);
        await submit(all, draft, revision);
        const next = await saved(all, draft, revision, {
          title: 'Longer back',
          note: 'Back hem 4 cm longer',
        });
        const [entered, out] = await Promise.all([
          submit(all, draft, next),
          world.write((tx) => withdrawDraft(tx, all.designer, { draft, reason: '' }, world.now)),
        ]);
        expect(reasonOf(out)).toBeUndefined();
        if (isRefusal(entered)) expect(entered.reason).toBe('draft-removed');
        expect((await draftRow(draft)).revision_id).toBe(isRefusal(entered) ? revision : next);
        expect((await challengeRow(all.challenge.id)).draft_count).toBe(0);
      }
    });

    test('ends what was begun before it: a revision that was read as standing is entered no more', async () => {
      const all = await setting();
      const { draft, revision } = await create(all);
      await submit(all, draft, revision);
      const next = await saved(all, draft, revision, { title: 'Longer back', note: 'Back hem 4 cm longer' });
      const stale = (await world.read((read) => ownDraft(read, all.designer, draft)))!;
      await world.write((tx) => withdrawDraft(tx, all.designer, { draft, reason: '' }, world.now));
      const entered = await world.write((tx) =>
        enterRevision(tx, all.designer, stale, { id: next, number: 2 }, world.now),
      );
      expect(reasonOf(entered)).toBe('draft-removed');
      expect((await draftRow(draft)).revision_id).toBe(revision);
    });

    test('twice at once happens once', async () => {
      const { all, draft } = await two();
      const answers = await Promise.all(
        [1, 2].map(() =>
          world.write((tx) => withdrawDraft(tx, all.designer, { draft, reason: '' }, world.now)),
        ),
      );
      expect(answers.map(reasonOf).sort()).toEqual(['draft-removed', undefined]);
      expect((await challengeRow(all.challenge.id)).draft_count).toBe(2);
    });
  });

  test('drafts move up and down, and stop at the ends', async () => {
    const all = await setting({ drafts: 3 });
    const [a, b, c] = all.challenge.drafts.map(({ id }) => id) as [string, string, string];
    const order = async () =>
      (
        await world.read((read) =>
          read
            .selectFrom('drafts')
            .select('id')
            .where('challenge_id', '=', all.challenge.id)
            .orderBy('position')
            .execute(),
        )
      ).map(({ id }) => id);
    const move = (draft: string, direction: 'up' | 'down') =>
      world.write((tx) => moveDraft(tx, all.designer, { draft, direction }));
    await move(c, 'up');
    expect(await order()).toEqual([a, c, b]);
    await move(a, 'up');
    await move(b, 'down');
    expect(await order()).toEqual([a, c, b]);
    await move(a, 'down');
    expect(await order()).toEqual([c, a, b]);
  });
});
