import type { Reader, Transaction } from '../../../../db/schema.ts';
import { plainAddress } from '../../domain/accounts.ts';
import { isLocale, type Locale } from '../../domain/locales.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { recordEvent } from '../events/recording.ts';
import { issueProof, proofBy, spendProof, voidProofs, type ProofKind } from './proving.ts';
import { siteOf, writeToMember } from './writing-to.ts';

const kinds: ProofKind[] = ['confirm-address', 'change-address'];

interface Addressed {
  id: string;
  name: string;
  email: string;
  locale: Locale;
}
interface Way {
  /** Where to go on afterwards: a path of this site. */
  then: string;
  origin: string;
  /** The letter leaves no earlier than then. */
  letterAt?: number | undefined;
}
/** What was typed to join: whoever follows the letter gets the account under these, and no one else's. */
export type Claim = Record<'name' | 'password' | 'locale' | 'timeZone', string>;

/** The letter greets nobody by name: until it is confirmed, anybody may have typed that for another's mailbox. */
export const sendConfirmation = async (
  tx: Transaction,
  member: Addressed,
  { then, origin, letterAt }: Way,
  now: number,
  claim?: Claim,
): Promise<void> => {
  const { locale } = member;
  const secret = await issueProof(
    tx,
    {
      kind: 'confirm-address',
      member: member.id,
      payload: { email: member.email, then, ...claim, ...(letterAt && { letterAt: String(letterAt) }) },
    },
    now,
  );
  const site = await siteOf(tx);
  await writeToMember(
    tx,
    {
      kind: 'confirm-address',
      member: member.id,
      to: member.email,
      locale,
      subject: m.members_mail_confirm_subject({ site: site.name }, { locale }),
      paragraphs: [m.members_mail_confirm_text({ site: site.name }, { locale })],
      button: { label: m.members_mail_confirm_button({}, { locale }), href: `${origin}/confirm/${secret}` },
      small: [m.members_mail_link_48_hours({}, { locale }), m.members_mail_not_you_ignore({}, { locale })],
      notBefore: letterAt,
    },
    now,
  );
};

/** For whoever did not get the letter. Nothing tells whether there was somebody to send it to. */
export const confirmAgain = async (tx: Transaction, email: string, way: Way, now: number): Promise<void> => {
  const member = await tx
    .selectFrom('members')
    .select(['id', 'name', 'email', 'locale'])
    .where('email', '=', plainAddress(email))
    .where('email_confirmed_at', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!member?.email) return;
  const letterAt = await lastLetterAt(tx, member.id);
  await sendConfirmation(tx, { ...member, email: member.email }, { ...way, letterAt }, now);
};

/** Whose first letter has to wait does not get another before it. */
const lastLetterAt = async (read: Reader, member: string) => {
  const rows = await read
    .selectFrom('tokens')
    .select('payload')
    .where('member_id', '=', member)
    .where('kind', '=', 'confirm-address')
    .execute();
  const waits = rows.map(({ payload }) =>
    Number((JSON.parse(payload) as { letterAt?: string }).letterAt ?? 0),
  );
  return Math.max(0, ...waits) || undefined;
};

/** What the page of the link says before anything is done. */
export const confirmationBy = async (read: Reader, secret: string, now: number) => {
  const proof = await proofBy(read, kinds, secret, now);
  if (!proof) return undefined;
  const member = await read
    .selectFrom('members')
    .select('name')
    .where('id', '=', proof.member)
    .executeTakeFirstOrThrow();
  return {
    name: proof.payload.name ?? member.name,
    email: proof.payload.email ?? '',
    joining: proof.kind === 'confirm-address',
  };
};

/**
 * The mailbox is theirs: the account is theirs to use, or its address changes to this one. Where several wanted to join
 * under the address and the letter is not of one of them, a new password is asked for: `then` leads there.
 */
export const confirmAddress = async (
  tx: Transaction,
  secret: string,
  now: number,
): Promise<{ member: string; joining: boolean; then: string } | Refusal> => {
  const proof = await spendProof(tx, kinds, secret, now);
  if (isRefusal(proof)) return proof;
  const { member, payload } = proof;
  const joining = proof.kind === 'confirm-address';
  const email = payload.email ?? '';
  if (!joining && (await isTaken(tx, email))) return refuse('address-taken');
  const before = await tx
    .selectFrom('members')
    .select(['email', 'name', 'locale', 'password_hash', 'email_confirmed_at'])
    .where('id', '=', member)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  // A letter to an address that the account no longer has confirms nothing, nor one that comes after another was followed.
  if (!before?.email) return refuse('link-over');
  if (joining && (before.email !== email || before.email_confirmed_at !== null)) return refuse('link-over');
  await tx
    .updateTable('members')
    .set({ email, email_confirmed_at: now, ...(joining && claimed(payload)) })
    .where('id', '=', member)
    .execute();
  await voidProofs(tx, { id: member }, joining ? ['confirm-address'] : [...kinds, 'reset-password']);
  await recordEvent(
    tx,
    { kind: joining ? 'member-confirmed' : 'address-changed', actor: member, subject: member },
    now,
  );
  if (!joining) await tellAddressLeft(tx, { ...before, id: member, email: before.email }, now);
  if (joining && !payload.password && before.password_hash === null) {
    const secret = await issueProof(tx, { kind: 'reset-password', member }, now);
    return { member, joining, then: `/reset/${secret}` };
  }
  return { member, joining, then: payload.then ?? '/' };
};

const claimed = ({ name, password, locale, timeZone }: Partial<Claim>) => ({
  ...(name && { name }),
  ...(password && { password_hash: password }),
  ...(isLocale(locale) && { locale }),
  ...(timeZone && { time_zone: timeZone }),
});

const isTaken = async (read: Reader, email: string) =>
  (await read.selectFrom('members').select('id').where('email', '=', email).executeTakeFirst()) !== undefined;

/** Whoever owns the account by right hears of it, even if another has changed the address. */
const tellAddressLeft = async (tx: Transaction, member: Addressed, now: number) => {
  const { locale } = member;
  const site = await siteOf(tx);
  await writeToMember(
    tx,
    {
      kind: 'address-changed',
      member: member.id,
      to: member.email,
      locale,
      subject: m.members_mail_address_changed_subject({ site: site.name }, { locale }),
      paragraphs: [
        m.members_mail_hello({ name: member.name }, { locale }),
        m.members_mail_address_changed_text({ site: site.name }, { locale }),
      ],
    },
    now,
  );
};
