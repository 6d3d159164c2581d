import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { isRefusal, refuse, type Refusal } from '$lib/domain/refusals.ts';
import { acceptedVersion, shownTerms, termsAnswer } from '$lib/forms/accepting.ts';
import { gapErrors, readDraft } from '$lib/forms/drafting.ts';
import { actor } from '$lib/forms/entering.ts';
import { receiveFiles } from '$lib/forms/receiving.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { beginDraft, challengeToEnter, whyNotBegin } from '$lib/server/drafts/beginning.ts';
import { entriesOf } from '$lib/server/drafts/entering.ts';
import { submitDraft } from '$lib/server/drafts/submitting.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import type { Actions, PageServerLoad } from './$types';

const here = async ({ locals, params }: { locals: App.Locals; params: { id: string } }) => {
  const challenge = await locals.read((read) => challengeToEnter(read, locals.member, params.id));
  if (!challenge) error(404);
  return challenge;
};

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const member = actor(locals, url);
  const challenge = await here(event);
  const [why, entries] = await locals.read((read) =>
    Promise.all([
      whyNotBegin(read, member, challenge),
      entriesOf(read, { challenge: challenge.id, members: [member.id] }),
    ]),
  );
  return {
    title: m.entry_page_title({ title: challenge.title }),
    challenge: {
      id: challenge.id,
      title: challenge.title,
      brand: challenge.brand_name,
      brief: renderMarkdown(challenge.brief),
      limit: challenge.drafts_per_member,
      reviewed: challenge.reviewed === 1,
      blind: challenge.blind === 1,
    },
    terms: shownTerms(challenge.terms),
    entered: entries.get(member.id) ?? 0,
    closed: why ? refusalText(why) : '',
  };
};

/** With a refusal everything that was typed comes again, beside the terms that stand by now. */
const answered = async (
  event: Pick<RequestEvent, 'locals'> & { params: { id: string } },
  refusal: Refusal,
  read: Awaited<ReturnType<typeof readDraft>>,
  form: FormData,
) => {
  if (refusal.reason === 'not-found') error(404);
  const terms = shownTerms((await here(event)).terms);
  const values = { ...read.values, terms: String(form.get('terms') ?? '') };
  return fail(409, { values, pictures: read.pictures, terms, ...termsAnswer(refusal, terms) });
};

export const actions: Actions = {
  save: async (event) => {
    const { locals, params, request, url } = event;
    const member = actor(locals, url);
    await here(event);
    const form = await request.formData();
    const read = await readDraft(locals, member, form);
    if (!read.ok) return fail(400, read);
    const made = await locals.write((tx) =>
      beginDraft(tx, member, { challenge: params.id, ...read.input }, locals.now),
    );
    if (isRefusal(made)) return answered(event, made, read, form);
    const draft = `/drafts/${made.draft}`;
    redirect(303, form.get('then') === 'preview' ? `${draft}/preview` : `${draft}/edit?done=saved`);
  },
  submit: async (event) => {
    const { locals, params, request, url } = event;
    const member = actor(locals, url);
    await here(event);
    const form = await request.formData();
    const read = await readDraft(locals, member, form);
    const terms = acceptedVersion(form);
    const values = { ...read.values, terms: String(terms ?? '') };
    if (!read.ok) return fail(400, { ...read, values });
    const errors = gapErrors(read.input.title, read.pictures);
    if (Object.keys(errors).length > 0)
      return fail(409, { ...read, values, errors, message: refusalText(refuse('draft-incomplete')) });
    const entered = await locals.write(async (tx) => {
      const made = await beginDraft(tx, member, { challenge: params.id, ...read.input }, locals.now);
      if (isRefusal(made)) return made;
      const submitted = await submitDraft(
        tx,
        member,
        { draft: made.draft, seen: made.revision, terms },
        locals.now,
      );
      return isRefusal(submitted) ? submitted : { ...made, ...submitted };
    });
    if (isRefusal(entered)) return answered(event, entered, read, form);
    redirect(303, `/drafts/${entered.draft}/edit?done=${entered.waits ?? 'submitted'}`);
  },
  upload: async (event) => {
    const { locals, request, url } = event;
    const member = actor(locals, url);
    const challenge = await here(event);
    // Nothing is taken in for an entry that cannot be made.
    const why = await locals.read((read) => whyNotBegin(read, member, challenge));
    if (why) return fail(409, { values: {}, errors: {}, message: refusalText(why) });
    return receiveFiles(locals, member, await request.formData(), 'file');
  },
};
