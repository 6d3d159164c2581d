import { beforeEach, describe, expect, test } from 'vitest';
import { isRefusal, type Reason } from '../../src/lib/domain/refusals.ts';
import { suggestionLimits } from '../../src/lib/domain/suggestions.ts';
import { commentsOn } from '../../src/lib/server/comments/reading.ts';
import { saveDraft } from '../../src/lib/server/drafts/saving.ts';
import { deleteMember } from '../../src/lib/server/members/deleting.ts';
import { everythingAbout } from '../../src/lib/server/members/exporting.ts';
import { prepareSite } from '../../src/lib/server/members/preparing.ts';
import { announce } from '../../src/lib/server/notifications/announcing.ts';
import { answerSuggestion } from '../../src/lib/server/suggestions/answering.ts';
import { carriable, saveCarrying, submitCarrying } from '../../src/lib/server/suggestions/carrying.ts';
import { carriedOf } from '../../src/lib/server/suggestions/crediting.ts';
import { suggestionsTo } from '../../src/lib/server/suggestions/listing.ts';
import { deleteRemark, makeSuggestion } from '../../src/lib/server/suggestions/posting.ts';
import { suggestionsOn } from '../../src/lib/server/suggestions/reading.ts';
import { editRemark } from '../../src/lib/server/suggestions/rewording.ts';
import { secondSuggestion, takeBackSecond } from '../../src/lib/server/suggestions/seconding.ts';
import { madeWith, tracedOn } from '../../src/lib/server/suggestions/tracing.ts';
import { answerRecord, waitingTooLong } from '../../src/lib/server/suggestions/waiting.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember, makePicture } from '../making.ts';

const point = { x: 2500, y: 4000, w: null, h: null };
const hour = 3600_000;

