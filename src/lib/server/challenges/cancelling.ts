import type { Transaction } from '../../../../db/schema.ts';
import { challengeLifecycle, statesBefore } from '../../domain/lifecycles.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { forgetLeavers } from './forgetting-leavers.ts';
import { ownChallenge } from './owning.ts';
import { letLogBe } from '../jobs/keeping-logs.ts';
import { planChallenge } from './timing.ts';

/** Ends a challenge without a result. Its page stays, with the reason, if anybody ever saw it. */
export const cancelChallenge = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, reason }: { challenge: string; reason: string },
  now: number,
): Promise<Refusal | undefined> => {
  if (!(await ownChallenge(tx, member, id))) return refuse('not-found');
  if (!reason.trim()) return refuse('reason-needed');
  const cancelled = await tx
    .updateTable('challenges')
    .set({ state: 'cancelled', cancelled_at: now, cancelled_reason: reason.trim(), scheduled_at: null })
    .where('id', '=', id)
    .where('state', 'in', statesBefore(challengeLifecycle, 'cancelled'))
    .returningAll()
    .executeTakeFirst();
  if (!cancelled) return refuse('impossible-transition');
  await planChallenge(tx, cancelled, now);
  await letLogBe(tx, cancelled.id);
  await forgetLeavers(tx, cancelled.id);
  // Nobody is told of the end of what they never saw.
  const kind = cancelled.published_at === null ? 'challenge-discarded' : 'challenge-cancelled';
  await recordEvent(
    tx,
    { kind, actor: member.id, brand: cancelled.brand_id, challenge: id, payload: { reason: reason.trim() } },
    now,
  );
  return undefined;
};
