import { m } from '$lib/i18n/paraglide/messages.js';
import { reviewsWaiting } from '$lib/server/drafts/awaiting.ts';
import { brandHere } from '../challenges/finding.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const brand = await brandHere(locals, params);
  return {
    title: m.entry_reviews_title(),
    now: locals.now,
    done: url.searchParams.get('done') ?? '',
    drafts: await locals.read((read) => reviewsWaiting(read, brand)),
  };
};
