import { browseBrands } from '$lib/server/brands/browsing.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  title: m.common_brands(),
  brands: await locals.read((read) => browseBrands(read)),
});
