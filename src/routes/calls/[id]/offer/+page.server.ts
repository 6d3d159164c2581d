import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { offerChoices, offerValues, readOffer } from '$lib/forms/offering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { presentCall } from '$lib/server/calls/showing.ts';
import { makeOffer } from '$lib/server/offers/making.ts';
import { ownOffer, ownOfferOn } from '$lib/server/offers/reading.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const member = actor(locals, url);
  const own = await locals.read((read) => ownOfferOn(read, member, params.id));
  if (own && own.state !== 'withdrawn') redirect(303, `/offers/${own.id}`);
  const call = await locals.read((read) => presentCall(read, params.id, locals.now));
  if (!call) error(404);
  const before = own && (await locals.read((read) => ownOffer(read, member, own.id)));
  const subject = call.draft_title ?? call.challenge_title;
  return {
    title: m.offer_new_title({ title: subject }),
    call: {
      id: call.id,
      open: call.open,
      quantities: call.quantities,
      closesAt: call.closes_at,
      brand: call.brand_name,
      currency: call.currency,
    },
    confirmed: member.confirmed,
    timeZone: member.timeZone,
    values: before ? offerValues(before.words) : {},
    choices: offerChoices(locals.locale, call.currency),
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const call = await locals.read((read) => presentCall(read, params.id, locals.now));
    if (!call) error(404);
    const read = readOffer(await request.formData(), call.quantities);
    if (!read.ok) return invalid(read);
    const made = await locals.write((tx) =>
      makeOffer(tx, member, { call: call.id, words: read.words }, locals.now),
    );
    if (isRefusal(made)) {
      if (made.reason === 'not-found') error(404);
      const field = made.reason === 'offer-without-cost' ? `cost_${call.quantities[0]}` : undefined;
      return refused(made, read.values, field);
    }
    redirect(303, `/offers/${made.id}?done=made`);
  },
};
