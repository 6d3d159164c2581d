import { plainAddress } from '../../domain/accounts.ts';
import { addressTries, passwordTries } from '../../domain/attempting.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import type { Database } from '../database.ts';
import { byAccount, byAddress, countTry, forgiveTries, takeBack } from './attempting.ts';
import { passwordMatches } from './hashing.ts';

export const signInTry = (email: string) => byAccount('password', email, passwordTries);

/**
 * Who this is, if the password is right. An address that nobody has costs the same work and gets the same answer;
 * while one has to wait the right password is refused too, or the wait would tell which one it is.
 */
export const signIn = async (
  { read, write }: Pick<Database, 'read' | 'write'>,
  input: { email: string; password: string; address: string },
  now: number,
): Promise<{ id: string } | Refusal> => {
  const account = signInTry(input.email);
  const tries = await write((tx) =>
    countTry(tx, [account, byAddress('password', input.address, addressTries)], now),
  );
  if (isRefusal(tries)) return tries;
  const member = await read((r) =>
    r
      .selectFrom('members')
      .leftJoin('bans', 'bans.member_id', 'members.id')
      .select(['members.id', 'members.password_hash', 'bans.member_id as banned', 'bans.reason'])
      .where('members.email', '=', plainAddress(input.email))
      .where('members.deleted_at', 'is', null)
      .executeTakeFirst(),
  );
  if (!(await passwordMatches(member?.password_hash, input.password)) || !member)
    return refuse('wrong-credentials');
  await write(async (tx) => {
    await forgiveTries(tx, account);
    await takeBack(tx, tries[1]!);
  });
  return member.banned ? refuse('banned', { reason: member.reason ?? '' }) : { id: member.id };
};

/** Asks for the password again before what cannot be undone; counted like signing in. */
export const provePassword = async (
  { read, write }: Pick<Database, 'read' | 'write'>,
  member: { id: string; email: string },
  password: string,
  now: number,
): Promise<Refusal | undefined> => {
  const account = signInTry(member.email);
  const tries = await write((tx) => countTry(tx, [account], now));
  if (isRefusal(tries)) return tries;
  const row = await read((r) =>
    r.selectFrom('members').select('password_hash').where('id', '=', member.id).executeTakeFirst(),
  );
  if (!(await passwordMatches(row?.password_hash, password))) return refuse('wrong-password');
  await write((tx) => forgiveTries(tx, account));
  return undefined;
};
