import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { isScore } from '../../domain/stages.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { isShown } from '../moderation/hiding.ts';
import { drewFinalist } from './inviting.ts';
import { runningStage } from './owning.ts';
import { criteriaOf } from './weighing.ts';

/** The member's seat among the experts of a public challenge, if there is one. */
export const seatOf = async (read: Reader, member: { id: string } | null, challenge: string) => {
  if (!member) return undefined;
  return read
    .selectFrom('experts')
    .innerJoin('challenges', 'challenges.id', 'experts.challenge_id')
    .select(['experts.id', 'challenges.brand_id'])
    .where('experts.challenge_id', '=', challenge)
    .where('experts.member_id', '=', member.id)
    .where('experts.withdrawn_at', 'is', null)
    .where('challenges.published_at', 'is not', null)
    .where(isShown('challenge', 'challenges.id'))
    .executeTakeFirst();
};

export interface ReviewInput {
  challenge: string;
  draft: string;
  /** A score for each criterion, by its id. */
  scores: ReadonlyMap<string, number>;
  reason: string;
}

/** What an expert makes of one finalist: all criteria at once, with reasons. It may be changed until the stage ends. */
export const scoreFinalist = async (
  tx: Transaction,
  member: { id: string } | null,
  { challenge, draft, scores, reason: words }: ReviewInput,
  now: number,
): Promise<{ review: string } | Refusal> => {
  const seat = await seatOf(tx, member, challenge);
  if (!seat || !member) return refuse('not-found');
  // Held against whoever lets this expert go, as long as nothing was scored.
  if (!(await holdSeat(tx, seat.id))) return refuse('not-found');
  // Held against the end of the stage and against whoever changes the criteria.
  const held = await tx
    .updateTable('challenges')
    .set((eb) => ({ edits: eb.ref('edits') }))
    .where('id', '=', challenge)
    .where('state', '=', 'deciding')
    .returning('id')
    .executeTakeFirst();
  const stage = held && (await holdReview(tx, challenge));
  if (!stage) return refuse('stage-over');
  if (await drewFinalist(tx, challenge, member.id)) return refuse('expert-is-author');
  if (!(await isFinalist(tx, challenge, draft))) return refuse('not-a-finalist');
  const criteria = await criteriaOf(tx, challenge);
  if (criteria.length === 0) return refuse('no-criteria');
  const given = criteria.map(({ id }) => scores.get(id));
  if (given.some((score) => score === undefined)) return refuse('scores-missing');
  if (!given.every(isScore)) return refuse('score-impossible');
  const reason = words.trim();
  if (!reason) return refuse('reason-needed');

  const review = await tx
    .insertInto('reviews')
    .values({
      id: newId(now),
      challenge_id: challenge,
      stage_id: stage.id,
      expert_id: seat.id,
      draft_id: draft,
      reason,
      created_at: now,
      changed_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['stage_id', 'expert_id', 'draft_id']).doUpdateSet({ reason, changed_at: now }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('review_scores')
    .values(criteria.map(({ id }) => ({ review_id: review.id, criterion_id: id, score: scores.get(id)! })))
    .onConflict((conflict) =>
      conflict
        .columns(['review_id', 'criterion_id'])
        .doUpdateSet((eb) => ({ score: eb.ref('excluded.score') })),
    )
    .execute();
  // Neither scores nor words: others do not see them before the stage ends.
  await recordEvent(
    tx,
    { kind: 'review-given', actor: member.id, brand: seat.brand_id, challenge, draft },
    now,
  );
  return { review: review.id };
};

const holdSeat = async (tx: Transaction, seat: string) =>
  (await tx
    .updateTable('experts')
    .set((eb) => ({ accepted_at: eb.ref('accepted_at') }))
    .where('id', '=', seat)
    .where('withdrawn_at', 'is', null)
    .returning('id')
    .executeTakeFirst()) !== undefined;

const holdReview = async (tx: Transaction, challenge: string) => {
  const running = await runningStage(tx, challenge);
  if (running?.kind !== 'review') return undefined;
  return tx
    .updateTable('stages')
    .set((eb) => ({ position: eb.ref('position') }))
    .where('id', '=', running.id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
};

/** On the shortlist, and not ruled out since. */
export const isFinalist = async (read: Reader, challenge: string, draft: string): Promise<boolean> =>
  (await read
    .selectFrom('finalists')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'finalists.draft_id')
    .select('finalists.place')
    .where('finalists.challenge_id', '=', challenge)
    .where('finalists.draft_id', '=', draft)
    .where('draft_removals.draft_id', 'is', null)
    .executeTakeFirst()) !== undefined;
