import { sql, type Kysely } from 'kysely';

// `revising` is what the brand wishes, `revising_until` what was sealed: null where drafts stay as they are.
const changes = `
alter table challenges add column revising integer not null default 0 check (revising in (0, 1));
alter table challenges add column revising_until bigint;
alter table drafts add column picks_outdated integer not null default 0 check (picks_outdated >= 0);
`;

export const up = async (database: Kysely<unknown>) => {
  for (const statement of changes.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(database);
  }
};
