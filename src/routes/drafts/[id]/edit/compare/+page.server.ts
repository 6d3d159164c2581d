import { error } from '@sveltejs/kit';
import { actor } from '$lib/forms/entering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { ownDraft } from '$lib/server/drafts/owning.ts';
import { revisionsOf } from '$lib/server/drafts/presenting.ts';
import { comparedRevisions } from '$lib/server/drafts/revisiting.ts';
import type { PageServerLoad } from './$types';

/** As on the public page, with the working copies that only its authors see. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const member = actor(locals, url);
  const asked = { from: url.searchParams.get('from'), to: url.searchParams.get('to') };
  const found = await locals.read(async (read) => {
    const draft = await ownDraft(read, member, params.id);
    if (draft?.kind !== 'open') return undefined;
    const revisions = await revisionsOf(read, params.id);
    const compared = await comparedRevisions(read, revisions, asked);
    return compared && { compared, name: revisions[0]!.title };
  });
  if (!found) error(404);
  const { compared, name } = found;
  return {
    title: m.revision_compared({ title: name, from: compared.from, to: compared.to }),
    home: `/drafts/${params.id}/edit`,
    name,
    ...compared,
  };
};
