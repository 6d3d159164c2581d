import type { Transaction } from '../../../../db/schema.ts';
import { callLifecycle } from '../../domain/calls.ts';
import { statesBefore } from '../../domain/lifecycles.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import type { Database } from '../database.ts';
import { recordEvent } from '../events/recording.ts';
import { cancelJob } from '../jobs/scheduling.ts';
import { callMinded } from './minding.ts';

/** Ends a call before its time: no offer comes in or changes any more, and the suppliers hear of it. */
export const closeCall = async (
  tx: Transaction,
  member: { id: string },
  { call }: { call: string },
  now: number,
): Promise<Refusal | undefined> => {
  if (!(await callMinded(tx, member, call))) return refuse('not-found');
  if (!(await close(tx, call, member.id, now))) return refuse('call-closed');
  await cancelJob(tx, `close-call:${call}`);
  return undefined;
};

/** What the clock does. A call that somebody closed before, or that has its choice, is left as it is. */
export const closeCallOnTime = async ({ write }: Pick<Database, 'write'>, call: string, now: number) => {
  await write((tx) => close(tx, call, null, now));
};

const close = async (tx: Transaction, call: string, actor: string | null, now: number) => {
  const closed = await tx
    .updateTable('calls')
    .set({ state: 'closed', closed_at: now })
    .where('id', '=', call)
    .where('state', 'in', statesBefore(callLifecycle, 'closed'))
    .$if(actor === null, (query) => query.where('closes_at', '<=', now))
    .returning(['brand_id', 'challenge_id', 'draft_id'])
    .executeTakeFirst();
  if (!closed) return false;
  await recordEvent(
    tx,
    {
      kind: 'call-closed',
      actor,
      brand: closed.brand_id,
      challenge: closed.challenge_id,
      draft: closed.draft_id,
      payload: { call },
    },
    now,
  );
  return true;
};
