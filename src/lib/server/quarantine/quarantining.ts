import type { Transaction } from '../../../../db/schema.ts';
import type { Suspect } from '../../domain/stuffing/ballots.ts';
import { suspectsAmong } from '../../domain/stuffing/suspecting.ts';
import type { Database } from '../database.ts';
import { recordEvent } from '../events/recording.ts';
import { randomLetters } from '../ids.ts';
import { holdBallots, holdUndecided, type Counters } from './setting-aside.ts';
import { tellVoters } from './telling.ts';
import { tracedBallots } from './tracing.ts';

/** So many to a transaction: nobody who votes waits for long behind ten thousand. */
const chunk = 100;

type Undecided = NonNullable<Awaited<ReturnType<typeof holdUndecided>>>;

/**
 * Looks at the ballots of a challenge that is not decided, puts in quarantine those that the rules suspect, and tells their
 * voters. Of each member in a round it is done once: what was released stays released. Gives how many were put there; an event says so.
 */
export const quarantineSuspects = async (
  { read, write }: Pick<Database, 'read' | 'write'>,
  { challenge, counters, origin }: { challenge: string; counters: Counters; origin: string },
  now: number,
): Promise<number> => {
  const ballots = await read((r) => tracedBallots(r, challenge));
  const suspects = inNoOrder(suspectsAmong(ballots));
  let count = 0;
  for (let from = 0; from < suspects.length; from += chunk) {
    const some = suspects.slice(from, from + chunk);
    count += await write(async (tx) => {
      await holdBallots(
        tx,
        some.map(({ id }) => id),
      );
      const undecided = await holdUndecided(tx, challenge);
      if (!undecided) return 0;
      const put = await putAside(tx, undecided, some, counters, now);
      if (put.length === 0) return 0;
      const event = await recordEvent(
        tx,
        {
          kind: 'ballots-quarantined',
          brand: undecided.brand_id,
          challenge,
          payload: { count: put.length },
        },
        now,
      );
      await tellVoters(tx, { event, challenge: undecided, quarantines: put, origin }, now);
      return put.length;
    });
  }
  return count;
};

/** What is public of the runs tells nothing of who cast when. */
const inNoOrder = (suspects: Suspect[]) =>
  suspects
    .map((suspect) => ({ suspect, by: randomLetters(8) }))
    .sort((one, other) => (one.by < other.by ? -1 : 1))
    .map(({ suspect }) => suspect);

const putAside = async (
  tx: Transaction,
  { id: challenge, round }: Undecided,
  suspects: Suspect[],
  { ballotsSetAside }: Counters,
  now: number,
) => {
  const reasons = new Map(suspects.map(({ id, reasons }) => [id, reasons]));
  // Whoever has taken the ballot back since is not asked about it any more.
  const standing = await tx
    .selectFrom('ballots')
    .leftJoin('ballot_origins', 'ballot_origins.ballot_id', 'ballots.id')
    .select(['ballots.id', 'ballots.member_id', 'ballot_origins.mailbox'])
    .where('ballots.id', 'in', [...reasons.keys()])
    .where('ballots.round', '=', round)
    .execute();
  if (standing.length === 0) return [];
  const put = await tx
    .insertInto('quarantines')
    .values(
      standing.map(({ id, member_id, mailbox }) => ({
        // Nothing of when or in which order.
        id: randomLetters(20),
        ballot_id: id,
        member_id,
        challenge_id: challenge,
        round,
        lead: reasons.get(id)![0]!,
        reasons: JSON.stringify(reasons.get(id)),
        mailbox: mailbox ?? '',
        put_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning(['id', 'ballot_id', 'member_id', 'reasons'])
    .execute();
  await ballotsSetAside(tx, { ids: put.flatMap(({ ballot_id }) => ballot_id ?? []), challenge, round }, now);
  return put.map(({ id, reasons, member_id }) => ({ id, reasons, member: member_id }));
};
