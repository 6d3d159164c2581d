import { m } from '$lib/i18n/paraglide/messages.js';
import { deskChallenges } from '$lib/server/challenges/presenting.ts';
import { brandHere } from './finding.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const brand = await brandHere(locals, params);
  return {
    title: m.common_challenges(),
    brand: { slug: brand.slug, name: brand.name },
    challenges: await locals.read((read) => deskChallenges(read, brand, locals.now)),
    now: locals.now,
  };
};
