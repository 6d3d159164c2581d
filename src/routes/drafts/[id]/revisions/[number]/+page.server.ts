import { error } from '@sveltejs/kit';
import { revisionNumber } from '$lib/domain/comparing.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { picturesOfRevisions, publicRevisions, storyOf } from '$lib/server/drafts/revisiting.ts';
import { description, shownMarkdown } from '$lib/server/text/remembering.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const number = revisionNumber(params.number);
  const found = await locals.read(async (read) => {
    const draft = await publicRevisions(read, locals.member, params.id);
    const revision = draft?.revisions.find((one) => one.number === number);
    if (!draft || !revision) return undefined;
    const story = await storyOf(read, revision.id);
    const pictures = (await picturesOfRevisions(read, [revision.id])).get(revision.id) ?? [];
    return { draft, revision, story, pictures };
  });
  if (!found) error(404);
  const { revisions, ...draft } = found.draft;
  const at = revisions.indexOf(found.revision);
  return {
    title: m.revision_of({ title: found.revision.title, number: found.revision.number }),
    description: description(found.story) || draft.challenge_title,
    origin: locals.muster.origin,
    timeZone: locals.member?.timeZone ?? draft.time_zone,
    draft,
    revision: found.revision,
    story: shownMarkdown(found.story),
    pictures: found.pictures,
    before: revisions[at + 1]?.number ?? null,
    after: revisions[at - 1]?.number ?? null,
  };
};
