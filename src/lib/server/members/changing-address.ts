import type { Transaction } from '../../../../db/schema.ts';
import { plainAddress } from '../../domain/accounts.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { tellMemberAlready } from './joining.ts';
import { issueProof, voidProofs } from './proving.ts';
import type { SignedIn } from './sessions.ts';
import { siteOf, writeToMember } from './writing-to.ts';

/**
 * Sends a link to the new address; the old one stands until it is followed. An address that another has
 * gets a letter of its own, and whoever asked learns nothing.
 */
export const askForAddress = async (
  tx: Transaction,
  member: SignedIn,
  input: { email: string; origin: string },
  now: number,
): Promise<void> => {
  const email = plainAddress(input.email);
  const { locale } = member;
  const holder = await tx.selectFrom('members').select('id').where('email', '=', email).executeTakeFirst();
  if (holder) return tellMemberAlready(tx, email, input.origin, now);
  await voidProofs(tx, member, ['change-address']);
  const secret = await issueProof(
    tx,
    { kind: 'change-address', member: member.id, payload: { email, then: '/settings' } },
    now,
  );
  const site = await siteOf(tx);
  await writeToMember(
    tx,
    {
      kind: 'change-address',
      member: member.id,
      to: email,
      locale,
      subject: m.members_mail_change_subject({ site: site.name }, { locale }),
      paragraphs: [m.members_mail_change_text({ site: site.name, email }, { locale })],
      button: {
        label: m.members_mail_change_button({}, { locale }),
        href: `${input.origin}/confirm/${secret}`,
      },
      small: [m.members_mail_link_48_hours({}, { locale }), m.members_mail_not_you_ignore({}, { locale })],
    },
    now,
  );
};
