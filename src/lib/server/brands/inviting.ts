import type { Transaction } from '../../../../db/schema.ts';
import { isLocale, type Locale } from '../../domain/locales.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { queueMail } from '../mail/queueing.ts';
import { writeLetter } from '../mail/writing.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import type { Role } from './belonging.ts';
import { roleNames } from './naming.ts';

export const invitationDays = 7;
const validFor = invitationDays * 24 * 3600_000;

/** Who invites, to what, and where links begin. */
interface Inviter {
  id: string;
  name: string;
  locale: Locale;
}
interface InvitingBrand {
  id: string;
  name: string;
}

/** Asks somebody by mail to take a role in the brand. It need not be a member yet. */
export const inviteToBrand = async (
  tx: Transaction,
  owner: Inviter,
  brand: InvitingBrand,
  input: { email: string; role: Role; origin: string },
  now: number,
): Promise<Refusal | undefined> => {
  const email = input.email.toLowerCase();
  const holder = await tx
    .selectFrom('members')
    .innerJoin('brand_roles', 'brand_roles.member_id', 'members.id')
    .select('members.name')
    .where('members.email', '=', email)
    .where('brand_roles.brand_id', '=', brand.id)
    .where('brand_roles.role', '=', input.role)
    .executeTakeFirst();
  if (holder) return refuse('already-in-role', { name: holder.name });
  const token = newSecret();
  const fresh = {
    token_hash: hashSecret(token),
    invited_by: owner.id,
    created_at: now,
    expires_at: now + validFor,
  };
  const invited = await tx
    .insertInto('invitations')
    .values({ id: newId(now), brand_id: brand.id, email, role: input.role, ...fresh })
    // One open invitation for an address and a role; only one whose time is over makes room for the next.
    .onConflict((conflict) =>
      conflict
        .columns(['brand_id', 'email', 'role'])
        .where('accepted_at', 'is', null)
        .where('withdrawn_at', 'is', null)
        .doUpdateSet(fresh)
        .where('invitations.expires_at', '<=', now),
    )
    .returning(['id', 'email', 'role'])
    .executeTakeFirst();
  if (!invited) return refuse('already-invited');
  await sendInvitation(tx, owner, brand, invited, token, input.origin, now);
  return undefined;
};

/** A new link for seven days more; the one that was sent before is void. */
export const inviteAgain = async (
  tx: Transaction,
  owner: Inviter,
  brand: InvitingBrand,
  input: { invitation: string; origin: string },
  now: number,
): Promise<Refusal | undefined> => {
  const token = newSecret();
  const invited = await tx
    .updateTable('invitations')
    .set({
      token_hash: hashSecret(token),
      invited_by: owner.id,
      created_at: now,
      expires_at: now + validFor,
    })
    .where('id', '=', input.invitation)
    .where('brand_id', '=', brand.id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning(['id', 'email', 'role'])
    .executeTakeFirst();
  if (!invited) return refuse('changed-meanwhile');
  await sendInvitation(tx, owner, brand, invited, token, input.origin, now);
  return undefined;
};

export const withdrawInvitation = async (
  tx: Transaction,
  owner: { id: string },
  brand: { id: string },
  invitation: string,
  now: number,
): Promise<Refusal | undefined> => {
  const withdrawn = await tx
    .updateTable('invitations')
    .set({ withdrawn_at: now })
    .where('id', '=', invitation)
    .where('brand_id', '=', brand.id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .returning(['email', 'role'])
    .executeTakeFirst();
  if (!withdrawn) return refuse('changed-meanwhile');
  await recordEvent(
    tx,
    { kind: 'invitation-withdrawn', actor: owner.id, brand: brand.id, payload: withdrawn },
    now,
  );
  return undefined;
};

const sendInvitation = async (
  tx: Transaction,
  owner: Inviter,
  brand: InvitingBrand,
  invited: { email: string; role: Role },
  token: string,
  origin: string,
  now: number,
) => {
  const site = await tx.selectFrom('site').select('name').where('id', '=', 1).executeTakeFirstOrThrow();
  const invitee = await tx
    .selectFrom('members')
    .select(['id', 'locale'])
    .where('email', '=', invited.email)
    .executeTakeFirst();
  // Somebody whom the site does not know yet reads the language of whoever invites.
  const locale = isLocale(invitee?.locale) ? invitee.locale : owner.locale;
  const role = roleNames(locale)[invited.role];
  const { email } = invited;
  const subject = m.brands_mail_invited_subject({ name: owner.name, brand: brand.name }, { locale });
  await queueMail(
    tx,
    {
      kind: 'invitation',
      member: invitee?.id ?? null,
      to: email,
      subject,
      ...writeLetter({
        siteName: site.name,
        locale,
        heading: m.brands_mail_invited_heading({ brand: brand.name, role }, { locale }),
        paragraphs: [
          m.brands_mail_invited_text(
            { name: owner.name, brand: brand.name, role, site: site.name },
            { locale },
          ),
          {
            owner: m.brands_role_owner_may,
            designer: m.brands_role_designer_may,
            merchant: m.brands_role_merchant_may,
          }[invited.role]({}, { locale }),
        ],
        button: {
          label: m.brands_mail_invited_button({}, { locale }),
          href: `${origin}/invitations/${token}`,
        },
        small: [m.brands_mail_invited_small({ email, days: invitationDays }, { locale })],
      }),
    },
    now,
  );
  await recordEvent(
    tx,
    {
      kind: 'role-invited',
      actor: owner.id,
      subject: invitee?.id ?? null,
      brand: brand.id,
      payload: invited,
    },
    now,
  );
};
