import type { Reader, Transaction } from '../../../../db/schema.ts';
import { plainAddress } from '../../domain/accounts.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { recordEvent } from '../events/recording.ts';
import { forgiveTries } from './attempting.ts';
import { issueProof, proofBy, spendProof, voidProofs } from './proving.ts';
import { signInTry } from './signing-in.ts';
import { siteOf, writeToMember } from './writing-to.ts';

/** Sends a link to whoever forgot the password. Nothing tells whether the address has an account. */
export const askForReset = async (
  tx: Transaction,
  input: { email: string; origin: string },
  now: number,
): Promise<void> => {
  const email = plainAddress(input.email);
  const member = await tx
    .selectFrom('members')
    .select(['id', 'name', 'locale'])
    .where('email', '=', email)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!member) return;
  const { locale } = member;
  const secret = await issueProof(tx, { kind: 'reset-password', member: member.id }, now);
  const site = await siteOf(tx);
  await writeToMember(
    tx,
    {
      kind: 'reset-password',
      member: member.id,
      to: email,
      locale,
      subject: m.members_mail_reset_subject({ site: site.name }, { locale }),
      paragraphs: [
        m.members_mail_hello({ name: member.name }, { locale }),
        m.members_mail_reset_text({ site: site.name }, { locale }),
      ],
      button: { label: m.members_mail_reset_button({}, { locale }), href: `${input.origin}/reset/${secret}` },
      small: [m.members_mail_link_1_hour({}, { locale }), m.members_mail_reset_not_you({}, { locale })],
    },
    now,
  );
};

/** Whose password the link would set, without using it up. */
export const resetBy = async (read: Reader, secret: string, now: number) => {
  const proof = await proofBy(read, ['reset-password'], secret, now);
  return (
    proof &&
    read.selectFrom('members').select(['id', 'email']).where('id', '=', proof.member).executeTakeFirst()
  );
};

/** By the link in the letter, which proves the mailbox too. Ends every session and every wait. */
export const resetPassword = async (
  tx: Transaction,
  input: { secret: string; passwordHash: string; origin: string },
  now: number,
): Promise<Refusal | undefined> => {
  const proof = await spendProof(tx, ['reset-password'], input.secret, now);
  if (isRefusal(proof)) return proof;
  const member = await tx
    .updateTable('members')
    .set((eb) => ({ email_confirmed_at: eb.fn.coalesce('email_confirmed_at', eb.val(now)) }))
    .where('id', '=', proof.member)
    .where('deleted_at', 'is', null)
    .returning('email')
    .executeTakeFirst();
  if (!member?.email) return refuse('link-over');
  await forgiveTries(tx, signInTry(member.email));
  await voidProofs(tx, { id: proof.member }, ['confirm-address']);
  await setPassword(tx, { id: proof.member }, input, now);
  return undefined;
};

/**
 * Sets the password; whoever was signed in with the old one is not any more, and what they may have set in motion (a new
 * address that waits for its letter) comes to nothing. The right to do so was proved before.
 */
export const setPassword = async (
  tx: Transaction,
  member: { id: string },
  input: { passwordHash: string; origin: string },
  now: number,
): Promise<void> => {
  const row = await tx
    .updateTable('members')
    .set({ password_hash: input.passwordHash })
    .where('id', '=', member.id)
    .returning(['name', 'email', 'locale'])
    .executeTakeFirstOrThrow();
  await tx.deleteFrom('sessions').where('member_id', '=', member.id).execute();
  await voidProofs(tx, member, ['reset-password', 'change-address']);
  await recordEvent(tx, { kind: 'password-changed', actor: member.id, subject: member.id }, now);
  const { locale } = row;
  const site = await siteOf(tx);
  await writeToMember(
    tx,
    {
      kind: 'password-changed',
      member: member.id,
      to: row.email ?? '',
      locale,
      subject: m.members_mail_password_subject({ site: site.name }, { locale }),
      paragraphs: [
        m.members_mail_hello({ name: row.name }, { locale }),
        m.members_mail_password_text({ site: site.name }, { locale }),
        m.members_mail_password_not_you({ link: `${input.origin}/reset` }, { locale }),
      ],
    },
    now,
  );
};
