import type { Reader } from '../../../../db/schema.ts';
import { commentPath } from '../../domain/comments.ts';
import type { EventKind } from '../../domain/events.ts';

/** An event with the names that a sentence about it needs. */
export type Happened = NonNullable<Awaited<ReturnType<typeof happened>>>;

export const happened = async (read: Reader, eventId: string) => {
  const row = await read
    .selectFrom('events')
    .leftJoin('challenges', 'challenges.id', 'events.challenge_id')
    .leftJoin('campaigns', 'campaigns.id', 'events.campaign_id')
    .leftJoin('brands', 'brands.id', 'events.brand_id')
    .leftJoin('members as actor', 'actor.id', 'events.actor_id')
    .leftJoin('drafts', 'drafts.id', 'events.draft_id')
    .leftJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('preorders', 'preorders.id', 'events.preorder_id')
    .select([
      'events.id',
      'events.kind',
      'events.actor_id',
      'events.brand_id',
      'events.challenge_id',
      'events.draft_id',
      'events.comment_id',
      'events.campaign_id',
      'events.preorder_id',
      'events.payload',
      'challenges.title as challenge',
      'campaigns.title as campaign',
      'brands.name as brand',
      'brands.slug as brand_slug',
      'actor.name as actor',
      'revisions.title as draft',
      'preorders.number',
    ])
    .where('events.id', '=', eventId)
    .executeTakeFirst();
  return row && { ...row, kind: row.kind as EventKind };
};

/** What is kept with a notification: enough to say it in whatever language the member reads later. */
export const wordsOf = (event: Happened) => ({
  event: event.kind,
  brand: event.brand ?? '',
  name: event.actor ?? '',
  number: event.number ?? '',
  title: event.campaign ?? event.draft ?? event.challenge ?? '',
  ...(moderated.has(event.kind) && said(event)),
  ...(answered.has(event.kind) && becameOf(event)),
  ...(reasoned.has(event.kind) && reasonOf(event)),
});
export type Words = ReturnType<typeof wordsOf>;

const moderated: ReadonlySet<EventKind> = new Set(['content-hidden', 'content-shown']);

/** What an admin did to what: a comment is named by where it stands, everything else by its title. */
const said = ({ payload }: Happened) => {
  const { kind, reason } = JSON.parse(payload) as { kind: string; reason?: string };
  return { what: kind, reason: reason ?? '' };
};

const answered: ReadonlySet<EventKind> = new Set([
  'suggestion-answered',
  'suggestion-carried',
  'draft-revised-in-vote',
]);

/** What a suggestion was answered, or the number of the revision that carries it or came. */
const becameOf = ({ payload }: Happened) => {
  const { state, revision } = JSON.parse(payload) as { state?: string; revision?: number };
  return { what: state ?? String(revision ?? ''), reason: '' };
};

const ofAuthors: ReadonlySet<EventKind> = new Set(['draft-approved', 'draft-returned', 'draft-disqualified']);
const reasoned: ReadonlySet<EventKind> = new Set(['draft-returned', 'draft-disqualified']);

const reasonOf = ({ payload }: Happened) => ({
  what: '',
  reason: (JSON.parse(payload) as { reason?: string }).reason ?? '',
});

const named = ({ payload }: Happened) => JSON.parse(payload) as { call?: string; offer?: string };
/** The call for makers that an event is about. */
export const callOf = (event: Happened): string => named(event).call ?? '';

/** The page on which the member sees what it is about: of an offer its own one for the supplier, the desk for the brand. */
export const linkOf = (event: Happened): string => {
  switch (event.kind) {
    case 'offer-made':
    case 'offer-changed':
    case 'offer-withdrawn':
      return `/desk/${event.brand_slug}/calls/${callOf(event)}`;
    case 'offer-chosen':
    case 'offer-not-chosen':
      return `/offers/${named(event).offer}`;
    case 'call-closed':
      return `/calls/${callOf(event)}/offer`;
  }
  if (event.preorder_id) return `/preorders/${event.preorder_id}`;
  if (event.comment_id) return commentPath(event.draft_id ?? '', event.comment_id);
  if (event.kind === 'update-posted') return `/campaigns/${event.campaign_id}#updates`;
  if (event.campaign_id) return `/campaigns/${event.campaign_id}`;
  if (event.kind === 'ballots-logged') return `/challenges/${event.challenge_id}/receipt`;
  if (event.kind === 'review-begun') return `/challenges/${event.challenge_id}/review`;
  if (event.kind === 'prototype-posted' || event.kind === 'review-ended')
    return `/challenges/${event.challenge_id}#stages`;
  if (event.kind === 'draft-revised-in-vote') return `/drafts/${event.draft_id}/revised`;
  if (event.kind === 'draft-review-asked') return `/desk/${event.brand_slug}/drafts/${event.draft_id}/review`;
  if (event.kind === 'co-author-invited') return `/drafts/${event.draft_id}/join`;
  if (ofAuthors.has(event.kind)) return `/drafts/${event.draft_id}/edit`;
  if (event.draft_id) return `/drafts/${event.draft_id}`;
  return `/challenges/${event.challenge_id}`;
};
