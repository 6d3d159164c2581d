import { error } from '@sveltejs/kit';
import { brandFor } from '$lib/server/brands/belonging.ts';
import { currencyOf } from '$lib/server/brands/settings.ts';
import { campaignsOfBrand } from '$lib/server/campaigns/listing.ts';
import { ownChallenge } from '$lib/server/challenges/owning.ts';

export const brandHere = async (locals: App.Locals, params: { brand: string }) => {
  const brand = await locals.read((read) => brandFor(read, locals.member, params.brand, ['designer']));
  if (!brand) error(404);
  return brand;
};

export const challengeHere = async (locals: App.Locals, params: { brand: string; id: string }) => {
  const challenge = await locals.read((read) => ownChallenge(read, locals.member, params.id));
  if (!challenge || challenge.brand_slug !== params.brand) error(404);
  return challenge;
};

/** What the rule of a vote can refer to: the brand's currency, and the campaigns whose buyers could be asked. */
export const brandOffers = (locals: App.Locals, brand: { id: string }) =>
  locals.read(async (read) => ({
    currency: await currencyOf(read, brand),
    campaigns: (await campaignsOfBrand(read, brand))
      .filter(({ state }) => state !== 'preparing' && state !== 'cancelled')
      .map(({ id, title }) => ({ id, title })),
  }));
