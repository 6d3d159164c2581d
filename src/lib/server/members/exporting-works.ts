import type { Reader } from '../../../../db/schema.ts';

/** What the member made: drafts with their revisions, and pictures. */
export const worksOf = async (read: Reader, id: string) => ({
  drafts: await draftsOf(read, id),
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
