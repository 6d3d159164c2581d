import { sql, type Kysely, type Transaction } from 'kysely';

export type Dialect = 'sqlite' | 'postgres';
export interface Migration {
  name: string;
  up: (database: Transaction<unknown>, dialect: Dialect) => Promise<void>;
}

/**
 * Runs what has not run yet, each migration in one transaction with its history row.
 * Two processes starting at once: the second waits on the history table and finds the work done.
 */
export const migrate = async (database: Kysely<unknown>, dialect: Dialect, migrations: Migration[]) => {
  await sql`create table if not exists migrations (name text primary key, ran_at bigint not null)`.execute(
    database,
  );
  const ran: string[] = [];
  for (const { name, up } of migrations) {
    await database.transaction().execute(async (transaction) => {
      if (dialect === 'postgres') await sql`lock table migrations in exclusive mode`.execute(transaction);
      const { rows } = await sql`select 1 from migrations where name = ${name}`.execute(transaction);
      if (rows.length > 0) return;
      await up(transaction, dialect);
      await sql`insert into migrations (name, ran_at) values (${name}, ${Date.now()})`.execute(transaction);
      ran.push(name);
    });
  }
  return ran;
};
