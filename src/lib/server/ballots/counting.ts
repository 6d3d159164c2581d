import { sql } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import type { Vote } from '../../domain/counting/elections.ts';
import { countRound, type Candidates, type CountingRule, type KeptCount } from '../../domain/kept-count.ts';
import { voteOf, type Marks } from '../../domain/marking.ts';
import { isMarked } from '../../domain/methods.ts';
import { noneOfThese } from '../../domain/none.ts';
import type { Counting } from '../challenges/kept-counts.ts';

/** A challenge whose ballots are counted anew each time; picks are counted as they come in, and once more after the close. */
interface Counted {
  id: string;
  round: number;
  method: CountingRule['method'];
  seats: number;
  budget: number | null;
  none: boolean;
  logSize: number;
  final: boolean;
}

/** Counts the ballots of the present round anew, from what they say. Nothing of a challenge whose vote never opened. */
export const countBallots = async (read: Reader, challenge: string): Promise<Counting | null> => {
  const found = await countedChallenge(read, challenge);
  if (!found) return null;
  const { candidates, since } = await candidatesOf(read, found);
  const places = new Map(candidates.ids.map((id, place) => [id, place]));
  if (candidates.none) places.set(noneOfThese, candidates.ids.length);
  const ballots = await sayingsOf(read, found);
  const votes = votesIn(ballots, places);
  const rule: CountingRule = { method: found.method, seats: found.seats, budget: found.budget };
  const counted = countRound(candidates, votes, rule);
  const groups = await groupsOf(read, found, (group) => {
    const some = countRound(candidates, votesIn(group, places), rule).outcome;
    return {
      outcome: {
        winners: some.winners,
        ties: some.ties,
        ...(some.possible && { possible: some.possible }),
        ...(some.scores && { scores: some.scores }),
      },
    };
  });
  return {
    round: found.round,
    logSize: found.logSize,
    final: found.final,
    since,
    count: {
      method: found.method,
      ballots: await ballotsIn(read, found),
      ...counted,
      ...(found.method === 'score' && { wouldBuy: wouldBuyOf(ballots, counted.candidates) }),
      groups,
    },
  };
};

const countedChallenge = async (read: Reader, id: string): Promise<Counted | null> => {
  const row = await read
    .selectFrom('challenges')
    .select([
      'id',
      'round',
      'method',
      'seats',
      'budget',
      'default_option',
      'log_size',
      'state',
      'tally_shown',
    ])
    .where('id', '=', id)
    .where('sealed_at', 'is not', null)
    .executeTakeFirst();
  if (!row || row.method === 'specification') return null;
  // Picks are counted as they come in; what nobody may see yet is counted at the close.
  if (row.state === 'voting' && (row.method === 'picks' || row.tally_shown === 'after-close')) return null;
  const { method, seats, budget, default_option, log_size } = row;
  return {
    id,
    round: row.round,
    method,
    seats,
    budget,
    none: default_option === 1,
    logSize: log_size,
    final: row.state !== 'voting',
  };
};

/** What was sealed, without what was taken off the table since, and when that was last: it cannot win, and nothing goes to it. */
const candidatesOf = async (
  read: Reader,
  { id, round, none }: Counted,
): Promise<{ candidates: Candidates; since: number }> => {
  const rows = await read
    .selectFrom('drafts')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('finalists', (join) =>
      join
        .onRef('finalists.challenge_id', '=', 'drafts.challenge_id')
        .onRef('finalists.draft_id', '=', 'drafts.id'),
    )
    .select([
      'drafts.id',
      'drafts.tooling_cost as cost',
      'finalists.draft_id as finalist',
      'draft_removals.removed_at as removedAt',
    ])
    .where('drafts.challenge_id', '=', id)
    .where('drafts.state', '!=', 'editing')
    .whereRef('drafts.submitted_at', '<=', 'challenges.sealed_at')
    .orderBy('drafts.id')
    .execute();
  const sealed = round === 1 ? rows : rows.filter(({ finalist }) => finalist !== null);
  const standing = sealed.filter(({ removedAt }) => removedAt === null);
  return {
    candidates: { ids: standing.map((row) => row.id), costs: standing.map((row) => row.cost), none },
    since: Math.max(0, ...sealed.map(({ removedAt }) => removedAt ?? 0)),
  };
};

interface Saying {
  says: Marks | { duel: [winner: string, loser: string] };
  count: number;
}

const votesIn = (sayings: readonly Saying[], places: ReadonlyMap<string, number>): Vote[] =>
  sayings.flatMap(({ says, count }): Vote[] => {
    if (!('duel' in says)) {
      const vote = voteOf(says, places, count);
      return vote ? [vote] : [];
    }
    const [winner, loser] = says.duel.map((id) => places.get(id));
    return winner === undefined || loser === undefined ? [] : [{ count, duel: [winner, loser] }];
  });

/** What is said and by how many: one row for all who say the very same. */
const sayingsOf = async (read: Reader, challenge: Counted): Promise<Saying[]> => {
  if (isMarked(challenge.method)) return marksIn(read, challenge);
  if (challenge.method === 'duels') return duelsIn(read, challenge);
  return (await picksApart(read, challenge)).map(({ says, count }) => ({ says, count }));
};

const marksIn = async (read: Reader, { id, round }: Counted): Promise<Saying[]> => {
  const rows = await read
    .selectFrom('ballots')
    .select((eb) => ['marks', eb.fn.countAll<number>().as('count')])
    .where('challenge_id', '=', id)
    .where('round', '=', round)
    .where('marks', 'is not', null)
    .where('aside', '=', 0)
    .groupBy('marks')
    .execute();
  return rows.map(({ marks, count }) => ({ says: JSON.parse(marks!) as Marks, count: Number(count) }));
};

