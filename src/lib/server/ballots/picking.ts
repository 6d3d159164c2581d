import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import type { Seen } from '../../domain/revising.ts';
import { castBallot, type Voter } from './casting.ts';
import { ownBallot } from './owning.ts';

type Cast = { ballot: string | null } | Refusal;

/** Puts one draft on the member's ballot, in the place of another where the ballot is full. */
export const pickDraft = async (
  tx: Transaction,
  member: Voter | null,
  { draft, instead, seen }: { draft: string; instead: string | null; seen?: Seen | undefined },
  now: number,
): Promise<Cast> => {
  const found = await ballotWith(tx, member, draft);
  if (!found) return refuse('not-found');
  const drafts = [...found.picks.filter((pick) => pick !== instead), draft];
  return castBallot(tx, member, { challenge: found.challenge, drafts, ...(seen && { seen }) }, now);
};

/** Takes one draft off the member's ballot; with the last one the ballot is withdrawn. */
export const unpickDraft = async (
  tx: Transaction,
  member: Voter | null,
  { draft }: { draft: string },
  now: number,
): Promise<Cast> => {
  const found = await ballotWith(tx, member, draft);
  if (!found) return refuse('not-found');
  const drafts = found.picks.filter((pick) => pick !== draft);
  return castBallot(tx, member, { challenge: found.challenge, drafts }, now);
};

/** A pick of what was taken off the table since stands in nobody's way. */
export const ballotWith = async (tx: Transaction, member: Voter | null, draft: string) => {
  const row = await tx.selectFrom('drafts').select('challenge_id').where('id', '=', draft).executeTakeFirst();
  if (!row) return undefined;
  const ballot = await ownBallot(tx, member, row.challenge_id);
  const standing = await tx
    .selectFrom('drafts')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .select('drafts.id')
    .where('drafts.id', 'in', ballot?.picks ?? [])
    .where('draft_removals.draft_id', 'is', null)
    .execute();
  return { challenge: row.challenge_id, picks: standing.map(({ id }) => id) };
};
