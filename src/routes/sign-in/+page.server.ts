import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused, invalid } from '$lib/forms/answering.ts';
import { enter, rememberedDevice } from '$lib/forms/entering.ts';
import { rememberMailbox } from '$lib/forms/mailbox.ts';
import { readForm } from '$lib/forms/reading.ts';
import { safePath } from '$lib/forms/returning.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { signIn } from '$lib/server/members/signing-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  const then = safePath(url.searchParams.get('then'));
  if (locals.member) redirect(303, then);
  const done = new Map([
    ['password', m.members_done_reset()],
    ['address', m.members_done_address()],
  ]);
  return {
    title: m.common_sign_in(),
    then,
    done: done.get(url.searchParams.get('done') ?? ''),
  };
};

const signInForm = z.object({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(1000),
  then: z.string().default('/'),
});

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, getClientAddress, setHeaders } = event;
    const form = readForm(await request.formData(), signInForm);
    if (!form.ok) return invalid(form);
    const { muster, now } = locals;
    const { email, password } = form.data;
    const mark = rememberedDevice(event);
    const member = await signIn(muster.database, { email, password, address: getClientAddress(), mark }, now);
    if (isRefusal(member)) {
      if (member.reason === 'address-unconfirmed') {
        rememberMailbox(event, email);
        redirect(303, '/confirm?waiting');
      }
      if (member.reason === 'too-many-tries') setHeaders({ 'retry-after': String(member.detail.seconds) });
      return refused(member, form.values);
    }
    await enter(event, member.id);
    redirect(303, safePath(form.data.then));
  },
};
