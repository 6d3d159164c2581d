import { m } from '$lib/i18n/paraglide/messages.js';
import { membersListed } from '$lib/server/moderation/listing.ts';
import { markOf } from '$lib/server/moderation/paging.ts';
import { adminHere } from '../admitting.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  adminHere(locals);
  const query = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
  const asked = url.searchParams.get('only');
  const only = asked === 'admins' || asked === 'banned' ? asked : null;
  const before = markOf(url.searchParams.get('before'));
  const { rows, next } = await locals.read((read) => membersListed(read, { query, only, before }));
  return { title: m.admin_members(), query, only, members: rows, next };
};
