import { PostgresAdapter, sql } from 'kysely';
import type { Reader, Transaction } from '../../../../db/schema.ts';
import { gramsOf } from '../../domain/searching.ts';

export type EntryKind = 'challenge' | 'draft' | 'campaign' | 'brand';

/** The two databases search text in ways of their own; everything that differs stands in this folder. */
export const isPostgres = (read: Reader) => read.getExecutor().adapter instanceof PostgresAdapter;

/** Makes something findable, or findable under its new text. The caller gives only what anyone may read. */
export const indexEntry = async (
  tx: Transaction,
  entry: { kind: EntryKind; id: string; text: string },
): Promise<void> => {
  const grams = gramsOf(entry.text).join(' ').slice(0, 50_000);
  if (isPostgres(tx)) {
    await tx
      .insertInto('search_entries')
      .values({ kind: entry.kind, target_id: entry.id, grams })
      .onConflict((conflict) => conflict.columns(['kind', 'target_id']).doUpdateSet({ grams }))
      .execute();
    return;
  }
  const { row } = await tx
    .insertInto('search_rows')
    .values({ kind: entry.kind, target_id: entry.id })
    .onConflict((conflict) => conflict.columns(['kind', 'target_id']).doUpdateSet({ kind: entry.kind }))
    .returning('row')
    .executeTakeFirstOrThrow();
  await sql`delete from search_entries where rowid = ${row}`.execute(tx);
  await sql`insert into search_entries (rowid, kind, target_id, grams)
    values (${row}, ${entry.kind}, ${entry.id}, ${grams})`.execute(tx);
};

export const unindexEntry = async (tx: Transaction, kind: EntryKind, id: string): Promise<void> => {
  if (isPostgres(tx)) {
    await tx.deleteFrom('search_entries').where('kind', '=', kind).where('target_id', '=', id).execute();
    return;
  }
  const gone = await tx
    .deleteFrom('search_rows')
    .where('kind', '=', kind)
    .where('target_id', '=', id)
    .returning('row')
    .executeTakeFirst();
  if (gone) await sql`delete from search_entries where rowid = ${gone.row}`.execute(tx);
};
