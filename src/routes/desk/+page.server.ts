import { redirect } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { brandsOf } from '$lib/server/brands/listing.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const { member } = locals;
  if (!member) redirect(303, '/sign-in?then=/desk');
  const brands = await locals.read((read) => brandsOf(read, member));
  const [only] = brands;
  if (only && brands.length === 1) redirect(303, `/desk/${only.slug}`);
  return { title: m.common_desk(), brands };
};
