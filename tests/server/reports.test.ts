import { beforeEach, expect, test } from 'vitest';
import { deleteComment } from '../../src/lib/server/comments/changing.ts';
import { postComment } from '../../src/lib/server/comments/posting.ts';
import { reportContent, reportable, type Reportable } from '../../src/lib/server/reports/reporting.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

onBothDatabases('reports', (world) => {
  let author: { id: string; confirmed: boolean };
  let fan: { id: string; confirmed: boolean };
  let comment: Reportable, draft: Reportable;

  beforeEach(async () => {
    await world.write(async (tx) => {
      author = { ...(await makeMember(tx, world.now)), confirmed: true };
      fan = { ...(await makeMember(tx, world.now)), confirmed: true };
      const challenge = await makeChallenge(tx, world.now, await makeBrand(tx, world.now), { author });
      draft = { kind: 'draft', id: challenge.drafts[0]!.id };
      const posted = await postComment(
        tx,
        author,
        { draft: draft.id, parent: null, body: 'Buy **pills** here' },
        world.now,
      );
      comment = { kind: 'comment', id: (posted as { id: string }).id };
    });
  });

  const report = (target: Reportable, member: typeof fan | null = fan) =>
    world.write((tx) => reportContent(tx, member, { ...target, reason: 'Advertising' }, world.now));
  const rows = () => world.read((read) => read.selectFrom('reports').selectAll().execute());

  test('a comment and a draft are reported, each to the trail of events', async () => {
    expect([await report(comment), await report(draft)]).toEqual([undefined, undefined]);
    expect(await rows()).toHaveLength(2);
    const events = await world.read((read) =>
      read.selectFrom('events').selectAll().where('kind', '=', 'content-reported').execute(),
    );
    expect(events).toHaveLength(2);
    for (const event of events)
      expect(event).toMatchObject({ actor_id: fan.id, subject_member_id: author.id, draft_id: draft.id });
  });

  test('what is reported is shown beside the form, without its marks', async () => {
    await world.read(async (read) => {
      expect(await reportable(read, comment)).toMatchObject({ draft: draft.id, text: 'Buy pills here' });
      expect(await reportable(read, draft)).toMatchObject({ draft: draft.id });
    });
  });

  test('once for each member, at the same moment too', async () => {
    const results = await Promise.all([report(comment), report(comment), report(comment)]);
    expect(results.filter((result) => result === undefined)).toHaveLength(1);
    expect(results.filter((result) => result?.reason === 'already-reported')).toHaveLength(2);
    expect(await rows()).toHaveLength(1);
  });

  test('is refused without an account, without a confirmed address, and of the own', async () => {
    expect(await report(comment, null)).toMatchObject({ reason: 'not-signed-in' });
    expect(await report(comment, { ...fan, confirmed: false })).toMatchObject({ reason: 'not-confirmed' });
    expect(await report(comment, author)).toMatchObject({ reason: 'report-own' });
    expect(await report(draft, author)).toMatchObject({ reason: 'report-own' });
    expect(await rows()).toEqual([]);
  });

  test('what is deleted, hidden or not there is not found', async () => {
    const notFound = { reason: 'not-found' };
    expect(await report({ kind: 'draft', id: 'nothing' })).toMatchObject(notFound);
    expect(await report({ kind: 'comment', id: 'nothing' })).toMatchObject(notFound);
    await world.write((tx) =>
      tx
        .insertInto('hidings')
        .values({ target_kind: 'draft', target_id: draft.id, hidden_at: world.now, reason: 'Copied' })
        .execute(),
    );
    expect(await report(draft)).toMatchObject(notFound);
    expect(await report(comment)).toMatchObject(notFound);
    await world.write((tx) => tx.deleteFrom('hidings').execute());
    await world.write((tx) => deleteComment(tx, author, comment.id, world.now));
    expect(await report(comment)).toMatchObject(notFound);
    expect(await rows()).toEqual([]);
  });
});
