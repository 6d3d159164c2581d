import { beforeEach, describe, expect, test } from 'vitest';
import { deleteComment, editComment } from '../../src/lib/server/comments/changing.ts';
import { postComment } from '../../src/lib/server/comments/posting.ts';
import { commentsOn, threadOn } from '../../src/lib/server/comments/reading.ts';
import { commentLimits } from '../../src/lib/domain/comments.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { newId } from '../../src/lib/server/ids.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

onBothDatabases('comments', (world) => {
  let draft: string, other: string, challenge: string;
  let fan: { id: string; confirmed: boolean };
  let designer: { id: string; confirmed: boolean };

  beforeEach(async () => {
    await world.write(async (tx) => {
      fan = { ...(await makeMember(tx, world.now, { name: 'Fan' })), confirmed: true };
      designer = { ...(await makeMember(tx, world.now, { name: 'Designer' })), confirmed: true };
      const brand = await makeBrand(tx, world.now, [
        { member: designer, role: 'merchant' },
        { member: designer, role: 'designer' },
      ]);
      const made = await makeChallenge(tx, world.now, brand, { author: designer });
      challenge = made.id;
      draft = made.drafts[0]!.id;
      other = made.drafts[1]!.id;
    });
  });

  const post = (
    body: string,
    parent: string | null = null,
    member: typeof fan | null = fan,
    now = world.now,
  ) => world.write((tx) => postComment(tx, member, { draft, parent, body }, now));
  const posted = async (...of: Parameters<typeof post>) => {
    const result = await post(...of);
    if (isRefusal(result)) throw new Error(result.reason);
    return result.id;
  };
  const hide = (kind: 'comment' | 'draft' | 'challenge', id: string, reason = 'Insulting') =>
    world.write((tx) =>
      tx
        .insertInto('hidings')
        .values({ target_kind: kind, target_id: id, hidden_at: world.now, reason })
        .execute(),
    );
  const page = (order: 'newest' | 'oldest' = 'newest', after: string | null = null, member = fan) =>
    world.read((read) => commentsOn(read, member, { draft, order, after }));
  const count = async () =>
    (
      await world.read((read) =>
        read.selectFrom('drafts').select('comment_count').where('id', '=', draft).executeTakeFirstOrThrow(),
      )
    ).comment_count;
  const events = (kind: string) =>
    world.read((read) => read.selectFrom('events').selectAll().where('kind', '=', kind).execute());

  test('a comment is kept as typed and as safe HTML, counted, and told of', async () => {
    const id = await posted('**Longer** back, please. <script>alert(1)</script>');
    const { threads, next } = await page();
    expect(threads).toHaveLength(1);
    expect(threads[0]).toMatchObject({
      id,
      author: { name: 'Fan', left: false },
      mine: true,
      role: null,
      ofDraft: false,
      edited: false,
      deleted: false,
      hidden: null,
      replies: [],
      replyCount: 0,
    });
    expect(threads[0]!.html).toContain('<strong>Longer</strong>');
    expect(threads[0]!.html).not.toContain('<script');
    expect(next).toBeNull();
    expect(await count()).toBe(1);
    expect(await events('comment-posted')).toMatchObject([
      { actor_id: fan.id, draft_id: draft, challenge_id: challenge, comment_id: id, subject_member_id: null },
    ]);
  });

  test('answers stand one level deep, and the event names whom they answer', async () => {
    const first = await posted('Too short?');
    const answer = await posted('We add four centimetres.', first, designer, world.now + 1);
    const second = await posted('Thank you.', answer, fan, world.now + 2);
    const { threads } = await page();
    expect(threads).toHaveLength(1);
    expect(threads[0]!.replies.map(({ id }) => id)).toEqual([answer, second]);
    expect(threads[0]!.replies[0]).toMatchObject({ role: 'designer', ofDraft: true, mine: false });
    expect((await events('comment-posted')).map((event) => event.subject_member_id)).toEqual(
      expect.arrayContaining([null, fan.id, designer.id]),
    );
    expect(await count()).toBe(3);
  });

  describe('posting is refused', () => {
    const refusedFor = async (reason: string, act: () => Promise<unknown>) => {
      const before = await count();
      expect(await act()).toMatchObject({ refused: true, reason });
      expect(await count()).toBe(before);
    };
    test('to someone who is not signed in, or not confirmed', async () => {
      await refusedFor('not-signed-in', () => post('Hello', null, null));
      await refusedFor('not-confirmed', () => post('Hello', null, { ...fan, confirmed: false }));
    });
    test('on a cancelled challenge', async () => {
      await world.write((tx) => tx.updateTable('challenges').set({ state: 'cancelled' }).execute());
      await refusedFor('comments-closed', () => post('Pity'));
    });
    test('on a hidden draft or challenge, and on what is not public', async () => {
      await hide('draft', draft);
      await refusedFor('not-found', () => post('Where?'));
      await world.write((tx) => tx.deleteFrom('hidings').execute());
      await hide('challenge', challenge);
      await refusedFor('not-found', () => post('Where?'));
      await world.write((tx) => tx.deleteFrom('hidings').execute());
      await world.write((tx) => tx.updateTable('drafts').set({ state: 'editing' }).execute());
      await refusedFor('not-found', () => post('Where?'));
      await world.write(async (tx) => {
        await tx.updateTable('drafts').set({ state: 'submitted' }).execute();
        await tx.updateTable('challenges').set({ state: 'preparing', published_at: null }).execute();
      });
      await refusedFor('not-found', () => post('Where?'));
    });
    test('as an answer to what is deleted, hidden, elsewhere or nowhere', async () => {
      await refusedFor('not-found', () => post('Yes', 'nothing'));
      const gone = await posted('Gone');
      await world.write((tx) => deleteComment(tx, fan, gone, world.now));
      await refusedFor('not-found', () => post('Yes', gone));
      const hidden = await posted('Rude');
      await hide('comment', hidden);
      await refusedFor('not-found', () => post('Yes', hidden));
      const elsewhere = await world.write((tx) =>
        postComment(tx, fan, { draft: other, parent: null, body: 'Here' }, world.now),
      );
      await refusedFor('not-found', () => post('Yes', (elsewhere as { id: string }).id));
    });
    test('after ten in ten minutes, until some time has gone by', async () => {
      for (let i = 0; i < commentLimits.count; i++) await posted(`Again ${i}`);
      await refusedFor('too-many-comments', () => post('And again'));
      expect(await post('Others may', null, designer)).toHaveProperty('id');
      expect(await post('Later', null, fan, world.now + commentLimits.span)).toHaveProperty('id');
    });
  });

  test('the own comment is edited, and says so', async () => {
    const id = await posted('Tpyo');
    await world.write((tx) => editComment(tx, fan, { comment: id, body: 'Typo' }, world.now + 1));
    expect((await page()).threads[0]).toMatchObject({ html: '<p>Typo</p>', body: 'Typo', edited: true });
  });

  test("another's comment is neither edited nor deleted, nor shown as it was typed", async () => {
    const id = await posted('Mine');
    const [edit, removal] = [
      await world.write((tx) => editComment(tx, designer, { comment: id, body: 'Yours' }, world.now)),
      await world.write((tx) => deleteComment(tx, designer, id, world.now)),
    ];
    expect([edit, removal]).toMatchObject([{ reason: 'not-found' }, { reason: 'not-found' }]);
    expect(
      await world.write((tx) => editComment(tx, null, { comment: id, body: '' }, world.now)),
    ).toMatchObject({ reason: 'not-signed-in' });
    expect(await world.write((tx) => deleteComment(tx, null, id, world.now))).toMatchObject({
      reason: 'not-signed-in',
    });
    expect((await page('newest', null, designer)).threads[0]).toMatchObject({
      html: '<p>Mine</p>',
      body: null,
      mine: false,
    });
  });

  test('nothing is edited once it is deleted, hidden, or its challenge cancelled', async () => {
    const id = await posted('Once');
    const edit = () => world.write((tx) => editComment(tx, fan, { comment: id, body: 'Twice' }, world.now));
    await world.write((tx) => tx.updateTable('challenges').set({ state: 'cancelled' }).execute());
    expect(await edit()).toMatchObject({ reason: 'comments-closed' });
    expect((await page()).threads[0]).toMatchObject({ body: 'Once', edited: false });
    await hide('comment', id);
    expect(await edit()).toMatchObject({ reason: 'not-found' });
    await world.write((tx) => deleteComment(tx, fan, id, world.now));
    expect(await edit()).toMatchObject({ reason: 'not-found' });
  });

  test('a deleted comment goes, its words with it; answered, its place stays', async () => {
    const alone = await posted('Alone');
    const answered = await posted('Answered');
    const answer = await posted('Answer', answered, designer);
    for (const id of [alone, answered])
      expect(await world.write((tx) => deleteComment(tx, fan, id, world.now))).toMatchObject({ id });
    const { threads } = await page();
    expect(threads).toMatchObject([
      {
        id: answered,
        deleted: true,
        html: '',
        body: null,
        author: null,
        replies: [{ id: answer, html: '<p>Answer</p>' }],
      },
    ]);
    expect(await count()).toBe(1);
    const kept = await world.read((read) =>
      read.selectFrom('comments').select(['body', 'html']).where('id', 'in', [alone, answered]).execute(),
    );
    expect(kept).toEqual([
      { body: '', html: '' },
      { body: '', html: '' },
    ]);
    expect(await events('comment-deleted')).toHaveLength(2);

    await world.write((tx) => deleteComment(tx, designer, answer, world.now));
    expect((await page()).threads).toEqual([]);
    expect(await count()).toBe(0);
  });

  test('deleting twice at the same moment counts once', async () => {
    const id = await posted('Once');
    await posted('Stays', null, designer);
    const results = await Promise.all(
      [1, 2, 3].map(() => world.write((tx) => deleteComment(tx, fan, id, world.now))),
    );
    expect(results.filter((result) => !isRefusal(result))).toHaveLength(1);
    expect(await count()).toBe(1);
  });

  test('a hidden comment says that it was hidden and why, and nothing of what it said', async () => {
    const id = await posted('Something rude');
    await hide('comment', id, 'Insults a member');
    for (const member of [fan, designer]) {
      const found = await page('newest', null, member);
      expect(found.threads[0]).toMatchObject({ id, hidden: 'Insults a member', html: '', body: null });
      expect(JSON.stringify(found)).not.toContain('rude');
    }
  });

  test('a member who left has no name', async () => {
    await posted('I was here');
    await world.write((tx) =>
      tx.updateTable('members').set({ deleted_at: world.now }).where('id', '=', fan.id).execute(),
    );
    const found = await page('newest', null, designer);
    expect(found.threads[0]).toMatchObject({ author: { name: '', left: true } });
    expect(JSON.stringify(found)).not.toContain('Fan');
  });

  test('an owner who also designs is called owner', async () => {
    await world.write(async (tx) => {
      const { brand_id } = await tx
        .selectFrom('drafts')
        .select('brand_id')
        .where('id', '=', draft)
        .executeTakeFirstOrThrow();
      await tx
        .insertInto('brand_roles')
        .values({ brand_id, member_id: designer.id, role: 'owner', granted_at: world.now })
        .execute();
    });
    await posted('Mine', null, designer);
    expect((await page()).threads[0]!.role).toBe('owner');
  });

  describe('many comments', () => {
    beforeEach(async () => {
      await world.write(async (tx) => {
        const rows = Array.from({ length: 45 }, (_, i) => {
          // Three at each moment, so that a page ends between equals.
          const at = world.now + Math.floor(i / 3) * 1000;
          return {
            id: newId(at),
            draft_id: draft,
            parent_id: null,
            member_id: fan.id,
            body: `${i}`,
            html: `${i}`,
            created_at: at,
          };
        });
        await tx.insertInto('comments').values(rows).execute();
        const thread = rows[0]!.id;
        await tx
          .insertInto('comments')
          .values(
            Array.from({ length: 230 }, (_, i) => ({
              id: newId(world.now + i),
              draft_id: draft,
              parent_id: thread,
              member_id: designer.id,
              body: `answer ${i}`,
              html: `answer ${i}`,
              created_at: world.now + i,
            })),
          )
          .execute();
      });
    });

    test.each(['newest', 'oldest'] as const)(
      'come in pages without a gap or a repetition, %s first',
      async (order) => {
        const seen: { id: string; at: number }[] = [];
        let after: string | null = null;
        let pages = 0;
        do {
          const found: Awaited<ReturnType<typeof page>> = await page(order, after);
          seen.push(...found.threads);
          after = found.next;
          pages++;
        } while (after);
        expect(pages).toBe(3);
        expect(new Set(seen.map(({ id }) => id)).size).toBe(45);
        const times = seen.map(({ at }) => at);
        expect(times).toEqual([...times].sort((a, b) => (order === 'newest' ? b - a : a - b)));
      },
    );

    test('show the first answers, and all of them in their thread', async () => {
      const { threads } = await page('oldest');
      const head = threads.find(({ replyCount }) => replyCount > 0)!;
      expect(head.replyCount).toBe(230);
      expect(head.replies.map(({ html }) => html)).toEqual(
        Array.from({ length: 10 }, (_, i) => `answer ${i}`),
      );
      const first = await world.read((read) => threadOn(read, fan, { draft, thread: head.id }));
      expect(first!.threads[0]!.replies).toHaveLength(200);
      const rest = await world.read((read) =>
        threadOn(read, fan, { draft, thread: head.id, after: first!.next }),
      );
      expect(rest!.threads[0]!.replies.map(({ html }) => html)).toEqual(
        Array.from({ length: 30 }, (_, i) => `answer ${200 + i}`),
      );
      expect(rest!.next).toBeNull();
      // Any comment leads to its thread.
      const reply = head.replies[3]!.id;
      const found = await world.read((read) => threadOn(read, fan, { draft, thread: reply }));
      expect(found!.threads[0]!.id).toBe(head.id);
      expect(found!.threads[0]!.replies).toHaveLength(200);
      expect(
        await world.read((read) => threadOn(read, fan, { draft: other, thread: head.id })),
      ).toBeUndefined();
    });

    test('take two queries a page, and nonsense for a page is the first', async () => {
      world.statements.length = 0;
      const found = await page('newest', "1'; drop table comments");
      expect(world.statements).toHaveLength(2);
      expect(found.threads).toHaveLength(20);
    });
  });
});
