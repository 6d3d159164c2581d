import type { Reader, Transaction } from '../../../../db/schema.ts';
import { plainAddress } from '../../domain/accounts.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { follow } from '../follows/following.ts';
import { acceptTerms, entriesOf, holdCollecting } from './entering.ts';
import { holdDraft, isJudgedBy, ownDraft } from './owning.ts';

export interface Asked {
  id: string;
  email: string;
  confirmed: boolean;
}

/** Open invitations to be named as an author: to the member, or to the address that the member has confirmed. */
export const invitationsFor = (read: Reader, member: Asked) =>
  read
    .selectFrom('author_invitations')
    .innerJoin('drafts', 'drafts.id', 'author_invitations.draft_id')
    .innerJoin('challenges', 'challenges.id', 'drafts.challenge_id')
    .innerJoin('brands', 'brands.id', 'drafts.brand_id')
    .innerJoin('revisions', 'revisions.id', 'drafts.revision_id')
    .leftJoin('draft_removals', 'draft_removals.draft_id', 'drafts.id')
    .leftJoin('members as inviter', 'inviter.id', 'author_invitations.invited_by')
    .select((eb) => [
      'author_invitations.id',
      'author_invitations.draft_id as draft',
      'drafts.revision_id as revision',
      'drafts.brand_id as brand_id',
      'drafts.challenge_id as challenge',
      'challenges.title as challenge_title',
      'challenges.brief',
      'challenges.drafts_per_member as limit',
      'challenges.terms_version as version',
      'brands.name as brand_name',
      'revisions.title',
      'revisions.story',
      'inviter.name as inviter',
      eb
        .selectFrom('brand_roles')
        .select('brand_roles.role')
        .whereRef('brand_roles.brand_id', '=', 'drafts.brand_id')
        .where('brand_roles.member_id', '=', member.id)
        .limit(1)
        .as('team'),
      isJudgedBy(member.id).as('judges'),
    ])
    .where((eb) =>
      member.confirmed
        ? eb.or([
            eb('author_invitations.member_id', '=', member.id),
            eb('author_invitations.email', '=', plainAddress(member.email)),
          ])
        : eb('author_invitations.member_id', '=', member.id),
    )
    .where('author_invitations.answer', 'is', null)
    .where('challenges.state', '=', 'collecting')
    .where('draft_removals.draft_id', 'is', null)
    .orderBy('author_invitations.invited_at')
    .orderBy('author_invitations.id');

export const invitationTo = (read: Reader, member: Asked, draft: string) =>
  invitationsFor(read, member).where('author_invitations.draft_id', '=', draft).executeTakeFirst();

/** Becomes an author, having agreed to the terms; the draft counts for the new author too. */
export const joinDraft = async (
  tx: Transaction,
  member: Asked,
  { draft: id, terms }: { draft: string; terms: number | undefined },
  now: number,
): Promise<Refusal | undefined> => {
  const invitation = await invitationTo(tx, member, id);
  if (!invitation) return refuse('not-found');
  if (!member.confirmed) return refuse('not-confirmed');
  if (invitation.team !== null) return refuse('entry-own-brand');
  if (invitation.judges) return refuse('expert-cannot-enter');
  const held = await holdCollecting(tx, invitation.challenge);
  if (!held) return refuse('challenge-sealed');
  const { limit, challenge } = invitation;
  const entries = await entriesOf(tx, { challenge, members: [member.id], besides: id });
  if ((entries.get(member.id) ?? 0) >= limit) return refuse('entry-limit', { limit });
  if (!(await answerInvitations(tx, member, id, 'accepted', now))) return refuse('invitation-over');
  await tx
    .insertInto('draft_authors')
    .values({ draft_id: id, member_id: member.id, joined_at: now })
    .onConflict((conflict) => conflict.columns(['draft_id', 'member_id']).doUpdateSet({ left_at: null }))
    .execute();
  const draft = { id, challenge_id: challenge, brand_id: invitation.brand_id };
  const refused = await acceptTerms(tx, member, { draft, version: held.terms_version, terms }, now);
  if (refused) return refused;
  await follow(tx, member, { kind: 'challenge', id: challenge }, now);
  await recordEvent(tx, { kind: 'co-author-joined', actor: member.id, ...placeOf(draft) }, now);
  return undefined;
};

export const declineDraft = async (
  tx: Transaction,
  member: Asked,
  id: string,
  now: number,
): Promise<Refusal | undefined> => {
  const invitation = await invitationTo(tx, member, id);
  if (!invitation) return refuse('not-found');
  if (!(await answerInvitations(tx, member, id, 'declined', now))) return refuse('invitation-over');
  const draft = { id, challenge_id: invitation.challenge, brand_id: invitation.brand_id };
  await recordEvent(tx, { kind: 'co-author-declined', actor: member.id, ...placeOf(draft) }, now);
  return undefined;
};

/** Somebody may have been asked by address and by name: one answer for both. */
const answerInvitations = async (
  tx: Transaction,
  member: Asked,
  draft: string,
  answer: 'accepted' | 'declined',
  now: number,
) =>
  (
    await tx
      .updateTable('author_invitations')
      .set({ answer, answered_at: now, member_id: member.id, email: '' })
      .where('draft_id', '=', draft)
      .where('answer', 'is', null)
      .where((eb) =>
        eb.or([
          eb('member_id', '=', member.id),
          ...(member.confirmed ? [eb('email', '=', plainAddress(member.email))] : []),
        ]),
      )
      .returning('id')
      .execute()
  ).length > 0;

/** An author is named no longer. Somebody has to stand for a draft: the last one withdraws it instead. */
export const leaveDraft = async (
  tx: Transaction,
  member: { id: string },
  id: string,
  now: number,
): Promise<Refusal | undefined> => {
  const draft = await ownDraft(tx, member, id);
  if (!draft || draft.kind !== 'open') return refuse('not-found');
  await holdDraft(tx, id);
  const others = await tx
    .selectFrom('draft_authors')
    .innerJoin('members', 'members.id', 'draft_authors.member_id')
    .select('draft_authors.member_id as id')
    .where('draft_authors.draft_id', '=', id)
    .where('draft_authors.member_id', '<>', member.id)
    .where('draft_authors.left_at', 'is', null)
    .where('members.deleted_at', 'is', null)
    .orderBy('draft_authors.joined_at')
    .execute();
  const [next] = others;
  if (!next) return refuse('last-author');
  await tx
    .updateTable('draft_authors')
    .set({ left_at: now })
    .where('draft_id', '=', id)
    .where('member_id', '=', member.id)
    .execute();
  if (draft.member_id === member.id)
    await tx.updateTable('drafts').set({ member_id: next.id }).where('id', '=', id).execute();
  await recordEvent(
    tx,
    {
      kind: 'co-author-left',
      actor: member.id,
      ...placeOf({ id, challenge_id: draft.challenge_id, brand_id: draft.brand_id }),
    },
    now,
  );
  return undefined;
};

const placeOf = (draft: { id: string; challenge_id: string; brand_id: string }) => ({
  brand: draft.brand_id,
  challenge: draft.challenge_id,
  draft: draft.id,
});
