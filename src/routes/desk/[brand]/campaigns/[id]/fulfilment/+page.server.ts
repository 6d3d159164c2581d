import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isMonth } from '$lib/domain/campaigns.ts';
import { campaignLifecycle } from '$lib/domain/lifecycles.ts';
import { localDay, parseLocalTime } from '$lib/domain/localtime.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { lineField } from '$lib/forms/accounts.ts';
import { invalid } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { milestonesOf } from '$lib/server/campaigns/reading.ts';
import { advanceCampaign, makingStates } from '$lib/server/fulfilments/advancing.ts';
import { mostParcels, readParcels, type LineProblem } from '$lib/server/fulfilments/importing.ts';
import { addMilestone, moveMilestone, removeMilestone } from '$lib/server/fulfilments/planning.ts';
import { reachMilestone } from '$lib/server/fulfilments/reaching.ts';
import { shipPreorders, type ParcelProblem } from '$lib/server/fulfilments/shipping.ts';
import { totalsOf } from '$lib/server/fulfilments/totalling.ts';
import { answered, campaignHere } from '../../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const mostBytes = 2_000_000;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const campaign = await campaignHere(locals, params);
  const [milestones, totals] = await locals.read(async (read) => [
    await milestonesOf(read, campaign.id),
    await totalsOf(read, campaign.id),
  ]);
  const { charged, shipped, received } = totals.states;
  return {
    title: `${m.campaign_tab_fulfilment()} · ${campaign.title}`,
    now: locals.now,
    done: url.searchParams.get('done') ?? '',
    count: Number(url.searchParams.get('count')) || 0,
    campaign: {
      id: campaign.id,
      brand: campaign.brand_slug,
      state: campaign.state,
      timeZone: campaign.time_zone,
      settledAt: campaign.settled_at,
    },
    next: makingStates.find((state) => campaignLifecycle[campaign.state].includes(state)) ?? null,
    today: localDay(locals.now, campaign.time_zone),
    milestones,
    parcels: {
      waiting: charged?.preorders ?? 0,
      sent: (shipped?.preorders ?? 0) + (received?.preorders ?? 0),
    },
    most: mostParcels,
  };
};

const here = (params: { brand: string; id: string }, query = '') =>
  `/desk/${params.brand}/campaigns/${params.id}/fulfilment${query}`;

export const actions: Actions = {
  advance: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await campaignHere(locals, params);
    const form = await request.formData();
    const read = readForm(form, z.object({ to: z.enum(makingStates) }));
    if (!read.ok) return invalid(read);
    const result = await locals.write((tx) =>
      advanceCampaign(tx, member, { campaign: params.id, to: read.data.to }, locals.now),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, here(params, '?done=advanced'));
  },
  add: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await campaignHere(locals, params);
    const form = await request.formData();
    const read = readForm(
      form,
      z.object({ milestone_title: lineField(120), due_month: z.string().max(10).default('') }),
    );
    if (!read.ok) return invalid(read);
    const { milestone_title: title, due_month: dueMonth } = read.data;
    if (dueMonth && !isMonth(dueMonth)) {
      return invalid({ values: read.values, errors: { due_month: m.campaign_month_wrong() } });
    }
    const result = await locals.write((tx) =>
      addMilestone(tx, member, { campaign: params.id, title, dueMonth }, locals.now),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, here(params, '#milestones'));
  },
  move: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await campaignHere(locals, params);
    const form = await request.formData();
    const [milestone = '', way] = String(form.get('move') ?? '').split(' ');
    const result = await locals.write((tx) =>
      moveMilestone(tx, member, { campaign: params.id, milestone, by: way === 'up' ? -1 : 1 }),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, here(params, '#milestones'));
  },
  remove: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await campaignHere(locals, params);
    const form = await request.formData();
    const milestone = String(form.get('milestone') ?? '');
    const result = await locals.write((tx) =>
      removeMilestone(tx, member, { campaign: params.id, milestone }),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, here(params, '#milestones'));
  },
  reach: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const campaign = await campaignHere(locals, params);
    const form = await request.formData();
    const milestone = String(form.get('milestone') ?? '');
    const day = String(form.get('day') ?? '');
    // Noon of that day in the brand's zone: the day stays the same wherever it is read.
    const reachedAt = parseLocalTime(`${day}T12:00`, campaign.time_zone) ?? locals.now;
    const result = await locals.write((tx) =>
      reachMilestone(tx, member, { campaign: params.id, milestone, reachedAt }, locals.now),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, here(params, '?done=reached#milestones'));
  },
  import: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await campaignHere(locals, params);
    const form = await request.formData();
    const wrong = (text: string) => invalid({ values: {}, errors: { list: text } });
    const file = form.get('list');
    if (!(file instanceof File) || file.size === 0) return wrong(m.fulfilment_list_missing());
    if (file.size > mostBytes) return wrong(m.fulfilment_list_too_large());
    const { parcels, problems } = readParcels(await file.text());
    if (parcels.length > mostParcels) return wrong(m.fulfilment_list_too_long({ most: mostParcels }));
    if (parcels.length + problems.length === 0) return wrong(m.fulfilment_list_empty());
    const result = await locals.write((tx) =>
      shipPreorders(tx, member, { campaign: params.id, parcels }, locals.now),
    );
    if (isRefusal(result)) return answered(result, form);
    const lines = [
      ...problems.map(({ line, number, problem }) => ({ line, number, text: lineTexts[problem]() })),
      ...result.problems.map(({ parcel, problem }) => ({
        line: parcel.line,
        number: parcel.number,
        text: lineTexts[problem](),
      })),
    ].sort((a, b) => a.line - b.line);
    if (lines.length > 0) {
      return fail(422, { values: {}, errors: {}, message: '', report: { shipped: result.shipped, lines } });
    }
    redirect(303, here(params, `?done=imported&count=${result.shipped}`));
  },
};

const lineTexts: Record<LineProblem | ParcelProblem, () => string> = {
  'number-missing': m.fulfilment_line_number_missing,
  'carrier-missing': m.fulfilment_line_carrier_missing,
  'url-wrong': m.form_not_a_url,
  'too-long': m.fulfilment_line_too_long,
  'unknown-number': m.fulfilment_line_unknown,
  'not-paid': m.fulfilment_line_not_paid,
  'already-shipped': m.fulfilment_line_already,
  twice: m.fulfilment_line_twice,
};
