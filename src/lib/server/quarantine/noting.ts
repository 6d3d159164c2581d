import type { Transaction } from '../../../../db/schema.ts';
import { mailboxOf } from '../../domain/mailboxes.ts';
import { networkOf } from '../../domain/networks.ts';
import { compiledOnce } from '../compiling.ts';
import { lookSoon } from '../jobs/keeping-logs.ts';
import { newSecret } from '../secrets.ts';
import { keyedHash } from './hashing.ts';

export interface Origin {
  ballot: string;
  /** As the connection says, or the proxy in front; empty where that says nothing. */
  address: string;
  /** What the browser calls itself; cut, since anybody may send anything. */
  program: string;
}

/**
 * Notes where a ballot came from when it is first cast; a changed one keeps its first origin. Neither the address nor the
 * name of the browser nor the mailbox is kept, but what a secret of the challenge makes of them, so that they can be compared with each
 * other, within this challenge, and with nothing else. Asks for the ballots to be looked at within a quarter of an hour.
 */
export const noteOrigin = async (
  tx: Transaction,
  { ballot, address, program }: Origin,
  now: number,
): Promise<void> => {
  const [found] = await unnoted(tx, ballot);
  if (!found) return;
  const { challenge } = found;
  const secret = found.secret ?? (await makeSecret(tx, challenge, now));
  await noted(
    tx,
    ballot,
    challenge,
    keyedHash(secret, 'network', networkOf(address)),
    keyedHash(secret, 'address', address),
    keyedHash(secret, 'program', program.slice(0, 400)),
    keyedHash(secret, 'mailbox', found.email === null ? '' : mailboxOf(found.email).mailbox),
    now,
  );
  await lookSoon(tx, challenge, now);
};

const unnoted = compiledOnce((tx: Transaction, ballot: string) =>
  tx
    .selectFrom('ballots')
    .leftJoin('ballot_origins', 'ballot_origins.ballot_id', 'ballots.id')
    .leftJoin('origin_secrets', 'origin_secrets.challenge_id', 'ballots.challenge_id')
    .leftJoin('members', 'members.id', 'ballots.member_id')
    .select(['ballots.challenge_id as challenge', 'origin_secrets.secret', 'members.email'])
    .where('ballots.id', '=', ballot)
    .where('ballot_origins.ballot_id', 'is', null),
);

const noted = compiledOnce(
  (
    tx: Transaction,
    ballot: string,
    challenge: string,
    network: string,
    address: string,
    program: string,
    mailbox: string,
    now: number,
  ) =>
    tx
      .insertInto('ballot_origins')
      .values({
        ballot_id: ballot,
        challenge_id: challenge,
        network,
        address,
        program,
        mailbox,
        noted_at: now,
      })
      .onConflict((conflict) => conflict.column('ballot_id').doNothing()),
);

const makeSecret = async (tx: Transaction, challenge: string, now: number) => {
  await tx
    .insertInto('origin_secrets')
    .values({ challenge_id: challenge, secret: newSecret(), made_at: now })
    .onConflict((conflict) => conflict.column('challenge_id').doNothing())
    .execute();
  const { secret } = await tx
    .selectFrom('origin_secrets')
    .select('secret')
    .where('challenge_id', '=', challenge)
    .executeTakeFirstOrThrow();
  return secret;
};
