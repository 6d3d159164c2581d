import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { acceptedVersion, shownTerms, termsAnswer } from '$lib/forms/accepting.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { presentTerms } from '$lib/server/challenges/terms.ts';
import { declineDraft, invitationTo, joinDraft } from '$lib/server/drafts/joining.ts';
import { picturesOfRevision } from '$lib/server/drafts/presenting.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import { fail } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const member = actor(locals, url);
  const found = await locals.read(async (read) => {
    const invitation = await invitationTo(read, member, params.id);
    const terms = invitation && (await presentTerms(read, invitation.challenge));
    if (!invitation || !terms) return undefined;
    return { invitation, terms, pictures: await picturesOfRevision(read, invitation.revision ?? '') };
  });
  if (!found) error(404);
  const { invitation, terms, pictures } = found;
  return {
    title: m.entry_join_title(),
    invitation: {
      inviter: invitation.inviter ?? '',
      title: invitation.title,
      story: renderMarkdown(invitation.story),
      challenge: { id: invitation.challenge, title: invitation.challenge_title },
      brand: invitation.brand_name,
      limit: invitation.limit,
    },
    terms: shownTerms(terms),
    pictures,
  };
};

export const actions: Actions = {
  accept: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const form = await request.formData();
    const terms = acceptedVersion(form);
    const joined = await locals.write((tx) => joinDraft(tx, member, { draft: params.id, terms }, locals.now));
    if (isRefusal(joined)) {
      if (joined.reason === 'not-found') error(404);
      const invitation = await locals.read((read) => invitationTo(read, member, params.id));
      const stands = invitation && (await locals.read((read) => presentTerms(read, invitation.challenge)));
      if (!stands) return refused(joined);
      const shown = shownTerms(stands);
      return fail(409, {
        values: { terms: String(terms ?? '') },
        terms: shown,
        ...termsAnswer(joined, shown),
      });
    }
    redirect(303, `/drafts/${params.id}/edit?done=joined`);
  },
  decline: async ({ locals, params, url }) => {
    const member = actor(locals, url);
    const declined = await locals.write((tx) => declineDraft(tx, member, params.id, locals.now));
    if (isRefusal(declined)) {
      if (declined.reason === 'not-found') error(404);
      return refused(declined);
    }
    redirect(303, '/drafts?done=declined');
  },
};
