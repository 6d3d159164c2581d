import type { Transaction } from '../../../../db/schema.ts';
import { localTimeText } from '../../domain/localtime.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { clashOf, inTime, type Span } from '../../domain/stages.ts';

interface Dated {
  id: string;
  time_zone: string;
  /** Of the vote that every stage still ahead follows. */
  voting_closes_at: number | null;
}

const dayIn = (at: number, zone: string) => localTimeText(at, zone).slice(0, 10);

/**
 * The stages in the order of the timeline, each with the days on which it is planned, or was held. Whoever else plans
 * at this moment comes before or after.
 */
export const holdPlan = async (tx: Transaction, { id, time_zone: zone }: Dated) => {
  await tx
    .updateTable('challenges')
    .set((eb) => ({ edits: eb.ref('edits') }))
    .where('id', '=', id)
    .execute();
  const stages = await tx
    .selectFrom('stages')
    .select(['id', 'kind', 'title', 'position', 'planned_from', 'planned_until', 'begun_at', 'ended_at'])
    .where('challenge_id', '=', id)
    .execute();
  return inTime(stages).map((stage) => ({
    ...stage,
    from: stage.begun_at === null ? stage.planned_from : dayIn(stage.begun_at, zone),
    until: stage.ended_at === null ? stage.planned_until : dayIn(stage.ended_at, zone),
  }));
};
export type Planned = Awaited<ReturnType<typeof holdPlan>>[number];

/** Why a stage cannot be planned on these days at this place; nothing if nothing stands in the way. */
export const whyNotThen = (
  span: Span,
  { challenge, before, after }: { challenge: Dated; before: Planned[]; after: Planned[] },
): Refusal | undefined => {
  const { voting_closes_at: closes, time_zone: zone } = challenge;
  const clash = clashOf(span, { vote: closes === null ? '' : dayIn(closes, zone), before, after });
  if (!clash) return undefined;
  if (clash.with === 'vote') return refuse('stage-before-vote');
  const { title } = clash.stage;
  return clash.with === 'earlier'
    ? refuse('stage-too-early', { title })
    : refuse('stage-too-late', { title });
};
