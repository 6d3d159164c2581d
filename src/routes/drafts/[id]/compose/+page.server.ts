import { error, redirect } from '@sveltejs/kit';
import { namedComposition, startOf } from '$lib/domain/composing.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { ownCampaignOf } from '$lib/server/campaigns/composing.ts';
import { composableDraft } from '$lib/server/compositions/finding.ts';
import { keepComposition } from '$lib/server/compositions/keeping.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const draft = await locals.read((read) => composableDraft(read, locals.member, params.id));
  if (!draft) error(404);
  const { configuration, currency } = draft;
  const order = await locals.read((read) => ownCampaignOf(read, draft.id, locals.now));
  const preorder = url.searchParams.get('preorder');
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
    order: order
      ? { ...order, preorder: preorder !== null && /^[0-9a-z]{1,40}$/.test(preorder) ? preorder : null }
      : null,
    composition: namedComposition(
      configuration,
      (part) => url.searchParams.get(part),
      startOf(configuration),
    ),
  };
};

/** Keeps what was composed, and goes on with it. */
const keep = async (
  { locals, params, request }: RequestEvent,
  on: (id: string, form: FormData) => string,
) => {
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
  redirect(303, on(kept.id, form));
};

export const actions: Actions = {
  keep: (event) => keep(event, (id) => `/compositions/${id}`),
  /** Towards a preorder of it, or a change of one: nothing is ordered yet. */
  order: async (event) => {
    const campaign = await event.locals.read((read) =>
      ownCampaignOf(read, event.params.id, event.locals.now),
    );
    if (!campaign) error(404);
    return keep(event, (id, form) => {
      const preorder = form.get('preorder');
      return typeof preorder === 'string' && /^[0-9a-z]{1,40}$/.test(preorder)
        ? `/preorders/${preorder}/change?composition=${id}`
        : `/campaigns/${campaign.id}/preorder?composition=${id}`;
    });
  },
};
