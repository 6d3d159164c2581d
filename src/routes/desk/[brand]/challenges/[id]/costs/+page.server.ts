import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { wholeAmount } from '$lib/forms/amounts.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues, type FormState } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { currencyOf } from '$lib/server/brands/settings.ts';
import { costsOf, setCosts } from '$lib/server/drafts/costing.ts';
import { challengeHere } from '../../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const home = (params: { brand: string; id: string }) => `/desk/${params.brand}/challenges/${params.id}`;
const isEarly = (state: string) => state === 'preparing' || state === 'collecting';

export const load: PageServerLoad = async ({ locals, params }) => {
  const challenge = await challengeHere(locals, params);
  if (challenge.method !== 'equal-shares' || !isEarly(challenge.state)) redirect(303, home(params));
  return locals.read(async (read) => ({
    title: m.methods_costs(),
    home: home(params),
    challenge: { title: challenge.title, budget: challenge.budget },
    currency: await currencyOf(read, { id: challenge.brand_id }),
    drafts: await costsOf(read, challenge.id),
  }));
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const challenge = await challengeHere(locals, params);
    const form = await request.formData();
    const costs = new Map<string, number | null>();
    const errors: FormState['errors'] = {};
    for (const { id } of await locals.read((read) => costsOf(read, challenge.id))) {
      // A draft that came in meanwhile was not on the page: nothing is said of it.
      const typed = form.get(`cost-${id}`);
      if (typeof typed !== 'string') continue;
      const cost = wholeAmount(typed);
      if (Number.isNaN(cost)) errors[`cost-${id}`] = m.methods_budget_wrong();
      else costs.set(id, cost);
    }
    if (Object.keys(errors).length > 0) return fail(400, { values: typedValues(form), errors, message: '' });
    const result = await locals.write((tx) =>
      setCosts(tx, member, { challenge: params.id, costs }, locals.now),
    );
    if (isRefusal(result)) {
      if (result.reason === 'not-found') error(404);
      return refused(result, typedValues(form));
    }
    redirect(303, `${home(params)}?done=saved`);
  },
};
