import { redirect } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { markOf } from '$lib/server/moderation/paging.ts';
import { mailStates, outbox, retryFailedMails } from '$lib/server/moderation/outbox.ts';
import { adminHere } from '../admitting.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  adminHere(locals);
  const state = mailStates.find((one) => one === url.searchParams.get('state')) ?? null;
  const before = markOf(url.searchParams.get('before'));
  return {
    title: m.admin_mails(),
    state,
    ...(await locals.read((read) => outbox(read, { state, before }))),
    sends: locals.muster.postman.delivers,
    done: url.searchParams.has('done'),
  };
};

export const actions: Actions = {
  retry: async ({ locals }) => {
    adminHere(locals);
    await locals.write((tx) => retryFailedMails(tx, locals.now));
    redirect(303, '?done');
  },
};
