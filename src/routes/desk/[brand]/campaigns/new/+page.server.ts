import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { campaignLimits, isMonth } from '$lib/domain/campaigns.ts';
import { deliveryMonth, offerLimits } from '$lib/domain/offers.ts';
import { localTimeText, parseLocalTime } from '$lib/domain/localtime.ts';
import { parseMoney } from '$lib/domain/money.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { lineField } from '$lib/forms/accounts.ts';
import { invalid } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { draftsToOffer, makeCampaign } from '$lib/server/campaigns/making.ts';
import { chosenOfferFor } from '$lib/server/offers/costing.ts';
import { originOf } from '../offerOrigin.server.ts';
import { answered, brandHere } from '../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({
  title: lineField(campaignLimits.title),
  price: z.string().min(1).max(30),
  minimum: z.coerce.number().int().min(1).max(campaignLimits.minimum),
  deadline: z.string().max(32).default(''),
  delivery_month: z.string().max(10).default(''),
});

const day = 24 * 3600_000;

/** What the merchant puts on top of the cost, whole percent; nothing until it is typed. */
const marginIn = (url: URL) => {
  const typed = url.searchParams.get('margin') ?? '';
  return /^\d{1,4}$/.test(typed) && Number(typed) <= offerLimits.margin ? Number(typed) : 0;
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const brand = await brandHere(locals, params);
  const wanted = url.searchParams.get('draft');
  const drafts = await locals.read((read) => draftsToOffer(read, brand));
  const draft = drafts.find(({ id }) => id === wanted);
  if (wanted && !draft) error(404);
  const offer = draft && (await locals.read((read) => chosenOfferFor(read, draft)));
  const usual = parseLocalTime(
    `${localTimeText(locals.now + 30 * day, brand.time_zone).slice(0, 10)}T20:00`,
    brand.time_zone,
  )!;
  return {
    title: m.campaign_new(),
    brand: { slug: brand.slug, currency: brand.currency },
    drafts,
    draft: draft ?? null,
    offer: offer
      ? {
          ...originOf(offer, {
            currency: brand.currency,
            deadline: usual,
            timeZone: brand.time_zone,
            margin: marginIn(url),
          }),
          deadline: localTimeText(usual, brand.time_zone),
        }
      : null,
    timeZone: brand.time_zone,
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
    const deadline = read.data.deadline ? parseLocalTime(read.data.deadline, brand.time_zone) : null;
    if (read.data.deadline && deadline === null) {
      return invalid({ values: read.values, errors: { deadline: m.campaign_deadline_wrong() } });
    }
    if (read.data.delivery_month && !isMonth(read.data.delivery_month)) {
      return invalid({ values: read.values, errors: { delivery_month: m.campaign_month_wrong() } });
    }
    const draft = url.searchParams.get('draft') ?? '';
    const drafts = await locals.read((r) => draftsToOffer(r, brand));
    const wanted = drafts.find(({ id }) => id === draft);
    const offer = wanted && (await locals.read((r) => chosenOfferFor(r, wanted)));
    const month =
      read.data.delivery_month ||
      (offer && deadline !== null ? deliveryMonth(deadline, offer.words.leadWeeks, brand.time_zone) : '');
    const made = await locals.write((tx) =>
      makeCampaign(tx, member, { draft, title, price, minimum, deadline, deliveryMonth: month }, locals.now),
    );
    if (isRefusal(made)) return answered(made, form);
    redirect(303, `/desk/${params.brand}/campaigns/${made.id}?done=created`);
  },
};
