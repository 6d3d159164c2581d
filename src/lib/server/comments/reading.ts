import { sql } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import type { CommentOrder } from '../../domain/comments.ts';

export interface ShownComment {
  id: string;
  author: { name: string; left: boolean } | null;
  mine: boolean;
  /** Whether its author made the draft. */
  ofDraft: boolean;
  /** The author's role in the draft's brand. */
  role: 'owner' | 'designer' | 'merchant' | null;
  /** Empty where it was hidden or deleted. */
  html: string;
  /** As it was typed: of the own ones alone, to be edited. */
  body: string | null;
  at: number;
  edited: boolean;
  deleted: boolean;
  /** Why it was hidden. */
  hidden: string | null;
}
export interface Thread extends ShownComment {
  replies: ShownComment[];
  /** All of them, where `replies` holds the first. */
  replyCount: number;
}
export interface CommentPage {
  threads: Thread[];
  /** Where the next page begins. */
  next: string | null;
}

interface Where {
  draft: string;
  order: CommentOrder;
  /** Those alone that suggest a change. */
  suggesting?: boolean;
  /** `next` of the page before. */
  after?: string | null;
}

const pageSize = 20;
const repliesShown = 10;

/** A page of a draft's comments with the first answers to each: two queries, however many there are. */
export const commentsOn = async (
  read: Reader,
  member: { id: string } | null,
  { draft, order, suggesting = false, after }: Where,
): Promise<CommentPage> => {
  const mark = markOf(after);
  const rows = await commentRows(read)
    .where('comments.draft_id', '=', draft)
    .where('comments.parent_id', 'is', null)
    .where((eb) =>
      eb.or([
        eb('comments.deleted_at', 'is', null),
        // Deleted, yet answered: it stays, without its words.
        eb.exists(
          eb
            .selectFrom('comments as answer')
            .select('answer.id')
            .whereRef('answer.parent_id', '=', 'comments.id')
            .where('answer.deleted_at', 'is', null),
        ),
      ]),
    )
    .$if(suggesting, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('suggestions')
            .select('suggestions.number')
            .whereRef('suggestions.comment_id', '=', 'comments.id'),
        ),
      ),
    )
    .$if(mark !== null, (query) => query.where(beyond(mark!, order)))
    .orderBy('comments.created_at', order === 'newest' ? 'desc' : 'asc')
    .orderBy('comments.id', order === 'newest' ? 'desc' : 'asc')
    .limit(pageSize + 1)
    .execute();
  const shown = rows.slice(0, pageSize);
  const answers = await firstAnswers(
    read,
    shown.map(({ id }) => id),
  );
  const last = shown.at(-1);
  return {
    threads: shown.map((row) => {
      const own = answers.filter((answer) => answer.parent_id === row.id);
      return {
        ...shownComment(row, member),
        replies: own.map((answer) => shownComment(answer, member)),
        replyCount: own[0]?.total ?? 0,
      };
    }),
    next: rows.length > pageSize && last ? `${last.created_at}.${last.id}` : null,
  };
};

/** A comment with all its answers, page by page, by any comment in it. Nothing where it is none of this draft. */
export const threadOn = async (
  read: Reader,
  member: { id: string } | null,
  { draft, thread, after }: { draft: string; thread: string; after?: string | null },
): Promise<CommentPage | undefined> => {
  const mark = markOf(after);
  const head = await commentRows(read)
    .where('comments.id', '=', (eb) =>
      eb
        .selectFrom('comments as any')
        .select((any) => any.fn.coalesce('any.parent_id', 'any.id').as('id'))
        .where('any.id', '=', thread)
        .where('any.draft_id', '=', draft),
    )
    .executeTakeFirst();
  if (!head) return undefined;
  const rows = await commentRows(read)
    .where('comments.parent_id', '=', head.id)
    .where('comments.deleted_at', 'is', null)
    .$if(mark !== null, (query) => query.where(beyond(mark!, 'oldest')))
    .orderBy('comments.created_at')
    .orderBy('comments.id')
    .limit(10 * pageSize + 1)
    .execute();
  const replies = rows.slice(0, 10 * pageSize);
  const last = replies.at(-1);
  return {
    threads: [
      {
        ...shownComment(head, member),
        replies: replies.map((row) => shownComment(row, member)),
        replyCount: replies.length,
      },
    ],
    next: rows.length > replies.length && last ? `${last.created_at}.${last.id}` : null,
  };
};

