import { presentSite } from '$lib/server/members/site.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals }) => ({
  site: await locals.read(presentSite),
  member: locals.member,
  locale: locals.locale,
  theme: locals.theme,
});
