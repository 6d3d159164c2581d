import type { OpenSeed } from '../world/shape.ts';
import type { Draft } from './challenges.ts';
import { happened } from './events.ts';
import type { Member } from './members.ts';
import type { Loading } from './rows.ts';

const hour = 3600_000;

interface Entered {
  place: { brand: string; challenge: string; draft: string };
  open: OpenSeed;
  members: Member[];
  createdAt: number;
  /** When it was handed in; null where it never was. */
  enteredAt: number | null;
}

/** What a draft in an open challenge has besides: its authors and what they accepted, its reviews, and that it is hidden. */
export function enterDraft(loading: Loading, draft: Draft, { place, open, members, ...at }: Entered): void {
  const { rows, ids } = loading;
  const { id, author, seed, revision } = draft;
  const authors = [author, ...(seed.withOthers ?? []).map((number) => members[number]!)];
  for (const [i, { id: member }] of authors.entries()) {
    const joinedAt = at.createdAt + i * hour;
    rows.draft_authors.push({ draft_id: id, member_id: member, joined_at: joinedAt });
    if (i > 0) {
      rows.author_invitations.push({
        id: ids.id(at.createdAt),
        draft_id: id,
        member_id: member,
        invited_by: author.id,
        invited_at: at.createdAt,
        answer: 'accepted',
        answered_at: joinedAt,
      });
      happened(loading, joinedAt, 'co-author-joined', { actor: member, ...place });
    }
    if (at.enteredAt === null) continue;
    rows.terms_acceptances.push({ draft_id: id, member_id: member, version: 1, accepted_at: at.enteredAt });
  }
  for (const number of seed.invites ?? []) {
    const member = members[number]!.id;
    const invited = { draft_id: id, member_id: member, invited_by: author.id };
    rows.author_invitations.push({ id: ids.id(at.createdAt), ...invited, invited_at: at.createdAt + hour });
    happened(loading, at.createdAt + hour, 'co-author-invited', {
      actor: author.id,
      subject: member,
      ...place,
    });
  }
  if (at.enteredAt === null) return;
  if (open.reviewed) review(loading, draft, place, at.enteredAt);
  if (open.blind && seed.review === undefined) {
    draft.blind = true;
    rows.blind_entries.push({ draft_id: id, revision_id: revision, entered_at: at.enteredAt });
    happened(loading, at.enteredAt, 'draft-entered', { actor: author.id, ...place });
  }
}

const review = (
  { rows, ids, ...loading }: Loading,
  { id, seed, revision, author }: Draft,
  place: Entered['place'],
  askedAt: number,
) => {
  const asked = {
    id: ids.id(askedAt),
    draft_id: id,
    revision_id: revision,
    brand_id: place.brand,
    asked_by: author.id,
    asked_at: askedAt,
  };
  happened({ rows, ids, ...loading }, askedAt, 'draft-review-asked', { actor: author.id, ...place });
  const waits = seed.review === 'waiting';
  const returned = typeof seed.review === 'object' ? seed.review.returned : undefined;
  rows.draft_reviews.push({
    ...asked,
    answer: waits ? null : returned === undefined ? 'approved' : 'returned',
    words: returned ?? '',
    answered_at: waits ? null : askedAt + hour / 2,
  });
  if (!waits)
    happened({ rows, ids, ...loading }, askedAt + hour / 2, returned ? 'draft-returned' : 'draft-approved', {
      subject: author.id,
      ...place,
      payload: returned ? { reason: returned } : {},
    });
};
