import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import type { Role } from './belonging.ts';

/**
 * Gives a member of the team exactly these roles; none takes the member out of the brand. An owner does it to others
 * or to themselves; anybody may leave (`leaveBrand`).
 */
export const changeRoles = async (
  tx: Transaction,
  owner: { id: string },
  brand: { id: string },
  { member, roles }: { member: string; roles: Role[] },
  now: number,
): Promise<Refusal | undefined> => {
  await holdTeam(tx, brand);
  if (!(await rolesOf(tx, brand, owner.id)).includes('owner')) return refuse('not-yours');
  return setRoles(tx, owner, brand, member, roles, now);
};

export const leaveBrand = async (
  tx: Transaction,
  member: { id: string },
  brand: { id: string },
  now: number,
): Promise<Refusal | undefined> => {
  await holdTeam(tx, brand);
  return setRoles(tx, member, brand, member.id, [], now);
};

const setRoles = async (
  tx: Transaction,
  actor: { id: string },
  brand: { id: string },
  member: string,
  roles: Role[],
  now: number,
): Promise<Refusal | undefined> => {
  const held = await rolesOf(tx, brand, member);
  if (held.length === 0) return refuse('changed-meanwhile');
  const removed = held.filter((role) => !roles.includes(role));
  const granted = roles.filter((role) => !held.includes(role));
  if (removed.includes('owner') && !(await hasOtherOwner(tx, brand, member))) return refuse('last-owner');
  await tx
    .deleteFrom('brand_roles')
    .where('brand_id', '=', brand.id)
    .where('member_id', '=', member)
    .where('role', 'in', removed)
    .execute();
  for (const role of granted) {
    await tx
      .insertInto('brand_roles')
      .values({ brand_id: brand.id, member_id: member, role, granted_by: actor.id, granted_at: now })
      .execute();
  }
  const about = { actor: actor.id, subject: member, brand: brand.id };
  for (const role of granted)
    await recordEvent(tx, { kind: 'role-granted', ...about, payload: { role } }, now);
  for (const role of removed)
    await recordEvent(tx, { kind: 'role-removed', ...about, payload: { role } }, now);
  return undefined;
};

/**
 * Two owners who remove each other at the same moment must come one after the other, or each would still see the
 * other stand. Writing the brand's row makes the second wait, on both databases.
 */
const holdTeam = (tx: Transaction, brand: { id: string }) =>
  tx
    .updateTable('brands')
    .set((eb) => ({ slug: eb.ref('slug') }))
    .where('id', '=', brand.id)
    .execute();

const rolesOf = async (read: Reader, brand: { id: string }, member: string): Promise<Role[]> =>
  (
    await read
      .selectFrom('brand_roles')
      .select('role')
      .where('brand_id', '=', brand.id)
      .where('member_id', '=', member)
      .execute()
  ).map(({ role }) => role);

/** An owner who was banned or has left the site cannot run a brand. */
const hasOtherOwner = async (read: Reader, brand: { id: string }, member: string): Promise<boolean> =>
  (await read
    .selectFrom('brand_roles')
    .innerJoin('members', 'members.id', 'brand_roles.member_id')
    .leftJoin('bans', 'bans.member_id', 'members.id')
    .select('members.id')
    .where('brand_roles.brand_id', '=', brand.id)
    .where('brand_roles.role', '=', 'owner')
    .where('brand_roles.member_id', '!=', member)
    .where('members.deleted_at', 'is', null)
    .where('bans.member_id', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined;