onBothDatabases('suggestions', (world) => {
  let draft: { id: string; revision_id: string; picture_id: string };
  let other: typeof draft;
  let challenge: string;
  let brand: { id: string };
  let fan: { id: string; confirmed: boolean; email: string };
  let friend: typeof fan;
  let designer: typeof fan;
  let colleague: typeof fan;
  let merchant: typeof fan;

  beforeEach(async () => {
    await world.write(async (tx) => {
      await prepareSite(tx);
      const person = async (name: string) => ({
        ...(await makeMember(tx, world.now, { name })),
        confirmed: true,
      });
      fan = await person('Fan');
      friend = await person('Friend');
      designer = await person('Designer');
      colleague = await person('Colleague');
      merchant = await person('Merchant');
      brand = await makeBrand(tx, world.now, [
        { member: designer, role: 'designer' },
        { member: colleague, role: 'owner' },
        { member: merchant, role: 'merchant' },
      ]);
      const made = await makeChallenge(tx, world.now, brand, { state: 'collecting', author: designer });
      challenge = made.id;
      [draft, other] = made.drafts as [typeof draft, typeof draft];
    });
  });

  const suggest = (
    body = 'A longer back hem, please.',
    { pin = null, on = draft.id, by = fan as typeof fan | null, at = world.now } = {} as Partial<{
      pin: Parameters<typeof makeSuggestion>[2]['pin'];
      on: string;
      by: typeof fan | null;
      at: number;
    }>,
  ) => world.write((tx) => makeSuggestion(tx, by, { draft: on, body, pin }, at));
  const suggested = async (...of: Parameters<typeof suggest>) => {
    const made = await suggest(...of);
    if (isRefusal(made)) throw new Error(made.reason);
    return made;
  };
  const answer = (
    suggestion: string,
    {
      as = designer as typeof fan | null,
      to = 'accepted' as const,
      words = 'Yes.',
      seen = 0,
      at = world.now,
    } = {} as Partial<{
      as: typeof fan | null;
      to: 'accepted' | 'declined';
      words: string;
      seen: number;
      at: number;
    }>,
  ) => world.write((tx) => answerSuggestion(tx, as, { suggestion, seen, answer: to, words }, at));
  const input = () => ({
    title: 'Longer',
    story: 'Cut for rain, longer at the back.',
    note: 'Longer hem',
    pictures: [{ picture: draft.picture_id, alt: 'Front' }],
  });
  const save = (carries: string[], seen = draft.revision_id, more: object = {}, as = designer) =>
    world.write((tx) =>
      saveCarrying(tx, as, { draft: draft.id, seen, carries, ...input(), ...more }, world.now),
    );
  const saved = async (...of: Parameters<typeof save>) => {
    const result = await save(...of);
    if (isRefusal(result)) throw new Error(result.reason);
    return result.revision;
  };
  const submit = (seen: string) =>
    world.write((tx) => submitCarrying(tx, designer, { draft: draft.id, seen }, world.now));
  const rows = () =>
    world.read((read) => read.selectFrom('suggestions').selectAll().orderBy('number').execute());
  const row = async (id: string) => (await rows()).find((one) => one.id === id)!;
  const kept = () =>
    world.read((read) =>
      read
        .selectFrom('brands')
        .select(['suggestion_count', 'suggestions_answered'])
        .where('id', '=', brand.id)
        .executeTakeFirstOrThrow(),
    );
  const events = (kind: string) =>
    world.read((read) => read.selectFrom('events').selectAll().where('kind', '=', kind).execute());
  const reasonOf = async (result: Promise<unknown>) => {
    const value = await result;
    return isRefusal(value) ? value.reason : 'done';
  };

  test('a suggestion is a comment of the revision that is public, numbered within its draft, with its pin', async () => {
    const first = await suggested('A longer **hem**.', {
      pin: { ...point, picture: draft.picture_id },
    });
    const second = await suggested('Two pockets.', {
      pin: { x: 100, y: 200, w: 300, h: 400, picture: draft.picture_id },
    });
    expect([first.number, second.number]).toEqual([1, 2]);
    expect((await suggested('Elsewhere', { on: other.id })).number).toBe(1);
    const shown = await world.read((read) => suggestionsOn(read, fan, [first.comment, second.comment]));
    expect(shown[first.comment]).toMatchObject({
      state: 'open',
      revision: 1,
      seconds: 0,
      pin: { picture: draft.picture_id, ...point },
      carriedBy: null,
    });
    expect(shown[second.comment]!.pin).toMatchObject({ x: 100, y: 200, w: 300, h: 400 });
    expect(await kept()).toEqual({ suggestion_count: 3, suggestions_answered: 0 });
    expect(await events('suggestion-made')).toHaveLength(3);
    await world.write(async (tx) => {
      await tx
        .insertInto('comments')
        .values({ id: 'plain', draft_id: draft.id, body: 'Nice', html: 'Nice', created_at: world.now })
        .execute();
    });
    const only = await world.read((read) =>
      commentsOn(read, fan, { draft: draft.id, order: 'newest', suggesting: true }),
    );
    expect(only.threads.map(({ id }) => id).sort()).toEqual([first.comment, second.comment].sort());
    expect((await world.read((read) => tracedOn(read, draft.id))).map(({ number }) => number)).toEqual([
      1, 2,
    ]);
  });

  describe('suggesting is refused', () => {
    const refusedFor = async (reason: Reason, ...of: Parameters<typeof suggest>) => {
      expect(await reasonOf(suggest(...of))).toBe(reason);
      expect(await rows()).toEqual([]);
      const comments = await world.read((read) => read.selectFrom('comments').select('id').execute());
      expect(comments).toEqual([]);
      expect(await kept()).toEqual({ suggestion_count: 0, suggestions_answered: 0 });
    };
    test('to strangers and the unconfirmed', async () => {
      await refusedFor('not-signed-in', 'x', { by: null });
      await refusedFor('not-confirmed', 'x', { by: { ...fan, confirmed: false } });
    });
    test.each([
      { x: 10_001, y: 0, w: null, h: null },
      { x: -1, y: 0, w: null, h: null },
      { x: 9000, y: 0, w: 1001, h: 10 },
      { x: 0.5, y: 0, w: null, h: null },
    ])('with a pin outside the picture: %o', async (place) => {
      await refusedFor('pin-outside', 'x', { pin: { ...place, picture: draft.picture_id } });
    });
    test('with a picture that is not of the revision', async () => {
      await refusedFor('pin-not-of-revision', 'x', { pin: { ...point, picture: other.picture_id } });
      await refusedFor('pin-not-of-revision', 'x', { pin: { ...point, picture: 'none' } });
      // Nor with one of the working copy, which nobody else has seen.
      const fresh = await world.write((tx) => makePicture(tx, world.now, designer));
      await saved([], draft.revision_id, { pictures: [{ picture: fresh.id, alt: 'New' }] });
      await refusedFor('pin-not-of-revision', 'x', { pin: { ...point, picture: fresh.id } });
    });
    test.each(['deciding', 'decided', 'cancelled'] as const)('on a challenge that is %s', async (state) => {
      await world.write((tx) => tx.updateTable('challenges').set({ state }).execute());
      await refusedFor('suggestions-closed');
    });
    test('on a hidden, foreign, unpublished or removed draft', async () => {
      await refusedFor('not-found', 'x', { on: 'none' });
      const hiding = { hidden_at: world.now, reason: 'Copied' };
      await world.write((tx) =>
        tx
          .insertInto('hidings')
          .values({ target_kind: 'draft', target_id: draft.id, ...hiding })
          .execute(),
      );
      await refusedFor('not-found');
      await world.write((tx) => tx.deleteFrom('hidings').execute());
      await world.write((tx) =>
        tx
          .insertInto('hidings')
          .values({ target_kind: 'challenge', target_id: challenge, ...hiding })
          .execute(),
      );
      await refusedFor('not-found');
      await world.write((tx) => tx.deleteFrom('hidings').execute());
      await world.write((tx) =>
        tx
          .insertInto('draft_removals')
          .values({ draft_id: draft.id, kind: 'withdrawn', removed_at: world.now, reason: '' })
          .execute(),
      );
      await refusedFor('draft-removed');
      await world.write((tx) => tx.updateTable('drafts').set({ state: 'editing' }).execute());
      await refusedFor('not-found');
    });
  });

  describe('seconding', () => {
    const second = (suggestion: string, as: typeof fan | null = friend) =>
      world.write((tx) => secondSuggestion(tx, as, suggestion, world.now));

    test('counts once a member, and can be taken back', async () => {
      const { id, comment } = await suggested();
      expect(await reasonOf(second(id))).toBe('done');
      expect(await reasonOf(second(id))).toBe('already-seconded');
      expect((await row(id)).seconds).toBe(1);
      const shown = async (as: typeof fan) =>
        (await world.read((read) => suggestionsOn(read, as, [comment])))[comment]!;
      expect((await shown(friend)).seconded).toBe(true);
      expect((await shown(fan)).seconded).toBe(false);
      await world.write((tx) => takeBackSecond(tx, friend, id));
      await world.write((tx) => takeBackSecond(tx, friend, id));
      expect((await row(id)).seconds).toBe(0);
    });
    test('not one’s own, not by strangers, not of what is gone, not when it is closed', async () => {
      const { id, comment } = await suggested();
      expect(await reasonOf(second(id, fan))).toBe('second-own');
      expect(await reasonOf(second(id, null))).toBe('not-signed-in');
      expect(await reasonOf(second(id, { ...friend, confirmed: false }))).toBe('not-confirmed');
      expect(await reasonOf(second('none'))).toBe('not-found');
      await world.write((tx) => tx.updateTable('challenges').set({ state: 'decided' }).execute());
      expect(await reasonOf(second(id))).toBe('suggestions-closed');
      await world.write((tx) => tx.updateTable('challenges').set({ state: 'voting' }).execute());
      await world.write((tx) => deleteRemark(tx, fan, comment, world.now));
      expect(await reasonOf(second(id))).toBe('not-found');
      expect(await events('suggestion-withdrawn')).toHaveLength(1);
      expect(await kept()).toEqual({ suggestion_count: 0, suggestions_answered: 0 });
    });
    test('what is seconded or answered keeps its words; before that they may change', async () => {
      const { id, comment } = await suggested('A longer hem.');
      const reword = (body: string) =>
        reasonOf(world.write((tx) => editRemark(tx, fan, { comment, body }, world.now)));
      const words = () => world.read((read) => read.selectFrom('comments').select('body').execute());
      expect(await reword('A longer back hem.')).toBe('done');
      expect(await reasonOf(second(id))).toBe('done');
      expect(await reword('No hem at all.')).toBe('suggestion-settled');
      expect(await words()).toEqual([{ body: 'A longer back hem.' }]);
      expect(await reasonOf(world.write((tx) => takeBackSecond(tx, friend, id)))).toBe('done');
      expect(await reword('A hem.')).toBe('done');
      expect(await reasonOf(answer(id))).toBe('done');
      expect(await reword('No hem at all.')).toBe('suggestion-settled');
      expect(await words()).toEqual([{ body: 'A hem.' }]);
    });
    test('twice at the same moment counts once', async () => {
      const { id } = await suggested();
      const results = await Promise.all([
        reasonOf(second(id)),
        reasonOf(second(id)),
        reasonOf(second(id, designer)),
      ]);
      expect(results.sort()).toEqual(['already-seconded', 'done', 'done']);
      expect((await row(id)).seconds).toBe(2);
    });
  });

  describe('answering', () => {
    test('needs words, is public, and may be changed both ways', async () => {
      const { id, comment } = await suggested();
      expect(await reasonOf(answer(id, { words: '  ' }))).toBe('answer-needed');
      expect(await reasonOf(answer(id, { at: world.now + hour }))).toBe('done');
      const shown = await world.read((read) => suggestionsOn(read, null, [comment]));
      expect(shown[comment]).toMatchObject({ state: 'accepted', answer: 'Yes.', answeredBy: 'Designer' });
      let seen = world.now + hour;
      for (const to of ['declined', 'accepted', 'accepted'] as const) {
        expect(await reasonOf(answer(id, { to, words: to, seen, as: colleague, at: seen + hour }))).toBe(
          'done',
        );
        seen += hour;
      }
      // The time to answer is that of the first answer.
      expect(await row(id)).toMatchObject({ answered_after: hour, answered_by: colleague.id });
      expect(await kept()).toEqual({ suggestion_count: 1, suggestions_answered: 1 });
      expect(await events('suggestion-answered')).toHaveLength(4);
    });
    test('is not found by anybody without the role', async () => {
      const { id } = await suggested();
      for (const as of [fan, friend, merchant, null])
        expect(await reasonOf(answer(id, { as }))).toBe('not-found');
      expect(await reasonOf(answer('none'))).toBe('not-found');
      expect((await row(id)).state).toBe('open');
    });
    test('at the same moment stands once, and the other is told', async () => {
      const { id } = await suggested();
      const results = await Promise.all([
        reasonOf(answer(id)),
        reasonOf(answer(id, { as: colleague, to: 'declined' })),
      ]);
      expect(results.sort()).toEqual(['changed-meanwhile', 'done']);
      expect(await kept()).toEqual({ suggestion_count: 1, suggestions_answered: 1 });
    });
    test('an answered one stays on record when its words are deleted', async () => {
      const { id, comment } = await suggested();
      await answer(id);
      await world.write((tx) => deleteRemark(tx, fan, comment, world.now));
      expect((await rows()).map((one) => one.id)).toEqual([id]);
      expect(await kept()).toEqual({ suggestion_count: 1, suggestions_answered: 1 });
      expect(await reasonOf(answer(id, { seen: world.now, to: 'declined' }))).toBe('not-found');
    });
  });

  describe('carrying', () => {
    test('from a remark to the product, with credit', async () => {
      const { id, comment } = await suggested('A longer hem.');
      await answer(id);
      const working = await saved([id]);
      // Nobody else learns of it before the revision is public.
      expect(
        (await world.read((read) => suggestionsOn(read, fan, [comment])))[comment]!.carriedBy,
      ).toBeNull();
      expect(await world.read((read) => carriedOf(read, fan.id))).toEqual([]);
      expect(await events('suggestion-carried')).toEqual([]);
      expect(await world.read((read) => carriable(read, draft.id, working))).toMatchObject([
        { id, carried: true, text: 'A longer hem.', author: 'Fan' },
      ]);
      expect(await reasonOf(submit(working))).toBe('done');

      expect((await world.read((read) => suggestionsOn(read, fan, [comment])))[comment]!.carriedBy).toBe(2);
      expect(await world.read((read) => carriedOf(read, fan.id))).toMatchObject([{ comment, revision: 2 }]);
      const lineage = { draft: draft.id, revision: working };
      expect(await world.read((read) => madeWith(read, lineage))).toMatchObject([
        { comment, author: { id: fan.id, name: 'Fan' }, carriedBy: 2 },
      ]);
      expect(
        await world.read((read) => madeWith(read, { draft: draft.id, revision: draft.revision_id })),
      ).toEqual([]);
      const [event] = await events('suggestion-carried');
      expect(event).toMatchObject({ subject_member_id: fan.id, comment_id: comment, draft_id: draft.id });
      expect(JSON.parse(event!.payload)).toEqual({ revision: 2 });
      expect(await reasonOf(answer(id, { to: 'declined', seen: world.now }))).toBe('suggestion-carried');
      expect(await world.read((read) => carriable(read, draft.id, working))).toEqual([]);
    });
    test('what is not ticked any more is free again, and so is what was declined meanwhile', async () => {
      const { id } = await suggested();
      await answer(id);
      const first = await saved([id]);
      const second = await saved([], first);
      expect((await row(id)).carried_by).toBeNull();
      const third = await saved([id], second);
      expect((await row(id)).carried_by).toBe(third);
      expect(await reasonOf(answer(id, { to: 'declined', seen: world.now }))).toBe('done');
      expect((await row(id)).carried_by).toBeNull();
      expect(await reasonOf(save([id], third))).toBe('changed-meanwhile');
    });
    test('is refused for another draft’s suggestion, an open one, and without a change; and nothing is saved', async () => {
      const foreign = await suggested('Elsewhere', { on: other.id });
      await answer(foreign.id);
      const open = await suggested('Not answered');
      const count = async () =>
        (
          await world.read((read) =>
            read.selectFrom('revisions').select('id').where('draft_id', '=', draft.id).execute(),
          )
        ).length;
      expect(await reasonOf(save([foreign.id]))).toBe('not-found');
      expect(await reasonOf(save(['none']))).toBe('not-found');
      expect(await reasonOf(save([open.id]))).toBe('changed-meanwhile');
      await answer(open.id);
      const [public_] = await world.read((read) =>
        read.selectFrom('revisions').selectAll().where('id', '=', draft.revision_id).execute(),
      );
      const same = {
        title: public_!.title,
        story: public_!.story,
        pictures: [{ picture: draft.picture_id, alt: 'Front of draft 1' }],
      };
      expect(await reasonOf(save([open.id], draft.revision_id, same))).toBe('carried-without-change');
      expect(await count()).toBe(1);
      expect((await rows()).every(({ carried_by }) => carried_by === null)).toBe(true);
      expect(await reasonOf(save([open.id], draft.revision_id, {}, fan))).toBe('not-found');
    });
    test('a revision that carries and an answer that declines, at the same moment: one of them holds', async () => {
      for (let n = 0; n < 5; n++) {
        const { id } = await suggested(`Try ${n}`);
        await answer(id);
        const last = await world.read((read) =>
          read
            .selectFrom('revisions')
            .select('id')
            .where('draft_id', '=', draft.id)
            .orderBy('number', 'desc')
            .executeTakeFirstOrThrow(),
        );
        const working = await saved([id], last.id, { title: `Longer ${n}` });
        const [published, declined] = await Promise.all([
          reasonOf(submit(working)),
          reasonOf(answer(id, { to: 'declined', seen: world.now, as: colleague })),
        ]);
        expect(published).toBe('done');
        const { state, carried_by } = await row(id);
        const told = (await events('suggestion-carried')).filter(
          ({ payload }) => JSON.parse(payload).revision === n + 2,
        );
        if (declined === 'done') {
          expect([state, carried_by, told.length]).toEqual(['declined', null, 0]);
        } else {
          expect(declined).toBe('suggestion-carried');
          expect([state, carried_by, told.length]).toEqual(['accepted', working, 1]);
        }
      }
    });
    test('the plain way of saving lets go of what the working copy carried', async () => {
      const { id } = await suggested();
      await answer(id);
      const working = await saved([id]);
      await world.write((tx) =>
        saveDraft(tx, designer, { draft: draft.id, seen: working, ...input(), title: 'Other' }, world.now),
      );
      expect((await row(id)).carried_by).toBeNull();
    });
  });

  test('what waits for three days stands at the desk, and the record is kept', async () => {
    const day = 24 * hour;
    const old = await suggested('Old', { at: world.now - suggestionLimits.patience });
    const young = await suggested('Young', { at: world.now - suggestionLimits.patience + 1 });
    const waiting = () => world.read((read) => waitingTooLong(read, brand, world.now));
    const record = () => world.read((read) => answerRecord(read, brand));
    expect(await waiting()).toMatchObject([{ id: old.id, text: 'Old' }]);
    expect(await record()).toEqual({ median: null, share: 0 });
    await answer(old.id);
    await answer(young.id, { to: 'declined', at: world.now });
    await suggested('Third', { at: world.now - day });
    expect(await waiting()).toEqual([]);
    expect(await record()).toEqual({ median: suggestionLimits.patience, share: 2 / 3 });
    for (const [state, texts] of [
      ['open', ['Third']],
      ['accepted', ['Old']],
      ['declined', ['Young']],
    ] as const) {
      const page = await world.read((read) => suggestionsTo(read, brand, { state, after: null }));
      expect(page.suggestions.map(({ text }) => text)).toEqual(texts);
      const beyond = `${page.suggestions[0]!.at}.${page.suggestions[0]!.id}`;
      const next = await world.read((read) => suggestionsTo(read, brand, { state, after: beyond }));
      expect(next.suggestions).toEqual([]);
    }
  });

  test('designers are told on the site of a new one, its author of the answer and of the revision', async () => {
    const { id } = await suggested();
    await answer(id, { to: 'accepted' });
    await submit(await saved([id]));
    for (const kind of ['suggestion-made', 'suggestion-answered', 'suggestion-carried'])
      for (const event of await events(kind))
        await announce(world.database, 'https://muster.example', event.id, world.now);
    const told = await world.read((read) =>
      read.selectFrom('notifications').select(['member_id', 'payload', 'kind']).orderBy('id').execute(),
    );
    const of = (member: { id: string }) =>
      told
        .filter(({ member_id, kind }) => member_id === member.id && kind === 'suggestion')
        .map(({ payload }) => JSON.parse(payload));
    expect(of(designer)).toMatchObject([{ event: 'suggestion-made', name: 'Fan' }]);
    expect(of(colleague)).toHaveLength(1);
    expect(of(merchant)).toEqual([]);
    const ofFan = of(fan).map(({ event, what }) => `${event} ${what}`);
    expect(ofFan.sort()).toEqual(['suggestion-answered accepted', 'suggestion-carried 2']);
    const mails = await world.read((read) =>
      read.selectFrom('mails').select(['member_id', 'subject']).execute(),
    );
    expect(mails.every(({ member_id }) => member_id === fan.id)).toBe(true);
    const subjects = mails.map(({ subject }) => subject).join();
    expect(subjects).toMatch(/accepted your suggestion/);
    expect(subjects).toMatch(/Revision 2 of/);
  });

  test('the download holds the own words, and leaving takes back what had no answer', async () => {
    const open = await suggested('Open', { pin: { ...point, picture: draft.picture_id } });
    const answered = await suggested('Answered');
    await answer(answered.id);
    const foreign = await suggested('Of the friend', { by: friend });
    await world.write((tx) => secondSuggestion(tx, fan, foreign.id, world.now));
    const file = JSON.stringify(await world.read((read) => everythingAbout(read, fan, world.now)));
    for (const part of [open.comment, '"x":2500', '"answer":"Yes."', foreign.comment])
      expect(file).toContain(part);
    const own = JSON.stringify(await world.read((read) => everythingAbout(read, designer, world.now)));
    expect(own).toContain('"suggestions_answered":[{');

    await world.write((tx) => deleteMember(tx, fan, { comments: 'remove' }, world.now));
    expect((await rows()).map(({ id }) => id).sort()).toEqual([answered.id, foreign.id].sort());
    expect((await row(foreign.id)).seconds).toBe(0);
    expect(await kept()).toEqual({ suggestion_count: 2, suggestions_answered: 1 });
  });
});
