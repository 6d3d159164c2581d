import SQLite from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';

test('votes that were open or over when the log came are marked, and no others', async () => {
  const database = new Kysely<unknown>({ dialect: new SqliteDialect({ database: new SQLite(':memory:') }) });
  const before = migrations.findIndex(({ name }) => name === '2026-11-27-ballot-log');
  await migrate(database, 'sqlite', migrations.slice(0, before));
  await sql`insert into brands (id, slug, name, created_at, currency, time_zone) values ('b', 'halo', 'Halo', 0, 'TWD', 'Asia/Taipei')`.execute(
    database,
  );
  const states = ['preparing', 'collecting', 'voting', 'deciding', 'decided'];
  for (const [i, state] of states.entries())
    await sql`insert into challenges (id, brand_id, number, title, state, time_zone, created_at) values (${state}, 'b', ${i}, 'A coat', ${state}, 'Asia/Taipei', 0)`.execute(
      database,
    );
  await migrate(database, 'sqlite', migrations);
  const { rows } = await sql<{
    id: string;
  }>`select id from challenges where unlogged = 1 order by id`.execute(database);
  expect(rows.map(({ id }) => id)).toEqual(['decided', 'deciding', 'voting']);
  await database.destroy();
});
