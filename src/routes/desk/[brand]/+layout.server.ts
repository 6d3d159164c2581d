import { error } from '@sveltejs/kit';
import { brandFor, mayAct } from '$lib/server/brands/belonging.ts';
import { picturesOf } from '$lib/server/brands/settings.ts';
import type { LayoutServerLoad } from './$types';

/** The head of every page of the desk. It protects none of them: each page asks for the roles that it needs. */
export const load: LayoutServerLoad = async ({ locals, params }) => {
  const brand = await locals.read((read) => brandFor(read, locals.member, params.brand));
  if (!brand) error(404);
  const { logo } = await locals.read((read) => picturesOf(read, { ...brand, cover_picture_id: null }));
  return {
    desk: {
      slug: brand.slug,
      name: brand.name,
      logo,
      roles: brand.roles,
      timeZone: brand.time_zone,
      currency: brand.currency,
      isOwner: mayAct(brand, 'owner'),
      isDesigner: mayAct(brand, 'designer'),
      isMerchant: mayAct(brand, 'merchant'),
    },
  };
};
