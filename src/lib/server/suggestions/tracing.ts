import type { Reader } from '../../../../db/schema.ts';
import { isShown } from '../moderation/hiding.ts';
import { plainText } from '../text/rendering.ts';
import { pinOf, type Pin } from './pinning.ts';

export interface TracedSuggestion {
  id: string;
  comment: string;
  number: number;
  state: 'open' | 'accepted' | 'declined';
  /** The beginning of its words. */
  text: string;
  author: { id: string; name: string } | null;
  pin: Pin | null;
  carriedBy: number | null;
}

/** Of a draft what its pictures and its history name: suggestions with a pin, and those that a public revision carries. */
export const tracedOn = async (read: Reader, draft: string): Promise<TracedSuggestion[]> => {
  const rows = await traced(read)
    .where('suggestions.draft_id', '=', draft)
    .where((eb) =>
      eb.or([eb('suggestions.picture_id', 'is not', null), eb('carrier.published_at', 'is not', null)]),
    )
    .orderBy('suggestions.number')
    .limit(500)
    .execute();
  return rows.map(tracedFrom);
};

/** What a product was made with: the suggestions carried by its revision and those before. */
export const madeWith = async (
  read: Reader,
  { draft, revision }: { draft: string; revision: string },
): Promise<TracedSuggestion[]> => {
  const rows = await traced(read)
    .where('suggestions.draft_id', '=', draft)
    .where('carrier.published_at', 'is not', null)
    .where('carrier.number', '<=', (eb) =>
      eb.selectFrom('revisions as last').select('last.number').where('last.id', '=', revision),
    )
    .orderBy('carrier.number')
    .orderBy('suggestions.number')
    .limit(200)
    .execute();
  return rows.map(tracedFrom);
};

const traced = (read: Reader) =>
  read
    .selectFrom('suggestions')
    .innerJoin('comments', 'comments.id', 'suggestions.comment_id')
    .leftJoin('members', 'members.id', 'comments.member_id')
    .leftJoin('revisions as carrier', 'carrier.id', 'suggestions.carried_by')
    .selectAll('suggestions')
    .select([
      'comments.body',
      'members.id as author',
      'members.name',
      'members.deleted_at as left_at',
      'carrier.number as carrier',
      'carrier.published_at as carried_at',
    ])
    .where('comments.deleted_at', 'is', null)
    .where(isShown('comment', 'comments.id'));

type TracedRow = Awaited<ReturnType<ReturnType<typeof traced>['execute']>>[number];

const tracedFrom = (row: TracedRow): TracedSuggestion => ({
  id: row.id,
  comment: row.comment_id,
  number: row.number,
  state: row.state,
  text: plainText(row.body, 120),
  author: row.author && row.left_at === null ? { id: row.author, name: row.name ?? '' } : null,
  pin: pinOf(row),
  carriedBy: row.carried_at === null ? null : row.carrier,
});
