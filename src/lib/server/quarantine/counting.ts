import { sql, type ExpressionBuilder } from 'kysely';
import type { Tables, Transaction } from '../../../../db/schema.ts';
import { putAllBack, takeAllBack } from '../ballots/judging.ts';
import { enterLeaves } from '../ballots/logging.ts';
import { atOnce, type CountedBallots, type Counters } from './setting-aside.ts';

/**
 * Takes ballots out of every counter, or puts them back with what they say by then. The entries in the log let everybody
 * count the same.
 */
const move = async (tx: Transaction, { ids, ...of }: CountedBallots, back: boolean, now: number) => {
  for (let from = 0; from < ids.length; from += atOnce)
    await moveSome(tx, { ids: ids.slice(from, from + atOnce), ...of }, back, now);
};

const moveSome = async (
  tx: Transaction,
  { ids, challenge, round }: CountedBallots,
  back: boolean,
  now: number,
) => {
  const isPresent = (eb: ExpressionBuilder<Tables, 'ballots'>) =>
    eb.exists(
      eb
        .selectFrom('challenges')
        .select('challenges.id')
        .where('challenges.id', '=', challenge)
        .where('challenges.round', '=', round),
    );
  const moved = await tx
    .updateTable('ballots')
    .set({ aside: back ? 0 : 1 })
    .where('id', 'in', ids)
    .where('aside', '=', back ? 1 : 0)
    .where('round', '=', round)
    .where(isPresent)
    .returning(['id', 'log_key as key', 'none_of_these as none'])
    .execute();
  if (moved.length === 0) return;
  const ballots = moved.map(({ id }) => id);
  const change = back ? 1 : -1;
  const none = moved.filter((ballot) => ballot.none === 1).length;
  await tx
    .updateTable('challenges')
    .set((eb) => ({
      ballot_count: eb('ballot_count', '+', change * moved.length),
      none_picks: eb('none_picks', '+', change * none),
    }))
    .where('id', '=', challenge)
    .execute();
  await movePicks(tx, ballots, change);
  await moveChoices(tx, challenge, ballots, change);
  await (back ? putAllBack : takeAllBack)(tx, challenge, round, ...ballots);
  const entry = back ? ('returned' as const) : ('set-aside' as const);
  // By their names, which are chance: the order tells nothing of whose they are, nor why.
  const keys = moved.flatMap(({ key }) => key ?? []).sort();
  await enterLeaves(
    tx,
    challenge,
    keys.map((ballot) => ({ ballot, entry })),
    now,
  );
};

const movePicks = (tx: Transaction, ballots: string[], change: 1 | -1) => {
  const picks = sql`from ballot_picks where ballot_picks.draft_id = drafts.id
    and ballot_picks.ballot_id in (${sql.join(ballots)})`;
  return tx
    .updateTable('drafts')
    .set({
      picks: sql<number>`picks + ${change} * (select count(*) ${picks})`,
      picks_outdated: sql<number>`picks_outdated + ${change} * (select count(*) ${picks}
        and ballot_picks.revision_id <> drafts.revision_id)`,
    })
    .where('id', 'in', (of) =>
      of
        .selectFrom('ballot_picks')
        .select('ballot_picks.draft_id')
        .where('ballot_picks.ballot_id', 'in', ballots),
    )
    .execute();
};

const moveChoices = (tx: Transaction, challenge: string, ballots: string[], change: 1 | -1) =>
  tx
    .updateTable('specification_counts')
    .set({
      votes: sql<number>`votes + ${change} * (select count(*) from ballot_choices
        where ballot_choices.part = specification_counts.part
        and ballot_choices.choice = specification_counts.choice
        and ballot_choices.ballot_id in (${sql.join(ballots)}))`,
    })
    .where('challenge_id', '=', challenge)
    .execute();

/** What the quarantine does to the counts. */
export const ballotCounters: Counters = {
  ballotsSetAside: (tx, ballots, now) => move(tx, ballots, false, now),
  ballotsReturned: (tx, ballots, now) => move(tx, ballots, true, now),
};
