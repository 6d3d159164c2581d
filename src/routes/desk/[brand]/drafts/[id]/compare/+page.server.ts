import { error } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { revisionsOf } from '$lib/server/drafts/presenting.ts';
import { comparedRevisions } from '$lib/server/drafts/revisiting.ts';
import { draftHere } from '../../finding.server.ts';
import type { PageServerLoad } from './$types';

/** As on the public page, with the working copies that only the team sees. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { draft, last } = await draftHere(locals, params);
  const asked = { from: url.searchParams.get('from'), to: url.searchParams.get('to') };
  const compared = await locals.read(async (read) =>
    comparedRevisions(read, await revisionsOf(read, draft.id), asked),
  );
  if (!compared) error(404);
  return {
    title: m.revision_compared({ title: last.title, from: compared.from, to: compared.to }),
    home: `/desk/${params.brand}/drafts/${params.id}`,
    name: last.title,
    ...compared,
  };
};
