import type { Transaction } from '../../../../db/schema.ts';
import { draftLimits } from '../../domain/readying.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { ownChallenge } from '../challenges/owning.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import {
  holdDraft,
  isWorkingCopy,
  lastRevision,
  ownDraft,
  takesDrafts,
  takesRevisions,
  whyNotRevised,
} from './owning.ts';

/** What a designer writes of a draft. Nothing of it is public before it is submitted. */
export interface DraftInput {
  title: string;
  story: string;
  /** What changed since the revision that is public. */
  note: string;
  /** In their order; the text is the alternative for those who do not see the picture. */
  pictures: { picture: string; alt: string }[];
  /** What can be composed of it; left out, that of the revision it was begun from. */
  configuration?: string | null;
}

export const createDraft = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, ...input }: DraftInput & { challenge: string },
  now: number,
): Promise<{ draft: string; revision: string } | Refusal> => {
  const challenge = await ownChallenge(tx, member, id);
  // In an open challenge drafts are begun by members (`beginDraft`).
  if (!challenge || challenge.kind === 'open') return refuse('not-found');
  if (!takesDrafts(challenge.state)) return refuse('challenge-sealed');
  const made = await insertDraft(tx, member, { challenge, ...input }, now);
  if (isRefusal(made)) return made;
  await recordEvent(
    tx,
    { kind: 'draft-created', actor: member.id, brand: challenge.brand_id, challenge: id, draft: made.draft },
    now,
  );
  return made;
};

/** The first working copy of a draft, after the others of its challenge. */
export const insertDraft = async (
  tx: Transaction,
  member: { id: string },
  { challenge, ...input }: DraftInput & { challenge: { id: string; brand_id: string } },
  now: number,
): Promise<{ draft: string; revision: string } | Refusal> => {
  const wrong = await wrongPictures(tx, member, null, input);
  if (wrong) return wrong;
  const last = await tx
    .selectFrom('drafts')
    .select((eb) => eb.fn.max('position').as('position'))
    .where('challenge_id', '=', challenge.id)
    .executeTakeFirst();
  const draft = newId(now);
  const revision = newId(now);
  await tx
    .insertInto('drafts')
    .values({
      id: draft,
      challenge_id: challenge.id,
      brand_id: challenge.brand_id,
      member_id: member.id,
      revision_id: revision,
      position: (last?.position ?? -1) + 1,
      created_at: now,
    })
    .execute();
  await writeRevision(tx, member, { id: revision, draft, number: 1, ...input }, now);
  return { draft, revision };
};

/**
 * Saves the working copy of a draft. A revision that was public is never written over: the first save after it makes
 * the next one. Whoever began from another revision than the last loses nothing and takes nothing from who came
 * before: theirs becomes the next revision beside it, the working copy from then on, and they are told.
 *
 * @returns the revision that was saved, the last one where nothing differs from it; `came` is the number of what
 * another saved meanwhile
 */
export const saveDraft = async (
  tx: Transaction,
  member: { id: string },
  { draft: id, seen, ...input }: DraftInput & { draft: string; seen: string },
  now: number,
): Promise<{ revision: string; came?: number } | Refusal> => {
  const draft = await ownDraft(tx, member, id);
  if (!draft) return refuse('not-found');
  if (draft.removal) return refuse('draft-removed');
  if (!takesRevisions(draft, now)) return whyNotRevised(draft);
  const wrong = await wrongPictures(tx, member, id, input);
  if (wrong) return wrong;
  // Two who save at once come one after the other: the second sees what the first wrote.
  await holdDraft(tx, id);
  const last = await lastRevision(tx, id);
  if (!last) return refuse('not-found');

  const beside = last.id !== seen;
  const { configuration = await configurationOf(tx, id, [seen, last.id]) } = input;
  const working = isWorkingCopy(last);
  const noted = !working || last.note === input.note;
  if ((beside || !working) && noted && (await saysTheSame(tx, last, { ...input, configuration })))
    return { revision: last.id };
  const over = working && !beside;
  if (over) await dropWorkingCopy(tx, seen);
  else if (beside) await dropOwnCopy(tx, member, { draft: id, seen });
  const revision = newId(now);
  const number = over ? last.number : last.number + 1;
  const written = await writeRevision(
    tx,
    member,
    { id: revision, draft: id, number, ...input, configuration },
    now,
  );
  if (isRefusal(written)) return written;
  // What was handed in stands for the draft, whatever its authors go on to write.
  if (draft.state === 'editing') {
    await tx
      .updateTable('drafts')
      .set({ revision_id: revision })
      .where('id', '=', id)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('revisions')
              .select('revisions.number')
              .whereRef('revisions.id', '=', 'drafts.revision_id')
              .where('revisions.entered_at', 'is not', null),
          ),
        ),
      )
      .execute();
  }
  return beside ? { revision, came: last.number } : { revision };
};

