import { expect, test } from 'vitest';
import { compareRevisions } from '../../src/lib/domain/comparing.ts';
import {
  picturesOfRevisions,
  publicRevisions,
  revisionsWhole,
  storyOf,
} from '../../src/lib/server/drafts/revisiting.ts';
import { newId } from '../../src/lib/server/ids.ts';
import { onBothDatabases } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember, makePicture } from '../making.ts';

onBothDatabases('revisions', (world) => {
  /** A draft with revisions 1 and 2 public and 3 a working copy. */
  const setting = (state: 'preparing' | 'voting' = 'voting') =>
    world.write(async (tx) => {
      const designer = await makeMember(tx, world.now, { name: 'Pei' });
      const admin = await makeMember(tx, world.now, { role: 'admin' });
      const stranger = await makeMember(tx, world.now);
      const brand = await makeBrand(tx, world.now, [{ member: designer, role: 'merchant' }]);
      const challenge = await makeChallenge(tx, world.now, brand, { state, drafts: 2 });
      const [draft, other] = challenge.drafts as [(typeof challenge.drafts)[0], (typeof challenge.drafts)[0]];
      const picture = await makePicture(tx, world.now);
      const revision = (number: number, publishedAt: number | null) => ({
        id: newId(world.now),
        draft_id: draft.id,
        number,
        title: `Draft, ${number}`,
        story: 'Cut for heavy rain.',
        note: `Note ${number}`,
        created_by: designer.id,
        created_at: world.now,
        published_at: publishedAt,
      });
      const second = revision(2, world.now - 5);
      await tx
        .insertInto('revisions')
        .values([second, revision(3, null)])
        .execute();
      await tx
        .insertInto('revision_pictures')
        .values([
          { revision_id: second.id, position: 0, picture_id: picture.id, alt: 'From behind' },
          { revision_id: second.id, position: 1, picture_id: draft.picture_id, alt: 'Front of draft 1' },
        ])
        .execute();
      await tx.updateTable('drafts').set({ revision_id: second.id }).where('id', '=', draft.id).execute();
      return { designer, admin, stranger, challenge, draft, other, second, picture };
    });
  const look = (visitor: { id: string; role: string } | null, draft: string) =>
    world.read((read) => publicRevisions(read, visitor, draft));
  const hide = (kind: 'draft' | 'challenge', id: string) =>
    world.write((tx) =>
      tx
        .insertInto('hidings')
        .values({ target_kind: kind, target_id: id, hidden_at: world.now, reason: 'A copy' })
        .execute(),
    );

  test('are all there that were public, the last first, with who made them; a working copy is not', async () => {
    const { draft, second, designer } = await setting();
    const found = await look(null, draft.id);
    expect(found).toMatchObject({ title: 'Draft, 2', stands: 2, hidden: null });
    expect(found!.revisions).toMatchObject([
      { id: second.id, number: 2, note: 'Note 2', at: world.now - 5, author: 'Pei', left: false },
      { number: 1, author: null, left: false },
    ]);
    // Not even to its own team does the public page show what is not public.
    expect((await look(designer, draft.id))!.revisions.map(({ number }) => number)).toEqual([2, 1]);
    expect(await world.read((read) => storyOf(read, second.id))).toBe('Cut for heavy rain.');
  });

  test('name nobody who has left', async () => {
    const { draft, designer } = await setting();
    await world.write((tx) =>
      tx.updateTable('members').set({ deleted_at: world.now }).where('id', '=', designer.id).execute(),
    );
    expect((await look(null, draft.id))!.revisions[0]).toMatchObject({ author: null, left: true });
  });

  test('of another draft are not among them', async () => {
    const { draft, other } = await setting();
    expect((await look(null, other.id))!.revisions.map(({ id, number }) => [id, number])).toEqual([
      [other.revision_id, 1],
    ]);
    expect((await look(null, draft.id))!.revisions.map(({ id }) => id)).not.toContain(other.revision_id);
  });

  test('of a draft that was never submitted, or that there is none of, are not found', async () => {
    const { draft, designer, admin } = await setting();
    await world.write((tx) =>
      tx.updateTable('drafts').set({ state: 'editing' }).where('id', '=', draft.id).execute(),
    );
    for (const visitor of [null, designer, admin]) {
      expect(await look(visitor, draft.id)).toBeUndefined();
      expect(await look(visitor, 'nothing')).toBeUndefined();
    }
  });

  test('of a challenge that is not published are not found', async () => {
    const { draft, designer, admin } = await setting('preparing');
    for (const visitor of [null, designer, admin]) expect(await look(visitor, draft.id)).toBeUndefined();
  });

  test.each(['draft', 'challenge'] as const)(
    'of a hidden %s are found by its brand and admins alone',
    async (kind) => {
      const { draft, challenge, designer, admin, stranger } = await setting();
      await hide(kind, kind === 'draft' ? draft.id : challenge.id);
      for (const visitor of [null, stranger]) expect(await look(visitor, draft.id)).toBeUndefined();
      for (const visitor of [designer, admin])
        expect(await look(visitor, draft.id)).toMatchObject({ hidden: 'A copy' });
    },
  );

  test('two of them are compared whole', async () => {
    const { draft, second, picture } = await setting();
    const whole = await world.read((read) =>
      revisionsWhole(read, { from: draft.revision_id, to: second.id }),
    );
    const { story, pictures } = compareRevisions(whole.from, whole.to);
    expect(story).toEqual([
      { kind: 'same', text: 'Cut for ' },
      { kind: 'added', text: 'heavy ' },
      { kind: 'same', text: 'rain.' },
    ]);
    expect(pictures.map(({ kind, from, to }) => [kind, from?.picture.id, to?.picture.id])).toEqual([
      ['added', undefined, picture.id],
      ['same', draft.picture_id, draft.picture_id],
    ]);
    const twice = await world.read((read) => revisionsWhole(read, { from: second.id, to: second.id }));
    expect(twice.from).toEqual(twice.to);
    const leading = await world.read((read) =>
      picturesOfRevisions(read, [draft.revision_id, second.id], true),
    );
    expect(leading.get(second.id)!.map(({ alt }) => alt)).toEqual(['From behind']);
  });
});
