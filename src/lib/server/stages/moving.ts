import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { exchanged, type Span } from '../../domain/stages.ts';
import { holdPlan, whyNotThen } from './ordering.ts';
import { isPlannable, ownStage } from './owning.ts';
import { recordStage } from './planning.ts';

/** A planned stage changes places with the one before or after it, and both change their days with it. */
export const moveStage = async (
  tx: Transaction,
  member: { id: string },
  { stage: id, way }: { stage: string; way: 'earlier' | 'later' },
  now: number,
): Promise<Refusal | undefined> => {
  const stage = await ownStage(tx, member, id);
  if (!stage) return refuse('not-found');
  const { challenge } = stage;
  if (!isPlannable(challenge.state)) return refuse('impossible-transition');
  const ahead = (await holdPlan(tx, challenge)).filter(({ begun_at }) => begun_at === null);
  const place = ahead.findIndex((one) => one.id === id);
  if (place < 0) return refuse('stage-begun');
  const [first, second] =
    way === 'earlier' ? [ahead[place - 1], ahead[place]] : [ahead[place], ahead[place + 1]];
  // It is the first or the last by now.
  if (!first || !second) return refuse('changed-meanwhile');
  const [nowFirst, nowSecond] = exchanged(first, second);
  const clash = whyNotThen(nowSecond, { challenge, before: [{ ...second, ...nowFirst }], after: [] });
  if (clash) return clash;
  await put(tx, second.id, first.position, nowFirst);
  await put(tx, first.id, second.position, nowSecond);
  await recordStage(tx, member, stage, 'stage-changed', now);
  return undefined;
};

const put = (tx: Transaction, id: string, position: number, { from, until }: Span) =>
  tx
    .updateTable('stages')
    .set({ position, planned_from: from, planned_until: until })
    .where('id', '=', id)
    .where('begun_at', 'is', null)
    .execute();
