import type { Reader, Transaction } from '../../../../db/schema.ts';
import { commentLimits } from '../../domain/comments.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { isShown } from '../moderation/hiding.ts';
import { renderMarkdown } from '../text/rendering.ts';

export interface Speaker {
  id: string;
  /** Whether the address is confirmed. */
  confirmed: boolean;
}

export interface NewComment {
  draft: string;
  /** The comment that is answered; an answer to an answer stands beside it, under the same comment. */
  parent: string | null;
  /** Markdown. */
  body: string;
}

export const postComment = async (
  tx: Transaction,
  member: Speaker | null,
  { draft, parent, body }: NewComment,
  now: number,
): Promise<{ id: string; draft: string; parent: string | null } | Refusal> => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  const place = await openPlace(tx, draft);
  if (isRefusal(place)) return place;
  const answered = parent === null ? null : await answerable(tx, draft, parent);
  if (answered === undefined) return refuse('not-found');
  if (await hasSaidEnough(tx, member, now)) {
    return refuse('too-many-comments', { limit: commentLimits.count, minutes: commentLimits.span / 60_000 });
  }

  const id = newId(now);
  await tx
    .insertInto('comments')
    .values({
      id,
      draft_id: draft,
      parent_id: answered?.thread ?? null,
      member_id: member.id,
      body,
      html: renderMarkdown(body),
      created_at: now,
    })
    .execute();
  await countComments(tx, draft, 1);
  await recordEvent(
    tx,
    {
      kind: 'comment-posted',
      actor: member.id,
      subject: answered?.author ?? null,
      brand: place.brand_id,
      challenge: place.challenge_id,
      draft,
      comment: id,
      payload: { parent: answered?.thread ?? null, answers: parent },
    },
    now,
  );
  return { id, draft, parent: answered?.thread ?? null };
};

/** Where the draft stands, if it can be seen and its challenge still hears comments. */
export const openPlace = async (read: Reader, draft: string) => {
  const place = await read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .select(['drafts.challenge_id', 'drafts.brand_id', 'challenges.state'])
    .where('drafts.id', '=', draft)
    .where('drafts.state', '<>', 'editing')
    .where('challenges.published_at', 'is not', null)
    .where(isShown('draft', 'drafts.id'))
    .where(isShown('challenge', 'challenges.id'))
    .executeTakeFirst();
  if (!place) return refuse('not-found');
  return place.state === 'cancelled' ? refuse('comments-closed') : place;
};

const answerable = async (tx: Transaction, draft: string, comment: string) => {
  const row = await tx
    .selectFrom('comments')
    .select(['id', 'parent_id', 'member_id'])
    .where('id', '=', comment)
    .where('draft_id', '=', draft)
    .where('deleted_at', 'is', null)
    .where(isShown('comment', 'comments.id'))
    .executeTakeFirst();
  return row && { thread: row.parent_id ?? row.id, author: row.member_id };
};

const hasSaidEnough = async (tx: Transaction, member: Speaker, now: number) => {
  const said = await tx
    .selectFrom('comments')
    .select('id')
    .where('member_id', '=', member.id)
    .where('created_at', '>', now - commentLimits.span)
    .limit(commentLimits.count)
    .execute();
  return said.length >= commentLimits.count;
};

export const countComments = async (tx: Transaction, draft: string, change: 1 | -1) => {
  await tx
    .updateTable('drafts')
    .set((eb) => ({ comment_count: eb('comment_count', '+', change) }))
    .where('id', '=', draft)
    .execute();
};
