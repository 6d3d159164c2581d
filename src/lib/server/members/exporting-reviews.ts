import type { Reader } from '../../../../db/schema.ts';

/** What the member was asked to judge, accepted or not, and the scores and reasons that were given. */
export const reviewsOf = async (read: Reader, { id, email }: { id: string; email: string }) => {
  const asked = await read
    .selectFrom('experts')
    .innerJoin('challenges', 'challenges.id', 'experts.challenge_id')
    .select([
      'experts.id',
      'challenges.id as challenge_id',
      'challenges.title as challenge',
      'experts.created_at',
      'experts.accepted_at',
      'experts.withdrawn_at',
    ])
    .where((eb) => eb.or([eb('experts.email', '=', email), eb('experts.member_id', '=', id)]))
    .execute();
  const given = await read
    .selectFrom('reviews')
    .innerJoin('review_scores', 'review_scores.review_id', 'reviews.id')
    .innerJoin('criteria', 'criteria.id', 'review_scores.criterion_id')
    .select([
      'reviews.expert_id',
      'reviews.draft_id',
      'reviews.reason',
      'reviews.changed_at',
      'criteria.name as criterion',
      'review_scores.score',
    ])
    .where(
      'reviews.expert_id',
      'in',
      asked.map((expert) => expert.id),
    )
    .orderBy('reviews.id')
    .execute();
  return asked.map(({ id: expert, ...rest }) => ({
    ...rest,
    scores: given.filter(({ expert_id }) => expert_id === expert).map(({ expert_id: _, ...score }) => score),
  }));
};
