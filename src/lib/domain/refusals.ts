/** Why something was not done. Each reason has a text for people in the messages, `refusal_…`. */
export type Reason =
  | 'not-found'
  | 'not-signed-in'
  | 'not-yours'
  | 'not-confirmed'
  | 'too-many-tries'
  | 'wrong-credentials'
  | 'address-unconfirmed'
  | 'wrong-password'
  | 'banned'
  | 'link-over'
  | 'address-taken'
  | 'preorders-open'
  | 'changed-meanwhile'
  | 'impossible-transition'
  | 'slug-taken'
  | 'currency-fixed'
  | 'already-in-role'
  | 'already-invited'
  | 'invitation-over'
  | 'invitation-other-address'
  | 'last-owner'
  | 'last-admin'
  | 'brands-left-alone'
  | 'not-yourself'
  | 'setup-code-wrong'
  | 'challenge-incomplete'
  | 'challenge-sealed'
  | 'dates-impossible'
  | 'too-few-drafts'
  | 'draft-incomplete'
  | 'draft-removed'
  | 'too-many-pictures'
  | 'reason-needed'
  | 'cannot-win'
  | 'voting-not-open'
  | 'voting-closed'
  | 'too-many-picks'
  | 'draft-not-in-challenge'
  | 'comments-closed'
  | 'too-many-comments'
  | 'already-reported'
  | 'report-own'
  | 'suggestions-closed'
  | 'pin-outside'
  | 'pin-not-of-revision'
  | 'second-own'
  | 'already-seconded'
  | 'answer-needed'
  | 'suggestion-carried'
  | 'carried-without-change'
  | 'sold-out'
  | 'limit-per-member'
  | 'campaign-not-live'
  | 'draft-not-won'
  | 'draft-has-campaign'
  | 'campaign-launched'
  | 'campaign-not-ready'
  | 'campaign-not-launched'
  | 'stock-only-rises'
  | 'country-already-served'
  | 'not-shipping-yet'
  | 'preorders-unshipped'
  | 'preorder-not-paid'
  | 'preorder-already-shipped'
  | 'milestone-reached-already'
  | 'too-many-milestones'
  | 'variant-not-in-campaign'
  | 'quantity-impossible'
  | 'country-not-shipped'
  | 'total-changed'
  | 'total-too-large'
  | 'preorder-bound'
  | 'cards-not-taken'
  | 'card-declined'
  | 'card-unreachable'
  | 'card-too-late'
  | 'card-raise-declined'
  | 'new-card-declined'
  | 'charge-under-way'
  | 'payment-not-due'
  | 'refund-under-way'
  | 'picture-not-a-picture'
  | 'picture-kind-unsupported'
  | 'picture-svg'
  | 'picture-truncated'
  | 'picture-too-large'
  | 'picture-too-many-pixels'
  | 'picture-too-small'
  | 'picture-animated';

export interface Refusal {
  refused: true;
  reason: Reason;
  /** Numbers and words for the text, such as the limit that was passed. */
  detail: Record<string, string | number>;
}

/** A refusal is a value: it is returned, never thrown. */
export const refuse = (reason: Reason, detail: Refusal['detail'] = {}): Refusal => ({
  refused: true,
  reason,
  detail,
});

/** Whether what a verb gave back is a refusal, and not what was asked for. */
export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && (value as { refused?: unknown }).refused === true;
