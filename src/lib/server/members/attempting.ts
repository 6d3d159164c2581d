import { sql } from 'kysely';
import type { Transaction } from '../../../../db/schema.ts';
import { plainAddress } from '../../domain/accounts.ts';
import {
  askingTries,
  letterTries,
  triesForgottenAfter,
  waitAfter,
  type TryingPolicy,
} from '../../domain/attempting.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { hashSecret } from '../secrets.ts';

export interface TryKey {
  key: string;
  policy: TryingPolicy;
}
/** What was counted, to be taken back if it turns out well. */
export type CountedTry = TryKey & { blockedUntil: number };

/** Whether an account stands behind the address makes no difference: it is counted all the same. */
export const byAccount = (act: string, email: string, policy: TryingPolicy): TryKey => ({
  key: `${act}:account:${hashSecret(plainAddress(email))}`,
  policy,
});

export const byAddress = (act: string, address: string, policy: TryingPolicy): TryKey => ({
  key: `${act}:address:${networkOf(address)}`,
  policy,
});

/** A household holds a whole /64 of IPv6: counting single addresses would count nothing. */
const networkOf = (address: string): string => {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [before = '', after] = plain.split('%')[0]!.split('::');
  const head = before ? before.split(':') : [];
  const tail = after ? after.split(':') : [];
  const zeros = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  return `${[...head, ...Array<string>(zeros).fill('0'), ...tail].slice(0, 4).join(':')}::/64`;
};

/**
 * Counts a try before it is made, so that many at the same moment are counted too; refused where one of the keys
 * still has to wait. What turned out well is taken back with `takeBack`.
 */
export const countTry = async (
  tx: Transaction,
  keys: TryKey[],
  now: number,
): Promise<CountedTry[] | Refusal> => {
  const counted: CountedTry[] = [];
  for (const { key, policy } of keys) {
    const row = await tx
      .insertInto('attempts')
      .values({ key, failures: 1, last_at: now, blocked_until: 0 })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet({
            failures: sql<number>`case when attempts.last_at < ${now - triesForgottenAfter} then 1 else attempts.failures + 1 end`,
            last_at: now,
          })
          .where('attempts.blocked_until', '<=', now),
      )
      .returning('failures')
      .executeTakeFirst();
    if (!row) return refuse('too-many-tries', { seconds: await secondsLeft(tx, key, now) });
    const wait = waitAfter(row.failures, policy);
    const blockedUntil = wait === 0 ? 0 : now + wait;
    await tx.updateTable('attempts').set({ blocked_until: blockedUntil }).where('key', '=', key).execute();
    counted.push({ key, policy, blockedUntil });
  }
  return counted;
};

const secondsLeft = async (tx: Transaction, key: string, now: number) => {
  const row = await tx
    .selectFrom('attempts')
    .select('blocked_until')
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return Math.ceil((row.blocked_until - now) / 1000);
};

/**
 * A letter that anybody can have sent: counted for the mailbox and for whoever asks. Letters that set a password are
 * counted apart, so that nobody can use them up for another by asking for letters that do not.
 */
export const countLetter = async (
  tx: Transaction,
  { email, address, act = 'letter' }: { email: string; address: string; act?: 'letter' | 'reset' },
  now: number,
): Promise<Refusal | undefined> => {
  const keys = [byAccount(act, email, letterTries), byAddress('letter', address, askingTries)];
  const counted = await countTry(tx, keys, now);
  return isRefusal(counted) ? counted : undefined;
};

/**
 * A letter to a mailbox that wants to join, for the mailbox alone: whoever asks is counted by `enterDoor`, since a room full
 * of people joins from one address.
 */
export const countMailbox = async (
  tx: Transaction,
  email: string,
  now: number,
): Promise<Refusal | undefined> => {
  const counted = await countTry(tx, [byAccount('letter', email, letterTries)], now);
  return isRefusal(counted) ? counted : undefined;
};

/** The one try that turned out well; a wait that others have caused meanwhile stands. */
export const takeBack = async (tx: Transaction, { key, blockedUntil }: CountedTry): Promise<void> => {
  await tx
    .updateTable('attempts')
    .set((eb) => ({
      failures: eb('failures', '-', 1),
      blocked_until: eb
        .case()
        .when('blocked_until', '=', blockedUntil)
        .then(0)
        .else(eb.ref('blocked_until'))
        .end(),
    }))
    .where('key', '=', key)
    .execute();
};

/** The owner of the account has shown to be one: the wrong tries before no longer count. */
export const forgiveTries = async (tx: Transaction, { key }: TryKey): Promise<void> => {
  await tx.deleteFrom('attempts').where('key', '=', key).execute();
};
