import { error } from '@sveltejs/kit';
import { m } from '$lib/i18n/paraglide/messages.js';
import { picturesOfRevisions, publicRevisions } from '$lib/server/drafts/revisiting.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const found = await locals.read(async (read) => {
    const draft = await publicRevisions(read, locals.member, params.id);
    if (!draft) return undefined;
    const ids = draft.revisions.map(({ id }) => id);
    return { draft, pictures: await picturesOfRevisions(read, ids, true) };
  });
  if (!found) error(404);
  const { revisions, ...draft } = found.draft;
  return {
    title: m.revision_list_title({ title: draft.title }),
    timeZone: locals.member?.timeZone ?? draft.time_zone,
    draft,
    revisions: revisions.map(({ id, ...revision }, i) => ({
      ...revision,
      before: revisions[i + 1]?.number ?? null,
      leading: found.pictures.get(id)?.[0] ?? null,
    })),
  };
};
