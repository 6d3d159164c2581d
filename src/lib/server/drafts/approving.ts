import type { Transaction } from '../../../../db/schema.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { holdCollecting } from './entering.ts';
import { answerReview, waitingReview } from './reviewing.ts';
import { enterRevision, type Submitted } from './submitting.ts';

/** Enters exactly the revision that was on the screen (`seen`). */
export const approveDraft = async (
  tx: Transaction,
  member: { id: string },
  { draft: id, seen }: { draft: string; seen: string },
  now: number,
): Promise<Submitted | Refusal> => {
  const found = await waitingReview(tx, member, id, seen);
  if (isRefusal(found)) return found;
  const { draft, review } = found;
  if (!(await holdCollecting(tx, draft.challenge_id))) return refuse('challenge-sealed');
  if (!(await answerReview(tx, member, { review: review.id, answer: 'approved', words: '' }, now)))
    return refuse('review-over');
  const entered = await enterRevision(tx, member, draft, { id: seen, number: review.number }, now);
  if (isRefusal(entered)) return entered;
  await recordEvent(
    tx,
    {
      kind: 'draft-approved',
      actor: member.id,
      subject: draft.member_id,
      brand: draft.brand_id,
      challenge: draft.challenge_id,
      draft: id,
      payload: { revision: review.number },
    },
    now,
  );
  return entered;
};
