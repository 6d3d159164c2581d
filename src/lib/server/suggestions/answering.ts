import type { Transaction } from '../../../../db/schema.ts';
import { statesBefore } from '../../domain/lifecycles.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { suggestionLifecycle, type Answer } from '../../domain/suggestions.ts';
import { isAuthoredBy, isOfDesigners } from '../drafts/owning.ts';
import { recordEvent } from '../events/recording.ts';

interface NewAnswer {
  suggestion: string;
  /** When the answer was given that the form showed; 0 for none yet. */
  seen: number;
  answer: Answer;
  words: string;
}

/**
 * What the brand makes of a suggestion, with words that everybody reads. It may be changed until a revision carries the
 * suggestion; of two who answer at the same moment the second is told of the first.
 */
export const answerSuggestion = async (
  tx: Transaction,
  member: { id: string } | null,
  { suggestion, seen, answer, words }: NewAnswer,
  now: number,
): Promise<{ comment: string; draft: string } | Refusal> => {
  const found = await answerable(tx, member, suggestion);
  if (!member || !found) return refuse('not-found');
  if (!words.trim()) return refuse('answer-needed');
  // Revisions of the draft are saved and published one after the other: none may take it up meanwhile.
  await tx
    .updateTable('drafts')
    .set((eb) => ({ position: eb.ref('position') }))
    .where('id', '=', found.draft)
    .execute();
  if (await isCarried(tx, suggestion)) return refuse('suggestion-carried');
  const answered = await tx
    .updateTable('suggestions')
    .set((eb) => ({
      state: answer,
      answer: words.trim(),
      answered_by: member.id,
      answered_at: now,
      // A working copy lets go of what was declined.
      ...(answer === 'declined' && { carried_by: null }),
      answered_after: eb.fn.coalesce('answered_after', eb.val(Math.max(0, now - found.created_at))),
    }))
    .where('id', '=', suggestion)
    .where('state', 'in', statesBefore(suggestionLifecycle, answer))
    .where((eb) => eb(eb.fn.coalesce('answered_at', eb.val(0)), '=', seen))
    .returning('id')
    .executeTakeFirst();
  if (!answered) return refuse('changed-meanwhile');
  if (seen === 0) {
    await tx
      .updateTable('brands')
      .set((eb) => ({ suggestions_answered: eb('suggestions_answered', '+', 1) }))
      .where('id', '=', found.brand)
      .execute();
  }
  await recordEvent(
    tx,
    {
      kind: 'suggestion-answered',
      actor: member.id,
      subject: found.author,
      brand: found.brand,
      challenge: found.challenge,
      draft: found.draft,
      comment: found.comment,
      payload: { state: answer },
    },
    now,
  );
  return { comment: found.comment, draft: found.draft };
};

const isCarried = async (tx: Transaction, suggestion: string) =>
  (await tx
    .selectFrom('suggestions')
    .innerJoin('revisions', 'revisions.id', 'suggestions.carried_by')
    .select('revisions.number')
    .where('suggestions.id', '=', suggestion)
    .where('revisions.published_at', 'is not', null)
    .executeTakeFirst()) !== undefined;

/** The suggestion, if the member designs for its brand or owns it, or is an author of its draft; a deleted one needs no answer any more. */
const answerable = (tx: Transaction, member: { id: string } | null, suggestion: string) =>
  tx
    .selectFrom('suggestions')
    .innerJoin('comments', 'comments.id', 'suggestions.comment_id')
    .innerJoin('drafts', 'drafts.id', 'suggestions.draft_id')
    .select([
      'suggestions.brand_id as brand',
      'suggestions.draft_id as draft',
      'suggestions.comment_id as comment',
      'suggestions.created_at',
      'comments.member_id as author',
      'drafts.challenge_id as challenge',
    ])
    .where('suggestions.id', '=', suggestion)
    .where('comments.deleted_at', 'is', null)
    .where(({ or }) => or([isOfDesigners(member?.id ?? ''), isAuthoredBy(member?.id ?? '')]))
    .executeTakeFirst();
