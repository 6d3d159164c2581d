import { sql } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import { isShown } from '../moderation/hiding.ts';
import { plainText } from '../text/rendering.ts';

const pageSize = 50;

/** All suggestions to a brand in one state: of those that wait the oldest first, of the others the newest. */
export const suggestionsTo = async (
  read: Reader,
  brand: { id: string },
  { state, after }: { state: 'open' | 'accepted' | 'declined'; after: string | null },
) => {
  const mark = /^(\d{1,15})\.([0-9a-z]{1,40})$/.exec(after ?? '');
  const waiting = state === 'open';
  const rows = await toBrand(read, brand)
    .where('suggestions.state', '=', state)
    .$if(mark !== null, (query) =>
      query.where(
        waiting
          ? sql<boolean>`(suggestions.created_at, suggestions.id) > (${Number(mark![1])}, ${mark![2]})`
          : sql<boolean>`(suggestions.created_at, suggestions.id) < (${Number(mark![1])}, ${mark![2]})`,
      ),
    )
    .orderBy('suggestions.created_at', waiting ? 'asc' : 'desc')
    .orderBy('suggestions.id', waiting ? 'asc' : 'desc')
    .limit(pageSize + 1)
    .execute();
  const last = rows[pageSize - 1];
  return {
    suggestions: rows.slice(0, pageSize).map(toDesk),
    next: rows.length > pageSize && last ? `${last.created_at}.${last.id}` : null,
  };
};

/** The few that have waited longest, from before a moment. */
export const waitingSince = async (read: Reader, brand: { id: string }, before: number, limit: number) => {
  const rows = await toBrand(read, brand)
    .where('suggestions.state', '=', 'open')
    .where('suggestions.created_at', '<=', before)
    .orderBy('suggestions.created_at')
    .orderBy('suggestions.id')
    .limit(limit)
    .execute();
  return rows.map(toDesk);
};

const toBrand = (read: Reader, brand: { id: string }) =>
  read
    .selectFrom('suggestions')
    .innerJoin('comments', 'comments.id', 'suggestions.comment_id')
    .innerJoin('drafts', 'drafts.id', 'suggestions.draft_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('members', 'members.id', 'comments.member_id')
    .leftJoin('revisions as carrier', 'carrier.id', 'suggestions.carried_by')
    .select([
      'suggestions.id',
      'suggestions.number',
      'suggestions.state',
      'suggestions.seconds',
      'suggestions.answer',
      'suggestions.answered_at',
      'suggestions.carried_by',
      'suggestions.created_at',
      'suggestions.draft_id',
      'suggestions.comment_id',
      'comments.html',
      'comments.body',
      'members.name as author',
      'members.deleted_at as left_at',
      'revisions.title',
      'carrier.number as carrier',
      'carrier.published_at as carried_at',
    ])
    .where('suggestions.brand_id', '=', brand.id)
    .where('comments.deleted_at', 'is', null)
    .where(isShown('comment', 'comments.id'))
    .where(isShown('draft', 'drafts.id'));

type DeskRow = Awaited<ReturnType<ReturnType<typeof toBrand>['execute']>>[number];

const toDesk = (row: DeskRow) => ({
  id: row.id,
  number: row.number,
  state: row.state,
  seconds: row.seconds,
  answer: row.answer,
  seen: row.answered_at ?? 0,
  at: row.created_at,
  draft: row.draft_id,
  comment: row.comment_id,
  title: row.title,
  html: row.html,
  text: plainText(row.body, 120),
  author: row.left_at === null ? (row.author ?? '') : '',
  carriedBy: row.carried_at === null ? null : row.carrier,
});
