import { fail, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { actor } from '$lib/forms/entering.ts';
import { receiveFiles } from '$lib/forms/receiving.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { createChallenge } from '$lib/server/challenges/authoring.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import { challengeValues, readChallenge } from '../challengeForm.server.ts';
import { brandHere, brandOffers } from '../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const brand = await brandHere(locals, params);
  return {
    title: m.challenge_new(),
    brand: { slug: brand.slug, timeZone: brand.time_zone },
    ...(await brandOffers(locals, brand)),
    values: challengeValues(null, brand.time_zone),
  };
};

export const actions: Actions = {
  save: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const brand = await brandHere(locals, params);
    const read = await readChallenge(locals, member, await request.formData(), brand.time_zone, null);
    if (!read.ok) return fail(400, { ...read, preview: '' });
    const made = await locals.write((tx) => createChallenge(tx, member, brand, read.input, locals.now));
    if (isRefusal(made)) return fail(409, { ...read, errors: {}, message: refusalText(made), preview: '' });
    redirect(303, `/desk/${brand.slug}/challenges/${made.challenge}?done=created`);
  },
  preview: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const brand = await brandHere(locals, params);
    const read = await readChallenge(locals, member, await request.formData(), brand.time_zone, null);
    return {
      values: read.values,
      cover: read.cover,
      preview: renderMarkdown(String(read.values.brief ?? '')),
    };
  },
  upload: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await brandHere(locals, params);
    return receiveFiles(locals, member, await request.formData(), 'file');
  },
};
