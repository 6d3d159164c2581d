import { error } from '@sveltejs/kit';
import type { Refusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { brandFor } from '$lib/server/brands/belonging.ts';
import { campaignMinded } from '$lib/server/campaigns/minding.ts';

export const brandHere = async (locals: App.Locals, params: { brand: string }) => {
  const brand = await locals.read((read) => brandFor(read, locals.member, params.brand, ['merchant']));
  if (!brand) error(404);
  return brand;
};

export const campaignHere = async (locals: App.Locals, params: { brand: string; id: string }) => {
  const campaign = await locals.read((read) => campaignMinded(read, locals.member, params.id));
  if (!campaign || campaign.brand_slug !== params.brand) error(404);
  return campaign;
};

/** Not theirs reads as not there; anything else stands above the page, with what was typed. */
export const answered = (result: Refusal, form: FormData, field?: string) => {
  if (result.reason === 'not-found') error(404);
  return refused(result, typedValues(form), field);
};
