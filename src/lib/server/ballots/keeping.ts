import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse } from '../../domain/refusals.ts';
import { castBallot, type Voter } from './casting.ts';
import { ballotWith } from './picking.ts';

/** The own pick of a draft, with the numbers of the revision that it was cast for and of the one that stands. */
export const ownPick = async (read: Reader, member: { id: string }, draft: string) =>
  read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('ballots', (join) =>
      join
        .onRef('ballots.challenge_id', '=', 'challenges.id')
        .onRef('ballots.round', '=', 'challenges.round'),
    )
    .innerJoin('ballot_picks', (join) =>
      join
        .onRef('ballot_picks.ballot_id', '=', 'ballots.id')
        .onRef('ballot_picks.draft_id', '=', 'drafts.id'),
    )
    .innerJoin('revisions as named', 'named.id', 'ballot_picks.revision_id')
    .innerJoin('revisions as standing', 'standing.id', 'drafts.revision_id')
    .select(['named.number as named', 'standing.number as stands'])
    .where('drafts.id', '=', draft)
    .where('ballots.member_id', '=', member.id)
    .executeTakeFirst();

/**
 * The voter has looked at a revision and stays with the draft: the pick names that one from now on. Where a still
 * later one came meanwhile, it is asked of again.
 */
export const keepPick = async (
  tx: Transaction,
  member: Voter | null,
  { draft, seen }: { draft: string; seen: number },
  now: number,
) => {
  const found = await ballotWith(tx, member, draft);
  if (!found?.picks.includes(draft)) return refuse('not-found');
  const { challenge, picks: drafts } = found;
  return castBallot(tx, member, { challenge, drafts, seen: new Map([[draft, seen]]) }, now);
};

/** The voter has looked, and gives the pick to another draft of the same challenge. */
export const movePick = async (
  tx: Transaction,
  member: Voter | null,
  { draft, to, seen }: { draft: string; to: string; seen?: number | undefined },
  now: number,
) => {
  const found = await ballotWith(tx, member, draft);
  if (!found?.picks.includes(draft)) return refuse('not-found');
  if (found.picks.includes(to)) return refuse('picked-already');
  const drafts = [...found.picks.filter((pick) => pick !== draft), to];
  const shown = new Map(seen === undefined ? [] : [[to, seen]]);
  return castBallot(tx, member, { challenge: found.challenge, drafts, seen: shown }, now);
};
