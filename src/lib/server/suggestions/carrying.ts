import type { Reader, Transaction } from '../../../../db/schema.ts';
import { isRefusal, refuse } from '../../domain/refusals.ts';
import { approveDraft } from '../drafts/approving.ts';
import { isWorkingCopy } from '../drafts/owning.ts';
import { saveDraft, type DraftInput } from '../drafts/saving.ts';
import { submitDraft } from '../drafts/submitting.ts';
import { recordEvents } from '../events/recording.ts';
import { plainText } from '../text/rendering.ts';

/**
 * Saves the working copy of a draft with the accepted suggestions that it carries; those that are left out of the list
 * are free again. Nobody else learns of it before the revision is public.
 */
export const saveCarrying = async (
  tx: Transaction,
  member: { id: string },
  { carries, ...input }: DraftInput & { draft: string; seen: string; carries: string[] },
  now: number,
): ReturnType<typeof saveDraft> => {
  const saved = await saveDraft(tx, member, input, now);
  if (isRefusal(saved)) return saved;
  await tx
    .updateTable('suggestions')
    .set({ carried_by: null })
    .where('draft_id', '=', input.draft)
    .where('carried_by', 'in', unpublished(tx, input.draft))
    .execute();
  const wanted = [...new Set(carries)];
  if (wanted.length === 0) return saved;
  if (await isFixed(tx, saved.revision)) return refuse('carried-without-change');
  const carried = await tx
    .updateTable('suggestions')
    .set({ carried_by: saved.revision })
    .where('id', 'in', wanted)
    .where('draft_id', '=', input.draft)
    .where('state', '=', 'accepted')
    .where('carried_by', 'is', null)
    .returning('id')
    .execute();
  if (carried.length === wanted.length) return saved;
  return refuse((await allOf(tx, input.draft, wanted)) ? 'changed-meanwhile' : 'not-found');
};

/** Working copies of two designers may stand beside each other; the last that was saved says what is carried. */
const unpublished = (read: Reader, draft: string) =>
  read
    .selectFrom('revisions')
    .select('revisions.id')
    .where('revisions.draft_id', '=', draft)
    .where('revisions.published_at', 'is', null)
    .where('revisions.entered_at', 'is', null);

const isFixed = async (read: Reader, revision: string) =>
  !isWorkingCopy(
    await read
      .selectFrom('revisions')
      .select(['published_at', 'entered_at'])
      .where('id', '=', revision)
      .executeTakeFirstOrThrow(),
  );

const allOf = async (read: Reader, draft: string, ids: string[]) =>
  (
    await read
      .selectFrom('suggestions')
      .select('id')
      .where('id', 'in', ids)
      .where('draft_id', '=', draft)
      .execute()
  ).length === ids.length;

/** Makes the working copy public; whoever suggested what it carries is told. */
export const submitCarrying = async (
  tx: Transaction,
  member: { id: string },
  entry: { draft: string; seen: string; terms?: number | undefined },
  now: number,
): ReturnType<typeof submitDraft> => {
  const submitted = await submitDraft(tx, member, entry, now);
  if (!isRefusal(submitted) && !submitted.waits) await tellOfCarried(tx, member, entry, submitted, now);
  return submitted;
};

/** What members handed in becomes public with the brand's approval; so does what it carries. */
export const approveCarrying = async (
  tx: Transaction,
  member: { id: string },
  review: { draft: string; seen: string },
  now: number,
): ReturnType<typeof approveDraft> => {
  const approved = await approveDraft(tx, member, review, now);
  if (!isRefusal(approved) && !approved.waits) await tellOfCarried(tx, member, review, approved, now);
  return approved;
};

const tellOfCarried = async (
  tx: Transaction,
  member: { id: string },
  { draft, seen }: { draft: string; seen: string },
  submitted: { revision: number },
  now: number,
): Promise<void> => {
  const carried = await tx
    .selectFrom('suggestions')
    .innerJoin('comments', 'comments.id', 'suggestions.comment_id')
    .innerJoin('drafts', 'drafts.id', 'suggestions.draft_id')
    .select([
      'suggestions.comment_id as comment',
      'suggestions.brand_id as brand',
      'comments.member_id as author',
      'drafts.challenge_id as challenge',
    ])
    .where('suggestions.carried_by', '=', seen)
    .orderBy('suggestions.number')
    .execute();
  await recordEvents(
    tx,
    carried.map(({ comment, brand, author, challenge }) => ({
      kind: 'suggestion-carried',
      actor: member.id,
      subject: author,
      brand,
      challenge,
      draft,
      comment,
      payload: { revision: submitted.revision },
    })),
    now,
  );
};

/** What the next revision of a draft can carry, and what its working copy carries already: most wanted first. */
export const carriable = async (read: Reader, draft: string, working: string) => {
  const rows = await read
    .selectFrom('suggestions')
    .innerJoin('comments', 'comments.id', 'suggestions.comment_id')
    .leftJoin('members', 'members.id', 'comments.member_id')
    .leftJoin('revisions as carrier', 'carrier.id', 'suggestions.carried_by')
    .select([
      'suggestions.id',
      'suggestions.number',
      'suggestions.seconds',
      'suggestions.carried_by',
      'suggestions.comment_id as comment',
      'comments.body',
      'members.name as author',
    ])
    .where('suggestions.draft_id', '=', draft)
    .where('suggestions.state', '=', 'accepted')
    .where('carrier.published_at', 'is', null)
    .orderBy('suggestions.seconds', 'desc')
    .orderBy('suggestions.number')
    .limit(100)
    .execute();
  return rows.map(({ body, carried_by, ...row }) => ({
    ...row,
    text: plainText(body, 160),
    carried: carried_by === working,
  }));
};
