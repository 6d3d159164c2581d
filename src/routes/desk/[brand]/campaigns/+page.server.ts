import { m } from '$lib/i18n/paraglide/messages.js';
import { campaignsOfBrand } from '$lib/server/campaigns/listing.ts';
import { draftsToOffer } from '$lib/server/campaigns/making.ts';
import { brandHere } from './finding.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const brand = await brandHere(locals, params);
  return {
    title: m.common_campaigns(),
    now: locals.now,
    done: url.searchParams.get('done') ?? '',
    brand: { slug: brand.slug, name: brand.name },
    drafts: await locals.read((read) => draftsToOffer(read, brand)),
    campaigns: (await locals.read((read) => campaignsOfBrand(read, brand))).filter(
      // What was put away before anybody saw it is of no more use here.
      ({ state, launched_at }) => state !== 'cancelled' || launched_at !== null,
    ),
  };
};