/** Of the first of these revisions that is still there. */
const configurationOf = async (tx: Transaction, draft: string, revisions: string[]) => {
  const rows = await tx
    .selectFrom('revisions')
    .select(['id', 'configuration_id'])
    .where('draft_id', '=', draft)
    .where('id', 'in', revisions)
    .execute();
  return revisions.flatMap((id) => rows.find((row) => row.id === id) ?? [])[0]?.configuration_id ?? null;
};

/** What a designer wrote before in the same form is written over, as ever; another's is not. */
const dropOwnCopy = (
  tx: Transaction,
  member: { id: string },
  { draft, seen }: { draft: string; seen: string },
) =>
  tx
    .deleteFrom('revisions')
    .where('id', '=', seen)
    .where('draft_id', '=', draft)
    .where('created_by', '=', member.id)
    .where('published_at', 'is', null)
    .where('entered_at', 'is', null)
    .execute();

const saysTheSame = async (
  tx: Transaction,
  last: { id: string; title: string; story: string; configuration_id: string | null },
  input: DraftInput & { configuration: string | null },
) => {
  if (last.title !== input.title || last.story !== input.story) return false;
  if (last.configuration_id !== input.configuration) return false;
  const pictures = await tx
    .selectFrom('revision_pictures')
    .select(['picture_id as picture', 'alt'])
    .where('revision_id', '=', last.id)
    .orderBy('position')
    .execute();
  return (
    JSON.stringify(pictures) === JSON.stringify(input.pictures.map(({ picture, alt }) => ({ picture, alt })))
  );
};

/** Throws the working copy away; what stood before it stands. */
export const discardChanges = async (
  tx: Transaction,
  member: { id: string },
  { draft: id, seen }: { draft: string; seen: string },
): Promise<Refusal | undefined> => {
  const draft = await ownDraft(tx, member, id);
  if (!draft) return refuse('not-found');
  const never = draft.state === 'editing' && draft.kind === 'showcase';
  if (never || draft.revision_id === seen) return refuse('impossible-transition');
  await holdDraft(tx, id);
  const last = await lastRevision(tx, id);
  if (last?.id !== seen || !(await dropWorkingCopy(tx, seen))) return refuse('changed-meanwhile');
  return undefined;
};

const dropWorkingCopy = (tx: Transaction, revision: string) =>
  tx
    .deleteFrom('revisions')
    .where('id', '=', revision)
    .where('published_at', 'is', null)
    .where('entered_at', 'is', null)
    .returning('id')
    .executeTakeFirst();

const writeRevision = async (
  tx: Transaction,
  member: { id: string },
  {
    id,
    draft,
    number,
    title,
    story,
    note,
    pictures,
    configuration = null,
  }: DraftInput & { id: string; draft: string; number: number },
  now: number,
): Promise<Refusal | undefined> => {
  const written = await tx
    .insertInto('revisions')
    .values({
      id,
      draft_id: draft,
      number,
      title,
      story,
      note,
      configuration_id: configuration,
      created_by: member.id,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['draft_id', 'number']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!written) return refuse('changed-meanwhile');
  if (pictures.length > 0) {
    await tx
      .insertInto('revision_pictures')
      .values(
        pictures.map(({ picture, alt }, position) => ({
          revision_id: id,
          position,
          picture_id: picture,
          alt,
        })),
      )
      .execute();
  }
  return undefined;
};

/** A form names its pictures by their ids: they must be the member's own uploads, or the draft's already. */
const wrongPictures = async (
  tx: Transaction,
  member: { id: string },
  draft: string | null,
  { pictures }: DraftInput,
): Promise<Refusal | undefined> => {
  if (pictures.length > draftLimits.pictures)
    return refuse('too-many-pictures', { limit: draftLimits.pictures });
  const ids = [...new Set(pictures.map(({ picture }) => picture))];
  const own = await tx
    .selectFrom('pictures')
    .select('pictures.id')
    .where('pictures.id', 'in', ids)
    .where((eb) =>
      eb.or([
        eb('pictures.member_id', '=', member.id),
        eb.exists(
          eb
            .selectFrom('revision_pictures')
            .innerJoin('revisions', 'revisions.id', 'revision_pictures.revision_id')
            .select('revisions.number')
            .whereRef('revision_pictures.picture_id', '=', 'pictures.id')
            .where('revisions.draft_id', '=', draft ?? ''),
        ),
      ]),
    )
    .execute();
  return own.length === ids.length ? undefined : refuse('not-found');
};
