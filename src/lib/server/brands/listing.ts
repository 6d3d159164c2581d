import type { Reader } from '../../../../db/schema.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import type { Role } from './belonging.ts';
import { roleOrder } from './team.ts';

export interface OwnBrand {
  slug: string;
  name: string;
  tagline: string;
  logo: ReturnType<typeof joinedPicture>;
  roles: Role[];
}

/** The brands in which a member holds a role, by name. */
export const brandsOf = async (read: Reader, member: { id: string }): Promise<OwnBrand[]> => {
  const rows = await read
    .selectFrom('brand_roles')
    .innerJoin('brands', 'brands.id', 'brand_roles.brand_id')
    .leftJoin('pictures', 'pictures.id', 'brands.logo_picture_id')
    .select(['brands.slug', 'brands.name', 'brands.tagline', 'brand_roles.role', ...pictureColumns])
    .where('brand_roles.member_id', '=', member.id)
    .orderBy('brands.name')
    .orderBy('brands.id')
    .execute();
  const brands = new Map<string, OwnBrand>();
  for (const { slug, name, tagline, role, ...picture } of rows) {
    const known = brands.get(slug);
    if (known) known.roles.push(role);
    else brands.set(slug, { slug, name, tagline, logo: joinedPicture(picture), roles: [role] });
  }
  for (const { roles } of brands.values()) roles.sort((a, b) => roleOrder.indexOf(a) - roleOrder.indexOf(b));
  return [...brands.values()];
};
