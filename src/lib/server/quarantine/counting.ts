import type { ExpressionBuilder } from 'kysely';
import type { Tables, Transaction } from '../../../../db/schema.ts';
import type { CountedBallot, Counters } from './setting-aside.ts';
import { countNone, pickedMore, picksOn } from '../ballots/casting.ts';
import { putAllBack, takeAllBack } from '../ballots/judging.ts';
import { enterLeaf } from '../ballots/logging.ts';
import { countOutdated } from '../ballots/looking.ts';
import { choicesOn, countChoices } from '../ballots/specifying.ts';

/**
 * Takes a ballot out of every counter, or puts it back with what it says by then. The challenge is held by whoever
 * settles it; the entry in the log lets everybody count the same.
 */
const move = async (tx: Transaction, { id, challenge, round }: CountedBallot, back: boolean, now: number) => {
  const isPresent = (eb: ExpressionBuilder<Tables, 'ballots'>) =>
    eb.exists(
      eb
        .selectFrom('challenges')
        .select('challenges.id')
        .where('challenges.id', '=', challenge)
        .where('challenges.round', '=', round),
    );
  const ballot = await tx
    .updateTable('ballots')
    .set({ aside: back ? 0 : 1 })
    .where('id', '=', id)
    .where('aside', '=', back ? 1 : 0)
    .where('round', '=', round)
    .where(isPresent)
    .returning(['log_key as key', 'none_of_these as none'])
    .executeTakeFirst();
  if (!ballot) return;
  const change = back ? 1 : -1;
  await tx
    .updateTable('challenges')
    .set((eb) => ({ ballot_count: eb('ballot_count', '+', change) }))
    .where('id', '=', challenge)
    .execute();
  const picks = (await picksOn(tx, id)).map(({ draft }) => draft);
  if (picks.length > 0) {
    await pickedMore(tx, change, ...picks);
    await countOutdated(tx, id, change);
  }
  if (ballot.none === 1) await countNone(tx, challenge, change);
  const choices = await choicesOn(tx, id);
  await (back ? countChoices(tx, challenge, [], choices) : countChoices(tx, challenge, choices, []));
  await (back ? putAllBack : takeAllBack)(tx, challenge, round, id);
  if (ballot.key !== null)
    await enterLeaf(tx, { challenge, ballot: ballot.key, entry: back ? 'returned' : 'set-aside' }, now);
};

/** What the quarantine does to the counts. */
export const ballotCounters: Counters = {
  ballotSetAside: (tx, ballot, now) => move(tx, ballot, false, now),
  ballotReturned: (tx, ballot, now) => move(tx, ballot, true, now),
};
