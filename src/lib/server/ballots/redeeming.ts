import type { Reader, Transaction } from '../../../../db/schema.ts';
import { plainCode } from '../../domain/eligible.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { isShown } from '../moderation/hiding.ts';
import { hashSecret } from '../secrets.ts';

/** Uses a code from a meetup: from now on the member may vote in its challenge. Each code is one member's. */
export const redeemCode = async (
  tx: Transaction,
  member: { id: string } | null,
  { challenge, code }: { challenge: string; code: string },
  now: number,
): Promise<Refusal | undefined> => {
  if (!member) return refuse('not-signed-in');
  if (await codeOf(tx, member, challenge)) return undefined;
  const hash = hashSecret(`${challenge}:${plainCode(code)}`);
  const used = await tx
    .updateTable('voting_codes')
    .set({ used_by: member.id, used_at: now })
    .where('code_hash', '=', hash)
    .where('challenge_id', '=', challenge)
    .where('used_at', 'is', null)
    .returning('challenge_id')
    .executeTakeFirst();
  if (used) return undefined;
  const known = await tx
    .selectFrom('voting_codes')
    .select('used_at')
    .where('code_hash', '=', hash)
    .executeTakeFirst();
  return refuse(known ? 'code-used' : 'code-unknown');
};

/** When the member used a code for this challenge, if so. */
export const codeOf = (read: Reader, member: { id: string } | null, challenge: string) =>
  read
    .selectFrom('voting_codes')
    .select('used_at as usedAt')
    .where('challenge_id', '=', challenge)
    .where('used_by', '=', member?.id ?? '')
    .executeTakeFirst();

/** A challenge in which those who hold a code may vote, if it is shown and such a one. */
export const codedChallenge = (read: Reader, id: string) =>
  read
    .selectFrom('challenges')
    .innerJoin('brands', 'brands.id', 'challenges.brand_id')
    .select([
      'challenges.id',
      'challenges.title',
      'challenges.state',
      'challenges.rule_hash',
      'brands.name as brand',
      'brands.slug',
    ])
    .where('challenges.id', '=', id)
    .where('challenges.eligibility', '=', 'codes')
    .where('challenges.published_at', 'is not', null)
    .where(isShown('challenge', 'challenges.id'))
    .executeTakeFirst();
