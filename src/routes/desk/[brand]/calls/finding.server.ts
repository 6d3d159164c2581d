import { error } from '@sveltejs/kit';
import { brandFor } from '$lib/server/brands/belonging.ts';
import { callMinded } from '$lib/server/calls/minding.ts';

export const brandHere = async (locals: App.Locals, params: { brand: string }) => {
  const brand = await locals.read((read) => brandFor(read, locals.member, params.brand));
  if (!brand) error(404);
  return brand;
};

export const callHere = async (locals: App.Locals, params: { brand: string; id: string }) => {
  const call = await locals.read((read) => callMinded(read, locals.member, params.id));
  if (!call || call.brand_slug !== params.brand) error(404);
  return call;
};
