import { actor } from '$lib/forms/entering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { invitationsFor } from '$lib/server/drafts/joining.ts';
import { draftsBy } from '$lib/server/drafts/mine.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const member = actor(locals, url);
  const [drafts, invitations] = await locals.read((read) =>
    Promise.all([draftsBy(read, member), invitationsFor(read, member).execute()]),
  );
  return {
    title: m.entry_mine(),
    done: url.searchParams.get('done') ?? '',
    drafts,
    invitations: invitations.map(({ draft, title, inviter }) => ({ draft, title, inviter: inviter ?? '' })),
  };
};
