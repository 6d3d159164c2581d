import { error } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { comparedRevisions, publicRevisions } from '$lib/server/drafts/revisiting.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const asked = { from: url.searchParams.get('from'), to: url.searchParams.get('to') };
  const found = await locals.read(async (read) => {
    const draft = await publicRevisions(read, locals.member, params.id);
    const compared = draft && (await comparedRevisions(read, draft.revisions, asked));
    return compared && { draft, compared };
  });
  if (!found) error(404);
  const { draft, compared } = found;
  return {
    title: m.revision_compared({ title: draft.title, from: compared.from, to: compared.to }),
    draft: { id: draft.id, title: draft.title, brand: draft.brand_name, hidden: draft.hidden },
    ...compared,
    notes: draft.revisions
      .filter(({ number }) => number > compared.from && number <= compared.to)
      .map(({ number, note }) => ({ number, note }))
      .reverse(),
  };
};
