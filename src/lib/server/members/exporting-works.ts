import type { Reader } from '../../../../db/schema.ts';

/** What the member made: drafts with their revisions, and pictures. */
export const worksOf = async (read: Reader, id: string) => ({
  drafts: await draftsOf(read, id),
  drafts_authored: await read
    .selectFrom('draft_authors')
    .select(['draft_id', 'joined_at', 'left_at'])
    .where('member_id', '=', id)
    .execute(),
  terms_accepted: await read
    .selectFrom('terms_acceptances')
    .innerJoin('drafts', 'drafts.id', 'terms_acceptances.draft_id')
    .select([
      'terms_acceptances.draft_id',
      'drafts.challenge_id',
      'terms_acceptances.version',
      'terms_acceptances.accepted_at',
    ])
    .where('terms_acceptances.member_id', '=', id)
    .execute(),
  author_invitations: await read
    .selectFrom('author_invitations')
    .select(['draft_id', 'invited_at', 'answer', 'answered_at'])
    .where('member_id', '=', id)
    .execute(),
  reviews_asked: await read
    .selectFrom('draft_reviews')
    .select(['draft_id', 'asked_at', 'answer', 'words', 'answered_at'])
    .where('asked_by', '=', id)
    .execute(),
  pictures: await read
    .selectFrom('pictures')
    .select(['id', 'width', 'height', 'bytes', 'created_at'])
    .where('member_id', '=', id)
    .execute(),
});

const draftsOf = (read: Reader, id: string) =>
  read
    .selectFrom('drafts')
    .innerJoin('revisions', 'revisions.draft_id', 'drafts.id')
    .select([
      'drafts.id',
      'drafts.challenge_id',
      'drafts.state',
      'drafts.submitted_at',
      'revisions.number as revision',
      'revisions.title',
      'revisions.story',
      'revisions.created_at',
    ])
    .where('drafts.member_id', '=', id)
    .orderBy('drafts.id')
    .orderBy('revisions.number')
    .execute();
