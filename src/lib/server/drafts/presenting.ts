import type { Reader } from '../../../../db/schema.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import { shownPicture } from '../images/keeping.ts';
import { lastReview } from './mine.ts';
import { isHandedIn } from './owning.ts';

export type DeskDraft = Awaited<ReturnType<typeof deskDrafts>>[number];

/**
 * The drafts of a challenge as its brand sees them, those that are still edited or were taken out included. Nothing of
 * the tally is in it, which the brand sees when everybody does.
 */
export const deskDrafts = async (read: Reader, challengeId: string) => {
  const rows = await read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'revisions.id')
        .on('revision_pictures.position', '=', 0),
    )
    .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .leftJoin('members', 'members.id', 'drafts.member_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('blind_entries', 'blind_entries.draft_id', 'drafts.id')
    .select((eb) => [
      'drafts.id',
      'challenges.kind',
      'blind_entries.revision_id as blind',
      lastReview.as('review'),
      'drafts.state',
      'drafts.comment_count as comments',
      'revisions.title',
      'revisions.number',
      // Working copies of two designers may stand beside each other; any of them is a change.
      eb
        .selectFrom('revisions as changes')
        .select('changes.id')
        .whereRef('changes.draft_id', '=', 'drafts.id')
        .whereRef('changes.number', '>', 'revisions.number')
        // What the authors of a member's draft write is theirs until they hand it in.
        .where((of) =>
          of.or([of('challenges.kind', '=', 'showcase'), of('changes.entered_at', 'is not', null)]),
        )
        .limit(1)
        .as('changes'),
      'revision_pictures.alt',
      'members.name as author',
      'draft_removals.kind as removal',
      'draft_removals.reason as removalReason',
    ])
    .select(pictureColumns)
    .where('drafts.challenge_id', '=', challengeId)
    .where(isHandedIn)
    .orderBy('drafts.position')
    .orderBy('drafts.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    comments: row.comments,
    title: row.title,
    number: row.number,
    changed: row.changes !== null,
    blind: row.blind !== null,
    review: row.kind === 'open' ? row.review : null,
    author: row.author,
    removal: row.removal,
    removalReason: row.removalReason ?? '',
    alt: row.alt ?? '',
    picture: joinedPicture(row),
  }));
};

/** The pictures of one revision in their order. */
export const picturesOfRevision = async (read: Reader, revision: string) => {
  const rows = await read
    .selectFrom('revision_pictures')
    .innerJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select([
      'revision_pictures.alt',
      'pictures.id',
      'pictures.width',
      'pictures.height',
      'pictures.widths',
      'pictures.thumbhash',
      'pictures.avif_at',
    ])
    .where('revision_pictures.revision_id', '=', revision)
    .orderBy('revision_pictures.position')
    .execute();
  return rows.map(({ alt, ...row }) => ({ alt, picture: shownPicture(row) }));
};

/** Every revision of a draft, the last first; one that is not public yet is the working copy. */
export const revisionsOf = async (read: Reader, draft: string) =>
  read
    .selectFrom('revisions')
    .leftJoin('members', 'members.id', 'revisions.created_by')
    .select([
      'revisions.id',
      'revisions.number',
      'revisions.title',
      'revisions.note',
      'revisions.created_at as createdAt',
      'revisions.published_at as publishedAt',
      'members.name as author',
    ])
    .where('revisions.draft_id', '=', draft)
    .orderBy('revisions.number', 'desc')
    .execute();
