import { sql } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import type { Place } from '../../domain/suggestions.ts';
import { isShown } from '../moderation/hiding.ts';
import { plainText } from '../text/rendering.ts';

export type Pin = Place & { picture: string };
export interface ShownSuggestion {
  id: string;
  /** Within its draft. */
  number: number;
  state: 'open' | 'accepted' | 'declined';
  /** The number of the revision that it was made for. */
  revision: number;
  pin: Pin | null;
  seconds: number;
  /** Whether the visitor is among them. */
  seconded: boolean;
  answer: string;
  /** Whose answer it is; empty where they have left. */
  answeredBy: string;
  answeredAt: number | null;
  /** The number of the public revision that carries it. */
  carriedBy: number | null;
}

/** What these comments suggest, by comment, for those that are suggestions: one query. */
export const suggestionsOn = async (
  read: Reader,
  member: { id: string } | null,
  comments: string[],
): Promise<Record<string, ShownSuggestion>> => {
  const rows = await read
    .selectFrom('suggestions')
    .innerJoin('revisions', 'revisions.id', 'suggestions.revision_id')
    .leftJoin('revisions as carrier', 'carrier.id', 'suggestions.carried_by')
    .leftJoin('members as answerer', 'answerer.id', 'suggestions.answered_by')
    .leftJoin('suggestion_seconds', (join) =>
      join
        .onRef('suggestion_seconds.suggestion_id', '=', 'suggestions.id')
        .on('suggestion_seconds.member_id', '=', member?.id ?? ''),
    )
    .selectAll('suggestions')
    .select([
      'revisions.number as revision',
      'carrier.number as carrier',
      'carrier.published_at as carried_at',
      'answerer.name as answerer',
      'suggestion_seconds.seconded_at',
    ])
    .where('suggestions.comment_id', 'in', comments)
    .execute();
  return Object.fromEntries(
    rows.map((row) => [
      row.comment_id,
      {
        id: row.id,
        number: row.number,
        state: row.state,
        revision: row.revision,
        pin: pinOf(row),
        seconds: row.seconds,
        seconded: row.seconded_at !== null,
        answer: row.answer,
        answeredBy: row.answerer ?? '',
        answeredAt: row.answered_at,
        carriedBy: row.carried_at === null ? null : row.carrier,
      },
    ]),
  );
};

const pinOf = (row: {
  picture_id: string | null;
  x: number | null;
  y: number | null;
  w: number | null;
  h: number | null;
}): Pin | null =>
  row.picture_id === null || row.x === null || row.y === null
    ? null
    : { picture: row.picture_id, x: row.x, y: row.y, w: row.w, h: row.h };

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

/** What a member suggested and a public revision carries, the latest first, with the product where one came of it. */
export const carriedOf = async (read: Reader, member: string) => {
  const rows = await read
    .selectFrom('comments')
    .innerJoin('suggestions', 'suggestions.comment_id', 'comments.id')
    .innerJoin('revisions as carrier', 'carrier.id', 'suggestions.carried_by')
    .innerJoin('drafts', 'drafts.id', 'suggestions.draft_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .innerJoin('brands', 'brands.id', 'suggestions.brand_id')
    .leftJoin('campaigns', (join) =>
      join
        .onRef('campaigns.draft_id', '=', 'drafts.id')
        .on('campaigns.state', 'not in', ['preparing', 'cancelled'])
        .on(isShown('campaign', 'campaigns.id')),
    )
    .select([
      'comments.id as comment',
      'comments.body',
      'drafts.id as draft',
      'revisions.title',
      'carrier.number as revision',
      'carrier.published_at as at',
      'brands.name as brand',
      'campaigns.id as campaign',
    ])
    .where('comments.member_id', '=', member)
    .where('comments.deleted_at', 'is', null)
    .where('carrier.published_at', 'is not', null)
    .where(isShown('comment', 'comments.id'))
    .where(isShown('draft', 'drafts.id'))
    .where(isShown('challenge', 'drafts.challenge_id'))
    .orderBy('comments.created_at', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ body, ...row }) => ({ ...row, text: plainText(body, 160) }));
};

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
export type DeskSuggestion = ReturnType<typeof toDesk>;
