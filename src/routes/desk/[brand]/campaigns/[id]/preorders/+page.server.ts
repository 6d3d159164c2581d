import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { countryName } from '$lib/domain/countries.ts';
import { preorderLifecycle, type PreorderState } from '$lib/domain/lifecycles.ts';
import { settledStates } from '$lib/domain/preorders.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { invalid } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { readForm, typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { isWebAddress, parcelLimits } from '$lib/server/fulfilments/importing.ts';
import { shipPreorder } from '$lib/server/fulfilments/shipping.ts';
import { totalsOf } from '$lib/server/fulfilments/totalling.ts';
import { preordersOf, type PreorderFilter } from '$lib/server/fulfilments/viewing.ts';
import { campaignBalances } from '$lib/server/ledger/balancing.ts';
import { markPaid } from '$lib/server/preorders/paying.ts';
import { refundPreorder } from '$lib/server/preorders/refunding.ts';
import { answered, campaignHere } from '../../finding.server.ts';
import { filterIn } from '../filtering.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const campaign = await campaignHere(locals, params);
  const filter = filterIn(url.searchParams);
  const after = url.searchParams.get('after') ?? '';
  const settled = settledStates.includes(campaign.state);
  const [page, totals, money] = await locals.read(async (read) => [
    await preordersOf(read, campaign, filter, { after }),
    await totalsOf(read, campaign.id),
    settled ? await campaignBalances(read, campaign.id) : null,
  ]);
  const query = new URLSearchParams(
    Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1])),
  );
  const next = new URLSearchParams(query);
  if (page.next) next.set('after', page.next);
  return {
    title: `${m.campaign_tab_preorders()} · ${campaign.title}`,
    done: url.searchParams.get('done') ?? '',
    campaign: {
      id: campaign.id,
      brand: campaign.brand_slug,
      currency: campaign.currency,
      timeZone: campaign.time_zone,
      settled,
      ships: campaign.state === 'shipping' || campaign.state === 'delivered',
    },
    filter,
    filtered: query.size > 0,
    query: query.toString(),
    next: page.next ? next.toString() : null,
    first: after === '',
    totals,
    money,
    states: Object.keys(preorderLifecycle) as PreorderState[],
    preorders: page.preorders.map((preorder) => ({
      ...preorder,
      countryName: countryName(preorder.country, locals.locale),
    })),
    limits: parcelLimits,
  };
};

/** Back to the list as it was filtered, at the preorder that was acted on. */
const back = (params: { brand: string; id: string }, url: URL, done: string, preorder: string) => {
  const query = new URLSearchParams(
    Object.entries(filterIn(url.searchParams) satisfies PreorderFilter).filter(
      (entry): entry is [string, string] => Boolean(entry[1]),
    ),
  );
  const after = url.searchParams.get('after');
  if (after) query.set('after', after);
  query.set('done', done);
  return `/desk/${params.brand}/campaigns/${params.id}/preorders?${query}#preorder-${preorder}`;
};

export const actions: Actions = {
  pay: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await campaignHere(locals, params);
    const form = await request.formData();
    const read = readForm(form, z.object({ preorder: z.string(), reference: z.string().max(200) }));
    if (!read.ok) return invalid(read);
    const result = await locals.write((tx) => markPaid(tx, member, read.data, locals.now));
    if (isRefusal(result)) return answered(result, form);
    redirect(303, back(params, url, 'paid', read.data.preorder));
  },
  refund: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await campaignHere(locals, params);
    const form = await request.formData();
    const read = readForm(
      form,
      z.object({
        preorder: z.string(),
        refund_reason: z.string().min(1).max(500),
        refund_reference: z.string().max(200).default(''),
      }),
    );
    if (!read.ok) return invalid(read);
    const { preorder, refund_reason: reason, refund_reference: reference } = read.data;
    const result = await locals.write((tx) =>
      refundPreorder(tx, member, { preorder, reason, reference }, locals.now),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, back(params, url, 'refunding', preorder));
  },
  ship: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await campaignHere(locals, params);
    const form = await request.formData();
    const read = readForm(
      form,
      z.object({
        preorder: z.string(),
        number: z.string().max(parcelLimits.number),
        carrier: z.string().min(1).max(parcelLimits.carrier),
        tracking_number: z.string().max(parcelLimits.trackingNumber),
        tracking_url: z.string().max(parcelLimits.trackingUrl).default(''),
      }),
    );
    if (!read.ok) return invalid(read);
    const { preorder, number, carrier, tracking_number, tracking_url } = read.data;
    if (tracking_url && !isWebAddress(tracking_url)) {
      return invalid({ values: typedValues(form), errors: { tracking_url: m.form_not_a_url() } });
    }
    const result = await locals.write((tx) =>
      shipPreorder(
        tx,
        member,
        {
          campaign: params.id,
          number,
          carrier,
          trackingNumber: tracking_number,
          trackingUrl: tracking_url,
        },
        locals.now,
      ),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, back(params, url, 'shipped', preorder));
  },
};
