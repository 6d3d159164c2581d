import type { Reader } from '../../../../db/schema.ts';
import type { ChallengeState } from '../../domain/lifecycles.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import { isShown } from '../moderation/hiding.ts';

export type ListedChallenge = Awaited<ReturnType<typeof browseChallenges>>[number];

/**
 * Challenges that anyone may see, in the order in which they matter: what closes first, what opens first,
 * what was decided last.
 */
export const browseChallenges = async (
  read: Reader,
  {
    states,
    brand,
    limit,
    offset = 0,
  }: { states: ChallengeState[]; brand?: string; limit: number; offset?: number },
) => {
  const ended = states.includes('decided') || states.includes('cancelled');
  let query = read
    .selectFrom('challenges')
    .innerJoin('brands', 'brands.id', 'challenges.brand_id')
    .leftJoin('pictures', 'pictures.id', 'challenges.cover_picture_id')
    .select([
      'challenges.id',
      'challenges.number',
      'challenges.title',
      'challenges.state',
      'challenges.kind',
      'challenges.voting_opens_at as opensAt',
      'challenges.voting_closes_at as closesAt',
      'challenges.decided_at as decidedAt',
      'challenges.time_zone as timeZone',
      'challenges.ballot_count as ballots',
      'challenges.draft_count as drafts',
      'brands.name as brand',
      'brands.slug as brandSlug',
      'challenges.cover_alt as coverAlt',
    ])
    .select(pictureColumns)
    .where('challenges.state', 'in', states)
    .where('challenges.published_at', 'is not', null)
    .where(isShown('challenge', 'challenges.id'))
    .limit(limit)
    .offset(offset);
  if (brand) query = query.where('challenges.brand_id', '=', brand);
  query = ended
    ? query.orderBy('challenges.voting_closes_at', 'desc').orderBy('challenges.id', 'desc')
    : query.orderBy('challenges.voting_closes_at').orderBy('challenges.id');
  return (await query.execute()).map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    state: row.state,
    /** Whether members enter drafts. */
    open: row.kind === 'open',
    opensAt: row.opensAt,
    closesAt: row.closesAt,
    decidedAt: row.decidedAt,
    timeZone: row.timeZone,
    ballots: row.ballots,
    drafts: row.drafts,
    brand: row.brand,
    brandSlug: row.brandSlug,
    cover: joinedPicture(row),
    coverAlt: row.coverAlt,
  }));
};
