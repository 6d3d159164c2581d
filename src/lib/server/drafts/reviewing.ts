import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { holdCollecting } from './entering.ts';
import { deskDraft, type OwnDraft } from './owning.ts';

/** Asks the brand to look at a revision; one that was asked for before and has no answer yet gives way to it. */
export const askReview = async (
  tx: Transaction,
  member: { id: string },
  draft: OwnDraft,
  revision: { id: string; number: number },
  now: number,
): Promise<void> => {
  await endReview(tx, draft.id, now);
  await tx
    .insertInto('draft_reviews')
    .values({
      id: newId(now),
      draft_id: draft.id,
      revision_id: revision.id,
      brand_id: draft.brand_id,
      asked_by: member.id,
      asked_at: now,
    })
    .execute();
  if (draft.state === 'editing' && draft.blind_revision === null)
    await tx.updateTable('drafts').set({ revision_id: revision.id }).where('id', '=', draft.id).execute();
  await recordEvent(
    tx,
    {
      kind: 'draft-review-asked',
      actor: member.id,
      ...placeOf(draft),
      payload: { revision: revision.number },
    },
    now,
  );
};

/** What is asked for no more: a newer revision was handed in, or the draft was withdrawn. */
export const endReview = (tx: Transaction, draft: string, now: number) =>
  tx
    .updateTable('draft_reviews')
    .set({ answer: 'withdrawn', answered_at: now })
    .where('draft_id', '=', draft)
    .where('answer', 'is', null)
    .execute();

/** The review of a draft that waits, with its revision, if the member may answer it. */
export const waitingReview = async (tx: Reader, member: { id: string }, id: string, revision: string) => {
  const draft = await deskDraft(tx, member, id);
  if (!draft || draft.kind !== 'open') return refuse('not-found');
  if (draft.removal) return refuse('draft-removed');
  const review = await tx
    .selectFrom('draft_reviews')
    .innerJoin('revisions', 'revisions.id', 'draft_reviews.revision_id')
    .select(['draft_reviews.id', 'draft_reviews.revision_id', 'revisions.number'])
    .where('draft_reviews.draft_id', '=', id)
    .where('draft_reviews.answer', 'is', null)
    .executeTakeFirst();
  // Somebody answered before, or the authors handed in another revision since.
  if (review?.revision_id !== revision) return refuse('review-over');
  return { draft, review };
};

/** Writes an answer down: once, whoever is first. */
export const answerReview = async (
  tx: Transaction,
  member: { id: string },
  { review, answer, words }: { review: string; answer: 'approved' | 'returned'; words: string },
  now: number,
): Promise<boolean> =>
  (await tx
    .updateTable('draft_reviews')
    .set({ answer, words, answered_by: member.id, answered_at: now })
    .where('id', '=', review)
    .where('answer', 'is', null)
    .returning('id')
    .executeTakeFirst()) !== undefined;

/** Gives a draft back to its authors, with words: they may change it and ask again. */
export const returnDraft = async (
  tx: Transaction,
  member: { id: string },
  { draft: id, seen, words }: { draft: string; seen: string; words: string },
  now: number,
): Promise<Refusal | undefined> => {
  const found = await waitingReview(tx, member, id, seen);
  if ('refused' in found) return found;
  if (!words.trim()) return refuse('reason-needed');
  const { draft, review } = found;
  if (!(await holdCollecting(tx, draft.challenge_id))) return refuse('challenge-sealed');
  const answer = { review: review.id, answer: 'returned' as const, words: words.trim() };
  if (!(await answerReview(tx, member, answer, now))) return refuse('review-over');
  await recordEvent(
    tx,
    {
      kind: 'draft-returned',
      actor: member.id,
      subject: draft.member_id,
      ...placeOf(draft),
      payload: { reason: words.trim() },
    },
    now,
  );
  return undefined;
};

const placeOf = (draft: OwnDraft) => ({
  brand: draft.brand_id,
  challenge: draft.challenge_id,
  draft: draft.id,
});
