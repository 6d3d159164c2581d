import { sql } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import { localDay } from '../../domain/localtime.ts';
import { rankTally } from '../../domain/tallying.ts';
import { pictureColumns, joinedPicture } from '../images/joining.ts';

export type TalliedDraft = Awaited<ReturnType<typeof tallyOf>>[number];

/**
 * The drafts of the ballot that was sealed last with their picks, most first: every draft of the first vote, the finalists
 * of a later one. Counters are kept as ballots are cast: nothing is
 * counted here. What was withdrawn before the seal is not in it; what was disqualified after it is, marked.
 */
export const tallyOf = async (read: Reader, challengeId: string) => {
  const rows = await read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'revisions.id')
        .on('revision_pictures.position', '=', 0),
    )
    .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('finalists', (join) =>
      join
        .onRef('finalists.challenge_id', '=', 'drafts.challenge_id')
        .onRef('finalists.draft_id', '=', 'drafts.id'),
    )
    .select([
      'drafts.id',
      'drafts.member_id as author',
      'drafts.state',
      'drafts.picks',
      'drafts.picks_outdated as outdated',
      'revisions.number as revision',
      'revisions.title',
      'revision_pictures.alt',
      'draft_removals.kind as removal',
      'draft_removals.reason as removalReason',
      'draft_removals.removed_at as removedAt',
      'finalists.place as finalist',
    ])
    .select(pictureColumns)
    .where('drafts.challenge_id', '=', challengeId)
    .where('drafts.state', '!=', 'editing')
    .where('challenges.sealed_at', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('draft_removals.kind', 'is', null),
        eb('draft_removals.removed_at', '>=', eb.ref('challenges.sealed_at')),
      ]),
    )
    .where((eb) => eb.or([eb('challenges.round', '=', 1), eb('finalists.place', 'is not', null)]))
    .orderBy('drafts.position')
    .orderBy('drafts.id')
    .execute();
  const drafts = new Map(rows.map((row) => [row.id, row]));
  return rankTally(
    rows.map((row) => ({ draft: row.id, picks: row.picks, disqualified: row.removal !== null })),
  ).map(({ draft, rank, tied, disqualified }) => {
    const row = drafts.get(draft)!;
    return {
      id: draft,
      author: row.author,
      title: row.title,
      state: row.state,
      picks: row.picks,
      outdated: row.outdated,
      revision: row.revision,
      rank,
      tied,
      disqualified: disqualified === true,
      finalist: row.finalist !== null,
      removalReason: row.removalReason ?? '',
      removedAt: row.removedAt,
      alt: row.alt ?? row.title,
      picture: joinedPicture(row),
    };
  });
};

const quarter = 15 * 60_000;

/**
 * How many ballots of a round stand at the end of each day of its vote, in the zone of the brand. One grouped query over an
 * index; days are put together from quarters of an hour, since no zone is off by less.
 */
export const ballotsByDay = async (
  read: Reader,
  challenge: { id: string; round: number; timeZone: string; opensAt: number; closesAt: number },
  now: number,
): Promise<{ day: string; ballots: number }[]> => {
  const slot = sql<number>`cast_at / ${sql.lit(quarter)}`;
  const rows = await read
    .selectFrom('ballots')
    .select((eb) => [slot.as('slot'), eb.fn.countAll<number>().as('count')])
    .where('challenge_id', '=', challenge.id)
    .where('round', '=', challenge.round)
    .where('aside', '=', 0)
    .groupBy(slot)
    .orderBy(slot)
    .execute();
  const counts = new Map<string, number>();
  const until = Math.min(now, challenge.closesAt);
  for (let at = challenge.opensAt; at < until; at += 12 * 3600_000)
    counts.set(localDay(at, challenge.timeZone), 0);
  counts.set(localDay(until, challenge.timeZone), 0);
  for (const row of rows) {
    const day = localDay(row.slot * quarter, challenge.timeZone);
    counts.set(day, (counts.get(day) ?? 0) + row.count);
  }
  let ballots = 0;
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, count]) => ({ day, ballots: (ballots += count) }));
};
