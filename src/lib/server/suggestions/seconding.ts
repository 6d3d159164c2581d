import type { Transaction } from '../../../../db/schema.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import type { Speaker } from '../comments/posting.ts';
import { isShown } from '../moderation/hiding.ts';
import { suggestible } from './posting.ts';

type Seconded = { comment: string; draft: string };

/** Says that one wants the same: once a member, and not of one's own. */
export const secondSuggestion = async (
  tx: Transaction,
  member: Speaker | null,
  suggestion: string,
  now: number,
): Promise<Seconded | Refusal> => {
  const found = await secondable(tx, member, suggestion);
  if (isRefusal(found)) return found;
  if (found.author === member!.id) return refuse('second-own');
  const seconded = await tx
    .insertInto('suggestion_seconds')
    .values({ suggestion_id: suggestion, member_id: member!.id, seconded_at: now })
    .onConflict((conflict) => conflict.columns(['suggestion_id', 'member_id']).doNothing())
    .returning('seconded_at')
    .executeTakeFirst();
  if (!seconded) return refuse('already-seconded');
  await countSeconds(tx, suggestion, 1);
  return { comment: found.comment, draft: found.draft };
};

/** Takes it back; whoever had not seconded it changes nothing. */
export const takeBackSecond = async (
  tx: Transaction,
  member: Speaker | null,
  suggestion: string,
): Promise<Seconded | Refusal> => {
  const found = await secondable(tx, member, suggestion);
  if (isRefusal(found)) return found;
  const taken = await tx
    .deleteFrom('suggestion_seconds')
    .where('suggestion_id', '=', suggestion)
    .where('member_id', '=', member!.id)
    .returning('seconded_at')
    .executeTakeFirst();
  if (taken) await countSeconds(tx, suggestion, -1);
  return { comment: found.comment, draft: found.draft };
};

const secondable = async (tx: Transaction, member: Speaker | null, suggestion: string) => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  const found = await tx
    .selectFrom('suggestions')
    .innerJoin('comments', 'comments.id', 'suggestions.comment_id')
    .select(['suggestions.draft_id as draft', 'comments.id as comment', 'comments.member_id as author'])
    .where('suggestions.id', '=', suggestion)
    .where('comments.deleted_at', 'is', null)
    .where(isShown('comment', 'comments.id'))
    .executeTakeFirst();
  if (!found) return refuse('not-found');
  const place = await suggestible(tx, found.draft);
  return isRefusal(place) ? place : found;
};

const countSeconds = (tx: Transaction, suggestion: string, change: 1 | -1) =>
  tx
    .updateTable('suggestions')
    .set((eb) => ({ seconds: eb('seconds', '+', change) }))
    .where('id', '=', suggestion)
    .execute();
