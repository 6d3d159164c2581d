import { redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { enter } from '$lib/forms/entering.ts';
import { safePath } from '$lib/forms/returning.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { confirmAddress, confirmationBy } from '$lib/server/members/confirming.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  title: m.members_confirm_title(),
  confirmation: (await locals.read((read) => confirmationBy(read, params.token, locals.now))) ?? null,
});

export const actions: Actions = {
  default: async (event) => {
    const { locals, params } = event;
    const outcome = await locals.write((tx) => confirmAddress(tx, params.token, locals.now));
    if (isRefusal(outcome)) return refused(outcome);
    if (!outcome.joining) redirect(303, locals.member ? '/settings?done=address' : '/sign-in?done=address');
    const then = safePath(outcome.then);
    if (!locals.member && !then.startsWith('/reset/')) await enter(event, outcome.member);
    redirect(303, then === '/' ? '/confirm' : then);
  },
};
