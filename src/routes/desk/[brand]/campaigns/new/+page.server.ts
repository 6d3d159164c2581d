import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { campaignLimits } from '$lib/domain/campaigns.ts';
import { parseMoney } from '$lib/domain/money.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { lineField } from '$lib/forms/accounts.ts';
import { invalid } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { draftsToOffer, makeCampaign } from '$lib/server/campaigns/making.ts';
import { answered, brandHere } from '../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({
  title: lineField(campaignLimits.title),
  price: z.string().min(1).max(30),
  minimum: z.coerce.number().int().min(1).max(campaignLimits.minimum),
});

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const brand = await brandHere(locals, params);
  const wanted = url.searchParams.get('draft');
  const drafts = await locals.read((read) => draftsToOffer(read, brand));
  const draft = drafts.find(({ id }) => id === wanted);
  if (wanted && !draft) error(404);
  return {
    title: m.campaign_new(),
    brand: { slug: brand.slug, currency: brand.currency },
    drafts,
    draft: draft ?? null,
    limits: campaignLimits,
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const brand = await brandHere(locals, params);
    const form = await request.formData();
    const read = readForm(form, schema);
    if (!read.ok) return invalid(read);
    const price = parseMoney(read.data.price, brand.currency);
    if (price === null || price === 0) {
      return invalid({ values: read.values, errors: { price: m.campaign_price_wrong() } });
    }
    const { title, minimum } = read.data;
    const draft = url.searchParams.get('draft') ?? '';
    const made = await locals.write((tx) =>
      makeCampaign(tx, member, { draft, title, price, minimum }, locals.now),
    );
    if (isRefusal(made)) return answered(made, form);
    redirect(303, `/desk/${params.brand}/campaigns/${made.id}?done=created`);
  },
};
