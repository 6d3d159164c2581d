import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isRefusal } from '$lib/domain/refusals.ts';
import { newPasswordField, refinePassword } from '$lib/forms/accounts.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { leave, rememberDevice } from '$lib/forms/entering.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { hashPassword } from '$lib/server/members/hashing.ts';
import { resetBy, resetPassword } from '$lib/server/members/setting-passwords.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const account = await locals.read((read) => resetBy(read, params.token, locals.now));
  return { title: m.members_reset_title(), account: account ? { email: account.email } : null };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, params } = event;
    const account = await locals.read((read) => resetBy(read, params.token, locals.now));
    const schema = z
      .object({ new_password: newPasswordField })
      .superRefine(refinePassword(account?.email ?? undefined));
    const form = readForm(await request.formData(), schema);
    if (!form.ok) return invalid(form);
    const passwordHash = await hashPassword(form.data.new_password);
    const { origin } = locals.muster;
    const refusal = await locals.write((tx) =>
      resetPassword(tx, { secret: params.token, passwordHash, origin }, locals.now),
    );
    if (isRefusal(refusal)) return refused(refusal);
    await leave(event);
    if (account) await rememberDevice(event, account.id);
    redirect(303, '/sign-in?done=password');
  },
};
