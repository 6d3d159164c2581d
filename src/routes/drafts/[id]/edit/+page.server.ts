import { error, fail, redirect } from '@sveltejs/kit';
import { challengeLimits } from '$lib/domain/readying.ts';
import { isRefusal, refuse, type Refusal } from '$lib/domain/refusals.ts';
import { acceptedVersion, shownTerms, termsAnswer } from '$lib/forms/accepting.ts';
import { emailField } from '$lib/forms/accounts.ts';
import { refused } from '$lib/forms/answering.ts';
import { gapErrors, readDraft } from '$lib/forms/drafting.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { receiveFiles } from '$lib/forms/receiving.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { inviteAuthor, uninviteAuthor, type Invited } from '$lib/server/drafts/inviting.ts';
import { leaveDraft } from '$lib/server/drafts/joining.ts';
import { withdrawDraft } from '$lib/server/drafts/removing.ts';
import { discardChanges } from '$lib/server/drafts/saving.ts';
import { draftToWrite } from '$lib/server/drafts/writing.ts';
import { carriable, saveCarrying, submitCarrying } from '$lib/server/suggestions/carrying.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const home = (params: { id: string }) => `/drafts/${params.id}/edit`;

const here = async (locals: App.Locals, params: { id: string }) => {
  const found = await locals.read((read) => draftToWrite(read, locals.member, params.id, locals.now));
  if (!found) error(404);
  return found;
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const member = actor(locals, url);
  const { draft, last, terms, reviews, revisions, ...found } = await here(locals, params);
  const returned = reviews[0]?.answer === 'returned' ? reviews[0] : undefined;
  const published = revisions.find(({ publishedAt }) => publishedAt !== null)?.number ?? 0;
  return {
    title: last.title,
    now: locals.now,
    timeZone: member.timeZone,
    done: url.searchParams.get('done') ?? '',
    draft: {
      id: draft.id,
      removalReason: draft.removal_reason ?? '',
      public: draft.state !== 'editing',
      /** Withdrawing it now is a public fact. */
      sealed: ['voting', 'deciding'].includes(draft.challenge_state) && draft.state === 'submitted',
    },
    challenge: {
      id: draft.challenge_id,
      title: draft.challenge_title,
      brand: draft.brand_name,
      reviewed: draft.reviewed === 1,
      timeZone: draft.time_zone,
    },
    values: { title: last.title, story: last.story, note: found.working ? last.note : '' },
    story: renderMarkdown(last.story),
    seen: last.id,
    published,
    number: found.working ? last.number : last.number + 1,
    beside: besideIn(revisions, last, found.working ? url.searchParams.get('came') : null),
    discardable: found.working && revisions.length > 1,
    terms: { version: terms.version },
    returned: returned && { words: returned.words, at: returned.answeredAt ?? 0 },
    carriable:
      found.editable && published > 0 ? await locals.read((r) => carriable(r, draft.id, last.id)) : [],
    me: member.id,
    reasonLimit: challengeLimits.reason,
    accepted: found.accepted,
    editable: found.editable,
    standing: found.standing,
    pictures: found.pictures,
    authors: found.authors,
    invitations: found.invitations,
  };
};

/** What another author saved while the last one was written, and by whom. */
const besideIn = (
  revisions: Awaited<ReturnType<typeof here>>['revisions'],
  last: { number: number },
  came: string | null,
) => {
  const found = revisions.find(({ number }) => String(number) === came && number < last.number);
  return found && { number: found.number, author: found.author };
};

const save = async ({ locals, params, url }: RequestEvent, form: FormData) => {
  const member = actor(locals, url);
  await here(locals, params);
  const seen = String(form.get('seen') ?? '');
  const carries = form.getAll('carries').map(String);
  const read = await readDraft(locals, member, form);
  const values = { ...read.values, terms: String(form.get('terms') ?? '') };
  if (!read.ok) return { failure: fail(400, { ...read, values, seen }) };
  const saved = await locals.write((tx) =>
    saveCarrying(tx, member, { draft: params.id, seen, carries, ...read.input }, locals.now),
  );
  if (isRefusal(saved)) {
    if (saved.reason === 'not-found') error(404);
    return { failure: fail(409, { ...read, values, errors: {}, message: refusalText(saved), seen }) };
  }
  // Kept beside what another author saved meanwhile: it is looked at before anything is submitted.
  if (saved.came !== undefined) redirect(303, `${home(params)}?came=${saved.came}`);
  return { read: { ...read, values }, revision: saved.revision, unchanged: saved.revision === seen };
};

