import { m } from '$lib/i18n/paraglide/messages.js';
import { actor } from '$lib/forms/entering.ts';
import { offersOf } from '$lib/server/offers/reading.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const member = actor(locals, url);
  return {
    title: m.offer_mine(),
    timeZone: member.timeZone,
    offers: await locals.read((read) => offersOf(read, member)),
  };
};
