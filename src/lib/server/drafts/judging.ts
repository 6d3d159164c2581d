import type { Reader } from '../../../../db/schema.ts';
import { authorsOf } from './authors.ts';
import { reviewsOf } from './awaiting.ts';
import { deskDraft } from './owning.ts';
import { picturesOfRevision } from './presenting.ts';

/** A member's draft as its brand sees it: the revision that was handed in last, with what was asked, answered and accepted. */
export const draftToJudge = async (read: Reader, member: { id: string } | null, id: string) => {
  const draft = await deskDraft(read, member, id);
  if (!draft || draft.kind !== 'open') return undefined;
  const reviews = await reviewsOf(read, id);
  const waiting = reviews.find(({ answer }) => answer === null) ?? null;
  const revision = await read
    .selectFrom('revisions')
    .selectAll()
    .where('id', '=', waiting?.revision ?? draft.revision_id ?? '')
    .executeTakeFirst();
  if (!revision) return undefined;
  return {
    draft,
    reviews,
    waiting,
    revision,
    pictures: await picturesOfRevision(read, revision.id),
    authors: (await authorsOf(read, [id])).get(id) ?? [],
    accepted: await read
      .selectFrom('terms_acceptances')
      .innerJoin('members', 'members.id', 'terms_acceptances.member_id')
      .select(['members.name', 'terms_acceptances.version', 'terms_acceptances.accepted_at as at'])
      .where('terms_acceptances.draft_id', '=', id)
      .orderBy('terms_acceptances.accepted_at')
      .execute(),
  };
};
