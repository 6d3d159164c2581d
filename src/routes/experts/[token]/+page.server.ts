import { redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { isMemberAddress } from '$lib/server/brands/accepting.ts';
import { acceptExpertInvitation, expertInvitationBy } from '$lib/server/stages/accepting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  // The address of this page is a key.
  setHeaders({ 'referrer-policy': 'no-referrer', 'cache-control': 'private, no-store' });
  const found = await locals.read((read) => expertInvitationBy(read, params.token, locals.now));
  if (!found) return { title: m.brands_invitation_over_title(), invitation: null };
  const { email, challenge_id, expires_at, title, brand, invitedBy, published_at } = found;
  return {
    title: m.stages_invitation_title({ brand }),
    invitation: {
      email,
      expires_at,
      title,
      brand,
      invitedBy,
      challenge: published_at === null ? null : challenge_id,
    },
    known: await locals.read((read) => isMemberAddress(read, email)),
    mine: locals.member?.email === email,
    then: url.pathname,
    now: locals.now,
  };
};

export const actions: Actions = {
  default: async ({ locals, params, url }) => {
    const { member } = locals;
    if (!member) redirect(303, `/sign-in?then=${encodeURIComponent(url.pathname)}`);
    const accepted = await locals.write((tx) => acceptExpertInvitation(tx, member, params.token, locals.now));
    if (isRefusal(accepted)) return refused(accepted);
    redirect(303, `/challenges/${accepted.challenge}/review`);
  },
};
