import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { refuse } from '../../src/lib/domain/refusals.ts';
import { onBothDatabases } from '../harness.ts';
import { makeMember } from '../making.ts';

onBothDatabases('writes at the same moment', (world) => {
  const names = async () =>
    (await world.read((read) => read.selectFrom('members').select('name').orderBy('name').execute())).map(
      ({ name }) => name,
    );

  test('each is answered with its own value, and all stand', async () => {
    const answers = await Promise.all(
      Array.from({ length: 150 }, (_, i) =>
        world.write(async (tx) => {
          await makeMember(tx, world.now, { name: String(1000 + i) });
          return i;
        }),
      ),
    );
    expect(answers).toEqual(Array.from({ length: 150 }, (_, i) => i));
    expect(await names()).toHaveLength(150);
  });

  test('a refusal or a throw undoes that one alone', async () => {
    const [a, b, c, d] = await Promise.allSettled([
      world.write((tx) => makeMember(tx, world.now, { name: 'a' })),
      world.write(async (tx) => {
        await makeMember(tx, world.now, { name: 'b' });
        return refuse('not-found');
      }),
      world.write(async (tx) => {
        await makeMember(tx, world.now, { name: 'c' });
        throw new Error('broken');
      }),
      world.write((tx) => makeMember(tx, world.now, { name: 'd' })),
    ]);
    expect(a.status).toBe('fulfilled');
    expect(b).toMatchObject({ status: 'fulfilled', value: { reason: 'not-found' } });
    expect(c).toMatchObject({ status: 'rejected', reason: { message: 'broken' } });
    expect(d.status).toBe('fulfilled');
    expect(await names()).toEqual(['a', 'd']);
  });

  test('a broken constraint is told to the one who broke it', async () => {
    const ends = await Promise.allSettled(
      ['x@example.com', 'x@example.com', 'y@example.com'].map((email) =>
        world.write((tx) => makeMember(tx, world.now, { name: email, email })),
      ),
    );
    expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(await names()).toEqual(['x@example.com', 'y@example.com']);
  });

  test('each runs in the context of its own request', async () => {
    const locale = new AsyncLocalStorage<string>();
    const seen = await Promise.all(
      ['en', 'zh-TW', 'zh-CN'].map((value) =>
        locale.run(value, () => world.write(() => Promise.resolve(locale.getStore()))),
      ),
    );
    expect(seen).toEqual(['en', 'zh-TW', 'zh-CN']);
  });

  test('listeners are told after the commit, when the rows can be read', async () => {
    const seen: Promise<string[]>[] = [];
    world.database.onCommit(() => void seen.push(names()));
    await world.write((tx) => makeMember(tx, world.now, { name: 'a' }));
    expect(await seen[0]).toEqual(['a']);
  });

  test('nobody is answered before the commit', async () => {
    let answered = 0;
    const counts: number[] = [];
    await Promise.all(
      Array.from({ length: 5 }, (_, i) =>
        world
          .write(async (tx) => {
            counts.push(answered);
            await makeMember(tx, world.now, { name: String(i) });
          })
          .then(async () => {
            answered++;
            // Whoever is told "done" finds the row through another connection.
            expect(await names()).toContain(String(i));
          }),
      ),
    );
    if (world.dialect === 'sqlite') expect(counts).toEqual([0, 0, 0, 0, 0]);
  });

  test('a full disk is told as what it is, to all whose work it took, and the next write goes through', async () => {
    if (world.dialect !== 'sqlite') return;
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(world.database.root);
    await sql.raw(`pragma max_page_count = ${rows[0]!.page_count}`).execute(world.database.root);
    const ends = await Promise.allSettled([
      world.write((tx) => makeMember(tx, world.now, { name: 'small' })),
      world.write((tx) => makeMember(tx, world.now, { name: 'x'.repeat(200_000) })),
    ]);
    expect(ends[1]).toMatchObject({ status: 'rejected', reason: { code: 'SQLITE_FULL' } });
    const small = ends[0].status === 'fulfilled';
    expect(await names()).toEqual(small ? ['small'] : []);
    await sql`pragma max_page_count = 1000000`.execute(world.database.root);
    await world.write((tx) => makeMember(tx, world.now, { name: 'later' }));
    expect(await names()).toContain('later');
  });
});
