import { m } from '$lib/i18n/paraglide/messages.js';
import { contentOf } from '$lib/server/moderation/content.ts';
import { latestHidings } from '$lib/server/moderation/hiding.ts';
import { adminHere } from '../admitting.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  adminHere(locals);
  const hidings = await locals.read((read) => latestHidings(read));
  const contents = await locals.read((read) => contentOf(read, hidings));
  return {
    title: m.admin_hidings(),
    hidden: hidings.flatMap(({ kind, target }) => contents.get(`${kind}:${target}`) ?? []),
  };
};
