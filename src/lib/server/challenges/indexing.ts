import type { Transaction } from '../../../../db/schema.ts';
import { indexEntry } from '../search/indexing.ts';
import { plainText } from '../text/rendering.ts';

const longest = 20_000;

/** Makes a published challenge findable under its present text. */
export const indexChallenge = async (tx: Transaction, id: string): Promise<void> => {
  const row = await tx
    .selectFrom('challenges')
    .innerJoin('brands', 'brands.id', 'challenges.brand_id')
    .select(['challenges.title', 'challenges.brief', 'brands.name'])
    .where('challenges.id', '=', id)
    .executeTakeFirstOrThrow();
  const text = [row.title, row.name, plainText(row.brief, longest)].join('\n');
  await indexEntry(tx, { kind: 'challenge', id, text });
};

/** Makes drafts of a published challenge findable under the revisions that stand. */
export const indexDrafts = async (tx: Transaction, ids: string[]): Promise<void> => {
  const rows = await tx
    .selectFrom('drafts')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .select(['drafts.id', 'revisions.title', 'revisions.story', 'brands.name'])
    .where('drafts.id', 'in', ids)
    .execute();
  for (const row of rows) {
    const text = [row.title, row.name, plainText(row.story, longest)].join('\n');
    await indexEntry(tx, { kind: 'draft', id: row.id, text });
  }
};