const answered = (result: Refusal, form: FormData, field?: string) => {
  if (result.reason === 'not-found') error(404);
  return refused(result, typedValues(form), field);
};

/** An address, or the link of a member's page. */
const invitedIn = (text: string): Invited | undefined => {
  const email = emailField.safeParse(text);
  if (email.success) return { email: email.data };
  const [, member] = /(?:^|\/)members\/([0-9a-z]{1,40})\/?$/.exec(text) ?? [];
  return member ? { member } : undefined;
};

export const actions: Actions = {
  save: async (event) => {
    const form = await event.request.formData();
    const { failure } = await save(event, form);
    if (failure) return failure;
    redirect(
      303,
      form.get('then') === 'preview'
        ? `/drafts/${event.params.id}/preview`
        : `${home(event.params)}?done=saved`,
    );
  },
  submit: async (event) => {
    const { locals, params, request, url } = event;
    const member = actor(locals, url);
    const form = await request.formData();
    const { failure, read, revision, unchanged } = await save(event, form);
    if (failure) return failure;
    const errors = gapErrors(read.input.title, read.pictures);
    if (Object.keys(errors).length > 0) {
      const message = refusalText(refuse('draft-incomplete'));
      return fail(409, { ...read, errors, message, seen: revision });
    }
    const terms = acceptedVersion(form);
    const submitted = await locals.write((tx) =>
      submitCarrying(tx, member, { draft: params.id, seen: revision, terms }, locals.now),
    );
    if (isRefusal(submitted)) {
      if (submitted.reason === 'not-found') error(404);
      if (unchanged && submitted.reason === 'changed-meanwhile')
        return fail(409, { ...read, errors: {}, message: m.draft_unchanged(), seen: revision });
      const stands = shownTerms((await here(locals, params)).terms);
      return fail(409, { ...read, seen: revision, terms: stands, ...termsAnswer(submitted, stands) });
    }
    redirect(
      303,
      `${home(params)}?done=${submitted.waits ?? (submitted.revision > 1 ? 'revised' : 'submitted')}`,
    );
  },
  discard: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const form = await request.formData();
    const result = await locals.write((tx) =>
      discardChanges(tx, member, { draft: params.id, seen: String(form.get('seen') ?? '') }),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, `${home(params)}?done=discarded`);
  },
  withdraw: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const form = await request.formData();
    const reason = String(form.get('reason') ?? '').slice(0, challengeLimits.reason);
    const result = await locals.write((tx) =>
      withdrawDraft(tx, member, { draft: params.id, reason }, locals.now),
    );
    if (isRefusal(result))
      return answered(result, form, result.reason === 'reason-needed' ? 'reason' : undefined);
    redirect(303, `${home(params)}?done=withdrawn`);
  },
  invite: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const form = await request.formData();
    const invited = invitedIn(
      String(form.get('who') ?? '')
        .trim()
        .slice(0, 300),
    );
    if (!invited)
      return fail(400, { values: typedValues(form), errors: { who: m.entry_invite_wrong() }, message: '' });
    const result = await locals.write((tx) =>
      inviteAuthor(
        tx,
        { id: member.id, name: member.name, locale: locals.locale },
        { draft: params.id, invited, origin: locals.muster.origin },
        locals.now,
      ),
    );
    if (isRefusal(result)) {
      await here(locals, params);
      return refused(result, typedValues(form), 'who');
    }
    redirect(303, `${home(params)}?done=invited#authors`);
  },
  uninvite: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const form = await request.formData();
    const invitation = String(form.get('invitation') ?? '');
    const result = await locals.write((tx) =>
      uninviteAuthor(tx, member, { draft: params.id, invitation }, locals.now),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, `${home(params)}?done=uninvited#authors`);
  },
  leave: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const result = await locals.write((tx) => leaveDraft(tx, member, params.id, locals.now));
    if (isRefusal(result)) return answered(result, await request.formData());
    redirect(303, '/drafts?done=left');
  },
  upload: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await here(locals, params);
    return receiveFiles(locals, member, await request.formData(), 'file');
  },
};
