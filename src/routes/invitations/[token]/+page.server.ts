import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { acceptInvitation, invitationBy, isMemberAddress } from '$lib/server/brands/accepting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  // The address of this page is a key.
  setHeaders({ 'referrer-policy': 'no-referrer', 'cache-control': 'private, no-store' });
  const invitation = await locals.read((read) => invitationBy(read, params.token, locals.now));
  if (!invitation) return { title: m.brands_invitation_over_title(), invitation: null };
  const known = await locals.read((read) => isMemberAddress(read, invitation.email));
  const mine = locals.member?.email === invitation.email;
  return {
    title: m.brands_invitation_title({ brand: invitation.brand }),
    invitation,
    known,
    mine,
    then: url.pathname,
    now: locals.now,
  };
};

export const actions: Actions = {
  default: async ({ locals, params, url }) => {
    const { member } = locals;
    if (!member) redirect(303, `/sign-in?then=${encodeURIComponent(url.pathname)}`);
    const accepted = await locals.write((tx) => acceptInvitation(tx, member, params.token, locals.now));
    if (isRefusal(accepted)) {
      if (accepted.reason === 'not-found') error(404);
      return refused(accepted);
    }
    redirect(303, `/desk/${accepted.slug}?welcome`);
  },
};
