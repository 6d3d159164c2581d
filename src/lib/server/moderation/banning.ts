import type { Selectable } from 'kysely';
import type { MembersTable, Transaction } from '../../../../db/schema.ts';
import type { Locale } from '../../domain/locales.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { recordEvent } from '../events/recording.ts';
import { brandsHeldUp } from '../members/leaving.ts';
import { siteOf, writeToMember } from '../members/writing-to.ts';
import { hasOtherAdmin, holdAdmins, type Admin } from './admins.ts';

/**
 * Keeps a member out until the ban is lifted; every session ends now. What the member wrote stays, unless it is hidden.
 * A brand that nobody else owns would be left to nobody: that has to be meant (`anyway`).
 */
export const banMember = async (
  tx: Transaction,
  admin: Admin,
  { member, reason, anyway = false }: { member: string; reason: string; anyway?: boolean },
  now: number,
): Promise<Refusal | undefined> => {
  if (member === admin.id) return refuse('not-yourself');
  if (!(await holdAdmins(tx, admin))) return refuse('not-yours');
  const found = await tx
    .selectFrom('members')
    .select(['role', 'id', 'name', 'email', 'email_confirmed_at', 'locale'])
    .where('id', '=', member)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!found) return refuse('not-found');
  if (found.role === 'admin' && !(await hasOtherAdmin(tx, member))) return refuse('last-admin');
  const alone = await brandsHeldUp(tx, member);
  if (alone.length > 0 && !anyway)
    return refuse('brands-left-alone', { brands: alone.map(({ name }) => name).join(', ') });
  const banned = await tx
    .insertInto('bans')
    .values({ member_id: member, banned_by: admin.id, banned_at: now, reason })
    .onConflict((conflict) => conflict.column('member_id').doNothing())
    .returning('member_id')
    .executeTakeFirst();
  if (!banned) return refuse('changed-meanwhile');
  await tx.deleteFrom('sessions').where('member_id', '=', member).execute();
  await recordEvent(
    tx,
    {
      kind: 'member-banned',
      actor: admin.id,
      subject: member,
      payload: { reason, ...(alone.length > 0 && { leftAlone: alone.map(({ slug }) => slug) }) },
    },
    now,
  );
  await writeOf(tx, found, { kind: 'banned', heading: m.mail_banned, text: m.mail_banned_text, reason }, now);
  return undefined;
};

export const liftBan = async (
  tx: Transaction,
  admin: Admin,
  member: string,
  now: number,
): Promise<Refusal | undefined> => {
  if (!(await holdAdmins(tx, admin))) return refuse('not-yours');
  const lifted = await tx
    .deleteFrom('bans')
    .where('member_id', '=', member)
    .returning('member_id')
    .executeTakeFirst();
  if (!lifted) return refuse('changed-meanwhile');
  await recordEvent(tx, { kind: 'member-unbanned', actor: admin.id, subject: member }, now);
  const back = await tx
    .selectFrom('members')
    .select(['id', 'name', 'email', 'email_confirmed_at', 'locale'])
    .where('id', '=', member)
    .executeTakeFirstOrThrow();
  await writeOf(tx, back, { kind: 'unbanned', heading: m.mail_unbanned, text: m.mail_unbanned_text }, now);
  return undefined;
};

type Banned = Pick<Selectable<MembersTable>, 'id' | 'name' | 'email' | 'email_confirmed_at' | 'locale'>;
type Text = (inputs: { site: string; reason: string }, options: { locale: Locale }) => string;

/** By letter alone, since the site is closed to them; and to nobody who may not have given the address. */
const writeOf = async (
  tx: Transaction,
  { id, name, email, email_confirmed_at, locale }: Banned,
  { kind, heading, text, reason = '' }: { kind: string; heading: Text; text: Text; reason?: string },
  now: number,
) => {
  if (email === null || email_confirmed_at === null) return;
  const inputs = { site: (await siteOf(tx)).name, reason };
  const paragraphs = [m.mail_greeting({ name }, { locale }), text(inputs, { locale })];
  await writeToMember(
    tx,
    { kind, member: id, to: email, locale, subject: heading(inputs, { locale }), paragraphs },
    now,
  );
};
