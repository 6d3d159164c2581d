import { error } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { brandFor } from '$lib/server/brands/belonging.ts';
import { presentCall } from '$lib/server/calls/showing.ts';
import { ownOfferOn } from '$lib/server/offers/reading.ts';
import { description, shownMarkdown } from '$lib/server/text/remembering.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { member, now } = locals;
  const call = await locals.read((read) => presentCall(read, params.id, now));
  if (!call) error(404);
  const own = member ? await locals.read((read) => ownOfferOn(read, member, call.id)) : undefined;
  const team = await locals.read((read) => brandFor(read, member, call.brand_slug));
  const subject = call.draft_title ?? call.challenge_title;
  return {
    title: m.offer_call_title({ title: subject }),
    description: description(call.wanted),
    subject,
    timeZone: member?.timeZone ?? call.time_zone,
    call: {
      id: call.id,
      state: call.state,
      open: call.open,
      wanted: shownMarkdown(call.wanted),
      quantities: call.quantities,
      closesAt: call.closed_at ?? call.closes_at,
      brand: call.brand_name,
      brandSlug: call.brand_slug,
      href: call.draft_id ? `/drafts/${call.draft_id}` : `/challenges/${call.challenge_id}`,
      isDraft: call.draft_id !== null,
    },
    own: own?.id ?? null,
    team: team !== undefined,
  };
};
