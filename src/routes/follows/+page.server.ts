import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { safePath } from '$lib/forms/returning.ts';
import { follow, unfollow } from '$lib/server/follows/following.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(303, '/');

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const { member, now } = locals;
    const form = await request.formData();
    const back = safePath(form.get('back'));
    if (!member) redirect(303, `/sign-in?then=${encodeURIComponent(back)}`);
    const kind = form.get('kind');
    const id = form.get('id');
    if ((kind !== 'brand' && kind !== 'challenge') || typeof id !== 'string') error(404);
    const refusal = await locals.write((tx) =>
      form.get('want') === 'unfollow'
        ? unfollow(tx, member, { kind, id })
        : follow(tx, member, { kind, id }, now),
    );
    if (isRefusal(refusal)) error(404);
    redirect(303, back);
  },
};
