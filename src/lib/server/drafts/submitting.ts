import type { Transaction } from '../../../../db/schema.ts';
import { draftGaps } from '../../domain/readying.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { indexDrafts } from '../challenges/indexing.ts';
import { recordEvent } from '../events/recording.ts';
import {
  lastRevision,
  openToDrafts,
  ownDraft,
  takesRevisions,
  whyNotRevised,
  type OwnDraft,
} from './owning.ts';

/**
 * Enters the working copy: for the first time (editing → submitted), or as the next revision of what is entered
 * already. It is public at once if its challenge is, else with its challenge. While voting is open, where the rule lets
 * it, every pick that the draft has so far names an earlier revision from now on, and its voters are told and asked.
 */
export const submitDraft = async (
  tx: Transaction,
  member: { id: string },
  { draft: id, seen }: { draft: string; seen: string },
  now: number,
): Promise<{ revision: number } | Refusal> => {
  const draft = await ownDraft(tx, member, id);
  if (!draft) return refuse('not-found');
  if (draft.removal) return refuse('draft-removed');
  if (draft.state !== 'editing' && draft.state !== 'submitted') return refuse('impossible-transition');
  if (!takesRevisions(draft, now)) return whyNotRevised(draft);
  const last = await lastRevision(tx, id);
  if (last?.id !== seen || last.published_at !== null) return refuse('changed-meanwhile');
  const pictures = await tx
    .selectFrom('revision_pictures')
    .select('alt')
    .where('revision_id', '=', seen)
    .execute();
  if (draftGaps({ title: last.title, pictures }).length > 0) return refuse('draft-incomplete');

  const first = draft.state === 'editing';
  // The challenge's row is held first: a seal that is being made, or a ballot, waits for this draft, or this draft for it.
  const challenge = await countDraft(tx, draft, first ? 1 : 0, now);
  if (!challenge) return refuse('challenge-sealed');
  const voting = challenge.state === 'voting';
  const entered = await tx
    .updateTable('drafts')
    .set((eb) => ({
      state: 'submitted',
      revision_id: seen,
      ...(first && { submitted_at: now }),
      ...(voting && { picks_outdated: eb.ref('picks') }),
    }))
    .where('id', '=', id)
    .where('state', '=', draft.state)
    .returning('id')
    .executeTakeFirst();
  const published = await tx
    .updateTable('revisions')
    .set({ published_at: now })
    .where('id', '=', seen)
    .where('published_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!published || !entered) return refuse('changed-meanwhile');
  if (challenge.state !== 'preparing') {
    await indexDrafts(tx, [id]);
    await recordEvent(
      tx,
      {
        kind: voting ? 'draft-revised-in-vote' : first ? 'draft-submitted' : 'draft-revised',
        actor: member.id,
        brand: draft.brand_id,
        challenge: draft.challenge_id,
        draft: id,
        payload: { revision: last.number },
      },
      now,
    );
  }
  return { revision: last.number };
};

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
