import type { Reader } from '../../../../db/schema.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import { runningStage } from './owning.ts';
import { seatOf } from './scoring.ts';
import { criteriaOf } from './weighing.ts';

/** What an expert has to judge, with what the same expert gave so far and nobody else's; nothing for anybody else. */
export const reviewFor = async (read: Reader, member: { id: string } | null, challenge: string) => {
  const seat = await seatOf(read, member, challenge);
  if (!seat) return undefined;
  const running = await runningStage(read, challenge);
  const stage = running?.kind === 'review' ? running : null;
  const finalists = await finalistsOf(read, challenge);
  const given = stage
    ? await read
        .selectFrom('reviews')
        .innerJoin('review_scores', 'review_scores.review_id', 'reviews.id')
        .select([
          'reviews.draft_id',
          'reviews.reason',
          'reviews.changed_at',
          'review_scores.criterion_id',
          'review_scores.score',
        ])
        .where('reviews.stage_id', '=', stage.id)
        .where('reviews.expert_id', '=', seat.id)
        .execute()
    : [];
  return {
    stage,
    criteria: await criteriaOf(read, challenge),
    finalists: finalists.map((finalist) => {
      const own = given.filter(({ draft_id }) => draft_id === finalist.id);
      return {
        ...finalist,
        given: own[0] ? { reason: own[0].reason, changedAt: own[0].changed_at } : null,
        scores: own.map(({ criterion_id, score }) => ({ criterion: criterion_id, score })),
      };
    }),
  };
};

/** The drafts on the shortlist that stand, by their place in it. */
export const finalistsOf = async (read: Reader, challenge: string) => {
  const rows = await read
    .selectFrom('finalists')
    .innerJoin('drafts', 'drafts.id', 'finalists.draft_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'revisions.id')
        .on('revision_pictures.position', '=', 0),
    )
    .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select(['drafts.id', 'revisions.title', 'revision_pictures.alt', 'finalists.place'])
    .select(pictureColumns)
    .where('finalists.challenge_id', '=', challenge)
    .where('draft_removals.draft_id', 'is', null)
    .orderBy('finalists.place')
    .orderBy('drafts.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    place: row.place,
    alt: row.alt ?? row.title,
    picture: joinedPicture(row),
  }));
};
