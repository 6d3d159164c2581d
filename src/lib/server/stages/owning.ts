import type { Reader } from '../../../../db/schema.ts';
import { ownChallenge } from '../challenges/owning.ts';

/** A stage with its challenge, if the member designs for the brand or owns it; otherwise nothing. */
export const ownStage = async (read: Reader, member: { id: string } | null, id: string) => {
  const stage = await read.selectFrom('stages').selectAll().where('id', '=', id).executeTakeFirst();
  const challenge = stage && (await ownChallenge(read, member, stage.challenge_id));
  return challenge && { ...stage, challenge };
};

/** The one stage that has begun and not ended, if any. */
export const runningStage = (read: Reader, challenge: string) =>
  read
    .selectFrom('stages')
    .selectAll()
    .where('challenge_id', '=', challenge)
    .where('begun_at', 'is not', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst();

/** Whether what follows can still be planned. */
export const isPlannable = (state: string): boolean => state !== 'decided' && state !== 'cancelled';
