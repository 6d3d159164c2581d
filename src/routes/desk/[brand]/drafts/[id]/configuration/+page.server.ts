import { error, fail, redirect } from '@sveltejs/kit';
import { choiceName } from '$lib/domain/composing.ts';
import { deadChoices, type Configuration } from '$lib/domain/configuring.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { pressed } from '$lib/domain/typing-configurations.ts';
import { configurationFrom, newPartId, readTyped, typedConfiguration } from '$lib/forms/configuring.ts';
import { actor } from '$lib/forms/entering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { configurationOf, saveConfiguration } from '$lib/server/compositions/configuring.ts';
import { takesRevisions } from '$lib/server/drafts/owning.ts';
import { draftHere } from '../../finding.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { draft, last } = await draftHere(locals, params);
  const saved = await locals.read((read) => configurationOf(read, last.configuration_id));
  return {
    title: m.configure_title({ title: last.title }),
    draft: {
      id: draft.id,
      title: last.title,
      editable: takesRevisions(draft, locals.now) && draft.removal === null,
    },
    brand: params.brand,
    seen: last.id,
    currency: draft.currency,
    typed: await typedConfiguration(locals, saved),
    dead: saved ? deadNames(saved.configuration) : [],
    done: url.searchParams.get('done') ?? '',
    came: url.searchParams.get('came') ?? '',
  };
};

const deadNames = (configuration: Configuration) =>
  deadChoices(configuration).map((choice) => choiceName(configuration, choice));

const typedIn = async ({ locals, params, request, url }: RequestEvent) => {
  const member = actor(locals, url);
  const { draft } = await draftHere(locals, params);
  const form = await request.formData();
  return {
    member,
    draft,
    form,
    seen: String(form.get('seen') ?? ''),
    ...(await readTyped(locals, member, form)),
  };
};

export const actions: Actions = {
  /** A row more or less, or a layer sent ahead: nothing is saved yet. */
  change: async (event) => {
    const { form, seen, errors, typed } = await typedIn(event);
    const change = pressed(typed, String(form.get('do') ?? ''), newPartId);
    return { ...change, errors, message: '', seen };
  },
  save: async (event) => {
    const { locals, params } = event;
    const { member, draft, seen, typed, errors: received } = await typedIn(event);
    const { configuration, errors } = configurationFrom(typed, draft.currency);
    const all = { ...errors, ...received };
    if (Object.keys(all).length > 0) return fail(400, { typed, errors: all, message: '', seen });
    const saved = await locals.write((tx) =>
      saveConfiguration(tx, member, { draft: draft.id, seen, configuration }, locals.now),
    );
    if (isRefusal(saved)) {
      if (saved.reason === 'not-found') error(404);
      return fail(409, { typed, errors: {}, message: refusalText(saved), seen });
    }
    redirect(303, `${home(params)}?${saved.came === undefined ? 'done=saved' : `came=${saved.came}`}`);
  },
  remove: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const { draft } = await draftHere(locals, params);
    const seen = String((await request.formData()).get('seen') ?? '');
    const saved = await locals.write((tx) =>
      saveConfiguration(tx, member, { draft: draft.id, seen, configuration: null }, locals.now),
    );
    if (isRefusal(saved)) {
      if (saved.reason === 'not-found') error(404);
      return fail(409, { errors: {}, message: refusalText(saved), seen });
    }
    redirect(303, `${home(params)}?done=removed`);
  },
};

const home = (params: { brand: string; id: string }) =>
  `/desk/${params.brand}/drafts/${params.id}/configuration`;
