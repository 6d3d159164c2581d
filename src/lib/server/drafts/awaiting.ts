import type { Reader } from '../../../../db/schema.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import { authorsOf } from './authors.ts';

const shown = 100;

const waiting = (read: Reader, brand: { id: string }) =>
  read
    .selectFrom('draft_reviews')
    .innerJoin('drafts', 'drafts.id', 'draft_reviews.draft_id')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .where('draft_reviews.brand_id', '=', brand.id)
    .where('draft_reviews.answer', 'is', null)
    .where('challenges.state', '=', 'collecting');

/** How many drafts wait for the brand, and since when the first: for its desk. */
export const reviewsAwaited = async (
  read: Reader,
  brand: { id: string },
): Promise<{ count: number; since: number | null }> =>
  waiting(read, brand)
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      eb.fn.min<number | null>('draft_reviews.asked_at').as('since'),
    ])
    .executeTakeFirstOrThrow();

/** The drafts that wait for the brand to look at them, whoever has waited longest first: two queries. */
export const reviewsWaiting = async (read: Reader, brand: { id: string }) => {
  const rows = await waiting(read, brand)
    .innerJoin('revisions', 'revisions.id', 'draft_reviews.revision_id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'revisions.id')
        .on('revision_pictures.position', '=', 0),
    )
    .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select([
      'draft_reviews.id as review',
      'draft_reviews.asked_at as at',
      'drafts.id',
      'drafts.state',
      'revisions.title',
      'revisions.number as revision',
      'revision_pictures.alt',
      'challenges.id as challenge',
      'challenges.title as challengeTitle',
      'challenges.voting_opens_at as opensAt',
      'challenges.time_zone as timeZone',
    ])
    .select(pictureColumns)
    .orderBy('draft_reviews.asked_at')
    .orderBy('draft_reviews.id')
    .limit(shown)
    .execute();
  const authors = await authorsOf(
    read,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    title: row.title,
    revision: row.revision,
    challenge: { id: row.challenge, title: row.challengeTitle },
    opensAt: row.opensAt,
    timeZone: row.timeZone,
    authors: authors.get(row.id) ?? [],
    alt: row.alt ?? row.title,
    picture: joinedPicture(row),
  }));
};

/** What was asked and answered about a draft, the last first. */
export const reviewsOf = (read: Reader, draft: string) =>
  read
    .selectFrom('draft_reviews')
    .innerJoin('revisions', 'revisions.id', 'draft_reviews.revision_id')
    .leftJoin('members', 'members.id', 'draft_reviews.answered_by')
    .select([
      'draft_reviews.id',
      'draft_reviews.revision_id as revision',
      'revisions.number',
      'draft_reviews.asked_at as askedAt',
      'draft_reviews.answer',
      'draft_reviews.words',
      'draft_reviews.answered_at as answeredAt',
      'members.name as by',
    ])
    .where('draft_reviews.draft_id', '=', draft)
    .orderBy('draft_reviews.asked_at', 'desc')
    .orderBy('draft_reviews.id', 'desc')
    .execute();
