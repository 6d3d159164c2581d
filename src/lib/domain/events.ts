/** What can happen. One name for each transition and each act that the audit trail must show. */
export type EventKind =
  | 'site-set-up'
  | 'site-changed'
  | 'member-joined'
  | 'member-confirmed'
  | 'member-deleted'
  | 'member-banned'
  | 'member-unbanned'
  | 'member-role-changed'
  | 'password-changed'
  | 'address-changed'
  | 'brand-created'
  | 'brand-changed'
  | 'role-invited'
  | 'invitation-withdrawn'
  | 'role-granted'
  | 'role-removed'
  | 'challenge-created'
  | 'challenge-changed'
  | 'challenge-scheduled'
  | 'challenge-unscheduled'
  | 'challenge-published'
  | 'challenge-discarded'
  | 'voting-not-opened'
  | 'voting-opened'
  | 'voting-closing-soon'
  | 'voting-closed'
  | 'challenge-decided'
  | 'challenge-cancelled'
  | 'draft-created'
  | 'draft-submitted'
  | 'draft-revised'
  | 'draft-won'
  | 'draft-not-chosen'
  | 'draft-withdrawn'
  | 'draft-disqualified'
  | 'comment-posted'
  | 'comment-deleted'
  | 'content-reported'
  | 'report-resolved'
  | 'content-hidden'
  | 'content-shown'
  | 'campaign-created'
  | 'campaign-changed'
  | 'campaign-discarded'
  | 'campaign-launched'
  | 'campaign-succeeded'
  | 'campaign-failed'
  | 'campaign-cancelled'
  | 'campaign-producing'
  | 'campaign-shipping'
  | 'campaign-delivered'
  | 'update-posted'
  | 'milestone-reached'
  | 'preorder-reserved'
  | 'preorder-declined'
  | 'preorder-placed'
  | 'preorder-authorised'
  | 'preorder-changed'
  | 'preorder-cancelled'
  | 'preorder-charged'
  | 'preorder-charge-postponed'
  | 'preorder-charge-failed'
  | 'preorder-card-changed'
  | 'preorder-released'
  | 'preorder-dropped'
  | 'preorder-shipped'
  | 'preorder-received'
  | 'preorder-refund-requested'
  | 'preorder-refund-failed'
  | 'preorder-refunded'
  | 'preorders-exported';

/** The events that somebody is told about: the worker looks who, after the commit. */
export const announced: ReadonlySet<EventKind> = new Set([
  'voting-opened',
  'voting-closing-soon',
  'challenge-decided',
  'challenge-cancelled',
  'comment-posted',
  'content-hidden',
  'content-shown',
  'campaign-launched',
  'campaign-succeeded',
  'campaign-failed',
  'campaign-cancelled',
  'update-posted',
  'preorder-placed',
  'preorder-changed',
  'preorder-cancelled',
  'preorder-charged',
  'preorder-charge-failed',
  'preorder-dropped',
  'preorder-shipped',
  'preorder-refunded',
]);
