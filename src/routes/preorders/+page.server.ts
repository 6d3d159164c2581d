import { redirect } from '@sveltejs/kit';
import { momentIn } from '$lib/forms/asked.ts';
import { ownPreorders } from '$lib/server/preorders/owning.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { member, now } = locals;
  if (!member) redirect(303, '/sign-in?then=/preorders');
  const before = momentIn(url.searchParams, 'before');
  return {
    title: m.common_my_preorders(),
    ...(await locals.read((read) => ownPreorders(read, member, now, before))),
  };
};
