import type { Reader, Transaction } from '../../../../db/schema.ts';
import { plainAddress } from '../../domain/accounts.ts';
import { entryLimits } from '../../domain/entering.ts';
import type { Locale } from '../../domain/locales.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { queueMail } from '../mail/queueing.ts';
import { writeLetter } from '../mail/writing.ts';
import { aDayBefore, hasAsMany } from '../limiting.ts';
import { holdDraft, ownDraft, takesDrafts, type OwnDraft } from './owning.ts';

interface Inviter {
  id: string;
  name: string;
  locale: Locale;
}

/** An address, or a member by the id in the link of their page. */
export type Invited = { email: string } | { member: string };

/**
 * Asks somebody to be named as an author of a draft. Nothing that is answered tells whether an account stands under an
 * address: whoever holds it finds the invitation once signed in.
 */
export const inviteAuthor = async (
  tx: Transaction,
  member: Inviter,
  { draft: id, invited, origin }: { draft: string; invited: Invited; origin: string },
  now: number,
): Promise<Refusal | undefined> => {
  const draft = await ownDraft(tx, member, id);
  if (!draft || draft.kind !== 'open') return refuse('not-found');
  if (draft.removal) return refuse('draft-removed');
  if (!takesDrafts(draft.challenge_state)) return refuse('challenge-sealed');
  const asked = await asAsked(tx, invited);
  if (!asked) return refuse('not-found');
  // Two who invite at once come one after the other.
  await holdDraft(tx, id);
  const present = await seatsTaken(tx, id);
  if (asked.member_id !== null && present.authors.includes(asked.member_id)) return refuse('already-author');
  if (present.authors.length + present.invitations >= entryLimits.authors)
    return refuse('too-many-authors', { limit: entryLimits.authors });
  if (await hasInvitedEnough(tx, member, now))
    return refuse('too-many-invitations', { limit: entryLimits.invitationsADay });
  const made = await tx
    .insertInto('author_invitations')
    .values({ id: newId(now), draft_id: id, ...asked, invited_by: member.id, invited_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return refuse('already-invited');
  if (asked.email) await writeInvitation(tx, member, { draft, email: asked.email, origin }, now);
  await recordEvent(
    tx,
    {
      kind: 'co-author-invited',
      actor: member.id,
      subject: asked.member_id,
      brand: draft.brand_id,
      challenge: draft.challenge_id,
      draft: id,
    },
    now,
  );
  return undefined;
};

const asAsked = async (read: Reader, invited: Invited) => {
  if ('email' in invited) return { email: plainAddress(invited.email), member_id: null };
  const found = await read
    .selectFrom('members')
    .leftJoin('bans', 'bans.member_id', 'members.id')
    .select('members.id')
    .where('members.id', '=', invited.member)
    .where('members.deleted_at', 'is', null)
    .where('bans.member_id', 'is', null)
    .executeTakeFirst();
  return found && { email: '', member_id: found.id };
};

const seatsTaken = async (read: Reader, draft: string) => {
  const authors = await read
    .selectFrom('draft_authors')
    .select('member_id')
    .where('draft_id', '=', draft)
    .where('left_at', 'is', null)
    .execute();
  const invitations = await read
    .selectFrom('author_invitations')
    .select('id')
    .where('draft_id', '=', draft)
    .where('answer', 'is', null)
    .execute();
  return { authors: authors.map(({ member_id }) => member_id), invitations: invitations.length };
};

const hasInvitedEnough = (read: Reader, member: { id: string }, now: number) =>
  hasAsMany(
    read
      .selectFrom('author_invitations')
      .select('id')
      .where('invited_by', '=', member.id)
      .where('invited_at', '>', aDayBefore(now)),
    entryLimits.invitationsADay,
  );

/** Every address gets the same letter, in the language of whoever invites. */
const writeInvitation = async (
  tx: Transaction,
  { name, locale }: Inviter,
  { draft, email, origin }: { draft: OwnDraft; email: string; origin: string },
  now: number,
) => {
  const site = await tx.selectFrom('site').select('name').where('id', '=', 1).executeTakeFirstOrThrow();
  const words = { name, challenge: draft.challenge_title, brand: draft.brand_name, site: site.name };
  const subject = m.entry_mail_invited_subject(words, { locale });
  const { text, html } = writeLetter({
    siteName: site.name,
    locale,
    heading: subject,
    paragraphs: [m.entry_mail_invited_text(words, { locale })],
    button: { label: m.entry_mail_invited_button({}, { locale }), href: `${origin}/drafts/${draft.id}/join` },
    small: [m.entry_mail_invited_small({ email, site: site.name }, { locale })],
  });
  await queueMail(tx, { kind: 'author-invitation', member: null, to: email, subject, text, html }, now);
};

/** Takes back an invitation that has no answer yet. */
export const uninviteAuthor = async (
  tx: Transaction,
  member: { id: string },
  { draft: id, invitation }: { draft: string; invitation: string },
  now: number,
): Promise<Refusal | undefined> => {
  const draft = await ownDraft(tx, member, id);
  if (!draft) return refuse('not-found');
  const taken = await tx
    .updateTable('author_invitations')
    .set({ answer: 'withdrawn', answered_at: now })
    .where('id', '=', invitation)
    .where('draft_id', '=', id)
    .where('answer', 'is', null)
    .returning('member_id')
    .executeTakeFirst();
  if (!taken) return refuse('changed-meanwhile');
  await recordEvent(
    tx,
    {
      kind: 'co-author-uninvited',
      actor: member.id,
      subject: taken.member_id,
      brand: draft.brand_id,
      challenge: draft.challenge_id,
      draft: id,
    },
    now,
  );
  return undefined;
};
