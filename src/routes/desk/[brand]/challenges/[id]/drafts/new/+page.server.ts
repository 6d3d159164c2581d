import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { actor } from '$lib/forms/entering.ts';
import { receiveFiles } from '$lib/forms/receiving.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { takesDrafts } from '$lib/server/drafts/owning.ts';
import { createDraft } from '$lib/server/drafts/saving.ts';
import { readDraft } from '$lib/forms/drafting.ts';
import { challengeHere } from '../../../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const challenge = await challengeHere(locals, params);
  const home = `/desk/${params.brand}/challenges/${params.id}`;
  if (!takesDrafts(challenge.state)) redirect(303, home);
  return { title: m.draft_new(), home, challenge: { title: challenge.title } };
};

export const actions: Actions = {
  save: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    const form = await request.formData();
    const read = await readDraft(locals, member, form);
    if (!read.ok) return fail(400, read);
    const made = await locals.write((tx) =>
      createDraft(tx, member, { challenge: params.id, ...read.input }, locals.now),
    );
    if (isRefusal(made)) {
      if (made.reason === 'not-found') error(404);
      return fail(409, { ...read, errors: {}, message: refusalText(made) });
    }
    const draft = `/desk/${params.brand}/drafts/${made.draft}`;
    redirect(303, form.get('then') === 'preview' ? `${draft}/preview` : `${draft}?done=saved`);
  },
  upload: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    return receiveFiles(locals, member, await request.formData(), 'file');
  },
};
