import type { Transaction } from '../../../../db/schema.ts';
import { plainAddress, plainName } from '../../domain/accounts.ts';
import { isTimeZone } from '../../domain/localtime.ts';
import type { Locale } from '../../domain/locales.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { sendConfirmation, type Claim } from './confirming.ts';
import { issueProof, voidProofs } from './proving.ts';
import { siteOf, writeToMember } from './writing-to.ts';

export interface Joining {
  name: string;
  email: string;
  /** Made before the transaction (`hashPassword`). */
  passwordHash: string;
  locale: Locale;
  /** As the browser says; the site's where it says nothing that is one. */
  timeZone: string;
  /** Where to go on once the address is confirmed: a path of this site. */
  then: string;
  origin: string;
  /** When its letter may leave; at once where nothing is said. */
  letterAt?: number;
}

/**
 * Makes an account and sends the letter that confirms it. Gives nothing back: for an address that has an account,
 * the letter goes there and says so, and whoever asked learns nothing, by signing in with what they typed neither
 * (`signIn`). While an account waits for its letter anybody may ask for it again: each letter brings what was typed
 * with it, so that nobody who follows theirs comes into an account whose password another has set.
 */
export const joinSite = async (tx: Transaction, input: Joining, now: number): Promise<void> => {
  const email = plainAddress(input.email);
  const site = await siteOf(tx);
  const name = plainName(input.name);
  const { locale, passwordHash, then, origin, letterAt } = input;
  const timeZone = isTimeZone(input.timeZone) ? input.timeZone : site.time_zone;
  const claim = { name, password: passwordHash, locale, timeZone };
  const member = await tx
    .insertInto('members')
    .values({
      id: newId(now),
      name,
      email,
      password_hash: passwordHash,
      locale,
      time_zone: timeZone,
      joined_at: now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (member) {
    await recordEvent(tx, { kind: 'member-joined', actor: member.id, subject: member.id }, now);
    return sendConfirmation(
      tx,
      { id: member.id, name, email, locale },
      { then, origin, letterAt },
      now,
      claim,
    );
  }
  const waiting = await tx
    .updateTable('members')
    .set({ password_hash: null })
    .where('email', '=', email)
    .where('email_confirmed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (waiting)
    return sendConfirmation(
      tx,
      { id: waiting.id, name, email, locale },
      { then, origin, letterAt },
      now,
      claim,
    );
  await keepAttempt(tx, email, claim, now);
  return tellMemberAlready(tx, email, origin, now);
};

/** What was typed for an address that has an account opens nothing; it is kept to be recognised at the sign-in. */
const keepAttempt = async (tx: Transaction, email: string, { password }: Claim, now: number) => {
  const holder = await tx.selectFrom('members').select('id').where('email', '=', email).executeTakeFirst();
  if (!holder) return;
  await voidProofs(tx, holder, ['join-again']);
  await issueProof(tx, { kind: 'join-again', member: holder.id, payload: { password } }, now);
};

/** To somebody who has an account under this address, when the address is given for a new one. */
export const tellMemberAlready = async (
  tx: Transaction,
  email: string,
  origin: string,
  now: number,
): Promise<void> => {
  const member = await tx
    .selectFrom('members')
    .select(['id', 'name', 'locale'])
    .where('email', '=', email)
    .executeTakeFirst();
  if (!member) return;
  const { locale } = member;
  const site = await siteOf(tx);
  await writeToMember(
    tx,
    {
      kind: 'already-member',
      member: member.id,
      to: email,
      locale,
      subject: m.members_mail_already_subject({ site: site.name }, { locale }),
      paragraphs: [
        m.members_mail_hello({ name: member.name }, { locale }),
        m.members_mail_already_text({ site: site.name, email }, { locale }),
        m.members_mail_already_forgot({ link: `${origin}/reset` }, { locale }),
      ],
      button: { label: m.members_mail_already_button({}, { locale }), href: `${origin}/sign-in` },
      small: [m.members_mail_not_you_ignore({}, { locale })],
    },
    now,
  );
};
