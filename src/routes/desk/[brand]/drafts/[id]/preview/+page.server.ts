import { draftGaps } from '$lib/domain/readying.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { takesRevisions } from '$lib/server/drafts/owning.ts';
import { picturesOfRevision } from '$lib/server/drafts/presenting.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import { draftHere } from '../../finding.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { draft, last } = await draftHere(locals, params);
  const pictures = await locals.read((read) => picturesOfRevision(read, last.id));
  return {
    title: m.draft_preview_of({ title: last.title }),
    home: `/desk/${params.brand}/drafts/${params.id}`,
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
    submittable: takesRevisions(draft, locals.now) && draft.removal === null && last.published_at === null,
  };
};
