import type { Transaction } from '../../../../db/schema.ts';
import { plainAddress, plainName } from '../../domain/accounts.ts';
import { isTimeZone } from '../../domain/localtime.ts';
import type { Locale } from '../../domain/locales.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { sendConfirmation } from './confirming.ts';
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
}

/**
 * Makes an account and sends the letter that confirms it. Gives nothing back: for an address that has an account,
 * the letter goes there and says so, and whoever asked learns nothing.
 */
export const joinSite = async (tx: Transaction, input: Joining, now: number): Promise<void> => {
  const email = plainAddress(input.email);
  const site = await siteOf(tx);
  const member = await tx
    .insertInto('members')
    .values({
      id: newId(now),
      name: plainName(input.name),
      email,
      password_hash: input.passwordHash,
      locale: input.locale,
      time_zone: isTimeZone(input.timeZone) ? input.timeZone : site.time_zone,
      joined_at: now,
    })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning(['id', 'name', 'locale'])
    .executeTakeFirst();
  if (!member) return tellMemberAlready(tx, email, input.origin, now);
  await recordEvent(tx, { kind: 'member-joined', actor: member.id, subject: member.id }, now);
  await sendConfirmation(tx, { ...member, email }, { then: input.then, origin: input.origin }, now);
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
