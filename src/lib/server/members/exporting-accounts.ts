import type { Reader } from '../../../../db/schema.ts';
import { passwordTriesOf } from './signing-in.ts';

/** Who the member is here: the account, the roles it holds, its sessions and settings. */
export const accountOf = async (read: Reader, member: { id: string; email: string }) => {
  const { id, email } = member;
  return {
    profile: await read
      .selectFrom('members')
      .select(['id', 'name', 'email', 'role', 'locale', 'time_zone', 'joined_at', 'email_confirmed_at'])
      .where('id', '=', id)
      .executeTakeFirst(),
    roles_in_brands: await read
      .selectFrom('brand_roles')
      .innerJoin('brands', 'brands.id', 'brand_roles.brand_id')
      .select(['brands.name as brand', 'brand_roles.role', 'brand_roles.granted_at'])
      .where('brand_roles.member_id', '=', id)
      .execute(),
    invitations: await invitationsTo(read, id, email),
    bans: await read.selectFrom('bans').select(['banned_at', 'reason']).where('member_id', '=', id).execute(),
    sessions: await read
      .selectFrom('sessions')
      .select(['created_at', 'expires_at', 'user_agent'])
      .where('member_id', '=', id)
      .execute(),
    links_sent: await linksTo(read, id),
    wrong_passwords: await read
      .selectFrom('attempts')
      .select(['failures', 'last_at', 'blocked_until'])
      .where('key', 'in', passwordTriesOf(member))
      .execute(),
    notification_settings: await read
      .selectFrom('notification_settings')
      .select(['kind', 'in_app', 'by_mail'])
      .where('member_id', '=', id)
      .execute(),
  };
};

const linksTo = async (read: Reader, id: string) => {
  const links = await read
    .selectFrom('tokens')
    .select(['kind', 'payload', 'created_at', 'expires_at', 'used_at'])
    .where('member_id', '=', id)
    .execute();
  return links.map((link) => {
    const { password: _, ...payload } = JSON.parse(link.payload) as Record<string, string>;
    return { ...link, payload: JSON.stringify(payload) };
  });
};

const invitationsTo = (read: Reader, id: string, email: string) =>
  read
    .selectFrom('invitations')
    .innerJoin('brands', 'brands.id', 'invitations.brand_id')
    .select([
      'brands.name as brand',
      'invitations.email',
      'invitations.role',
      'invitations.created_at',
      'invitations.accepted_at',
      'invitations.withdrawn_at',
    ])
    .where((eb) => eb.or([eb('invitations.email', '=', email), eb('invitations.accepted_by', '=', id)]))
    .execute();
