import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { hashSecret, newSecret } from '../secrets.ts';

const hour = 3600_000;

/** What a link in a letter proves, and for how long, ms. */
export const proofs = {
  'confirm-address': 48 * hour,
  // No link: what was typed by whoever wanted to join under the address of an account (`joining.ts`).
  'join-again': 48 * hour,
  'change-address': 48 * hour,
  'reset-password': hour,
  'confirm-ballot': 14 * 24 * hour,
} as const;
export type ProofKind = keyof typeof proofs;

export interface Proof {
  kind: ProofKind;
  member: string;
  payload: Record<string, string>;
}

/** A secret for a link. Only its hash is kept: whoever reads the table cannot follow it. */
export const issueProof = async (
  tx: Transaction,
  { kind, member, payload }: { kind: ProofKind; member: string; payload?: Record<string, string> },
  now: number,
): Promise<string> => {
  const secret = newSecret();
  await tx
    .insertInto('tokens')
    .values({
      hash: hashSecret(secret),
      kind,
      member_id: member,
      payload: JSON.stringify(payload ?? {}),
      created_at: now,
      expires_at: now + proofs[kind],
    })
    .execute();
  return secret;
};

/** What the link would prove, without using it up: mail programs look at links before people do. */
export const proofBy = async (
  read: Reader,
  kinds: ProofKind[],
  secret: string,
  now: number,
): Promise<Proof | undefined> => {
  const row = await read
    .selectFrom('tokens')
    .innerJoin('members', 'members.id', 'tokens.member_id')
    .select(['tokens.kind', 'tokens.member_id', 'tokens.payload'])
    .where('tokens.hash', '=', hashSecret(secret))
    .where('tokens.kind', 'in', kinds)
    .where('tokens.used_at', 'is', null)
    .where('tokens.expires_at', '>', now)
    .where('members.deleted_at', 'is', null)
    .executeTakeFirst();
  return row && proofOf(row);
};

/** Uses the link up: of two at the same moment one is refused. */
export const spendProof = async (
  tx: Transaction,
  kinds: ProofKind[],
  secret: string,
  now: number,
): Promise<Proof | Refusal> => {
  const row = await tx
    .updateTable('tokens')
    .set({ used_at: now })
    .where('hash', '=', hashSecret(secret))
    .where('kind', 'in', kinds)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['kind', 'member_id', 'payload'])
    .executeTakeFirst();
  return row ? proofOf(row) : refuse('link-over');
};

/** Links that were sent before and must open nothing any more. */
export const voidProofs = async (
  tx: Transaction,
  member: { id: string },
  kinds: ProofKind[],
): Promise<void> => {
  await tx.deleteFrom('tokens').where('member_id', '=', member.id).where('kind', 'in', kinds).execute();
};

const proofOf = (row: { kind: string; member_id: string | null; payload: string }): Proof => ({
  kind: row.kind as ProofKind,
  member: row.member_id!,
  payload: JSON.parse(row.payload) as Record<string, string>,
});
