import { sql } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import { takesCalls } from '../../domain/calls.ts';
import { titleOfDraft } from './naming.ts';

/** A brand's calls for its desk, the latest first, with how many offers this member has not looked at as they are. */
export const callsOfBrand = (read: Reader, brand: { id: string }, member: { id: string }) =>
  read
    .selectFrom('calls')
    .innerJoin('challenges', 'challenges.id', 'calls.challenge_id')
    .leftJoin('drafts', 'drafts.id', 'calls.draft_id')
    .select([
      'calls.id',
      'calls.state',
      'calls.draft_id',
      'calls.closes_at',
      'calls.closed_at',
      'calls.offer_count',
      'challenges.title as challenge_title',
      titleOfDraft,
      sql<number>`(select count(*) from offers left join offer_looks on offer_looks.offer_id = offers.id
        and offer_looks.member_id = ${member.id} where offers.call_id = calls.id and offers.state <> 'withdrawn'
        and (offer_looks.looked_at is null or offer_looks.looked_at < offers.changed_at))`.as('fresh'),
    ])
    .where('calls.brand_id', '=', brand.id)
    .orderBy('calls.opened_at', 'desc')
    .orderBy('calls.id', 'desc')
    .limit(100)
    .execute();

/** Where a brand may ask for makers now: its public challenges, the latest first, each with its drafts on the shortlist. */
export const placesToCall = async (read: Reader, brand: { id: string }) => {
  const challenges = await read
    .selectFrom('challenges')
    .select(['id', 'title', 'number', 'state'])
    .where('brand_id', '=', brand.id)
    .where('state', 'in', ['collecting', 'voting', 'deciding', 'decided'])
    .orderBy('number', 'desc')
    .limit(20)
    .execute();
  const drafts = await read
    .selectFrom('drafts')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('shortlists', 'shortlists.challenge_id', 'drafts.challenge_id')
    .leftJoin('finalists', (join) =>
      join
        .onRef('finalists.challenge_id', '=', 'drafts.challenge_id')
        .onRef('finalists.draft_id', '=', 'drafts.id'),
    )
    .select([
      'drafts.id',
      'drafts.challenge_id',
      'drafts.state',
      'draft_removals.kind',
      'shortlists.challenge_id as shortlist',
      'finalists.draft_id as finalist',
      'revisions.title',
    ])
    .where(
      'drafts.challenge_id',
      'in',
      challenges.map(({ id }) => id),
    )
    .orderBy('drafts.position')
    .execute();
  return challenges.map((challenge) => ({
    ...challenge,
    drafts: drafts
      .filter(({ challenge_id }) => challenge_id === challenge.id)
      .filter(({ state, kind, shortlist, finalist }) =>
        takesCalls({
          challenge: challenge.state,
          draft: state,
          removed: kind !== null,
          finalist: shortlist === null ? null : finalist !== null,
        }),
      )
      .map(({ id, title }) => ({ id, title })),
  }));
};
