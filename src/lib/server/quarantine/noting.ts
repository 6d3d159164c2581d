import { createHmac } from 'node:crypto';
import type { Transaction } from '../../../../db/schema.ts';
import { networkOf } from '../../domain/networks.ts';
import { scheduleJob } from '../jobs/scheduling.ts';
import { newSecret } from '../secrets.ts';

const minute = 60_000;
/** How long a stuffed ballot may count before it is looked at. */
const between = 15 * minute;

export interface Origin {
  ballot: string;
  challenge: string;
  /** As the connection says, or the proxy in front. */
  address: string;
  /** What the browser calls itself; cut, since anybody may send anything. */
  program: string;
}

/**
 * Notes where a ballot came from when it is first cast; a changed one keeps its first origin. Neither the address nor the
 * name of the browser is kept, but what a secret of the challenge makes of them, so that they can be compared with each
 * other, within this challenge, and with nothing else. Asks for the ballots to be looked at within a quarter of an hour.
 */
export const noteOrigin = async (
  tx: Transaction,
  { ballot, challenge, address, program }: Origin,
  now: number,
): Promise<void> => {
  const secret = await secretOf(tx, challenge, now);
  const hashed = (kind: string, text: string) =>
    text === ''
      ? ''
      : createHmac('sha256', secret).update(`${kind}:${text}`).digest('base64url').slice(0, 22);
  const noted = await tx
    .insertInto('ballot_origins')
    .values({
      ballot_id: ballot,
      challenge_id: challenge,
      network: hashed('network', networkOf(address)),
      address: hashed('address', address),
      program: hashed('program', program.slice(0, 400)),
      noted_at: now,
    })
    .onConflict((conflict) => conflict.column('ballot_id').doNothing())
    .returning('ballot_id')
    .executeTakeFirst();
  if (noted) await askForLook(tx, challenge, now);
};

const secretOf = async (tx: Transaction, challenge: string, now: number) => {
  const found = () =>
    tx.selectFrom('origin_secrets').select('secret').where('challenge_id', '=', challenge).executeTakeFirst();
  const before = await found();
  if (before) return before.secret;
  await tx
    .insertInto('origin_secrets')
    .values({ challenge_id: challenge, secret: newSecret(), made_at: now })
    .onConflict((conflict) => conflict.column('challenge_id').doNothing())
    .execute();
  return (await found())!.secret;
};

/** Once for each quarter of an hour in which somebody votes, at its end; the last one comes after the close. */
const askForLook = async (tx: Transaction, challenge: string, now: number) => {
  const quarter = Math.floor(now / between);
  const key = `quarantine:${challenge}:${quarter}`;
  const asked = await tx.selectFrom('jobs').select('id').where('unique_key', '=', key).executeTakeFirst();
  if (asked) return;
  await scheduleJob(
    tx,
    { kind: 'quarantine-suspects', payload: { challenge }, runAt: (quarter + 1) * between, key },
    now,
  );
};
