import { m } from '$lib/i18n/paraglide/messages.js';
import { actor } from '$lib/forms/entering.ts';
import { callsOfBrand, placesToCall } from '$lib/server/calls/listing.ts';
import { brandHere } from './finding.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const brand = await brandHere(locals, params);
  const member = actor(locals, url);
  return {
    title: m.offer_calls(),
    now: locals.now,
    calls: await locals.read((read) => callsOfBrand(read, brand, member)),
    places: await locals.read((read) => placesToCall(read, brand)),
  };
};
