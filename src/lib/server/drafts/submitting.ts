import type { Reader, Transaction } from '../../../../db/schema.ts';
import { draftGaps } from '../../domain/readying.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { indexDrafts } from '../challenges/indexing.ts';
import { recordEvent } from '../events/recording.ts';
import { takePlace } from './entering.ts';
import {
  isWorkingCopy,
  lastRevision,
  openToDrafts,
  ownDraft,
  takesRevisions,
  whyNotRevised,
  type OwnDraft,
} from './owning.ts';
import { askReview } from './reviewing.ts';

/** `review`: it waits for one; `blind`: it counts, and is shown when voting opens. */
export interface Submitted {
  revision: number;
  waits?: 'review' | 'blind';
}

/**
 * Enters the working copy: for the first time (editing → submitted), or as the next revision of what is entered
 * already. It is public at once if its challenge is, else with its challenge. In an open challenge the brand may look at
 * it first, and where drafts are collected blind it stays hidden until voting opens. While voting is open, where the rule
 * lets it, every pick that the draft has so far names an earlier revision from now on, and its voters are told and asked.
 */
export const submitDraft = async (
  tx: Transaction,
  member: { id: string },
  { draft: id, seen, terms }: { draft: string; seen: string; terms?: number | undefined },
  now: number,
): Promise<Submitted | Refusal> => {
  const draft = await ownDraft(tx, member, id);
  if (!draft) return refuse('not-found');
  if (draft.removal) return refuse('draft-removed');
  if (draft.state !== 'editing' && draft.state !== 'submitted') return refuse('impossible-transition');
  if (!takesRevisions(draft, now)) return whyNotRevised(draft);
  const last = await lastRevision(tx, id);
  if (last?.id !== seen || !isWorkingCopy(last)) return refuse('changed-meanwhile');
  const pictures = await tx
    .selectFrom('revision_pictures')
    .select('alt')
    .where('revision_id', '=', seen)
    .execute();
  if (draftGaps({ title: last.title, pictures }).length > 0) return refuse('draft-incomplete');

  if (draft.kind === 'open') {
    // While voting is open nobody could look at it first.
    if (draft.reviewed === 1 && draft.challenge_state === 'voting') return refuse('challenge-sealed');
    const refused = await takePlace(tx, member, draft, terms, now);
    if (refused) return refused;
    if (!(await handIn(tx, seen, now))) return refuse('changed-meanwhile');
    if (draft.reviewed === 1) {
      await askReview(tx, member, draft, last, now);
      return { revision: last.number, waits: 'review' };
    }
  }
  return enterRevision(tx, member, draft, last, now);
};

/** From now on its authors write over it no more. */
const handIn = async (tx: Transaction, revision: string, now: number) =>
  (await tx
    .updateTable('revisions')
    .set({ entered_at: now })
    .where('id', '=', revision)
    .where('entered_at', 'is', null)
    .returning('id')
    .executeTakeFirst()) !== undefined;

/** Enters a revision that nothing stands in the way of any more; `actor` is whoever wrote it, or approved it. */
export const enterRevision = async (
  tx: Transaction,
  actor: { id: string },
  draft: OwnDraft,
  revision: { id: string; number: number },
  now: number,
): Promise<Submitted | Refusal> => {
  if (draft.blind === 1 && draft.challenge_state === 'collecting')
    return enterBlind(tx, actor, draft, revision, now);
  const first = draft.state === 'editing';
  // The challenge's row is held first: a seal that is being made, or a ballot, waits for this draft, or this draft for it.
  const challenge = await countDraft(tx, draft, first ? 1 : 0, now);
  if (!challenge) return refuse('challenge-sealed');
  // Asked once more, now that whoever would rule it out waits.
  if (await isRemoved(tx, draft.id)) return refuse('draft-removed');
  const voting = challenge.state === 'voting';
  const entered = await tx
    .updateTable('drafts')
    .set((eb) => ({
      state: 'submitted',
      revision_id: revision.id,
      ...(first && { submitted_at: now }),
      ...(voting && { picks_outdated: eb.ref('picks') }),
    }))
    .where('id', '=', draft.id)
    .where('state', '=', draft.state)
    .returning('id')
    .executeTakeFirst();
  const published = await tx
    .updateTable('revisions')
    .set({ published_at: now })
    .where('id', '=', revision.id)
    .where('published_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!published || !entered) return refuse('changed-meanwhile');
  if (challenge.state !== 'preparing') {
    await indexDrafts(tx, [draft.id]);
    await recordEvent(
      tx,
      {
        kind: voting ? 'draft-revised-in-vote' : first ? 'draft-submitted' : 'draft-revised',
        actor: actor.id,
        brand: draft.brand_id,
        challenge: draft.challenge_id,
        draft: draft.id,
        payload: { revision: revision.number },
      },
      now,
    );
  }
  return { revision: revision.number };
};

/** It counts from now on, yet its draft stays `editing`, and so nowhere to be seen, until the vote unveils it. */
const enterBlind = async (
  tx: Transaction,
  actor: { id: string },
  draft: OwnDraft,
  revision: { id: string; number: number },
  now: number,
): Promise<Submitted | Refusal> => {
  if (!(await countDraft(tx, draft, draft.blind_revision === null ? 1 : 0, now)))
    return refuse('challenge-sealed');
  if (await isRemoved(tx, draft.id)) return refuse('draft-removed');
  const entry = { revision_id: revision.id, entered_at: now };
  await tx
    .insertInto('blind_entries')
    .values({ draft_id: draft.id, ...entry })
    .onConflict((conflict) => conflict.column('draft_id').doUpdateSet(entry))
    .execute();
  await tx.updateTable('drafts').set({ revision_id: revision.id }).where('id', '=', draft.id).execute();
  await recordEvent(
    tx,
    {
      kind: 'draft-entered',
      actor: actor.id,
      brand: draft.brand_id,
      challenge: draft.challenge_id,
      draft: draft.id,
      payload: { revision: revision.number },
    },
    now,
  );
  return { revision: revision.number, waits: 'blind' };
};

const isRemoved = async (read: Reader, draft: string) =>
  (await read
    .selectFrom('draft_removals')
    .select('draft_id')
    .where('draft_id', '=', draft)
    .executeTakeFirst()) !== undefined;

const countDraft = (tx: Transaction, draft: OwnDraft, change: number, now: number) =>
  tx
    .updateTable('challenges')
    .set((eb) => ({ draft_count: eb('draft_count', '+', change) }))
    .where('id', '=', draft.challenge_id)
    .where((eb) =>
      eb.or([
        eb('state', 'in', openToDrafts),
        ...(change === 0 ? [eb.and([eb('state', '=', 'voting'), eb('revising_until', '>', now)])] : []),
      ]),
    )
    .returning('state')
    .executeTakeFirst();
