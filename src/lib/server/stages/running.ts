import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { shortlistOf } from '../challenges/shortlisting.ts';
import { recordEvent } from '../events/recording.ts';
import { ownStage, runningStage } from './owning.ts';

/** Begins a review or a prototype stage: among the finalists, between two votes or the last one and the decision, one at a time. */
export const beginStage = async (
  tx: Transaction,
  member: { id: string },
  { stage: id }: { stage: string },
  now: number,
): Promise<Refusal | undefined> => {
  const stage = await ownStage(tx, member, id);
  // A final vote opens with a close and a seal: challenges/opening-final-vote.ts.
  if (!stage || stage.kind === 'final vote') return refuse('not-found');
  const { challenge } = stage;
  // Held against whoever decides, cancels, or begins another at this moment.
  const held = await tx
    .updateTable('challenges')
    .set({ state: 'deciding' })
    .where('id', '=', challenge.id)
    .where('state', '=', 'deciding')
    .returning('id')
    .executeTakeFirst();
  if (!held) return refuse('impossible-transition');
  if (!(await shortlistOf(tx, challenge.id))) return refuse('no-shortlist');
  const running = await runningStage(tx, challenge.id);
  if (running) return refuse(running.id === id ? 'stage-begun' : 'stage-running');
  if (stage.kind === 'review') {
    if (!(await hasCriterion(tx, challenge.id))) return refuse('no-criteria');
    if (!(await hasExpert(tx, challenge.id))) return refuse('no-expert');
  }
  const begun = await tx
    .updateTable('stages')
    .set({ begun_at: now })
    .where('id', '=', id)
    .where('begun_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!begun) return refuse('stage-begun');
  await recordEvent(
    tx,
    {
      kind: stage.kind === 'review' ? 'review-begun' : 'stage-begun',
      actor: member.id,
      brand: challenge.brand_id,
      challenge: challenge.id,
      payload: { stage: id, title: stage.title },
    },
    now,
  );
  return undefined;
};

/** Ends it: what the experts said is public from now on, and stands. */
export const endStage = async (
  tx: Transaction,
  member: { id: string },
  { stage: id }: { stage: string },
  now: number,
): Promise<Refusal | undefined> => {
  const stage = await ownStage(tx, member, id);
  if (!stage || stage.kind === 'final vote') return refuse('not-found');
  // Held against whoever cancels: what was never made public then stays so.
  const held = await tx
    .updateTable('challenges')
    .set((eb) => ({ edits: eb.ref('edits') }))
    .where('id', '=', stage.challenge.id)
    .where('state', '=', 'deciding')
    .returning('id')
    .executeTakeFirst();
  if (!held) return refuse('impossible-transition');
  const ended = await tx
    .updateTable('stages')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('begun_at', 'is not', null)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!ended) return refuse('stage-over');
  await recordEvent(
    tx,
    {
      kind: stage.kind === 'review' ? 'review-ended' : 'stage-ended',
      actor: member.id,
      brand: stage.challenge.brand_id,
      challenge: stage.challenge_id,
      payload: { stage: id, title: stage.title },
    },
    now,
  );
  return undefined;
};

const hasCriterion = async (tx: Transaction, challenge: string) =>
  (await tx
    .selectFrom('criteria')
    .select('id')
    .where('challenge_id', '=', challenge)
    .limit(1)
    .executeTakeFirst()) !== undefined;

const hasExpert = async (tx: Transaction, challenge: string) =>
  (await tx
    .selectFrom('experts')
    .select('id')
    .where('challenge_id', '=', challenge)
    .where('member_id', 'is not', null)
    .where('withdrawn_at', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined;
