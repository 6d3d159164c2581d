import { error, redirect } from '@sveltejs/kit';
import { namedComposition, startOf } from '$lib/domain/composing.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { composableDraft } from '$lib/server/compositions/finding.ts';
import { keepComposition } from '$lib/server/compositions/keeping.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const draft = await locals.read((read) => composableDraft(read, locals.member, params.id));
  if (!draft) error(404);
  const { configuration, currency } = draft;
  return {
    title: m.compose_title({ title: draft.title }),
    origin: locals.muster.origin,
    draft: {
      id: draft.id,
      title: draft.title,
      brand: draft.brand_name,
      brandSlug: draft.brand_slug,
      challenge: draft.challenge_id,
      challengeNumber: draft.challenge_number,
    },
    configuration,
    currency,
    composition: namedComposition(
      configuration,
      (part) => url.searchParams.get(part),
      startOf(configuration),
    ),
  };
};

export const actions: Actions = {
  keep: async ({ locals, params, request }) => {
    const form = await request.formData();
    const draft = await locals.read((read) => composableDraft(read, locals.member, params.id));
    if (!draft) error(404);
    const { configuration } = draft;
    const composition = namedComposition(configuration, (part) => form.get(part), startOf(configuration));
    if (!locals.member) {
      const here = `/drafts/${params.id}/compose?${new URLSearchParams(composition)}`;
      redirect(303, `/sign-in?then=${encodeURIComponent(here)}`);
    }
    const kept = await locals.write((tx) =>
      keepComposition(tx, locals.member, { draft: params.id, composition }, locals.now),
    );
    if (isRefusal(kept)) {
      if (kept.reason === 'not-found') error(404);
      return refused(kept, composition);
    }
    redirect(303, `/compositions/${kept.id}`);
  },
};
