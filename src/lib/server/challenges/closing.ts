import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { keepLogAtOnce, lookAtOnce } from '../jobs/keeping-logs.ts';
import { planChallenge } from './timing.ts';

/** voting → deciding, once its time is over: the brand has to decide now, in public. */
export const closeVoting = async (
  tx: Transaction,
  challengeId: string,
  now: number,
): Promise<Refusal | undefined> => {
  const closed = await tx
    .updateTable('challenges')
    .set({ state: 'deciding' })
    .where('id', '=', challengeId)
    .where('state', '=', 'voting')
    .where('voting_closes_at', '<=', now)
    .returningAll()
    .executeTakeFirst();
  if (!closed) return refuse('impossible-transition');
  if (closed.round > 1) {
    await tx
      .updateTable('stages')
      .set({ ended_at: now })
      .where('challenge_id', '=', challengeId)
      .where('kind', '=', 'final vote')
      .where('begun_at', 'is not', null)
      .where('ended_at', 'is', null)
      .execute();
  }
  await planChallenge(tx, closed, now);
  await lookAtOnce(tx, challengeId, now);
  await keepLogAtOnce(tx, challengeId, now);
  await recordEvent(
    tx,
    {
      kind: 'voting-closed',
      brand: closed.brand_id,
      challenge: challengeId,
      payload: { ballots: closed.ballot_count, ...(closed.round > 1 && { round: closed.round }) },
    },
    now,
  );
  return undefined;
};

/** Two days before the close whoever follows and has not voted is reminded; once, however often it is asked for. */
export const remindVoters = async (
  tx: Transaction,
  challengeId: string,
  now: number,
): Promise<Refusal | undefined> => {
  const reminded = await tx
    .updateTable('challenges')
    .set({ reminded_at: now })
    .where('id', '=', challengeId)
    .where('state', '=', 'voting')
    .where('reminded_at', 'is', null)
    .where('voting_closes_at', '>', now)
    .returning(['id', 'brand_id'])
    .executeTakeFirst();
  if (!reminded) return refuse('impossible-transition');
  await recordEvent(
    tx,
    { kind: 'voting-closing-soon', brand: reminded.brand_id, challenge: challengeId },
    now,
  );
  return undefined;
};
