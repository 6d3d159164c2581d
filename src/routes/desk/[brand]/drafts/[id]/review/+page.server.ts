import { error, redirect } from '@sveltejs/kit';
import { tallyIsShown } from '$lib/domain/ballots.ts';
import { entryLimits } from '$lib/domain/entering.ts';
import { challengeLimits } from '$lib/domain/readying.ts';
import { isRefusal, type Refusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { draftToJudge } from '$lib/server/drafts/judging.ts';
import { disqualifyDraft } from '$lib/server/drafts/removing.ts';
import { returnDraft } from '$lib/server/drafts/reviewing.ts';
import { approveCarrying } from '$lib/server/suggestions/carrying.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

const here = async (locals: App.Locals, params: { brand: string; id: string }) => {
  const found = await locals.read((read) => draftToJudge(read, locals.member, params.id));
  if (!found || found.draft.brand_slug !== params.brand) error(404);
  return found;
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { draft, reviews, waiting, revision, pictures, authors, accepted } = await here(locals, params);
  const entered = draft.state === 'submitted' || draft.blind_revision !== null;
  return {
    title: m.entry_review_of({ title: revision.title }),
    now: locals.now,
    done: url.searchParams.get('done') ?? '',
    draft: {
      id: draft.id,
      title: revision.title,
      number: revision.number,
      note: revision.note,
      story: renderMarkdown(revision.story),
      public: draft.state !== 'editing',
      removal: draft.removal,
      removalReason: draft.removal_reason ?? '',
      // Null where the method counts none, and while nobody may see them.
      picks:
        draft.method === 'picks' && tallyIsShown({ ...draft, state: draft.challenge_state }, locals.now)
          ? draft.picks
          : null,
    },
    challenge: {
      id: draft.challenge_id,
      title: draft.challenge_title,
      state: draft.challenge_state,
      timeZone: draft.time_zone,
      blind: draft.blind === 1,
    },
    seen: waiting && draft.challenge_state === 'collecting' && !draft.removal ? waiting.revision : null,
    disqualifiable:
      entered && !draft.removal && ['collecting', 'voting', 'deciding'].includes(draft.challenge_state),
    reviews,
    pictures,
    authors,
    accepted,
    limits: { words: entryLimits.words, reason: challengeLimits.reason },
  };
};

const answered = (result: Refusal, form: FormData, field: string) => {
  if (result.reason === 'not-found') error(404);
  return refused(result, typedValues(form), result.reason === 'reason-needed' ? field : undefined);
};

export const actions: Actions = {
  approve: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await here(locals, params);
    const form = await request.formData();
    const review = { draft: params.id, seen: String(form.get('seen') ?? '') };
    const result = await locals.write((tx) => approveCarrying(tx, member, review, locals.now));
    if (isRefusal(result)) return answered(result, form, 'words');
    redirect(303, `/desk/${params.brand}/reviews?done=approved`);
  },
  return: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await here(locals, params);
    const form = await request.formData();
    const review = {
      draft: params.id,
      seen: String(form.get('seen') ?? ''),
      words: String(form.get('words') ?? '')
        .replaceAll('\0', '')
        .slice(0, entryLimits.words),
    };
    const result = await locals.write((tx) => returnDraft(tx, member, review, locals.now));
    if (isRefusal(result)) return answered(result, form, 'words');
    redirect(303, `/desk/${params.brand}/reviews?done=returned`);
  },
  disqualify: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await here(locals, params);
    const form = await request.formData();
    const reason = String(form.get('reason') ?? '').slice(0, challengeLimits.reason);
    const result = await locals.write((tx) =>
      disqualifyDraft(tx, member, { draft: params.id, reason }, locals.now),
    );
    if (isRefusal(result)) return answered(result, form, 'reason');
    redirect(303, `/desk/${params.brand}/drafts/${params.id}/review?done=disqualified`);
  },
};
