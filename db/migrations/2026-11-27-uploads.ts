import { sql, type Kysely } from 'kysely';

// How much a member uploaded lately is asked before every upload.
export const up = async (database: Kysely<unknown>) => {
  await sql`drop index pictures_by_member`.execute(database);
  await sql`create index pictures_by_member on pictures (member_id, created_at)`.execute(database);
};
