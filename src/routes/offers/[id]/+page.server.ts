import { error, redirect } from '@sveltejs/kit';
import { attachmentLimits } from '$lib/domain/attachments.ts';
import { isRefusal, refuse, type Refusal } from '$lib/domain/refusals.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { offerChoices, offerValues, readOffer } from '$lib/forms/offering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { attachFile, removeAttachment } from '$lib/server/offers/attaching.ts';
import { attachmentsOf } from '$lib/server/offers/attached.ts';
import { changeOffer } from '$lib/server/offers/changing.ts';
import { callOfOffer, ownOffer } from '$lib/server/offers/reading.ts';
import { withdrawOffer } from '$lib/server/offers/withdrawing.ts';
import type { Actions, PageServerLoad } from './$types';

const here = async (locals: App.Locals, url: URL, id: string) => {
  const member = actor(locals, url);
  const offer = await locals.read((read) => ownOffer(read, member, id));
  if (!offer) error(404);
  const call = await locals.read((read) => callOfOffer(read, offer, locals.now));
  return { member, offer, call };
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { member, offer, call } = await here(locals, url, params.id);
  const attachments = await locals.read((read) => attachmentsOf(read, [offer.id]));
  return {
    title: m.offer_new_title({ title: call.title }),
    done: url.searchParams.get('done') ?? '',
    timeZone: member.timeZone,
    offer: { id: offer.id, state: offer.state, version: offer.version, words: offer.words },
    changeable: offer.state === 'made' && call.open,
    call,
    attachments: attachments.filter(({ removedAt }) => removedAt === null),
    values: { ...offerValues(offer.words), seen: String(offer.version) },
    choices: offerChoices(locals.locale, offer.words.currency),
    limits: { megabytes: attachmentLimits.bytes / 1e6, count: attachmentLimits.count },
  };
};

const answered = (result: Refusal, values: ReturnType<typeof typedValues> = {}, field?: string) => {
  if (result.reason === 'not-found') error(404);
  return refused(result, values, field);
};

export const actions: Actions = {
  save: async ({ locals, params, request, url }) => {
    const { member, offer, call } = await here(locals, url, params.id);
    const form = await request.formData();
    const read = readOffer(form, call.quantities);
    if (!read.ok) return invalid(read);
    const change = { offer: offer.id, seen: Number(form.get('seen')) || 0, words: read.words };
    const saved = await locals.write((tx) => changeOffer(tx, member, change, locals.now));
    if (isRefusal(saved)) {
      const field = saved.reason === 'offer-without-cost' ? `cost_${call.quantities[0]}` : undefined;
      // Whoever saves once more, having been told, means it.
      return answered(saved, { ...read.values, seen: String(offer.version) }, field);
    }
    redirect(303, `/offers/${offer.id}?done=saved`);
  },
  attach: async ({ locals, params, request, url }) => {
    const { member, offer } = await here(locals, url, params.id);
    const file = (await request.formData()).get('attachment');
    if (!(file instanceof File) || file.size === 0) {
      return refused(refuse('attachment-missing'), {}, 'attachment');
    }
    const { muster, now } = locals;
    const attached = await attachFile(
      muster.database,
      muster.dataDir,
      member,
      { offer: offer.id, file },
      now,
    );
    if (isRefusal(attached)) return answered(attached, {}, 'attachment');
    redirect(303, `/offers/${offer.id}?done=attached#attachments`);
  },
  detach: async ({ locals, params, request, url }) => {
    const { member, offer } = await here(locals, url, params.id);
    const attachment = String((await request.formData()).get('id') ?? '');
    const removed = await locals.write((tx) =>
      removeAttachment(tx, member, { offer: offer.id, attachment }, locals.now),
    );
    if (removed) return answered(removed);
    redirect(303, `/offers/${offer.id}?done=removed#attachments`);
  },
  withdraw: async ({ locals, params, url }) => {
    const { member, offer } = await here(locals, url, params.id);
    const withdrawn = await locals.write((tx) => withdrawOffer(tx, member, { offer: offer.id }, locals.now));
    if (withdrawn) return answered(withdrawn);
    redirect(303, `/offers/${offer.id}`);
  },
};
