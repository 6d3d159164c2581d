import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isRefusal } from '$lib/domain/refusals.ts';
import { emailField } from '$lib/forms/accounts.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { rememberMailbox, rememberedMailbox } from '$lib/forms/mailbox.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { countLetter } from '$lib/server/members/attempting.ts';
import { askForReset } from '$lib/server/members/setting-passwords.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, cookies, url }) => ({
  title: m.members_reset_title(),
  sent: url.searchParams.has('sent'),
  email: locals.member?.email ?? rememberedMailbox(cookies),
  mailKept: !locals.muster.postman.delivers,
});

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, getClientAddress } = event;
    const form = readForm(await request.formData(), z.object({ email: emailField }));
    if (!form.ok) return invalid(form);
    const { email } = form.data;
    const { muster, now } = locals;
    const slowed = await locals.write((tx) =>
      countLetter(tx, { email, address: getClientAddress(), act: 'reset' }, now),
    );
    if (isRefusal(slowed)) return refused(slowed, form.values);
    await locals.write((tx) => askForReset(tx, { email, origin: muster.origin }, now));
    rememberMailbox(event, email);
    redirect(303, '/reset?sent');
  },
};
