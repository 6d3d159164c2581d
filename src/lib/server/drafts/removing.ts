import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { keepLogAtOnce } from '../jobs/keeping-logs.ts';
import { unindexEntry } from '../search/indexing.ts';
import { deskDraft, openToDrafts, ownDraft, takesDrafts, type OwnDraft } from './owning.ts';
import { endReview } from './reviewing.ts';

interface Removal {
  draft: string;
  reason: string;
}

const undecided = [...openToDrafts, 'voting' as const, 'deciding' as const];

/**
 * Takes a draft out before the seal, as if it had not been entered. Authors of one in an open challenge may do so after
 * it too, with a reason that everyone can read: then it stays on the ballot, marked, and cannot win.
 */
export const withdrawDraft = async (
  tx: Transaction,
  member: { id: string },
  { draft: id, reason }: Removal,
  now: number,
): Promise<Refusal | undefined> => {
  const draft = await ownDraft(tx, member, id);
  if (!draft) return refuse('not-found');
  if (!takesDrafts(draft.challenge_state)) {
    if (draft.kind !== 'open') return refuse('challenge-sealed');
    if (draft.state !== 'submitted') return refuse('impossible-transition');
    if (!reason.trim()) return refuse('reason-needed');
  }
  return removeDraft(tx, member, draft, { kind: 'withdrawn', reason }, now);
};

/**
 * Rules a draft out, with a reason that everyone can read. Before the seal it leaves the challenge; after it, it stays
 * on the ballot with its picks, marked, and cannot win.
 */
export const disqualifyDraft = async (
  tx: Transaction,
  member: { id: string },
  { draft: id, reason }: Removal,
  now: number,
): Promise<Refusal | undefined> => {
  const draft = await deskDraft(tx, member, id);
  if (!draft) return refuse('not-found');
  if (!isEntered(draft)) return refuse('impossible-transition');
  if (!reason.trim()) return refuse('reason-needed');
  return removeDraft(tx, member, draft, { kind: 'disqualified', reason }, now);
};

/** Whether it counts among the drafts of its challenge, seen or not. */
const isEntered = (draft: OwnDraft) => draft.state === 'submitted' || draft.blind_revision !== null;

const removeDraft = async (
  tx: Transaction,
  member: { id: string },
  draft: OwnDraft,
  { kind, reason }: { kind: 'withdrawn' | 'disqualified'; reason: string },
  now: number,
): Promise<Refusal | undefined> => {
  if (draft.removal) return refuse('draft-removed');
  // The challenge's row is held first, so that neither a seal nor a decision can pass in between.
  const challenge = await tx
    .updateTable('challenges')
    .set((eb) => ({
      draft_count: eb(
        'draft_count',
        '-',
        isEntered(draft) ? eb.case().when('state', 'in', openToDrafts).then(1).else(0).end() : 0,
      ),
    }))
    .where('id', '=', draft.challenge_id)
    .where(
      'state',
      'in',
      kind === 'withdrawn' && takesDrafts(draft.challenge_state) ? openToDrafts : undecided,
    )
    .returning(['state', 'sealed_at'])
    .executeTakeFirst();
  if (!challenge) return refuse(kind === 'withdrawn' ? 'challenge-sealed' : 'impossible-transition');
  // Asked for before the seal and done after it, it is of after the seal.
  const at = Math.max(now, challenge.sealed_at ?? 0);
  const removed = await tx
    .insertInto('draft_removals')
    .values({ draft_id: draft.id, kind, removed_by: member.id, removed_at: at, reason: reason.trim() })
    .onConflict((conflict) => conflict.column('draft_id').doNothing())
    .returning('draft_id')
    .executeTakeFirst();
  if (!removed) return refuse('draft-removed');
  await endReview(tx, draft.id, now);
  if (takesDrafts(challenge.state)) await unindexEntry(tx, 'draft', draft.id);
  else await keepLogAtOnce(tx, draft.challenge_id, now);
  await recordEvent(
    tx,
    {
      kind: kind === 'withdrawn' ? 'draft-withdrawn' : 'draft-disqualified',
      actor: member.id,
      subject: draft.member_id,
      brand: draft.brand_id,
      challenge: draft.challenge_id,
      draft: draft.id,
      payload: { reason: reason.trim() },
    },
    now,
  );
  return undefined;
};
