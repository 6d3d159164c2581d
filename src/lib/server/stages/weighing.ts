import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { stageLimits } from '../../domain/stages.ts';
import { ownChallenge } from '../challenges/owning.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { isPlannable } from './owning.ts';

export const criteriaOf = (read: Reader, challenge: string) =>
  read
    .selectFrom('criteria')
    .select(['id', 'name', 'about', 'weight'])
    .where('challenge_id', '=', challenge)
    .orderBy('position')
    .execute();

export const areFixed = async (read: Reader, challenge: string): Promise<boolean> =>
  (await read
    .selectFrom('reviews')
    .select('id')
    .where('challenge_id', '=', challenge)
    .limit(1)
    .executeTakeFirst()) !== undefined;

export interface CriterionInput {
  name: string;
  about: string;
  weight: number;
}

/** What the brand has its finalists judged by. Once the first score is given it stands. */
export const addCriterion = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, ...input }: CriterionInput & { challenge: string },
  now: number,
): Promise<Refusal | undefined> => {
  const challenge = await holdCriteria(tx, member, id);
  if ('refused' in challenge) return challenge;
  const present = await tx.selectFrom('criteria').select('position').where('challenge_id', '=', id).execute();
  if (present.length >= stageLimits.criteria)
    return refuse('too-many-criteria', { limit: stageLimits.criteria });
  await tx
    .insertInto('criteria')
    .values({
      id: newId(now),
      challenge_id: id,
      position: 1 + Math.max(0, ...present.map(({ position }) => position)),
      ...input,
    })
    .execute();
  await recordCriteria(tx, member, challenge, { added: input.name }, now);
  return undefined;
};

export const removeCriterion = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, criterion }: { challenge: string; criterion: string },
  now: number,
): Promise<Refusal | undefined> => {
  const challenge = await holdCriteria(tx, member, id);
  if ('refused' in challenge) return challenge;
  const removed = await tx
    .deleteFrom('criteria')
    .where('id', '=', criterion)
    .where('challenge_id', '=', id)
    .returning('name')
    .executeTakeFirst();
  if (!removed) return refuse('changed-meanwhile');
  await recordCriteria(tx, member, challenge, { removed: removed.name }, now);
  return undefined;
};

/** Holds the challenge's row, as whoever gives the first score does. */
const holdCriteria = async (tx: Transaction, member: { id: string }, id: string) => {
  const challenge = await ownChallenge(tx, member, id);
  if (!challenge) return refuse('not-found');
  if (!isPlannable(challenge.state)) return refuse('impossible-transition');
  await tx
    .updateTable('challenges')
    .set((eb) => ({ edits: eb.ref('edits') }))
    .where('id', '=', id)
    .execute();
  return (await areFixed(tx, id)) ? refuse('criteria-fixed') : challenge;
};

const recordCriteria = (
  tx: Transaction,
  member: { id: string },
  challenge: { id: string; brand_id: string },
  payload: Record<string, unknown>,
  now: number,
) =>
  recordEvent(
    tx,
    {
      kind: 'criteria-changed',
      actor: member.id,
      brand: challenge.brand_id,
      challenge: challenge.id,
      payload,
    },
    now,
  );
