import { error, fail, redirect } from '@sveltejs/kit';
import { tallyIsShown } from '$lib/domain/ballots.ts';
import { revisionNumber } from '$lib/domain/comparing.ts';
import { draftLimits, challengeLimits } from '$lib/domain/readying.ts';
import { isRefusal, refuse, type Refusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { receiveFiles } from '$lib/forms/receiving.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { deskDraft, lastRevision, takesDrafts, takesRevisions } from '$lib/server/drafts/owning.ts';
import { picturesOfRevision, revisionsOf } from '$lib/server/drafts/presenting.ts';
import { disqualifyDraft, withdrawDraft } from '$lib/server/drafts/removing.ts';
import { discardChanges } from '$lib/server/drafts/saving.ts';
import { carriable, saveCarrying, submitCarrying } from '$lib/server/suggestions/carrying.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import { gapErrors, readDraft } from '$lib/forms/drafting.ts';
import { draftHere } from '../finding.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const home = (params: { brand: string; id: string }) => `/desk/${params.brand}/drafts/${params.id}`;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  // A member's draft is looked at and judged here, never written.
  const judged = await locals.read((r) => deskDraft(r, locals.member, params.id));
  if (judged?.kind === 'open') redirect(303, `${home(params)}/review`);
  const { draft, last } = await draftHere(locals, params);
  const { read } = locals;
  const tallied =
    draft.method === 'picks' && tallyIsShown({ ...draft, state: draft.challenge_state }, locals.now);
  const editable = takesRevisions(draft, locals.now) && draft.removal === null;
  // What is sealed is shown as it was sealed; a change that came too late is not it.
  const shown = editable ? last : ((await read((r) => lastRevision(r, draft.id, 'published'))) ?? last);
  const revisions = await read((r) => revisionsOf(r, draft.id));
  const published = revisions.find(({ publishedAt }) => publishedAt !== null)?.number ?? 0;
  const told = revisionNumber(url.searchParams.get('came') ?? '');
  const unpublished = last.published_at === null;
  return {
    title: shown.title,
    now: locals.now,
    done: url.searchParams.get('done') ?? '',
    draft: {
      id: draft.id,
      state: draft.state,
      // Null where the method counts none, and while nobody may see them.
      picks: tallied ? draft.picks : null,
      outdated: tallied ? draft.picks_outdated : null,
      /** Until when it may be revised while voting is open. */
      revisingUntil:
        draft.challenge_state === 'voting' && draft.state === 'submitted' ? draft.revising_until : null,
      withdrawable: takesDrafts(draft.challenge_state) && draft.removal === null,
      removal: draft.removal,
      removalReason: draft.removal_reason ?? '',
      editable,
    },
    challenge: {
      id: draft.challenge_id,
      title: draft.challenge_title,
      number: draft.challenge_number,
      state: draft.challenge_state,
      timeZone: draft.time_zone,
    },
    brand: { slug: draft.brand_slug },
    values: { title: last.title, story: last.story, note: last.published_at === null ? last.note : '' },
    story: renderMarkdown(shown.story),
    seen: last.id,
    working: unpublished,
    published,
    number: unpublished ? last.number : last.number + 1,
    /** What another saved while the last one was written, if it stands beside it. */
    beside: revisions.find(
      ({ number }) => unpublished && number < last.number && (number === told || number > published),
    ),
    told: told !== undefined,
    pictures: await read((r) => picturesOfRevision(r, shown.id)),
    revisions,
    carriable: editable ? await read((r) => carriable(r, draft.id, last.id)) : [],
    limits: { ...draftLimits, reason: challengeLimits.reason },
  };
};

