import { createHmac } from 'node:crypto';
import { createChallenge, randomInt, verifySolution, type Challenge, type Payload } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type { Reader, Transaction } from '../../../../db/schema.ts';
import { taskLasts } from '../../domain/surging.ts';
import { hashSecret } from '../secrets.ts';

/** What a browser has to work on: about a second of a desktop machine, some seconds of a phone; to check it costs a thousandth. */
export type Task = Challenge;
const work = { algorithm: 'PBKDF2/SHA-256', cost: 1000, least: 1000, most: 3000 } as const;

const secretsOf = async (read: Reader) => {
  const { secret } = await read
    .selectFrom('site')
    .select('secret')
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  const derived = (what: string) => createHmac('sha256', secret).update(what).digest('base64url');
  return { hmacSignatureSecret: derived('task'), hmacKeySignatureSecret: derived('task-key') };
};

/** Its time stands in what is signed, by the clock of the site; the library would go by the machine's. */
export const newTask = async (read: Reader, now: number): Promise<Task> =>
  createChallenge({
    algorithm: work.algorithm,
    cost: work.cost,
    counter: randomInt(work.most, work.least),
    deriveKey,
    data: { at: now },
    ...(await secretsOf(read)),
  });

/** Whether the work was done, on a task of this site that is not too old, and for the first time. */
export const finishTask = async (tx: Transaction, text: string, now: number): Promise<boolean> => {
  const payload = payloadIn(text);
  if (!payload) return false;
  const { challenge, solution } = payload;
  const at = Number(challenge.parameters.data?.at);
  if (!(at <= now && now - at < taskLasts)) return false;
  const { verified } = await verifySolution({
    challenge,
    solution,
    deriveKey,
    ...(await secretsOf(tx)),
  }).catch(() => ({ verified: false }));
  if (!verified) return false;
  const spent = await tx
    .insertInto('tokens')
    .values({
      hash: hashSecret(`task:${challenge.parameters.nonce.toLowerCase()}`),
      kind: 'task',
      created_at: now,
      expires_at: now + taskLasts,
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .returning('hash')
    .executeTakeFirst();
  return spent !== undefined;
};

/** Anybody may send anything: only what has the shape is looked at, and never a dearer task than ours. */
const payloadIn = (text: string): Payload | undefined => {
  try {
    const payload = JSON.parse(text.slice(0, 4000)) as Payload;
    const { algorithm, cost, nonce, keyLength } = payload.challenge.parameters;
    const isOurs =
      algorithm === work.algorithm && cost === work.cost && keyLength === 32 && typeof nonce === 'string';
    return isOurs && typeof payload.solution === 'object' ? payload : undefined;
  } catch {
    return undefined;
  }
};
