import type { Reader } from '../../../../db/schema.ts';
import { compiledOnce } from '../compiling.ts';
import { untilWritten } from '../remembering.ts';

/** Which of these drafts the member has picked, in the present round of whatever challenge they are in. For every page where drafts appear. */
export const ownPicks = async (
  read: Reader,
  member: { id: string } | null,
  drafts: string[],
): Promise<Set<string>> => {
  if (!member || drafts.length === 0) return new Set();
  const rows = await read
    .selectFrom('ballots')
    .innerJoin('ballot_picks', 'ballot_picks.ballot_id', 'ballots.id')
    .innerJoin('challenges', (join) =>
      join
        .onRef('challenges.id', '=', 'ballots.challenge_id')
        .onRef('challenges.round', '=', 'ballots.round'),
    )
    .select('ballot_picks.draft_id')
    .where('ballots.member_id', '=', member.id)
    .where('ballot_picks.draft_id', 'in', drafts)
    .execute();
  return new Set(rows.map((row) => row.draft_id));
};

export interface OwnBallot {
  changedAt: number;
  picks: string[];
  /** Those of them that name an earlier revision than the one that stands. */
  outdated: string[];
  /** Whether it says "none of these". */
  none: boolean;
}

const ballotRows = untilWritten(
  compiledOnce((read, challenge: string, member: string) =>
    read
      .selectFrom('challenges')
      .innerJoin('ballots', (join) =>
        join
          .onRef('ballots.challenge_id', '=', 'challenges.id')
          .onRef('ballots.round', '=', 'challenges.round'),
      )
      .leftJoin('ballot_picks', 'ballot_picks.ballot_id', 'ballots.id')
      .leftJoin('drafts', 'drafts.id', 'ballot_picks.draft_id')
      .select([
        'ballots.changed_at',
        'ballots.none_of_these as none',
        'ballot_picks.draft_id',
        'ballot_picks.revision_id',
        'drafts.revision_id as stands',
      ])
      .where('challenges.id', '=', challenge)
      .where('ballots.member_id', '=', member),
  ),
);

/** The member's ballot in the present round of one challenge, if there is one. */
export const ownBallot = async (
  read: Reader,
  member: { id: string } | null,
  challenge: string,
): Promise<OwnBallot | null> => {
  if (!member) return null;
  const rows = await ballotRows(read, challenge, member.id);
  const [first] = rows;
  if (!first) return null;
  return {
    changedAt: first.changed_at,
    picks: rows.flatMap((row) => row.draft_id ?? []),
    none: first.none === 1,
    outdated: rows.flatMap((row) => (row.draft_id && row.revision_id !== row.stands ? row.draft_id : [])),
  };
};
