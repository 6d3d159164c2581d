import { randomBytes } from 'node:crypto';
import { sql, type SqlBool } from 'kysely';
import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { compiledOnce } from '../compiling.ts';
import { newId } from '../ids.ts';
import { isShown } from '../moderation/hiding.ts';
import { claimAddress, mayVote } from './eligibility.ts';

export interface Voter {
  id: string;
  /** Whether the address is confirmed. */
  confirmed: boolean;
}

export interface TakenBallot {
  id: string;
  /** What it is called in the public log. */
  key: string;
  member: string;
  fresh: boolean;
  /** What it said before, where it is written down as a whole. */
  marks: string | null;
  none: boolean;
  /** In quarantine: whatever it says, no counter follows. */
  aside: boolean;
}

/** The member's one ballot, new or not, held against the member's other tabs until the end of the transaction. */
export const takeBallot = async (
  tx: Transaction,
  member: Voter,
  challenge: string,
  now: number,
): Promise<TakenBallot | Refusal> => {
  const id = newId(now);
  const [row] = await taken(tx, id, member.id, randomBytes(16).toString('hex'), now, challenge);
  if (!row) return whyNotTaken(tx, challenge);
  const key = row.key ?? (await nameBallot(tx, row.id));
  const { marks, none, aside } = row;
  return {
    id: row.id,
    key,
    member: member.id,
    fresh: row.id === id,
    marks,
    none: none === 1,
    aside: aside === 1,
  };
};

const taken = compiledOnce(
  (tx: Transaction, id: string, member: string, key: string, now: number, challenge: string) => {
    const at = sql<number>`cast(${now} as bigint)`;
    return tx
      .insertInto('ballots')
      .columns(['id', 'challenge_id', 'member_id', 'log_key', 'round', 'cast_at', 'changed_at', 'aside'])
      .expression((eb) =>
        eb
          .selectFrom('challenges')
          .select([
            eb.val(id).as('id'),
            'challenges.id as challenge_id',
            eb.val(member).as('member_id'),
            eb.val(key).as('log_key'),
            'challenges.round',
            at.as('cast_at'),
            at.as('changed_at'),
            sql<0 | 1>`case when ${isInQuarantine(member)} then 1 else 0 end`.as('aside'),
          ])
          .where('challenges.id', '=', challenge)
          .where('challenges.published_at', 'is not', null)
          .where(isShown('challenge', 'challenges.id'))
          .where(mayVote(member)),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['challenge_id', 'member_id', 'round'])
          .doUpdateSet((eb) => ({ changed_at: eb.ref('excluded.changed_at') })),
      )
      .returning(['id', 'log_key as key', 'marks', 'none_of_these as none', 'aside']);
  },
);

/** Whoever takes a ballot back and casts anew is where they were. `challenges` must be in the query. */
const isInQuarantine = (member: string) => sql<SqlBool>`exists (select 1 from quarantines
  where quarantines.member_id = ${member} and quarantines.challenge_id = challenges.id
  and quarantines.round = challenges.round and (quarantines.outcome is null or quarantines.outcome = 'excluded'))`;

/** One from before there was a log gets its name with its first change. */
const nameBallot = async (tx: Transaction, ballot: string) => {
  const key = randomBytes(16).toString('hex');
  await tx.updateTable('ballots').set({ log_key: key }).where('id', '=', ballot).execute();
  return key;
};

const whyNotTaken = async (tx: Transaction, challenge: string) => {
  const row = await tx
    .selectFrom('challenges')
    .select('eligibility')
    .where('id', '=', challenge)
    .where('published_at', 'is not', null)
    .where(isShown('challenge', 'challenges.id'))
    .executeTakeFirst();
  return row ? refuse(`not-eligible-${row.eligibility}`) : refuse('not-found');
};

/**
 * Counts the ballot, and gives what it is cast under; a refusal unless voting is open at this very moment. Holds the
 * challenge's row: whoever casts for the same challenge comes one after the other.
 *
 * `stands`: whether it says anything from now on, or is taken back
 */
export const countBallot = async (
  tx: Transaction,
  challenge: string,
  ballot: TakenBallot,
  stands: boolean,
  now: number,
) => {
  const change = ballot.aside ? 0 : Number(stands) - Number(!ballot.fresh);
  const [row] = await counted(tx, change, challenge, now);
  if (!row) return whyNotNow(tx, challenge);
  if (
    ballot.fresh &&
    stands &&
    row.eligibility === 'list' &&
    !(await claimAddress(tx, ballot.member, challenge))
  )
    return refuse('not-eligible-list');
  // With the challenge held, nobody settles it any more in between.
  if (ballot.fresh && ballot.aside && stands && !(await isHeldAside(tx, ballot, row)))
    return refuse('changed-meanwhile');
  return row;
};

/** The quarantine that the member is in is of this ballot from now on; false where it has been lifted. */
const isHeldAside = async (
  tx: Transaction,
  { id, member }: TakenBallot,
  { id: challenge, round }: { id: string; round: number },
) => {
  const held = await tx
    .updateTable('quarantines')
    .set({ ballot_id: id })
    .where('member_id', '=', member)
    .where('challenge_id', '=', challenge)
    .where('round', '=', round)
    .where((eb) => eb.or([eb('outcome', 'is', null), eb('outcome', '=', 'excluded')]))
    .returning('id')
    .executeTakeFirst();
  return held !== undefined;
};

const counted = compiledOnce((tx: Transaction, change: number, challenge: string, now: number) =>
  tx
    .updateTable('challenges')
    .set((eb) => ({ ballot_count: eb('ballot_count', '+', change) }))
    .where('id', '=', challenge)
    .where('state', '=', 'voting')
    .where('voting_opens_at', '<=', now)
    .where('voting_closes_at', '>', now)
    .returning([
      'id',
      'round',
      'eligibility',
      'method',
      'rule_hash as seal',
      'picks_per_member as limit',
      'default_option as none',
      'revising_until as revisingUntil',
      'configuration_id as configuration',
    ]),
);

/** Why a ballot was not counted. */
const whyNotNow = async (tx: Transaction, challenge: string) => {
  const row = await tx
    .selectFrom('challenges')
    .select('state')
    .where('id', '=', challenge)
    .executeTakeFirstOrThrow();
  // `voting` here means that its time is over and the job that closes it has not come yet: it never opens ahead of its time.
  return refuse(row.state === 'collecting' ? 'voting-not-open' : 'voting-closed');
};

/** Takes the ballot back. Its name is not used again: whoever votes anew has a new one. */
export const withdrawBallot = (tx: Transaction, ballot: string) =>
  tx.deleteFrom('ballots').where('id', '=', ballot).execute();
