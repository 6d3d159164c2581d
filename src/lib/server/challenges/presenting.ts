import type { Reader } from '../../../../db/schema.ts';
import { fewestDrafts } from '../../domain/readying.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import type { KeptProposal } from './deciding.ts';

/** All challenges of a brand for its desk: what is under way first, then by number, the newest first. */
export const deskChallenges = async (read: Reader, brand: { id: string }, now: number) => {
  const rows = await read
    .selectFrom('challenges')
    .leftJoin('pictures', 'pictures.id', 'challenges.cover_picture_id')
    .select([
      'challenges.id',
      'challenges.number',
      'challenges.title',
      'challenges.state',
      'challenges.time_zone as timeZone',
      'challenges.scheduled_at as scheduledAt',
      'challenges.collecting_opens_at as collectingOpensAt',
      'challenges.voting_opens_at as votingOpensAt',
      'challenges.voting_closes_at as votingClosesAt',
      'challenges.decided_at as decidedAt',
      'challenges.cancelled_at as cancelledAt',
      'challenges.method',
      'challenges.draft_count as drafts',
      'challenges.ballot_count as ballots',
    ])
    .select(pictureColumns)
    .where('challenges.brand_id', '=', brand.id)
    .orderBy('challenges.number', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    state: row.state,
    timeZone: row.timeZone,
    scheduledAt: row.scheduledAt,
    collectingOpensAt: row.collectingOpensAt,
    votingOpensAt: row.votingOpensAt,
    votingClosesAt: row.votingClosesAt,
    endedAt: row.decidedAt ?? row.cancelledAt,
    drafts: row.drafts,
    ballots: row.ballots,
    stuck: couldNotOpen({ ...row, draft_count: row.drafts, voting_opens_at: row.votingOpensAt }, now),
    cover: joinedPicture(row),
  }));
};

/**
 * Voting should have opened by now, and could not: there are too few drafts, or not the one that can be configured.
 * The job that opens it is at most minutes late.
 */
export const couldNotOpen = (
  challenge: { state: string; method: string; voting_opens_at: number | null; draft_count: number },
  now: number,
): boolean =>
  challenge.state === 'collecting' &&
  challenge.voting_opens_at !== null &&
  challenge.voting_opens_at <= now &&
  (challenge.method !== 'specification'
    ? challenge.draft_count < fewestDrafts || now - challenge.voting_opens_at > punctual
    : challenge.draft_count !== 1 || now - challenge.voting_opens_at > punctual);

const punctual = 5 * 60_000;

/** What was decided, by whom, and what the rule had proposed. */
export const decisionOf = async (read: Reader, challengeId: string) => {
  const row = await read
    .selectFrom('decisions')
    .leftJoin('members', 'members.id', 'decisions.decided_by')
    .select([
      'decisions.decided_at as decidedAt',
      'decisions.departs',
      'decisions.tie_broken as tieBroken',
      'decisions.reason',
      'decisions.proposal',
      'members.name as by',
    ])
    .where('decisions.challenge_id', '=', challengeId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...row,
    departs: row.departs === 1,
    tieBroken: row.tieBroken === 1,
    proposal: JSON.parse(row.proposal) as Partial<KeptProposal>,
  };
};
