import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isRefusal, refuse } from '$lib/domain/refusals.ts';
import { emailField } from '$lib/forms/accounts.ts';
import { invalid } from '$lib/forms/answering.ts';
import { rememberMailbox, rememberedMailbox } from '$lib/forms/mailbox.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { countLetter } from '$lib/server/members/attempting.ts';
import { confirmAgain } from '$lib/server/members/confirming.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, cookies, url }) => {
  const wait = Math.min(3600, Number(url.searchParams.get('wait')));
  return {
    title: m.members_mailbox_title(),
    email: locals.member?.email ?? rememberedMailbox(cookies),
    mailKept: !locals.muster.postman.delivers,
    again: url.searchParams.has('again'),
    later: url.searchParams.has('later'),
    slowed: wait > 0 ? refusalText(refuse('too-many-tries', { seconds: Math.ceil(wait) })) : '',
    waiting: url.searchParams.has('waiting') ? refusalText(refuse('address-unconfirmed')) : '',
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, getClientAddress } = event;
    const { member, muster, now } = locals;
    if (member?.confirmed) redirect(303, '/confirm');
    const typed = await request.formData();
    if (member) typed.set('email', member.email);
    const form = readForm(typed, z.object({ email: emailField }));
    if (!form.ok) return invalid(form);
    const { email } = form.data;
    rememberMailbox(event, email);
    const slowed = await locals.write((tx) => countLetter(tx, { email, address: getClientAddress() }, now));
    // The banner that stands on every page asks too: only a page of its own can tell it to wait.
    if (isRefusal(slowed)) redirect(303, `/confirm?wait=${slowed.detail.seconds}`);
    await locals.write((tx) => confirmAgain(tx, email, { then: '/', origin: muster.origin }, now));
    redirect(303, '/confirm?again');
  },
};
