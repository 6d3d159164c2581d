import type { Transaction } from '../../../../db/schema.ts';
import { reminderAt } from '../../domain/scheduling.ts';
import { cancelJob, scheduleJob, type JobKind } from '../jobs/scheduling.ts';

interface Timed {
  id: string;
  state: string;
  scheduled_at: number | null;
  collecting_opens_at: number | null;
  voting_opens_at: number | null;
  voting_closes_at: number | null;
}

const kinds = ['open-collecting', 'open-voting', 'remind-voters', 'close-voting'] as const;

/** Sees to it that what a challenge does by itself is waiting for its time, and nothing else is. */
export const planChallenge = async (tx: Transaction, challenge: Timed, now: number): Promise<void> => {
  const due = dueOf(challenge);
  for (const kind of kinds) {
    const runAt = due[kind];
    const key = `${kind}:${challenge.id}`;
    if (runAt == null) await cancelJob(tx, key);
    else await scheduleJob(tx, { kind, payload: { challenge: challenge.id }, runAt, key }, now);
  }
};

const dueOf = (challenge: Timed): Partial<Record<JobKind, number | null>> => {
  const { state, voting_opens_at: opens, voting_closes_at: closes } = challenge;
  if (state === 'preparing' && challenge.scheduled_at !== null)
    return { 'open-collecting': challenge.collecting_opens_at };
  if (state === 'collecting') return { 'open-voting': opens };
  if (state === 'voting' && opens !== null && closes !== null)
    return { 'remind-voters': reminderAt(opens, closes), 'close-voting': closes };
  return {};
};
