import type { Transaction } from '../../../../db/schema.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { isInside, takesSuggestions, type Place } from '../../domain/suggestions.ts';
import { deleteComment } from '../comments/changing.ts';
import { openPlace, postComment, type Speaker } from '../comments/posting.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';

export interface NewSuggestion {
  draft: string;
  /** Markdown. */
  body: string;
  /** Where on which picture of the revision that is public; null for the draft as a whole. */
  pin: (Place & { picture: string }) | null;
}

/** A comment that asks for a change, of the revision that is public now. */
export const makeSuggestion = async (
  tx: Transaction,
  member: Speaker | null,
  { draft, body, pin }: NewSuggestion,
  now: number,
): Promise<{ id: string; comment: string; number: number } | Refusal> => {
  if (!member) return refuse('not-signed-in');
  const place = await suggestible(tx, draft);
  if (isRefusal(place)) return place;
  if (pin && !isInside(pin)) return refuse('pin-outside');
  if (pin && !(await isOfRevision(tx, place.revision, pin.picture))) return refuse('pin-not-of-revision');
  const posted = await postComment(tx, member, { draft, parent: null, body }, now);
  if (isRefusal(posted)) return posted;

  const id = newId(now);
  const { number } = await tx
    .updateTable('drafts')
    .set((eb) => ({ suggestion_serial: eb('suggestion_serial', '+', 1) }))
    .where('id', '=', draft)
    .returning('suggestion_serial as number')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('suggestions')
    .values({
      id,
      comment_id: posted.id,
      draft_id: draft,
      brand_id: place.brand,
      number,
      revision_id: place.revision,
      picture_id: pin?.picture ?? null,
      x: pin?.x ?? null,
      y: pin?.y ?? null,
      w: pin?.w ?? null,
      h: pin?.h ?? null,
      created_at: now,
    })
    .execute();
  await countSuggestions(tx, place.brand, 1);
  await recordEvent(
    tx,
    {
      kind: 'suggestion-made',
      actor: member.id,
      brand: place.brand,
      challenge: place.challenge,
      draft,
      comment: posted.id,
      payload: { number },
    },
    now,
  );
  return { id, comment: posted.id, number };
};

/** The draft's place and public revision, if members may suggest changes of it. */
export const suggestible = async (tx: Transaction, draft: string) => {
  const place = await openPlace(tx, draft);
  if (isRefusal(place)) return place.reason === 'comments-closed' ? refuse('suggestions-closed') : place;
  if (!takesSuggestions(place.state)) return refuse('suggestions-closed');
  const row = await tx
    .selectFrom('drafts')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .select(['drafts.revision_id', 'draft_removals.kind as removal'])
    .where('drafts.id', '=', draft)
    .executeTakeFirst();
  if (!row?.revision_id) return refuse('not-found');
  if (row.removal) return refuse('draft-removed');
  return { brand: place.brand_id, challenge: place.challenge_id, revision: row.revision_id };
};

const isOfRevision = async (tx: Transaction, revision: string, picture: string) =>
  (await tx
    .selectFrom('revision_pictures')
    .select('position')
    .where('revision_id', '=', revision)
    .where('picture_id', '=', picture)
    .limit(1)
    .executeTakeFirst()) !== undefined;

const countSuggestions = (tx: Transaction, brand: string, change: 1 | -1) =>
  tx
    .updateTable('brands')
    .set((eb) => ({ suggestion_count: eb('suggestion_count', '+', change) }))
    .where('id', '=', brand)
    .execute();

/** Takes the own words off the site; a suggestion that had no answer yet goes with them, an answered one stays on record. */
export const deleteRemark = async (
  tx: Transaction,
  member: { id: string } | null,
  comment: string,
  now: number,
): ReturnType<typeof deleteComment> => {
  const deleted = await deleteComment(tx, member, comment, now);
  if (isRefusal(deleted)) return deleted;
  const withdrawn = await tx
    .deleteFrom('suggestions')
    .where('comment_id', '=', comment)
    .where('state', '=', 'open')
    .returning(['brand_id', 'number'])
    .executeTakeFirst();
  if (withdrawn) {
    await countSuggestions(tx, withdrawn.brand_id, -1);
    await recordEvent(
      tx,
      {
        kind: 'suggestion-withdrawn',
        actor: member!.id,
        brand: withdrawn.brand_id,
        draft: deleted.draft,
        comment,
        payload: { number: withdrawn.number },
      },
      now,
    );
  }
  return deleted;
};
