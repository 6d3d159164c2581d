export const commentLimits = {
  /** Characters of a comment as it is typed. */
  length: 4000,
  /** So many comments of one member… */
  count: 10,
  /** …in so many milliseconds. */
  span: 10 * 60_000,
} as const;

/** Characters of a report's reason. */
export const reportLength = 1000;

export const commentOrders = ['newest', 'oldest'] as const;
export type CommentOrder = (typeof commentOrders)[number];

/** The address of a comment that holds however many others follow it: its thread alone, with the comment in view. */
export const commentPath = (draft: string, comment: string): string =>
  `/drafts/${draft}?thread=${comment}#comment-${comment}`;

/**
 * The address of a part of a draft's comments.
 *
 * @param place the query that names the part: `order`, `thread`, `after`
 * @param more what is asked for besides, such as the form that answers a comment
 */
export const commentsPath = (draft: string, place: string, more: Record<string, string> = {}): string => {
  const query = new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(place)), ...more });
  return `/drafts/${draft}${query.size > 0 ? `?${query}` : ''}`;
};
