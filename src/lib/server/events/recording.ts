import type { Transaction } from '../../../../db/schema.ts';
import type { EventKind } from '../../domain/events.ts';
import { announced } from '../../domain/notifications.ts';
import { newId } from '../ids.ts';
import { scheduleJob, scheduleJobs, type NewJob } from '../jobs/scheduling.ts';

export interface NewEvent {
  kind: EventKind;
  /** The member who did it; null for the clock. */
  actor?: string | null;
  /** The member it was done to. */
  subject?: string | null;
  brand?: string | null;
  challenge?: string | null;
  draft?: string | null;
  comment?: string | null;
  campaign?: string | null;
  preorder?: string | null;
  payload?: Record<string, unknown>;
}

/**
 * Writes what happened, in the transaction in which it happened, and asks for it to be announced: at once, or when it has
 * rested.
 */
export const recordEvent = async (
  tx: Transaction,
  event: NewEvent,
  now: number,
  announceAt = now,
): Promise<string> => {
  const row = rowOf(event, now);
  await tx.insertInto('events').values(row).execute();
  if (announced.has(event.kind)) await scheduleJob(tx, announcement(row.id, announceAt), now);
  return row.id;
};

/** Many of them in one statement; a few hundred at a time keep it below what a statement may bind. */
export const recordEvents = async (tx: Transaction, events: NewEvent[], now: number): Promise<void> => {
  if (events.length === 0) return;
  const rows = events.map((event) => rowOf(event, now));
  await tx.insertInto('events').values(rows).execute();
  const loud = rows.filter(({ kind }) => announced.has(kind));
  await scheduleJobs(
    tx,
    loud.map(({ id }) => announcement(id, now)),
    now,
  );
};

const rowOf = (event: NewEvent, now: number) => ({
  id: newId(now),
  kind: event.kind,
  at: now,
  actor_id: event.actor ?? null,
  subject_member_id: event.subject ?? null,
  brand_id: event.brand ?? null,
  challenge_id: event.challenge ?? null,
  draft_id: event.draft ?? null,
  comment_id: event.comment ?? null,
  campaign_id: event.campaign ?? null,
  preorder_id: event.preorder ?? null,
  payload: JSON.stringify(event.payload ?? {}),
});

const announcement = (event: string, runAt: number): NewJob => ({
  kind: 'announce',
  payload: { event },
  runAt,
  key: `announce:${event}`,
});
