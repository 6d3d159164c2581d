import { fail, redirect } from '@sveltejs/kit';
import { campaignGaps, campaignLimits, deadlineProblem, longestCampaign } from '$lib/domain/campaigns.ts';
import { countriesByName, countryName, everywhereElse } from '$lib/domain/countries.ts';
import { localTimeText } from '$lib/domain/localtime.ts';
import { presentPrice } from '$lib/domain/price-breaks.ts';
import { isRefusal, refuse, type Refusal } from '$lib/domain/refusals.ts';
import { typedOptions } from '$lib/domain/variants.ts';
import { invalid } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues, type FormState } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { cancelCampaign, discardCampaign } from '$lib/server/campaigns/cancelling.ts';
import { isPayable, launchCampaign } from '$lib/server/campaigns/launching.ts';
import { breaksIn } from '$lib/server/campaigns/pricing.ts';
import { optionsOf, shippingRatesOf, variantsOf } from '$lib/server/campaigns/reading.ts';
import { saveCampaign } from '$lib/server/campaigns/saving.ts';
import { supplementCampaign } from '$lib/server/campaigns/supplementing.ts';
import { offerOfCampaign } from '$lib/server/offers/costing.ts';
import { takesCards } from '$lib/server/payments/withholding.ts';
import { blankRates, campaignValues, readCampaign, readSupplement } from '../campaignForm.server.ts';
import { composingOf } from '../composing.server.ts';
import { originOf } from '../offerOrigin.server.ts';
import { answered, campaignHere } from '../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const day = 24 * 3600_000;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const campaign = await campaignHere(locals, params);
  const [variants, rates] = await locals.read(async (read) => [
    await variantsOf(read, campaign.id),
    await shippingRatesOf(read, campaign.id),
  ]);
  const preparing = campaign.state === 'preparing';
  const breaks = breaksIn(campaign.breaks);
  const offer = preparing ? await locals.read((read) => offerOfCampaign(read, campaign.id)) : undefined;
  const composing = preparing ? await locals.read((read) => composingOf(read, campaign, variants)) : null;
  const countries = preparing || campaign.state === 'live' ? countriesByName(locals.locale) : [];
  return {
    title: campaign.title,
    now: locals.now,
    done: url.searchParams.get('done') ?? '',
    campaign: {
      id: campaign.id,
      brand: campaign.brand_slug,
      state: campaign.state,
      currency: campaign.currency,
      price: campaign.price_minor,
      present: presentPrice({ ...campaign, breaks }),
      breaks,
      composing: campaign.composing,
      minimum: campaign.minimum_quantity,
      units: campaign.units,
      preorders: campaign.preorder_count,
      deadline: campaign.deadline,
      timeZone: campaign.time_zone,
      deliveryMonth: campaign.delivery_month,
      perMember: campaign.per_member_limit,
      story: campaign.story,
      cancelledReason: campaign.cancelled_reason,
      cancelledAt: campaign.cancelled_at,
    },
    offer:
      offer === undefined
        ? null
        : originOf(offer, {
            currency: campaign.currency,
            deadline: campaign.deadline,
            timeZone: campaign.time_zone,
            margin: 0,
          }),
    values: campaignValues(campaign, variants, preparing ? rates : []),
    options: typedOptions(optionsOf(campaign)).length,
    composing,
    variants: variants.map(({ id, label, stock, ordered }) => ({ id, label, stock, ordered })),
    served: preparing ? [] : rates.map(({ country }) => country),
    rates: rates.map(({ country, fee_minor }) => ({
      name: country === everywhereElse ? m.campaign_everywhere_else() : countryName(country, locals.locale),
      fee: fee_minor,
      last: country === everywhereElse,
    })),
    countries,
    blankRates,
    gaps: preparing
      ? campaignGaps(
          {
            ...campaign,
            breaks,
            variants,
            rates,
            payable: isPayable(campaign, takesCards(locals.muster.cards)),
            cheapest_minor: composing?.cheapest ?? null,
          },
          locals.now,
        )
      : [],
    deadlineProblem: preparing ? deadlineProblem(campaign.deadline, locals.now) : null,
    earliest: localTimeText(locals.now + day, campaign.time_zone),
    latest: localTimeText(locals.now + longestCampaign, campaign.time_zone),
    limits: campaignLimits,
  };
};

const home = (params: { brand: string; id: string }) => `/desk/${params.brand}/campaigns/${params.id}`;

/** Saving again writes over what the other saved: knowingly, then. */
const conflicting = (result: Refusal, form: FormData, { edits }: { edits: number }) => {
  if (result.reason !== 'changed-meanwhile') return answered(result, form);
  const values = { ...typedValues(form), seen: String(edits) };
  const errors: FormState['errors'] = {};
  return fail(409, { values, errors, message: m.campaign_conflict(), conflict: true });
};

export const actions: Actions = {
  save: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const campaign = await campaignHere(locals, params);
    const variants = await locals.read((read) => variantsOf(read, campaign.id));
    const form = await request.formData();
    const read = readCampaign(form, campaign, variants);
    if (!read.ok) return invalid(read);
    const result = await locals.write((tx) => saveCampaign(tx, member, read.input, locals.now));
    if (isRefusal(result)) return conflicting(result, form, await campaignHere(locals, params));
    redirect(303, `${home(params)}?done=saved`);
  },
  launch: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await campaignHere(locals, params);
    const result = await locals.write((tx) =>
      launchCampaign(
        tx,
        member,
        { campaign: params.id, takesCards: takesCards(locals.muster.cards) },
        locals.now,
      ),
    );
    if (isRefusal(result)) return answered(result, await request.formData());
    redirect(303, `${home(params)}?done=launched`);
  },
  discard: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await campaignHere(locals, params);
    const result = await locals.write((tx) =>
      discardCampaign(tx, member, { campaign: params.id }, locals.now),
    );
    if (isRefusal(result)) return answered(result, await request.formData());
    redirect(303, `/desk/${params.brand}/campaigns?done=discarded`);
  },
  supplement: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const campaign = await campaignHere(locals, params);
    const variants = await locals.read((read) => variantsOf(read, campaign.id));
    const form = await request.formData();
    const read = readSupplement(form, campaign, variants);
    if (!read.ok) return invalid(read);
    const result = await locals.write((tx) => supplementCampaign(tx, member, read.input, locals.now));
    if (isRefusal(result)) return conflicting(result, form, await campaignHere(locals, params));
    redirect(303, `${home(params)}?done=saved`);
  },
  cancel: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await campaignHere(locals, params);
    const form = await request.formData();
    const reason = String(form.get('reason') ?? '')
      .trim()
      .slice(0, campaignLimits.reason);
    if (!reason) return answered(refuse('reason-needed'), form, 'reason');
    const result = await locals.write((tx) =>
      cancelCampaign(tx, member, { campaign: params.id, reason }, locals.now),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, `${home(params)}?done=cancelled`);
  },
};
