import { error } from '@sveltejs/kit';
import { draftGaps } from '$lib/domain/readying.ts';
import { actor } from '$lib/forms/entering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { draftToWrite } from '$lib/server/drafts/writing.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const member = actor(locals, url);
  const found = await locals.read((read) => draftToWrite(read, member, params.id, locals.now));
  if (!found) error(404);
  const { draft, last, pictures } = found;
  return {
    title: m.draft_preview_of({ title: last.title }),
    home: `/drafts/${params.id}/edit`,
    draft: {
      title: last.title,
      number: last.number,
      story: renderMarkdown(last.story),
      note: last.note,
      first: draft.state === 'editing',
    },
    challenge: { title: draft.challenge_title, number: draft.challenge_number },
    brand: { name: draft.brand_name },
    pictures,
    seen: last.id,
    gaps: draftGaps({ title: last.title, pictures }),
    // The terms stand beside the form: it is submitted there.
    submittable: false,
    published: last.published_at !== null,
  };
};
