import type { Reader, Transaction } from '../../../../db/schema.ts';
import { takesCalls } from '../../domain/calls.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { scheduleJob } from '../jobs/scheduling.ts';
import { ofStaff } from './minding.ts';

export interface NewCall {
  challenge: string;
  /** Null for the challenge's brief. */
  draft: string | null;
  /** Markdown. */
  wanted: string;
  /** Ascending, none twice. */
  quantities: number[];
  /** Epoch milliseconds. */
  closesAt: number;
}

/** Asks makers for offers, in public: on a brief, or on a draft of the shortlist. One at a time for each. */
export const openCall = async (
  tx: Transaction,
  member: { id: string },
  input: NewCall,
  now: number,
): Promise<{ id: string } | Refusal> => {
  const place = await placeToCall(tx, member, input);
  if (!place) return refuse('not-found');
  if (!place.takes) return refuse('call-impossible');
  const id = newId(now);
  const opened = await tx
    .insertInto('calls')
    .values({
      id,
      brand_id: place.brand,
      challenge_id: input.challenge,
      draft_id: input.draft,
      wanted: input.wanted,
      quantities: JSON.stringify(input.quantities),
      closes_at: input.closesAt,
      opened_by: member.id,
      opened_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!opened) return refuse('call-open-already');
  await scheduleJob(
    tx,
    { kind: 'close-call', payload: { call: id }, runAt: input.closesAt, key: `close-call:${id}` },
    now,
  );
  await recordEvent(
    tx,
    {
      kind: 'call-opened',
      actor: member.id,
      brand: place.brand,
      challenge: input.challenge,
      draft: input.draft,
      payload: { call: id },
    },
    now,
  );
  return { id };
};

/** The brief or the draft, if the member is of its brand, and whether makers may be asked for there. */
export const placeToCall = async (
  read: Reader,
  member: { id: string } | null,
  { challenge, draft }: { challenge: string; draft: string | null },
) => {
  const row = await read
    .selectFrom('challenges')
    .leftJoin('drafts', (join) =>
      join.onRef('drafts.challenge_id', '=', 'challenges.id').on('drafts.id', '=', draft ?? ''),
    )
    .leftJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('shortlists', 'shortlists.challenge_id', 'challenges.id')
    .leftJoin('finalists', (join) =>
      join
        .onRef('finalists.challenge_id', '=', 'challenges.id')
        .onRef('finalists.draft_id', '=', 'drafts.id'),
    )
    .select([
      'shortlists.challenge_id as shortlist',
      'finalists.draft_id as finalist',
      'challenges.brand_id as brand',
      'challenges.state',
      'challenges.title as challenge_title',
      'drafts.id as draft',
      'drafts.state as draft_state',
      'draft_removals.kind as removal',
      'revisions.title as draft_title',
    ])
    .where('challenges.id', '=', challenge)
    .where(ofStaff(member, 'challenges.brand_id'))
    .executeTakeFirst();
  if (!row || (draft !== null && row.draft === null)) return undefined;
  return {
    brand: row.brand,
    title: row.draft_title ?? row.challenge_title,
    takes: takesCalls({
      challenge: row.state,
      draft: row.draft_state,
      removed: row.removal !== null,
      finalist: row.shortlist === null ? null : row.finalist !== null,
    }),
  };
};
