import type { Reader } from '../../../../db/schema.ts';
import { medianOf, middleOf, shareAnswered, suggestionLimits } from '../../domain/suggestions.ts';
import { waitingSince } from './listing.ts';

const shownAtDesk = 5;

/** What a brand's desk begins with: suggestions that have had no answer for three days, the oldest few. */
export const waitingTooLong = (read: Reader, brand: { id: string }, now: number) =>
  waitingSince(read, brand, now - suggestionLimits.patience, shownAtDesk);

/**
 * How a brand answers: the median of the time up to its first answers in milliseconds, and the share (0 to 1) of all
 * suggestions that has one. Null where there is nothing to tell of.
 */
export const answerRecord = async (
  read: Reader,
  brand: { id: string },
): Promise<{ median: number | null; share: number | null }> => {
  const kept = await read
    .selectFrom('brands')
    .select(['suggestion_count as all', 'suggestions_answered as answered'])
    .where('id', '=', brand.id)
    .executeTakeFirstOrThrow();
  const middle = middleOf(kept.answered);
  const rows = await read
    .selectFrom('suggestions')
    .select('answered_after')
    .where('brand_id', '=', brand.id)
    .where('answered_after', 'is not', null)
    .orderBy('answered_after')
    .offset(middle.offset)
    .limit(middle.limit)
    .execute();
  return {
    median: medianOf(rows.map(({ answered_after }) => answered_after!)),
    share: shareAnswered(kept.answered, kept.all),
  };
};
