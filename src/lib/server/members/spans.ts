import type { Reader, Transaction } from '../../../../db/schema.ts';
import { networkOf } from '../../domain/networks.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { countInSpan, surgeBuckets, surgeSpan } from '../../domain/surging.ts';
import { hashSecret } from '../secrets.ts';

// Unlike tries, which add up until they rest, this is counted anew in every ten minutes: behind the address of a carrier
// somebody is always there.

const kept = (whose: string, bucket: number) => `span:${whose}:${bucket}`;

/** Of an address and of its network a hash is left, for hours. */
export const hashedAddress = (address: string): string => hashSecret(address).slice(0, 22);
export const hashedNetwork = (address: string): string =>
  hashSecret(networkOf(address) || address).slice(0, 22);

/** How many of each there were in the ten minutes up to now. */
export const countsInSpan = async (
  read: Reader,
  whose: string[],
  now: number,
): Promise<Record<string, number>> => {
  const [present, before] = surgeBuckets(now);
  const rows = await read
    .selectFrom('attempts')
    .select(['key', 'failures'])
    .where(
      'key',
      'in',
      whose.flatMap((one) => [kept(one, present), kept(one, before)]),
    )
    .execute();
  const found = new Map(rows.map(({ key, failures }) => [key, failures]));
  return Object.fromEntries(
    whose.map((one) => [
      one,
      countInSpan(found.get(kept(one, present)) ?? 0, found.get(kept(one, before)) ?? 0, now),
    ]),
  );
};

export const countInSpans = async (tx: Transaction, whose: string[], now: number): Promise<void> => {
  const [bucket] = surgeBuckets(now);
  // In one order for everybody, so that nobody waits in a circle.
  for (const one of [...whose].sort())
    await tx
      .insertInto('attempts')
      .values({ key: kept(one, bucket), failures: 1, last_at: now })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet((eb) => ({ failures: eb('attempts.failures', '+', 1), last_at: now })),
      )
      .execute();
};

/** Counts one more of each, unless one of them has had as many as it may. */
export const countWithin = async (
  tx: Transaction,
  limits: Record<string, number>,
  now: number,
): Promise<Refusal | undefined> => {
  const counts = await countsInSpan(tx, Object.keys(limits), now);
  if (Object.entries(limits).some(([whose, most]) => counts[whose]! >= most))
    return refuse('too-many-tries', { seconds: Math.ceil((surgeSpan - (now % surgeSpan)) / 1000) });
  await countInSpans(tx, Object.keys(limits), now);
  return undefined;
};
