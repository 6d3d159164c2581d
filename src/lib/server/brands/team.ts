import type { Reader } from '../../../../db/schema.ts';
import type { Role } from './belonging.ts';

export const roleOrder: Role[] = ['owner', 'designer', 'merchant'];

export interface Teammate {
  id: string;
  name: string;
  email: string;
  roles: Role[];
  /** Since when the member belongs to the brand. */
  since: number;
  banned: boolean;
}

/** Who holds which roles in a brand, the longest there first. */
export const teamOf = async (read: Reader, brand: { id: string }): Promise<Teammate[]> => {
  const rows = await read
    .selectFrom('brand_roles')
    .innerJoin('members', 'members.id', 'brand_roles.member_id')
    .leftJoin('bans', 'bans.member_id', 'members.id')
    .select([
      'members.id',
      'members.name',
      'members.email',
      'brand_roles.role',
      'brand_roles.granted_at',
      'bans.banned_at',
    ])
    .where('brand_roles.brand_id', '=', brand.id)
    .where('members.deleted_at', 'is', null)
    .orderBy('brand_roles.granted_at')
    .orderBy('members.id')
    .execute();
  const team = new Map<string, Teammate>();
  for (const row of rows) {
    const known = team.get(row.id);
    if (known) known.roles.push(row.role);
    else
      team.set(row.id, {
        id: row.id,
        name: row.name,
        email: row.email ?? '',
        roles: [row.role],
        since: row.granted_at,
        banned: row.banned_at !== null,
      });
  }
  for (const { roles } of team.values()) roles.sort((a, b) => roleOrder.indexOf(a) - roleOrder.indexOf(b));
  return [...team.values()];
};

/** The invitations that nobody has answered yet; one whose time is over can still be sent again. */
export const openInvitations = (read: Reader, brand: { id: string }) =>
  read
    .selectFrom('invitations')
    .select(['id', 'email', 'role', 'created_at', 'expires_at'])
    .where('brand_id', '=', brand.id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
