import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { runsBackwards, stageLimits, type StageKind } from '../../domain/stages.ts';
import { ownChallenge } from '../challenges/owning.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { isPlannable, ownStage } from './owning.ts';
import { holdPlan, whyNotThen } from './ordering.ts';

export interface StageInput {
  title: string;
  about: string;
  /** Days, `2026-11-27`, or empty. */
  plannedFrom: string;
  plannedUntil: string;
}

/** Adds a stage after those that are planned. It may be changed until it begins. */
export const planStage = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, kind, ...input }: StageInput & { challenge: string; kind: StageKind },
  now: number,
): Promise<{ stage: string } | Refusal> => {
  const challenge = await ownChallenge(tx, member, id);
  if (!challenge) return refuse('not-found');
  if (!isPlannable(challenge.state)) return refuse('impossible-transition');
  if (runsBackwards(spanOf(input))) return refuse('dates-impossible');
  const planned = await holdPlan(tx, challenge);
  if (
    planned.length >= stageLimits.stages ||
    (kind === 'final vote' && planned.some((stage) => stage.kind === kind))
  )
    return refuse('too-many-stages', { limit: stageLimits.stages });
  const clash = whyNotThen(spanOf(input), { challenge, before: planned, after: [] });
  if (clash) return clash;
  const stage = newId(now);
  await tx
    .insertInto('stages')
    .values({
      id: stage,
      challenge_id: id,
      kind,
      position: 1 + Math.max(0, ...planned.map(({ position }) => position)),
      ...columns(input),
      created_at: now,
    })
    .execute();
  await recordEvent(
    tx,
    { kind: 'stage-planned', actor: member.id, brand: challenge.brand_id, challenge: id, payload: { kind } },
    now,
  );
  return { stage };
};

export const changeStage = async (
  tx: Transaction,
  member: { id: string },
  { stage: id, ...input }: StageInput & { stage: string },
  now: number,
): Promise<Refusal | undefined> => {
  const stage = await ownStage(tx, member, id);
  if (!stage) return refuse('not-found');
  if (!isPlannable(stage.challenge.state)) return refuse('impossible-transition');
  if (runsBackwards(spanOf(input))) return refuse('dates-impossible');
  const all = await holdPlan(tx, stage.challenge);
  const place = all.findIndex((one) => one.id === id);
  const clash = whyNotThen(spanOf(input), {
    challenge: stage.challenge,
    before: all.slice(0, place),
    after: all.slice(place + 1),
  });
  if (stage.begun_at === null && clash) return clash;
  const changed = await tx
    .updateTable('stages')
    .set(columns(input))
    .where('id', '=', id)
    .where('begun_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!changed) return refuse('stage-begun');
  await recordStage(tx, member, stage, 'stage-changed', now);
  return undefined;
};

export const removeStage = async (
  tx: Transaction,
  member: { id: string },
  { stage: id }: { stage: string },
  now: number,
): Promise<Refusal | undefined> => {
  const stage = await ownStage(tx, member, id);
  if (!stage) return refuse('not-found');
  const removed = await tx
    .deleteFrom('stages')
    .where('id', '=', id)
    .where('begun_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!removed) return refuse('stage-begun');
  await recordStage(tx, member, stage, 'stage-removed', now);
  return undefined;
};

export const recordStage = (
  tx: Transaction,
  member: { id: string },
  stage: NonNullable<Awaited<ReturnType<typeof ownStage>>>,
  kind: 'stage-changed' | 'stage-removed',
  now: number,
) =>
  recordEvent(
    tx,
    {
      kind,
      actor: member.id,
      brand: stage.challenge.brand_id,
      challenge: stage.challenge_id,
      payload: { kind: stage.kind, title: stage.title },
    },
    now,
  );

const spanOf = ({ plannedFrom, plannedUntil }: StageInput) => ({ from: plannedFrom, until: plannedUntil });

const columns = (input: StageInput) => ({
  title: input.title,
  about: input.about,
  planned_from: input.plannedFrom,
  planned_until: input.plannedUntil,
});
