import type { EventKind } from '../../../src/lib/domain/events.ts';
import type { NewEvent } from '../../../src/lib/server/events/recording.ts';
import type { Loading } from './rows.ts';

/** Writes into the history what happened at a time; nobody is told of it again. Gives the event's id. */
export function happened(
  { rows, ids }: Loading,
  at: number,
  kind: EventKind,
  about: Omit<NewEvent, 'kind'>,
): string {
  const id = ids.id(at);
  rows.events.push({
    id,
    kind,
    at,
    actor_id: about.actor ?? null,
    subject_member_id: about.subject ?? null,
    brand_id: about.brand ?? null,
    challenge_id: about.challenge ?? null,
    draft_id: about.draft ?? null,
    comment_id: about.comment ?? null,
    campaign_id: about.campaign ?? null,
    preorder_id: about.preorder ?? null,
    payload: JSON.stringify(about.payload ?? {}),
  });
  return id;
}
