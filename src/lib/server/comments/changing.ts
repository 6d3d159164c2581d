import type { Transaction } from '../../../../db/schema.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { isShown } from '../moderation/hiding.ts';
import { renderMarkdown } from '../text/rendering.ts';
import { countComments, openPlace } from './posting.ts';

interface ChangedComment {
  id: string;
  draft: string;
  parent: string | null;
}

/** The own words anew. Whoever reads them is told that they were edited. */
export const editComment = async (
  tx: Transaction,
  member: { id: string } | null,
  { comment, body }: { comment: string; body: string },
  now: number,
): Promise<ChangedComment | Refusal> => {
  if (!member) return refuse('not-signed-in');
  const edited = await tx
    .updateTable('comments')
    .set({ body, html: renderMarkdown(body), edited_at: now })
    .where('id', '=', comment)
    .where('member_id', '=', member.id)
    .where('deleted_at', 'is', null)
    .where(isShown('comment', 'comments.id'))
    .returning(['id', 'draft_id as draft', 'parent_id as parent'])
    .executeTakeFirst();
  if (!edited) return refuse('not-found');
  const place = await openPlace(tx, edited.draft);
  return isRefusal(place) ? place : edited;
};

/** Takes the own words off the site, whatever became of the draft; what others answered stays. */
export const deleteComment = async (
  tx: Transaction,
  member: { id: string } | null,
  comment: string,
  now: number,
): Promise<ChangedComment | Refusal> => {
  if (!member) return refuse('not-signed-in');
  const deleted = await tx
    .updateTable('comments')
    .set({ body: '', html: '', deleted_at: now })
    .where('id', '=', comment)
    .where('member_id', '=', member.id)
    .where('deleted_at', 'is', null)
    .returning(['id', 'draft_id as draft', 'parent_id as parent'])
    .executeTakeFirst();
  if (!deleted) return refuse('not-found');
  await countComments(tx, deleted.draft, -1);
  const place = await tx
    .selectFrom('drafts')
    .select(['brand_id as brand', 'challenge_id as challenge'])
    .where('id', '=', deleted.draft)
    .executeTakeFirstOrThrow();
  await recordEvent(
    tx,
    { kind: 'comment-deleted', actor: member.id, ...place, draft: deleted.draft, comment },
    now,
  );
  return deleted;
};
