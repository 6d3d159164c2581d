import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId } from '../../src/lib/server/ids.ts';
import { refuse } from '../../src/lib/domain/refusals.ts';
import { onBothDatabases, onSqlite, type World } from '../harness.ts';
import { makeMember } from '../making.ts';

const members = ({ read }: World) =>
  read(async (r) => {
    const row = await r
      .selectFrom('members')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return row.n;
  });

onBothDatabases('the database', (world) => {
  test('a refusal takes back what was written before it', async () => {
    const result = await world.write(async (tx) => {
      await makeMember(tx, world.now);
      return refuse('not-found');
    });
    expect(result).toMatchObject({ refused: true });
    expect(await members(world)).toBe(0);
  });

  test('a throw takes back what was written before it', async () => {
    await expect(
      world.write(async (tx) => {
        await makeMember(tx, world.now);
        throw new Error('broken');
      }),
    ).rejects.toThrow('broken');
    expect(await members(world)).toBe(0);
  });

  test('foreign keys and checks are on', async () => {
    const role = (member: string, name: string) =>
      world.write((tx) =>
        tx
          .insertInto('brand_roles')
          .values({ brand_id: 'none', member_id: member, role: name as 'owner', granted_at: 1 })
          .execute(),
      );
    await expect(role('none', 'owner')).rejects.toThrow();
    await expect(role('none', 'king')).rejects.toThrow();
  });

  test('counts, sums and times come as numbers', async () => {
    await world.write((tx) => makeMember(tx, world.now));
    const row = await world.read((read) =>
      read
        .selectFrom('members')
        .select((eb) => [
          eb.fn.countAll().as('count'),
          eb.fn.sum('joined_at').as('sum'),
          eb.fn.max('joined_at').as('max'),
        ])
        .executeTakeFirstOrThrow(),
    );
    expect(row).toEqual({ count: 1, sum: world.now, max: world.now });
  });

  test('an empty list finds nothing', async () => {
    await world.write((tx) => makeMember(tx, world.now));
    expect(
      await world.read((read) => read.selectFrom('members').select('id').where('id', 'in', []).execute()),
    ).toEqual([]);
  });

  test('ids sort by the time they were made', () => {
    const ids = [5, 1, 4_000_000_000_000, 2_000_000_000_000].map((now) => [now, newId(now)] as const);
    const byTime = [...ids].sort(([a], [b]) => a - b).map(([, id]) => id);
    expect(ids.map(([, id]) => id).sort()).toEqual(byTime);
  });
});

onSqlite('the file', (world) => {
  test('every commit is on the disk before it is answered, and a reader cannot write', async () => {
    const pragma = async (name: string) =>
      Object.values(
        (await sql<Record<string, unknown>>`${sql.raw(`pragma ${name}`)}`.execute(world.database.root))
          .rows[0]!,
      )[0];
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('foreign_keys')).toBe(1);
    await expect(world.read((read) => sql`delete from members`.execute(read as never))).rejects.toThrow(
      /readonly/,
    );
  });

  test('a full disk leaves nothing half-written, and the site works again once there is room', async () => {
    const { root } = world.database;
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(root);
    await sql`${sql.raw(`pragma max_page_count = ${rows[0]!.page_count + 2}`)}`.execute(root);
    const many = world.write(async (tx) => {
      for (let i = 0; i < 300; i++) await makeMember(tx, world.now, { name: 'x'.repeat(500) });
    });
    await expect(many).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    expect(await members(world)).toBe(0);
    await sql`pragma max_page_count = 1000000`.execute(root);
    await world.write((tx) => makeMember(tx, world.now));
    expect(await members(world)).toBe(1);
  });
});
