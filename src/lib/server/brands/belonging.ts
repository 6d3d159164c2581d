import type { Reader } from '../../../../db/schema.ts';

export type Role = 'owner' | 'designer' | 'merchant';

/**
 * The brand, if the member holds one of the roles in it; otherwise nothing, as if it were not there.
 * An owner may whatever a designer or a merchant may. Without roles any role will do.
 */
export const brandFor = async (
  read: Reader,
  member: { id: string } | null,
  slug: string,
  roles: Role[] = ['owner', 'designer', 'merchant'],
) => {
  if (!member) return undefined;
  const rows = await read
    .selectFrom('brands')
    .innerJoin('brand_roles', 'brand_roles.brand_id', 'brands.id')
    .selectAll('brands')
    .select('brand_roles.role')
    .where('brands.slug', '=', slug)
    .where('brand_roles.member_id', '=', member.id)
    .execute();
  const [first] = rows;
  if (!first) return undefined;
  const held = rows.map(({ role }) => role);
  if (!held.includes('owner') && !held.some((role) => roles.includes(role))) return undefined;
  const { role: _, ...brand } = first;
  return { ...brand, roles: held };
};

export const mayAct = (brand: { roles: Role[] }, role: Role) =>
  brand.roles.includes('owner') || brand.roles.includes(role);
