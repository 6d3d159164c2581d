import type { Transaction } from '../../../../db/schema.ts';
import { isRefusal, refuse } from '../../domain/refusals.ts';
import { editComment } from '../comments/changing.ts';

/**
 * The own words anew, but not those of a suggestion that others second or that was answered: they would stand behind
 * words that they have not read.
 */
export const editRemark = async (
  tx: Transaction,
  member: { id: string } | null,
  input: { comment: string; body: string },
  now: number,
): ReturnType<typeof editComment> => {
  const edited = await editComment(tx, member, input, now);
  if (isRefusal(edited)) return edited;
  // Held, so that nobody seconds or answers meanwhile.
  const suggestion = await tx
    .updateTable('suggestions')
    .set((eb) => ({ seconds: eb.ref('seconds') }))
    .where('comment_id', '=', input.comment)
    .returning(['state', 'seconds'])
    .executeTakeFirst();
  const settled = suggestion && (suggestion.state !== 'open' || suggestion.seconds > 0);
  return settled ? refuse('suggestion-settled') : edited;
};