type CommentRow = Awaited<ReturnType<ReturnType<typeof commentRows>['execute']>>[number];

const commentRows = (read: Reader) =>
  read
    .selectFrom('comments')
    .innerJoin('drafts', 'drafts.id', 'comments.draft_id')
    .leftJoin('members', 'members.id', 'comments.member_id')
    .leftJoin('hidings', (join) =>
      join.on('hidings.target_kind', '=', 'comment').onRef('hidings.target_id', '=', 'comments.id'),
    )
    .select((eb) => [
      'comments.id',
      'comments.parent_id',
      'comments.member_id',
      'comments.body',
      'comments.html',
      'comments.created_at',
      'comments.edited_at',
      'comments.deleted_at',
      'members.name',
      'members.deleted_at as left_at',
      'drafts.member_id as drafter',
      'hidings.reason as hidden',
      eb
        .selectFrom('brand_roles')
        .select(
          // Whoever holds several is called by the highest.
          sql<number>`max(case role when 'owner' then 3 when 'designer' then 2 else 1 end)`.as('rank'),
        )
        .whereRef('brand_roles.brand_id', '=', 'drafts.brand_id')
        .whereRef('brand_roles.member_id', '=', 'comments.member_id')
        .as('role'),
    ]);

const firstAnswers = async (read: Reader, threads: string[]) => {
  if (threads.length === 0) return [];
  const numbered = read
    .selectFrom('comments')
    .select((eb) => [
      'comments.id',
      eb.fn
        .agg<number>('row_number')
        .over((over) =>
          over.partitionBy('comments.parent_id').orderBy('comments.created_at').orderBy('comments.id'),
        )
        .as('place'),
      eb.fn
        .countAll<number>()
        .over((over) => over.partitionBy('comments.parent_id'))
        .as('total'),
    ])
    .where('comments.parent_id', 'in', threads)
    .where('comments.deleted_at', 'is', null);
  return commentRows(read)
    .innerJoin(numbered.as('numbered'), 'numbered.id', 'comments.id')
    .select('numbered.total')
    .where('numbered.place', '<=', repliesShown)
    .orderBy('comments.created_at')
    .orderBy('comments.id')
    .execute();
};

const roles = [null, 'merchant', 'designer', 'owner'] as const;

const shownComment = (row: CommentRow, member: { id: string } | null): ShownComment => {
  const deleted = row.deleted_at !== null;
  const gone = deleted || row.hidden !== null;
  const mine = member !== null && row.member_id === member.id;
  return {
    id: row.id,
    author:
      deleted || row.name === null ? null : { name: row.left_at ? '' : row.name, left: row.left_at !== null },
    mine,
    ofDraft: row.member_id !== null && row.member_id === row.drafter,
    role: roles[row.role ?? 0] ?? null,
    html: gone ? '' : row.html,
    body: mine && !gone ? row.body : null,
    at: row.created_at,
    edited: row.edited_at !== null,
    deleted,
    hidden: deleted ? null : row.hidden,
  };
};

const markOf = (after: string | null | undefined) => {
  const found = /^(\d{1,15})\.([0-9a-z]{1,40})$/.exec(after ?? '');
  return found ? { at: Number(found[1]), id: found[2]! } : null;
};

const beyond = (mark: { at: number; id: string }, order: CommentOrder) =>
  order === 'newest'
    ? sql<boolean>`(comments.created_at, comments.id) < (${mark.at}, ${mark.id})`
    : sql<boolean>`(comments.created_at, comments.id) > (${mark.at}, ${mark.id})`;
