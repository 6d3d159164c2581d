import type { ExpressionBuilder } from 'kysely';
import type { Tables, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { ownChallenge } from '../challenges/owning.ts';
import { recordEvent } from '../events/recording.ts';
import { holdBallots, holdUndecided, type Counters } from './setting-aside.ts';

export interface Settling {
  challenge: string;
  /** The ids of the quarantines, or all of one leading reason that wait. */
  which: { quarantines: string[] } | { lead: string };
  reason: string;
}

/** Counts ballots after all, with a reason that everybody can read. What was excluded before may be released too. */
export const releaseBallots = async (
  tx: Transaction,
  member: { id: string } | null,
  { challenge, which, reason, counters }: Settling & { counters: Counters },
  now: number,
): Promise<{ count: number } | Refusal> => {
  const settled = await settle(tx, member, { challenge, which, reason }, 'released', now);
  if ('refused' in settled) return settled;
  await counters.ballotsReturned(tx, settled.ballots, now);
  return { count: settled.count };
};

/** Leaves ballots out of the count for good, with a reason that everybody can read. They left the counters when they were set aside. */
export const excludeBallots = async (
  tx: Transaction,
  member: { id: string } | null,
  settling: Settling,
  now: number,
): Promise<{ count: number } | Refusal> => {
  const settled = await settle(tx, member, settling, 'excluded', now);
  return 'refused' in settled ? settled : { count: settled.count };
};

const settle = async (
  tx: Transaction,
  member: { id: string } | null,
  { challenge: id, which, reason }: Settling,
  outcome: 'released' | 'excluded',
  now: number,
) => {
  if (!member || !(await ownChallenge(tx, member, id))) return refuse('not-found');
  if (!reason.trim()) return refuse('reason-needed');
  const isMeant = (eb: ExpressionBuilder<Tables, 'quarantines'>) =>
    'lead' in which
      ? eb.and([eb('lead', '=', which.lead), eb('outcome', 'is', null)])
      : eb.and([
          eb('id', 'in', which.quarantines),
          outcome === 'released'
            ? eb.or([eb('outcome', 'is', null), eb('outcome', '=', 'excluded')])
            : eb('outcome', 'is', null),
        ]);
  if (outcome === 'released') {
    const meant = await tx
      .selectFrom('quarantines')
      .select('ballot_id')
      .where('challenge_id', '=', id)
      .where(isMeant)
      .execute();
    await holdBallots(
      tx,
      meant.flatMap(({ ballot_id }) => ballot_id ?? []),
    );
  }
  const challenge = await holdUndecided(tx, id);
  if (!challenge) return refuse('quarantine-over');
  const settled = await tx
    .updateTable('quarantines')
    .set({ outcome, settled_at: now, settled_by: member.id, reason: reason.trim() })
    .where('challenge_id', '=', id)
    .where('round', '=', challenge.round)
    .where(isMeant)
    .returning('ballot_id')
    .execute();
  if (settled.length === 0) return refuse('quarantine-settled');
  await recordEvent(
    tx,
    {
      kind: outcome === 'released' ? 'ballots-released' : 'ballots-excluded',
      actor: member.id,
      brand: challenge.brand_id,
      challenge: id,
      payload: { count: settled.length, reason: reason.trim() },
    },
    now,
  );
  return {
    count: settled.length,
    // One that was taken back meanwhile has nothing to count; the member's next one will.
    ballots: {
      ids: settled.flatMap(({ ballot_id }) => ballot_id ?? []),
      challenge: id,
      round: challenge.round,
    },
  };
};
