import type { Reader } from '../../../../db/schema.ts';
import { entryStanding } from '../../domain/entering.ts';
import { presentTerms } from '../challenges/terms.ts';
import { authorsOf } from './authors.ts';
import { reviewsOf } from './awaiting.ts';
import { hasAccepted } from './entering.ts';
import { isWorkingCopy, lastRevision, ownDraft, takesRevisions } from './owning.ts';
import { picturesOfRevision, revisionsOf } from './presenting.ts';

/** All that an author of a draft in an open challenge works with; nothing for anybody else. */
export const draftToWrite = async (read: Reader, member: { id: string } | null, id: string, now: number) => {
  const draft = await ownDraft(read, member, id);
  if (!member || !draft || draft.kind !== 'open') return undefined;
  const last = await lastRevision(read, id);
  const terms = await presentTerms(read, draft.challenge_id);
  if (!last || !terms) return undefined;
  const reviews = await reviewsOf(read, id);
  const [review] = reviews;
  return {
    draft,
    last,
    terms,
    accepted: await hasAccepted(read, member, { draft: id, version: terms.version }),
    working: isWorkingCopy(last),
    editable:
      takesRevisions(draft, now) &&
      draft.removal === null &&
      !(draft.reviewed === 1 && draft.challenge_state === 'voting'),
    standing: entryStanding({
      state: draft.state,
      challenge: draft.challenge_state,
      removal: draft.removal,
      review: review ? (review.answer ?? 'waiting') : null,
      blind: draft.blind_revision !== null,
    }),
    reviews,
    revisions: await revisionsOf(read, id),
    pictures: await picturesOfRevision(read, last.id),
    authors: (await authorsOf(read, [id])).get(id) ?? [],
    invitations: await openInvitations(read, id),
  };
};

/** As they were typed: by address, or by the name that stands on a member's page. */
const openInvitations = (read: Reader, draft: string) =>
  read
    .selectFrom('author_invitations')
    .leftJoin('members', 'members.id', 'author_invitations.member_id')
    .select(['author_invitations.id', 'author_invitations.email', 'members.name'])
    .where('author_invitations.draft_id', '=', draft)
    .where('author_invitations.answer', 'is', null)
    .orderBy('author_invitations.invited_at')
    .execute();
