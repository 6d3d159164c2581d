import { sql, type SqlBool } from 'kysely';
import type { Transaction } from '../../../../db/schema.ts';

// The challenge's row is held by whoever casts and by whoever revises: between them no draft changes, and none is cast for.

/** The picks of a ballot that name an earlier revision than the one that stands leave their drafts' counters, or enter them. */
export const countOutdated = (tx: Transaction, ballot: string, change: 1 | -1) =>
  tx
    .updateTable('drafts')
    .set((eb) => ({ picks_outdated: eb('picks_outdated', '+', change) }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('ballot_picks')
        .innerJoin('drafts as picked', 'picked.id', 'ballot_picks.draft_id')
        .select('picked.id')
        .where('ballot_picks.ballot_id', '=', ballot)
        .whereRef('ballot_picks.revision_id', '<>', 'picked.revision_id'),
    )
    .execute();

/**
 * Each pick names the revision that its voter had seen: a fresh one no later one than was shown, and one that stood
 * before a later one, once that was shown. What was not shown is left as it is.
 */
export const nameSeen = async (
  tx: Transaction,
  ballot: string,
  seen: [draft: string, number: number][],
  fresh: string[],
) => {
  if (seen.length === 0) return;
  const shown = sql<number>`case ballot_picks.draft_id ${sql.join(
    seen.map(([draft, number]) => sql`when ${draft} then cast(${number} as integer)`),
    sql` `,
  )} end`;
  const ofShown = sql`from revisions where revisions.draft_id = ballot_picks.draft_id
    and revisions.number = ${shown} and revisions.published_at is not null`;
  const named = sql<number>`(select named.number from revisions as named where named.id = ballot_picks.revision_id)`;
  await tx
    .updateTable('ballot_picks')
    .set({ revision_id: sql<string>`(select revisions.id ${ofShown})` })
    .where('ballot_id', '=', ballot)
    .where(
      'draft_id',
      'in',
      seen.map(([draft]) => draft),
    )
    .where(sql<SqlBool>`exists (select 1 ${ofShown})`)
    .where((eb) => eb.or([eb('draft_id', 'in', fresh), eb(named, '<', shown)]))
    .execute();
};
