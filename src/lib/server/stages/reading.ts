import type { Reader } from '../../../../db/schema.ts';
import { inTime, reviewResults, stageIs } from '../../domain/stages.ts';
import { compiledOnce } from '../compiling.ts';
import { grouped } from './gathering.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import { isShown } from '../moderation/hiding.ts';
import { untilWritten } from '../remembering.ts';

/**
 * What stands between the first vote and the decision, as everybody may see it: six queries, however many stages,
 * finalists, experts and pictures there are. Scores and reasons leave here once their stage has ended, and not before.
 * What concerns a hidden draft is left out.
 */
export const timelineOf = async (read: Reader, challenge: string) => {
  const stages = inTime(await stageRows(read, challenge));
  const criteria = await criterionRows(read, challenge);
  const reviews = reviewsFrom(await scoreRows(read, challenge));
  const posts = postsFrom(await prototypeRows(read, challenge));
  return {
    rounds: roundsFrom(await roundRows(read, challenge), await tallyRows(read, challenge)),
    criteria,
    stages: stages.map((stage) => {
      const own = reviews.filter((review) => review.stage === stage.id);
      return {
        ...stage,
        is: stageIs(stage),
        results: stage.ended_at === null ? [] : reviewResults(criteria, own),
        reviews: stage.ended_at === null ? [] : own,
        prototypes: posts.filter((post) => post.stage === stage.id),
      };
    }),
  };
};
export type Timeline = Awaited<ReturnType<typeof timelineOf>>;

/** The same of one draft alone: what experts said of it, and what was built of it. */
export const judgedOf = async (read: Reader, challenge: string, draft: string) => {
  const { stages, criteria } = await timelineOf(read, challenge);
  return {
    criteria,
    stages: stages
      .map(({ results, reviews, prototypes, ...stage }) => ({
        ...stage,
        result: results.find((result) => result.draft === draft),
        reviews: reviews.filter((review) => review.draft === draft),
        prototypes: prototypes.filter((post) => post.draft === draft),
      }))
      .filter(({ reviews, prototypes }) => reviews.length + prototypes.length > 0),
  };
};

const stageRows = untilWritten(
  compiledOnce((read, challenge: string) =>
    read
      .selectFrom('stages')
      .select([
        'id',
        'kind',
        'position',
        'title',
        'about',
        'planned_from',
        'planned_until',
        'begun_at',
        'ended_at',
      ])
      .where('challenge_id', '=', challenge)
      .orderBy('position')
      .orderBy('id'),
  ),
);

const criterionRows = untilWritten(
  compiledOnce((read, challenge: string) =>
    read
      .selectFrom('criteria')
      .select(['id', 'name', 'about', 'weight'])
      .where('challenge_id', '=', challenge)
      .orderBy('position'),
  ),
);

const roundRows = untilWritten(
  compiledOnce((read, challenge: string) =>
    read
      .selectFrom('rounds')
      .select(['round', 'rule_hash', 'voting_opens_at', 'voting_closes_at', 'ballot_count'])
      .where('challenge_id', '=', challenge)
      .orderBy('round'),
  ),
);

const tallyRows = untilWritten(
  compiledOnce((read, challenge: string) =>
    read
      .selectFrom('round_tallies')
      .innerJoin('drafts', 'drafts.id', 'round_tallies.draft_id')
      .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
      .select(['round_tallies.round', 'round_tallies.draft_id', 'round_tallies.picks', 'revisions.title'])
      .where('round_tallies.challenge_id', '=', challenge)
      .where(isShown('draft', 'drafts.id'))
      .orderBy('round_tallies.picks', 'desc')
      .orderBy('drafts.position')
      .orderBy('drafts.id'),
  ),
);

const roundsFrom = (
  rounds: Awaited<ReturnType<typeof roundRows>>,
  tallies: Awaited<ReturnType<typeof tallyRows>>,
) => rounds.map((round) => ({ ...round, tally: tallies.filter((row) => row.round === round.round) }));

const scoreRows = untilWritten(
  compiledOnce((read, challenge: string) =>
    read
      .selectFrom('reviews')
      .innerJoin('stages', 'stages.id', 'reviews.stage_id')
      .innerJoin('experts', 'experts.id', 'reviews.expert_id')
      .leftJoin('members', 'members.id', 'experts.member_id')
      .innerJoin('review_scores', 'review_scores.review_id', 'reviews.id')
      .select([
        'reviews.id',
        'reviews.stage_id',
        'reviews.draft_id',
        'reviews.reason',
        'experts.member_id',
        'members.name',
        'review_scores.criterion_id',
        'review_scores.score',
      ])
      .where('reviews.challenge_id', '=', challenge)
      .where('stages.ended_at', 'is not', null)
      .where(isShown('draft', 'reviews.draft_id'))
      .orderBy('reviews.id'),
  ),
);

const reviewsFrom = (rows: Awaited<ReturnType<typeof scoreRows>>) =>
  [...grouped(rows, ({ id }) => id).values()].map((scores) => {
    const [first] = scores;
    return {
      stage: first!.stage_id,
      draft: first!.draft_id,
      member: first!.member_id,
      /** Nobody's where the expert has left. */
      name: first!.name ?? '',
      reason: first!.reason,
      scores: new Map(scores.map(({ criterion_id, score }) => [criterion_id, score])),
    };
  });

const prototypeRows = untilWritten(
  compiledOnce((read, challenge: string) =>
    read
      .selectFrom('prototypes')
      .innerJoin('prototype_pictures', 'prototype_pictures.prototype_id', 'prototypes.id')
      .innerJoin('pictures', 'pictures.id', 'prototype_pictures.picture_id')
      .innerJoin('drafts', 'drafts.id', 'prototypes.draft_id')
      .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
      .select([
        'prototypes.id',
        'prototypes.stage_id',
        'prototypes.draft_id',
        'prototypes.title',
        'prototypes.html',
        'prototypes.created_at',
        'revisions.title as draft_title',
        'prototype_pictures.alt',
      ])
      .select(pictureColumns)
      .where('prototypes.challenge_id', '=', challenge)
      .where(isShown('draft', 'drafts.id'))
      .orderBy('prototypes.created_at')
      .orderBy('prototypes.id')
      .orderBy('prototype_pictures.position'),
  ),
);

const postsFrom = (rows: Awaited<ReturnType<typeof prototypeRows>>) =>
  [...grouped(rows, ({ id }) => id).values()].map((pictures) => {
    const [first] = pictures;
    return {
      id: first!.id,
      stage: first!.stage_id,
      draft: first!.draft_id,
      draftTitle: first!.draft_title,
      title: first!.title,
      html: first!.html,
      at: first!.created_at,
      pictures: pictures.flatMap((row) => {
        const picture = joinedPicture(row);
        return picture ? [{ picture, alt: row.alt }] : [];
      }),
    };
  });
