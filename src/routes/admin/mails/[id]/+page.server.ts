import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { mailRead, retryMail } from '$lib/server/moderation/outbox.ts';
import { adminHere } from '../../admitting.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  adminHere(locals);
  const found = await locals.read((read) => mailRead(read, params.id));
  if (!found) error(404);
  const { html: _, ...mail } = found;
  return { title: mail.subject, mail, sends: locals.muster.postman.delivers };
};

export const actions: Actions = {
  retry: async ({ locals, params }) => {
    adminHere(locals);
    const done = await locals.write((tx) => retryMail(tx, params.id, locals.now));
    if (isRefusal(done)) return refused(done);
    redirect(303, `/admin/mails/${params.id}`);
  },
};
