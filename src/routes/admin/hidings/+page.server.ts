import { m } from '$lib/i18n/paraglide/messages.js';
import { contentOf } from '$lib/server/moderation/content.ts';
import { hidingsListed } from '$lib/server/moderation/hiding.ts';
import { markOf } from '$lib/server/moderation/paging.ts';
import { adminHere } from '../admitting.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  adminHere(locals);
  const before = markOf(url.searchParams.get('before'));
  const { rows, next } = await locals.read((read) => hidingsListed(read, { before }));
  const contents = await locals.read((read) => contentOf(read, rows));
  return {
    title: m.admin_hidings(),
    hidden: rows.flatMap(({ kind, target }) => contents.get(`${kind}:${target}`) ?? []),
    next,
  };
};
