import { randomBytes } from 'node:crypto';
import type { Reader, Transaction } from '../../../../db/schema.ts';
import { eligibleLimits, printedCode } from '../../domain/eligible.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { hashSecret } from '../secrets.ts';
import { ownChallenge } from './owning.ts';

/** Until voting opens the list may change: then the rule seals how long it is. */
const holdOwn = async (
  tx: Transaction,
  member: { id: string },
  id: string,
  kind: 'list' | 'codes',
  states: ('preparing' | 'collecting' | 'voting')[],
) => {
  const challenge = await ownChallenge(tx, member, id);
  if (challenge?.eligibility !== kind) return refuse('not-found');
  const held = await tx
    .updateTable('challenges')
    .set((eb) => ({ edits: eb.ref('edits') }))
    .where('id', '=', id)
    .where('state', 'in', states)
    .returning('id')
    .executeTakeFirst();
  return held ? challenge : refuse('challenge-sealed');
};

const atOnce = 500;

/** Replaces the list of those who may vote. The addresses are for nobody to read again: only how many there are. */
export const saveAddresses = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, addresses }: { challenge: string; addresses: string[] },
  now: number,
): Promise<{ count: number } | Refusal> => {
  const challenge = await holdOwn(tx, member, id, 'list', ['preparing', 'collecting']);
  if (isRefusal(challenge)) return challenge;
  await tx.deleteFrom('eligible_addresses').where('challenge_id', '=', id).execute();
  for (let from = 0; from < addresses.length; from += atOnce)
    await tx
      .insertInto('eligible_addresses')
      .values(addresses.slice(from, from + atOnce).map((email) => ({ challenge_id: id, email })))
      .execute();
  await recordEvent(
    tx,
    {
      kind: 'voters-listed',
      actor: member.id,
      brand: challenge.brand_id,
      challenge: id,
      payload: { count: addresses.length },
    },
    now,
  );
  return { count: addresses.length };
};

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 12 letters of 32: 60 bits, and few codes among them. */
const newCode = () => [...randomBytes(12)].map((byte) => letters[byte % 32]).join('');

/** Makes codes to be handed out, as long as the vote is not over. They are shown once: only their hashes are kept. */
export const makeCodes = async (
  tx: Transaction,
  member: { id: string },
  { challenge: id, count, label }: { challenge: string; count: number; label: string },
  now: number,
): Promise<{ codes: string[] } | Refusal> => {
  const challenge = await holdOwn(tx, member, id, 'codes', ['preparing', 'collecting', 'voting']);
  if (isRefusal(challenge)) return challenge;
  const codes = Array.from({ length: Math.min(count, eligibleLimits.codes) }, newCode);
  await tx
    .insertInto('voting_codes')
    .values(
      codes.map((code) => ({
        code_hash: hashSecret(`${id}:${code}`),
        challenge_id: id,
        label,
        made_by: member.id,
        made_at: now,
      })),
    )
    .execute();
  await recordEvent(
    tx,
    {
      kind: 'voting-codes-made',
      actor: member.id,
      brand: challenge.brand_id,
      challenge: id,
      payload: { count: codes.length },
    },
    now,
  );
  return { codes: codes.map(printedCode) };
};

/** How many may vote by a list, and what became of the codes, by their label. */
export const admittedOf = async (read: Reader, challenge: string) => {
  const { count } = await read
    .selectFrom('eligible_addresses')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('challenge_id', '=', challenge)
    .executeTakeFirstOrThrow();
  const codes = await read
    .selectFrom('voting_codes')
    .select((eb) => [
      'label',
      eb.fn.countAll<number>().as('made'),
      eb.fn.count<number>('used_by').as('used'),
      eb.fn.min('made_at').as('madeAt'),
    ])
    .where('challenge_id', '=', challenge)
    .groupBy('label')
    .orderBy('madeAt')
    .execute();
  return { addresses: Number(count), codes };
};
