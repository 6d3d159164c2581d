import type { Reader } from '../../../../db/schema.ts';
import { plainAddress } from '../../domain/accounts.ts';
import { addressTries, passwordTries } from '../../domain/attempting.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import type { Database } from '../database.ts';
import { byAccount, byAddress, countTry, forgiveTries, takeBack, type TryKey } from './attempting.ts';
import { passwordMatches } from './hashing.ts';
import type { Proof, ProofKind } from './proving.ts';
import { triesOfDevice } from './recognising.ts';

export const signInTry = (email: string) => byAccount('password', email, passwordTries);

interface SigningIn {
  email: string;
  password: string;
  /** Of the network it comes from. */
  address: string;
  /** What the browser shows of an earlier sign-in (`deviceMark`). */
  mark?: string | undefined;
}

/**
 * Who this is, if the password is right. An address that nobody has costs the same work and gets the same answer;
 * while one has to wait the right password is refused too, or the wait would tell which one it is.
 * Until an address is confirmed nobody is let in, and whoever types what they joined with is told to look in the mailbox:
 * the same whether the account was theirs to make or stood there before.
 */
export const signIn = async (
  { read, write }: Pick<Database, 'read' | 'write'>,
  input: SigningIn,
  now: number,
): Promise<{ id: string } | Refusal> => {
  const member = await read((r) => accountOf(r, input.email));
  const device = await read((r) => triesOfDevice(r, member, input.mark));
  const account = signInTry(input.email);
  const keys = device ? [device] : [account, byAddress('password', input.address, addressTries)];
  const tries = await write((tx) => countTry(tx, keys, now));
  if (isRefusal(tries)) return tries;
  const stored = member?.email_confirmed_at == null ? null : member.password_hash;
  if (!(await passwordMatches(stored, input.password)) || !member) {
    const typed = member && (await read((r) => typedToJoin(r, member, now)));
    // Counted as a wrong one all the same: it must not wipe out the wrong ones before.
    return refuse(
      (await passwordMatches(typed, input.password)) ? 'address-unconfirmed' : 'wrong-credentials',
    );
  }
  const [first, second] = tries;
  await write(async (tx) => {
    await forgiveTries(tx, first!);
    if (second) await takeBack(tx, second);
  });
  return member.banned ? refuse('banned', { reason: member.reason ?? '' }) : { id: member.id };
};

const accountOf = (read: Reader, email: string) =>
  read
    .selectFrom('members')
    .leftJoin('bans', 'bans.member_id', 'members.id')
    .select([
      'members.id',
      'members.password_hash',
      'members.email_confirmed_at',
      'bans.member_id as banned',
      'bans.reason',
    ])
    .where('members.email', '=', plainAddress(email))
    .where('members.deleted_at', 'is', null)
    .executeTakeFirst();

/** The hash of what was last typed to join under this address, while its letter can be followed. */
const typedToJoin = async (read: Reader, member: { id: string }, now: number) => {
  const kinds: ProofKind[] = ['confirm-address', 'join-again'];
  const row = await read
    .selectFrom('tokens')
    .select('payload')
    .where('member_id', '=', member.id)
    .where('kind', 'in', kinds)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .where('payload', 'like', '%"password":%')
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && (JSON.parse(row.payload) as Proof['payload']).password;
};

/** Tries of somebody who is signed in: others who try to sign in cannot use them up. */
const proveTry = (member: { id: string }): TryKey => ({
  key: `password:member:${member.id}`,
  policy: passwordTries,
});

/** The counts of wrong passwords that are kept of a member. */
export const passwordTriesOf = (member: { id: string; email: string }): string[] =>
  [signInTry(member.email), proveTry(member)].map(({ key }) => key);

/** Asks for the password again before what cannot be undone; counted like signing in. */
export const provePassword = async (
  { read, write }: Pick<Database, 'read' | 'write'>,
  member: { id: string },
  password: string,
  now: number,
): Promise<Refusal | undefined> => {
  const tried = proveTry(member);
  const tries = await write((tx) => countTry(tx, [tried], now));
  if (isRefusal(tries)) return tries;
  const row = await read((r) =>
    r.selectFrom('members').select('password_hash').where('id', '=', member.id).executeTakeFirst(),
  );
  if (!(await passwordMatches(row?.password_hash, password))) return refuse('wrong-password');
  await write((tx) => forgiveTries(tx, tried));
  return undefined;
};
