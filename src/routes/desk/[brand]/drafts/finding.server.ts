import { error } from '@sveltejs/kit';
import { lastRevision, ownDraft } from '$lib/server/drafts/owning.ts';

/** The draft with its last revision, or 404. */
export const draftHere = async (locals: App.Locals, params: { brand: string; id: string }) => {
  const draft = await locals.read((read) => ownDraft(read, locals.member, params.id));
  if (!draft || draft.kind === 'open' || draft.brand_slug !== params.brand) error(404);
  const last = await locals.read((read) => lastRevision(read, draft.id));
  if (!last) error(404);
  return { draft, last };
};
