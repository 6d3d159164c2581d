import { sql, type Kysely } from 'kysely';

// The index of open invitations holds only some of the rows: whoever asks for all experts of a challenge needs one of their own.
export const up = async (database: Kysely<unknown>) => {
  await sql`create index experts_by_challenge on experts (challenge_id, created_at, id)`.execute(database);
};
