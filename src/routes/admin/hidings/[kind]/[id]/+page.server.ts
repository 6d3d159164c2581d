import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isRefusal } from '$lib/domain/refusals.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { contentOf } from '$lib/server/moderation/content.ts';
import { hideContent, showContent } from '$lib/server/moderation/hiding.ts';
import { hideableKinds } from '$lib/server/moderation/places.ts';
import { adminHere } from '../../../admitting.server.ts';
import type { Actions, PageServerLoad } from './$types';

const targetOf = (params: { kind: string; id: string }) => {
  const kind = hideableKinds.find((one) => one === params.kind);
  if (!kind) error(404);
  return { kind, id: params.id };
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  adminHere(locals);
  const { kind, id } = targetOf(params);
  const contents = await locals.read((read) => contentOf(read, [{ kind, target: id }]));
  const content = contents.get(`${kind}:${id}`);
  if (!content) error(404);
  return { title: m.admin_hide(), content, done: url.searchParams.get('done') };
};

const hideForm = z.object({ reason: z.string().min(1).max(500) });

export const actions: Actions = {
  hide: async ({ locals, params, request }) => {
    const admin = adminHere(locals);
    const form = readForm(await request.formData(), hideForm);
    if (!form.ok) return invalid(form);
    const done = await locals.write((tx) =>
      hideContent(tx, admin, { ...targetOf(params), ...form.data }, locals.now),
    );
    if (isRefusal(done)) return refused(done, form.values);
    redirect(303, '?done=hidden');
  },

  show: async ({ locals, params }) => {
    const admin = adminHere(locals);
    const done = await locals.write((tx) => showContent(tx, admin, targetOf(params), locals.now));
    if (isRefusal(done)) return refused(done);
    redirect(303, '?done=shown');
  },
};
