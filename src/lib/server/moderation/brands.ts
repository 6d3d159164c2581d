import type { Reader } from '../../../../db/schema.ts';

export interface ListedBrand {
  slug: string;
  name: string;
  createdAt: number;
  challenges: number;
  followers: number;
  owners: { id: string; name: string }[];
}

/** All brands of the site with those who answer for them, the newest first. */
export const brandsListed = async (read: Reader): Promise<ListedBrand[]> => {
  const rows = await read
    .selectFrom('brands')
    .leftJoin('brand_roles', (join) =>
      join.onRef('brand_roles.brand_id', '=', 'brands.id').on('brand_roles.role', '=', 'owner'),
    )
    .leftJoin('members', 'members.id', 'brand_roles.member_id')
    .select([
      'brands.slug',
      'brands.name',
      'brands.created_at as createdAt',
      'brands.challenge_count as challenges',
      'brands.followers',
      'members.id as owner',
      'members.name as ownerName',
    ])
    .orderBy('brands.created_at', 'desc')
    .orderBy('brands.id')
    .orderBy('brand_roles.granted_at')
    .execute();
  const brands = new Map<string, ListedBrand>();
  for (const { owner, ownerName, ...row } of rows) {
    const brand = brands.get(row.slug) ?? { ...row, owners: [] };
    brands.set(row.slug, brand);
    if (owner !== null) brand.owners.push({ id: owner, name: ownerName ?? '' });
  }
  return [...brands.values()];
};
