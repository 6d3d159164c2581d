import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isRefusal } from '$lib/domain/refusals.ts';
import { emailField, nameField, newPasswordField, refinePassword } from '$lib/forms/accounts.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { rememberMailbox } from '$lib/forms/mailbox.ts';
import { readForm } from '$lib/forms/reading.ts';
import { safePath } from '$lib/forms/returning.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { countLetter } from '$lib/server/members/attempting.ts';
import { hashPassword } from '$lib/server/members/hashing.ts';
import { joinSite } from '$lib/server/members/joining.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const then = safePath(url.searchParams.get('then'));
  if (locals.member) redirect(303, then);
  return { title: m.common_join(), then };
};

const joinForm = z
  .object({
    name: nameField,
    email: emailField,
    new_password: newPasswordField,
    time_zone: z.string().default(''),
    then: z.string().default('/'),
  })
  .superRefine(refinePassword());

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, getClientAddress } = event;
    const form = readForm(await request.formData(), joinForm);
    if (!form.ok) return invalid(form);
    const { name, email, new_password, time_zone, then } = form.data;
    const slowed = await locals.write((tx) =>
      countLetter(tx, { email, address: getClientAddress() }, locals.now),
    );
    if (isRefusal(slowed)) return refused(slowed, form.values);
    const passwordHash = await hashPassword(new_password);
    const { locale, muster, now } = locals;
    await locals.write((tx) =>
      joinSite(
        tx,
        {
          name,
          email,
          passwordHash,
          locale,
          timeZone: time_zone,
          then: safePath(then),
          origin: muster.origin,
        },
        now,
      ),
    );
    rememberMailbox(event, email);
    redirect(303, '/confirm');
  },
};