/** Saves what was typed; gives what stands then, or what the form has to say. */
const save = async ({ locals, params, url }: RequestEvent, form: FormData) => {
  const member = actor(locals, url);
  await draftHere(locals, params);
  const seen = String(form.get('seen') ?? '');
  const carries = form.getAll('carries').map(String);
  const read = await readDraft(locals, member, form);
  if (!read.ok) return { failure: fail(400, { ...read, seen }) };
  const saved = await locals.write((tx) =>
    saveCarrying(tx, member, { draft: params.id, seen, carries, ...read.input }, locals.now),
  );
  if (isRefusal(saved)) {
    if (saved.reason === 'not-found') error(404);
    return { failure: fail(409, { ...read, errors: {}, message: refusalText(saved), seen }) };
  }
  // Kept beside what another saved meanwhile: it is looked at before anything is published.
  if (saved.came !== undefined) redirect(303, `${home(params)}?came=${saved.came}`);
  return { read, revision: saved.revision, unchanged: saved.revision === seen };
};

const answered = (result: Refusal, form: FormData, field?: string) => {
  if (result.reason === 'not-found') error(404);
  return refused(result, typedValues(form), field);
};

export const actions: Actions = {
  save: async (event) => {
    const form = await event.request.formData();
    const { failure } = await save(event, form);
    if (failure) return failure;
    const here = home(event.params);
    redirect(303, form.get('then') === 'preview' ? `${here}/preview` : `${here}?done=saved`);
  },
  submit: async (event) => {
    const { locals, params, request, url } = event;
    const member = actor(locals, url);
    const { failure, read, revision, unchanged } = await save(event, await request.formData());
    if (failure) return failure;
    const errors = gapErrors(read.input.title, read.pictures);
    if (Object.keys(errors).length > 0) {
      const message = refusalText(refuse('draft-incomplete'));
      return fail(409, { ...read, errors, message, seen: revision });
    }
    const submitted = await locals.write((tx) =>
      submitCarrying(tx, member, { draft: params.id, seen: revision }, locals.now),
    );
    if (isRefusal(submitted)) {
      if (submitted.reason === 'not-found') error(404);
      const message =
        unchanged && submitted.reason === 'changed-meanwhile' ? m.draft_unchanged() : refusalText(submitted);
      return fail(409, { ...read, errors: {}, message, seen: revision });
    }
    redirect(303, `${home(params)}?done=${submitted.revision > 1 ? 'revised' : 'submitted'}`);
  },
  /** From the preview: exactly what was seen there. */
  enter: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await draftHere(locals, params);
    const form = await request.formData();
    const seen = String(form.get('seen') ?? '');
    const submitted = await locals.write((tx) =>
      submitCarrying(tx, member, { draft: params.id, seen }, locals.now),
    );
    if (isRefusal(submitted)) return answered(submitted, form);
    redirect(303, `${home(params)}?done=${submitted.revision > 1 ? 'revised' : 'submitted'}`);
  },
  discard: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await draftHere(locals, params);
    const form = await request.formData();
    const result = await locals.write((tx) =>
      discardChanges(tx, member, { draft: params.id, seen: String(form.get('seen') ?? '') }),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, `${home(params)}?done=discarded`);
  },
  withdraw: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const { draft } = await draftHere(locals, params);
    const form = await request.formData();
    const reason = String(form.get('reason') ?? '').slice(0, challengeLimits.reason);
    const result = await locals.write((tx) =>
      withdrawDraft(tx, member, { draft: params.id, reason }, locals.now),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, `/desk/${params.brand}/challenges/${draft.challenge_id}?done=withdrawn`);
  },
  disqualify: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await draftHere(locals, params);
    const form = await request.formData();
    const reason = String(form.get('reason') ?? '').slice(0, challengeLimits.reason);
    const result = await locals.write((tx) =>
      disqualifyDraft(tx, member, { draft: params.id, reason }, locals.now),
    );
    if (isRefusal(result))
      return answered(result, form, result.reason === 'reason-needed' ? 'reason' : undefined);
    redirect(303, `${home(params)}?done=disqualified`);
  },
  upload: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await draftHere(locals, params);
    return receiveFiles(locals, member, await request.formData(), 'file');
  },
};
