import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { isShown } from '../moderation/hiding.ts';
import { placeOf } from '../moderation/places.ts';
import { plainText } from '../text/rendering.ts';

export interface Reportable {
  kind: 'comment' | 'draft' | 'remix';
  id: string;
}

/** Tells the site's admins of something that should not stand here, once for each member. */
export const reportContent = async (
  tx: Transaction,
  member: { id: string; confirmed: boolean } | null,
  { kind, id, reason }: Reportable & { reason: string },
  now: number,
): Promise<Refusal | undefined> => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  const target = await reportable(tx, { kind, id });
  const place = target && (await placeOf(tx, kind, id));
  if (!place) return refuse('not-found');
  if (place.subject === member.id) return refuse('report-own');
  const report = await tx
    .insertInto('reports')
    .values({
      id: newId(now),
      target_kind: kind,
      target_id: id,
      member_id: member.id,
      reason,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['target_kind', 'target_id', 'member_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!report) return refuse('already-reported');
  await recordEvent(
    tx,
    { kind: 'content-reported', actor: member.id, ...place, payload: { kind, report: report.id } },
    now,
  );
  return undefined;
};

/** What would be reported, to show it beside the form; nothing where it cannot be seen. */
export const reportable = async (read: Reader, { kind, id }: Reportable) => {
  if (kind === 'draft') {
    return read
      .selectFrom('drafts')
      .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
      .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
      .leftJoin('members', 'members.id', 'drafts.member_id')
      .select([
        'drafts.id as draft',
        'revisions.title as text',
        'members.name as author',
        'members.deleted_at as left',
      ])
      .where('drafts.id', '=', id)
      .where('drafts.state', '<>', 'editing')
      .where('challenges.published_at', 'is not', null)
      .where(isShown('draft', 'drafts.id'))
      .where(isShown('challenge', 'challenges.id'))
      .executeTakeFirst();
  }
  if (kind === 'remix') {
    return read
      .selectFrom('remixes')
      .innerJoin('drafts', 'drafts.id', 'remixes.draft_id')
      .leftJoin('members', 'members.id', 'remixes.member_id')
      .select([
        'remixes.draft_id as draft',
        'remixes.title as text',
        'members.name as author',
        'members.deleted_at as left',
      ])
      .where('remixes.id', '=', id)
      .where(isShown('remix', 'remixes.id'))
      .where(isShown('draft', 'drafts.id'))
      .where(isShown('challenge', 'drafts.challenge_id'))
      .executeTakeFirst();
  }
  const comment = await read
    .selectFrom('comments')
    .innerJoin('drafts', 'drafts.id', 'comments.draft_id')
    .leftJoin('members', 'members.id', 'comments.member_id')
    .select([
      'comments.draft_id as draft',
      'comments.body as text',
      'members.name as author',
      'members.deleted_at as left',
    ])
    .where('comments.id', '=', id)
    .where('comments.deleted_at', 'is', null)
    .where(isShown('comment', 'comments.id'))
    .where(isShown('draft', 'drafts.id'))
    .where(isShown('challenge', 'drafts.challenge_id'))
    .executeTakeFirst();
  return comment && { ...comment, text: plainText(comment.text, 280) };
};
