import { redirect } from '@sveltejs/kit';
import { leave } from '$lib/forms/entering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({
  title: m.common_sign_out(),
  deleted: url.searchParams.has('deleted'),
});

export const actions: Actions = {
  default: async (event) => {
    await leave(event);
    redirect(303, '/');
  },
};
