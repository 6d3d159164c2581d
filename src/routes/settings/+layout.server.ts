import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => {
  if (!locals.member) redirect(303, `/sign-in?then=${url.pathname}`);
  return { member: locals.member };
};
