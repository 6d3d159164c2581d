import { m } from '$lib/i18n/paraglide/messages.js';
import { search } from '$lib/server/search/showing.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const query = (url.searchParams.get('q') ?? '').trim().slice(0, 200);
  return {
    title: query ? m.public_search_title({ query }) : m.common_search(),
    query,
    hits: query ? await locals.read((read) => search(read, query)) : [],
  };
};
