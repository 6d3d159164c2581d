import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { gapErrors, readDraft } from '$lib/forms/drafting.ts';
import { actor } from '$lib/forms/entering.ts';
import { receiveFiles } from '$lib/forms/receiving.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { runningStage } from '$lib/server/stages/owning.ts';
import { postPrototype } from '$lib/server/stages/prototyping.ts';
import { finalistsOf } from '$lib/server/stages/reviewing.ts';

import { challengeHere } from '../../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const stages = (params: { brand: string; id: string }) =>
  `/desk/${params.brand}/challenges/${params.id}/stages`;

export const load: PageServerLoad = async ({ locals, params }) => {
  const challenge = await challengeHere(locals, params);
  const running = await locals.read((read) => runningStage(read, challenge.id));
  if (running?.kind !== 'prototype') redirect(303, stages(params));
  return {
    title: m.stages_post(),
    home: stages(params),
    challenge: { title: challenge.title },
    finalists: await locals.read((read) => finalistsOf(read, challenge.id)),
  };
};

export const actions: Actions = {
  post: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    const form = await request.formData();
    const read = await readDraft(locals, member, form);
    const draft = String(form.get('draft') ?? '');
    if (!read.ok) return fail(400, read);
    const errors = gapErrors(read.input.title, read.pictures);
    if (Object.keys(errors).length > 0) return fail(400, { ...read, errors, message: '' });
    const { title, story: body, pictures } = read.input;
    const input = {
      challenge: params.id,
      draft,
      title,
      body,
      pictures: pictures.map(({ picture: id, alt }) => ({ id, alt })),
    };
    const posted = await locals.write((tx) => postPrototype(tx, member, input, locals.now));
    if (isRefusal(posted)) {
      if (posted.reason === 'not-found') error(404);
      return fail(409, { ...read, errors: {}, message: refusalText(posted) });
    }
    redirect(303, `${stages(params)}?done=posted`);
  },
  upload: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    return receiveFiles(locals, member, await request.formData(), 'file');
  },
};
