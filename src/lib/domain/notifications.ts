import type { EventKind } from './events.ts';

/** What a member can choose to hear of. The own money (`order`) and what becomes of the own words (`moderation`) are always told. */
export const notificationKinds = [
  'voting-opens',
  'voting-closes',
  'receipt',
  'revision',
  'reply',
  'suggestion',
  'stage',
  'offer',
  'entry',
  'decision',
  'campaign-live',
  'campaign-settled',
  'update',
] as const;
export type OptionalKind = (typeof notificationKinds)[number];
export type NotificationKind = OptionalKind | 'order' | 'moderation';

/** Whether a member may choose not to hear of it. */
export const isOptionalKind = (value: unknown): value is OptionalKind =>
  notificationKinds.includes(value as OptionalKind);

/** Under which of the member's settings an event falls; undefined for events that nobody is told of. */
export const notificationKindOf = (event: EventKind): NotificationKind | undefined => kindOf[event];

const kindOf: Partial<Record<EventKind, NotificationKind>> = {
  'voting-opened': 'voting-opens',
  'voting-closing-soon': 'voting-closes',
  'draft-revised-in-vote': 'revision',
  'ballots-logged': 'receipt',
  'comment-posted': 'reply',
  'suggestion-made': 'suggestion',
  'suggestion-answered': 'suggestion',
  'suggestion-carried': 'suggestion',
  'challenge-shortlisted': 'stage',
  'final-vote-opened': 'voting-opens',
  'review-begun': 'stage',
  'review-ended': 'stage',
  'prototype-posted': 'stage',
  'call-closed': 'offer',
  'offer-made': 'offer',
  'offer-changed': 'offer',
  'offer-withdrawn': 'offer',
  'offer-chosen': 'offer',
  'offer-not-chosen': 'offer',
  'draft-review-asked': 'entry',
  'draft-approved': 'entry',
  'draft-returned': 'entry',
  'draft-disqualified': 'entry',
  'co-author-invited': 'entry',
  'challenge-decided': 'decision',
  'challenge-cancelled': 'decision',
  'campaign-launched': 'campaign-live',
  'campaign-succeeded': 'campaign-settled',
  'campaign-failed': 'campaign-settled',
  'campaign-cancelled': 'campaign-settled',
  'update-posted': 'update',
  'content-hidden': 'moderation',
  'content-shown': 'moderation',
  'preorder-placed': 'order',
  'preorder-changed': 'order',
  'preorder-cancelled': 'order',
  'preorder-charged': 'order',
  'preorder-charge-failed': 'order',
  'preorder-dropped': 'order',
  'preorder-shipped': 'order',
  'preorder-refunded': 'order',
};

/** The events that somebody is told about: the worker looks who, after the commit. */
export const announced: ReadonlySet<EventKind> = new Set(Object.keys(kindOf) as EventKind[]);

/** Said on the site alone: a brand hears of each suggestion and of each change of an offer, and not by a letter each time. */
export const withoutLetter: ReadonlySet<EventKind> = new Set<EventKind>([
  'suggestion-made',
  'offer-changed',
  'offer-withdrawn',
]);

/** Said by letter alone until the member wishes otherwise: whoever has just voted knows it, and wants something to keep. */
export const quietKinds: ReadonlySet<NotificationKind> = new Set<NotificationKind>(['receipt']);
