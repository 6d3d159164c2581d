import type { Reader } from '../../../../db/schema.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import { isShown } from '../moderation/hiding.ts';
import { findEntries, type Found } from './finding.ts';
import type { EntryKind } from './indexing.ts';

export interface Hit {
  kind: EntryKind;
  id: string;
  title: string;
  brand: string;
  href: string;
  state: string;
  picture: ReturnType<typeof joinedPicture>;
}

/** What a search shows: one query for the entries and one for each kind among them, never one for each entry. */
export const search = async (read: Reader, query: string): Promise<Hit[]> => {
  const found = await findEntries(read, query);
  const idsOf = (kind: EntryKind) => found.filter((entry) => entry.kind === kind).map(({ id }) => id);
  const hits = [
    ...(await challenges(read, idsOf('challenge'))),
    ...(await drafts(read, idsOf('draft'))),
    ...(await campaigns(read, idsOf('campaign'))),
    ...(await brands(read, idsOf('brand'))),
  ];
  const place = new Map(found.map((entry: Found, i) => [`${entry.kind}:${entry.id}`, i]));
  return hits.sort((a, b) => place.get(`${a.kind}:${a.id}`)! - place.get(`${b.kind}:${b.id}`)!);
};

const challenges = async (read: Reader, ids: string[]): Promise<Hit[]> => {
  if (ids.length === 0) return [];
  const rows = await read
    .selectFrom('challenges')
    .innerJoin('brands', 'brands.id', 'challenges.brand_id')
    .leftJoin('pictures', 'pictures.id', 'challenges.cover_picture_id')
    .select(['challenges.id', 'challenges.title', 'challenges.state', 'brands.name as brand'])
    .select(pictureColumns)
    .where('challenges.id', 'in', ids)
    .where('challenges.published_at', 'is not', null)
    .where(isShown('challenge', 'challenges.id'))
    .execute();
  return rows.map((row) => hit('challenge', row, `/challenges/${row.id}`));
};

const drafts = async (read: Reader, ids: string[]): Promise<Hit[]> => {
  if (ids.length === 0) return [];
  const rows = await read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'drafts.revision_id')
        .on('revision_pictures.position', '=', 0),
    )
    .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select(['drafts.id', 'revisions.title', 'drafts.state', 'brands.name as brand'])
    .select(pictureColumns)
    .where('drafts.id', 'in', ids)
    .where('drafts.state', '!=', 'editing')
    .where('challenges.published_at', 'is not', null)
    .where('draft_removals.draft_id', 'is', null)
    .where(isShown('draft', 'drafts.id'))
    .where(isShown('challenge', 'challenges.id'))
    .execute();
  return rows.map((row) => hit('draft', row, `/drafts/${row.id}`));
};

const campaigns = async (read: Reader, ids: string[]): Promise<Hit[]> => {
  if (ids.length === 0) return [];
  const rows = await read
    .selectFrom('campaigns')
    .innerJoin('brands', 'brands.id', 'campaigns.brand_id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'campaigns.revision_id')
        .on('revision_pictures.position', '=', 0),
    )
    .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select(['campaigns.id', 'campaigns.title', 'campaigns.state', 'brands.name as brand'])
    .select(pictureColumns)
    .where('campaigns.id', 'in', ids)
    .where('campaigns.launched_at', 'is not', null)
    .where(isShown('campaign', 'campaigns.id'))
    .execute();
  return rows.map((row) => hit('campaign', row, `/campaigns/${row.id}`));
};

const brands = async (read: Reader, ids: string[]): Promise<Hit[]> => {
  if (ids.length === 0) return [];
  const rows = await read
    .selectFrom('brands')
    .leftJoin('pictures', 'pictures.id', 'brands.cover_picture_id')
    .select(['brands.id', 'brands.slug', 'brands.name as title', 'brands.tagline as brand'])
    .select(pictureColumns)
    .where('brands.id', 'in', ids)
    .execute();
  return rows.map((row) => hit('brand', { ...row, state: '' }, `/brands/${row.slug}`));
};

const hit = (
  kind: EntryKind,
  row: { id: string; title: string; state: string; brand: string } & Parameters<typeof joinedPicture>[0],
  href: string,
): Hit => ({
  kind,
  id: row.id,
  title: row.title,
  brand: row.brand,
  state: row.state,
  href,
  picture: joinedPicture(row),
});