const duelsIn = async (read: Reader, { id, round }: Counted): Promise<Saying[]> => {
  const rows = await read
    .selectFrom('duel_counts')
    .select(['winner', 'loser', 'count'])
    .where('challenge_id', '=', id)
    .where('round', '=', round)
    .where('count', '>', 0)
    .execute();
  return rows.map(({ winner, loser, count }) => ({ says: { duel: [winner, loser] }, count }));
};

const ballotsIn = async (read: Reader, { id }: Counted) => {
  const row = await read
    .selectFrom('challenges')
    .select('ballot_count')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.ballot_count;
};

const wouldBuyOf = (sayings: readonly Saying[], candidates: readonly string[]): number[] => {
  const counts = new Map(candidates.map((id) => [id, 0]));
  for (const { says, count } of sayings)
    if ('scores' in says) for (const id of says.wouldBuy ?? []) counts.set(id, (counts.get(id) ?? 0) + count);
  return candidates.map((id) => counts.get(id) ?? 0);
};

type Group = NonNullable<KeptCount['groups']>[number];

interface Apart extends Saying {
  buyer: number;
  first: number;
}

/** The parts of the voters that are looked at beside everyone. Who left the site belongs to neither. */
const groupsOf = async (
  read: Reader,
  challenge: Counted,
  count: (group: Saying[]) => Pick<Group, 'outcome'>,
): Promise<Group[]> => {
  // What is not read for its count anyway is read once, when nothing is added any more.
  if (!isMarked(challenge.method) && !challenge.final) return [];
  const sayings = isMarked(challenge.method)
    ? await marksApart(read, challenge)
    : challenge.method === 'duels'
      ? await duelsApart(read, challenge)
      : await picksApart(read, challenge);
  const ballots = await ballotsApart(read, challenge);
  const within = <Row extends { buyer: number; first: number }>(rows: Row[], kind: 'buyer' | 'first') =>
    rows.filter((row) => Number(row[kind]) === 1);
  const group = (name: Group['group'], kind: 'buyer' | 'first'): Group => ({
    group: name,
    ballots: within(ballots, kind).reduce((sum, row) => sum + Number(row.count), 0),
    ...count(within(sayings, kind)),
  });
  return [group('buyers', 'buyer'), group('first-time', 'first')];
};

const buyer = sql<number>`case when exists (select 1 from preorders
  inner join campaigns on campaigns.id = preorders.campaign_id
  where preorders.member_id = ballots.member_id and campaigns.brand_id = challenges.brand_id
  and preorders.state in ('charged', 'shipped', 'received')
  and preorders.placed_at < challenges.voting_opens_at) then 1 else 0 end`;
const firstTime = sql<number>`case when ballots.member_id is not null and not exists (select 1 from ballots as earlier
  where earlier.member_id = ballots.member_id and earlier.challenge_id <> ballots.challenge_id
  and earlier.cast_at < ballots.cast_at) then 1 else 0 end`;

/** The ballots of a round, by whether their voters had bought, and whether they vote for the first time. */
const apart = (read: Reader, { id, round }: Counted) =>
  read
    .selectFrom('ballots')
    .innerJoin('challenges', 'challenges.id', 'ballots.challenge_id')
    .select((eb) => [buyer.as('buyer'), firstTime.as('first'), eb.fn.countAll<number>().as('count')])
    .where('ballots.challenge_id', '=', id)
    .where('ballots.round', '=', round)
    .where('ballots.aside', '=', 0)
    .groupBy([buyer, firstTime]);

const ballotsApart = (read: Reader, challenge: Counted) => apart(read, challenge).execute();

const marksApart = async (read: Reader, challenge: Counted): Promise<Apart[]> => {
  const rows = await apart(read, challenge)
    .select('ballots.marks')
    .where('ballots.marks', 'is not', null)
    .groupBy('ballots.marks')
    .execute();
  return rows.map(({ marks, count, ...row }) => ({
    ...row,
    says: JSON.parse(marks!) as Marks,
    count: Number(count),
  }));
};

const duelsApart = async (read: Reader, challenge: Counted): Promise<Apart[]> => {
  const rows = await apart(read, challenge)
    .innerJoin('ballot_duels', 'ballot_duels.ballot_id', 'ballots.id')
    .select(['ballot_duels.one', 'ballot_duels.other', 'ballot_duels.winner'])
    .where('ballot_duels.winner', 'is not', null)
    .groupBy(['ballot_duels.one', 'ballot_duels.other', 'ballot_duels.winner'])
    .execute();
  return rows.map(({ one, other, winner, count, ...row }) => ({
    ...row,
    says: { duel: [winner!, winner === one ? other : one] },
    count: Number(count),
  }));
};

/** Each pick by itself: adding them up needs no more, and there are far fewer drafts than ballots that say the same. */
const picksApart = async (read: Reader, challenge: Counted): Promise<Apart[]> => {
  const rows = await apart(read, challenge)
    .innerJoin('ballot_picks', 'ballot_picks.ballot_id', 'ballots.id')
    .select('ballot_picks.draft_id')
    .groupBy('ballot_picks.draft_id')
    .execute();
  const none = challenge.none
    ? await apart(read, challenge).where('ballots.none_of_these', '=', 1).execute()
    : [];
  return [...rows, ...none.map((row) => ({ ...row, draft_id: noneOfThese }))].map(
    ({ draft_id, count, ...row }) => ({ ...row, says: { approvals: [draft_id] }, count: Number(count) }),
  );
};
