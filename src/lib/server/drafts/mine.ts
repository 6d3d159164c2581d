import { sql } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import { entryStanding } from '../../domain/entering.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';

const shown = 100;

/** Of `drafts`: what became of the review that was asked for last. */
export const lastReview = sql<'waiting' | 'approved' | 'returned' | 'withdrawn' | null>`(
  select coalesce(draft_reviews.answer, 'waiting') from draft_reviews where draft_reviews.draft_id = drafts.id
  order by draft_reviews.asked_at desc, draft_reviews.id desc limit 1)`;

/** The drafts in open challenges that name the member as an author, the newest first, each as it stands. */
export const draftsBy = async (read: Reader, member: { id: string }) => {
  const rows = await read
    .selectFrom('draft_authors')
    .innerJoin('drafts', 'drafts.id', 'draft_authors.draft_id')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .leftJoin('blind_entries', 'blind_entries.draft_id', 'drafts.id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .innerJoin('revisions', (join) =>
      join.onRef('revisions.draft_id', '=', 'drafts.id').on('revisions.number', '=', (eb) =>
        eb
          .selectFrom('revisions as last')
          .select((last) => last.fn.max('last.number').as('number'))
          .whereRef('last.draft_id', '=', 'drafts.id'),
      ),
    )
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'revisions.id')
        .on('revision_pictures.position', '=', 0),
    )
    .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select([
      'drafts.id',
      'drafts.state',
      'drafts.picks',
      'revisions.title',
      'revisions.number as revision',
      'revision_pictures.alt',
      'challenges.id as challenge',
      'challenges.title as challengeTitle',
      'challenges.state as challengeState',
      'challenges.voting_opens_at as opensAt',
      'challenges.time_zone as timeZone',
      'brands.name as brand',
      'draft_removals.kind as removal',
      'blind_entries.revision_id as blind',
      lastReview.as('review'),
    ])
    .select(pictureColumns)
    .where('draft_authors.member_id', '=', member.id)
    .where('draft_authors.left_at', 'is', null)
    .orderBy('draft_authors.joined_at', 'desc')
    .orderBy('drafts.id', 'desc')
    .limit(shown)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    revision: row.revision,
    challenge: { id: row.challenge, title: row.challengeTitle, brand: row.brand, timeZone: row.timeZone },
    opensAt: row.opensAt,
    standing: entryStanding({
      state: row.state,
      challenge: row.challengeState,
      removal: row.removal,
      review: row.review,
      blind: row.blind !== null,
    }),
    alt: row.alt ?? row.title,
    picture: joinedPicture(row),
  }));
};
