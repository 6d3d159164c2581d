import { error, fail, redirect } from '@sveltejs/kit';
import { eligibleLimits, readAddresses } from '$lib/domain/eligible.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { formatNumber } from '$lib/i18n/formats.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { admittedOf, makeCodes, saveAddresses } from '$lib/server/challenges/admitting.ts';
import { challengeHere } from '../../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const home = (params: { brand: string; id: string }) => `/desk/${params.brand}/challenges/${params.id}`;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const challenge = await challengeHere(locals, params);
  const { eligibility, state } = challenge;
  if (eligibility !== 'list' && eligibility !== 'codes') redirect(303, home(params));
  const early = state === 'preparing' || state === 'collecting';
  return {
    title: m.methods_voters(),
    home: home(params),
    challenge: { id: challenge.id, title: challenge.title, eligibility },
    open: eligibility === 'list' ? early : early || state === 'voting',
    admitted: await locals.read((read) => admittedOf(read, challenge.id)),
    limits: eligibleLimits,
    done: url.searchParams.get('done') ?? '',
  };
};

const mostText = 2_000_000;

export const actions: Actions = {
  list: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    const form = await request.formData();
    const file = form.get('file');
    const text =
      file instanceof File && file.size > 0 ? await file.text() : String(form.get('addresses') ?? '');
    const wrongly = (message: string) =>
      fail(400, { values: typedValues(form), errors: { addresses: message }, message: '' });
    const { addresses, wrong } = readAddresses(text.slice(0, mostText));
    if (wrong.length > 0) {
      const lines = wrong.slice(0, 5).map(({ line, text: words }) => m.methods_list_line({ line, words }));
      return wrongly(
        m.methods_list_wrong({ count: wrong.length, lines: lines.join(m.challenge_list_comma()) }),
      );
    }
    if (addresses.length === 0) return wrongly(m.form_required());
    if (addresses.length > eligibleLimits.addresses)
      return wrongly(m.methods_list_long({ limit: formatNumber(eligibleLimits.addresses) }));
    const input = { challenge: params.id, addresses };
    const result = await locals.write((tx) => saveAddresses(tx, member, input, locals.now));
    if (isRefusal(result)) {
      if (result.reason === 'not-found') error(404);
      return refused(result, typedValues(form));
    }
    redirect(303, `${home(params)}/voters?done=list`);
  },
  // Codes are shown in the answer to the form, and nowhere again.
  codes: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    const form = await request.formData();
    const count = Number(form.get('count') ?? NaN);
    if (!Number.isInteger(count) || count < 1 || count > eligibleLimits.codes)
      return fail(400, {
        values: typedValues(form),
        errors: { count: m.methods_codes_count_wrong({ limit: eligibleLimits.codes }) },
        message: '',
      });
    const label = String(form.get('label') ?? '')
      .trim()
      .slice(0, eligibleLimits.label);
    const input = { challenge: params.id, count, label };
    const result = await locals.write((tx) => makeCodes(tx, member, input, locals.now));
    if (isRefusal(result)) {
      if (result.reason === 'not-found') error(404);
      return refused(result, typedValues(form));
    }
    return { values: {}, errors: {}, codes: result.codes, label };
  },
};
