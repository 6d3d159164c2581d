import { sql } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import { wantedGrams } from '../../domain/searching.ts';
import { isPostgres, type EntryKind } from './indexing.ts';

export interface Found {
  kind: EntryKind;
  id: string;
}

/** The entries that hold every word of the query, the best first. The last word may be a beginning. */
export const findEntries = async (read: Reader, query: string, limit = 60): Promise<Found[]> => {
  const wanted = wantedGrams(query);
  if (wanted.length === 0) return [];
  // Grams are letters and digits only, so that nothing in them can be an operator of either query language.
  const last = wanted.length - 1;
  const { rows } = isPostgres(read)
    ? await sql<Found>`
        select kind, target_id as id from search_entries, to_tsquery('simple', ${wanted.map((gram, i) => (i === last ? `${gram}:*` : gram)).join(' & ')}) as wanted
        where vector @@ wanted order by ts_rank(vector, wanted) desc, target_id desc limit ${limit}`.execute(
        read,
      )
    : await sql<Found>`
        select kind, target_id as id from search_entries
        where search_entries match ${wanted.map((gram, i) => `grams:"${gram}"${i === last ? '*' : ''}`).join(' ')}
        order by rank, target_id desc limit ${limit}`.execute(read);
  return rows;
};
