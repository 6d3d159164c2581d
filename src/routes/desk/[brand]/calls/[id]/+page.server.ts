import { error, redirect } from '@sveltejs/kit';
import { cheapestAt, landedAt, offerLimits } from '$lib/domain/offers.ts';
import type { Refusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { mayAct } from '$lib/server/brands/belonging.ts';
import { closeCall } from '$lib/server/calls/closing.ts';
import { chooseOffer } from '$lib/server/offers/choosing.ts';
import { offersOn } from '$lib/server/offers/comparing.ts';
import { noteLook } from '$lib/server/offers/looking.ts';
import { shownMarkdown } from '$lib/server/text/remembering.ts';
import { brandHere, callHere } from '../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const member = actor(locals, url);
  const brand = await brandHere(locals, params);
  const call = await callHere(locals, params);
  const all = await locals.read((read) => offersOn(read, call, member));
  const offers = all.filter(({ state }) => state !== 'withdrawn');
  const terms = offers.map(({ id, words }) => ({ id, ...words }));
  return {
    title: call.draft_title ?? call.challenge_title,
    done: url.searchParams.get('done') ?? '',
    now: locals.now,
    call: {
      id: call.id,
      state: call.state,
      wanted: shownMarkdown(call.wanted),
      quantities: call.quantities,
      closesAt: call.closed_at ?? call.closes_at,
      isDraft: call.draft_id !== null,
      draft: call.draft_id,
      hasWon: call.draft_state === 'won' || call.draft_id === null,
    },
    offers,
    withdrawn: all.filter(({ state }) => state === 'withdrawn').map(({ words }) => words.company),
    rows: call.quantities.map((quantity) => {
      const cheapest = cheapestAt(terms, quantity);
      return {
        quantity,
        cells: terms.map((one) => ({
          landed: landedAt(one, quantity),
          unit: one.prices.find((price) => price.quantity === quantity)?.unit ?? null,
          lowest: offers.length > 1 && cheapest.has(one.id),
        })),
      };
    }),
    mixed: new Set(terms.map(({ currency }) => currency)).size > 1,
    mayChoose: mayAct(brand, 'merchant') && call.state !== 'chosen',
    limits: { reason: offerLimits.reason },
  };
};

const answered = (result: Refusal, form: FormData) => {
  if (result.reason === 'not-found') error(404);
  return refused(result, typedValues(form));
};

export const actions: Actions = {
  note: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const call = await callHere(locals, params);
    const form = await request.formData();
    const versions = Object.fromEntries(
      [...form].flatMap(([name, value]) => {
        const [, offer] = /^version_([0-9a-z]{16})$/.exec(name) ?? [];
        return offer ? [[offer, Number(value) || 0]] : [];
      }),
    );
    const look = { call: call.id, at: Number(form.get('at')) || 0, versions };
    const noted = await locals.write((tx) => noteLook(tx, member, look, locals.now));
    if (noted) return answered(noted, form);
    redirect(303, `/desk/${params.brand}/calls/${call.id}`);
  },
  close: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const call = await callHere(locals, params);
    const closed = await locals.write((tx) => closeCall(tx, member, { call: call.id }, locals.now));
    if (closed) return answered(closed, await request.formData());
    redirect(303, `/desk/${params.brand}/calls/${call.id}?done=closed`);
  },
  choose: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const call = await callHere(locals, params);
    const form = await request.formData();
    const choice = {
      call: call.id,
      offer: String(form.get('offer') ?? ''),
      seen: Number(form.get('seen')) || 0,
      changedAt: Number(form.get('changed_at')) || 0,
      reason: String(form.get('reason') ?? '')
        .replaceAll('\0', '')
        .trim()
        .slice(0, offerLimits.reason),
    };
    const chosen = await locals.write((tx) => chooseOffer(tx, member, choice, locals.now));
    if (chosen) return answered(chosen, form);
    redirect(303, `/desk/${params.brand}/calls/${call.id}?done=chosen`);
  },
};
