import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isRefusal } from '$lib/domain/refusals.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { leave } from '$lib/forms/entering.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { partWithDrafts } from '$lib/server/drafts/parting.ts';
import { deleteMember } from '$lib/server/members/deleting.ts';
import { leavingOf } from '$lib/server/members/leaving.ts';
import { provePassword } from '$lib/server/members/signing-in.ts';
import { cancelOwnPreorders } from '$lib/server/preorders/cancelling.ts';
import type { Actions, PageServerLoad } from './$types';

const signIn = '/sign-in?then=/settings/data';

export const load: PageServerLoad = async ({ locals }) => {
  const { member } = locals;
  if (!member) redirect(303, signIn);
  return {
    title: m.members_settings_data(),
    leaving: await locals.read((read) => leavingOf(read, member)),
  };
};

const deleteForm = z.object({
  comments: z.enum(['keep', 'remove']),
  delete_password: z.string().min(1),
});

export const actions: Actions = {
  default: async (event) => {
    const { request, locals } = event;
    const { member, muster, now } = locals;
    if (!member) redirect(303, signIn);
    const form = readForm(await request.formData(), deleteForm);
    if (!form.ok) return invalid(form);
    const { comments, delete_password } = form.data;
    const unproved = await provePassword(muster.database, member, delete_password, now);
    if (unproved) return refused(unproved, form.values, 'delete_password');
    const refusal = await locals.write(async (tx) => {
      await cancelOwnPreorders(tx, member, now);
      await partWithDrafts(tx, member, now);
      return deleteMember(tx, member, { comments }, now);
    });
    if (isRefusal(refusal)) return refused(refusal, form.values);
    await leave(event);
    redirect(303, '/sign-out?deleted');
  },
};
