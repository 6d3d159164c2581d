import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { commentLimits } from '$lib/domain/comments.ts';
import { isRefusal, type Refusal } from '$lib/domain/refusals.ts';
import { seenIn } from '$lib/domain/revising.ts';
import { isAnswer, placeFrom, suggestionLimits, takesSuggestions } from '$lib/domain/suggestions.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { castFrom } from '$lib/forms/voting.ts';
import { readForm, typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { ownBallot } from '$lib/server/ballots/owning.ts';
import { pickDraft, unpickDraft } from '$lib/server/ballots/picking.ts';
import { openCallsOn } from '$lib/server/calls/showing.ts';
import { postComment } from '$lib/server/comments/posting.ts';
import { commentsOn, threadOn } from '$lib/server/comments/reading.ts';
import { presentDraft } from '$lib/server/drafts/showing.ts';
import { judgedOf } from '$lib/server/stages/reading.ts';
import { answerSuggestion } from '$lib/server/suggestions/answering.ts';
import { deleteRemark, makeSuggestion } from '$lib/server/suggestions/posting.ts';
import { suggestionsOn } from '$lib/server/suggestions/reading.ts';
import { tracedOn } from '$lib/server/suggestions/tracing.ts';
import { editRemark } from '$lib/server/suggestions/rewording.ts';
import { secondSuggestion, takeBackSecond } from '$lib/server/suggestions/seconding.ts';
import { description, shownMarkdown } from '$lib/server/text/remembering.ts';
import { saidOf, stageNames } from '../../challenges/[id]/timeline.ts';
import { composingOn } from './composing.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { member, now } = locals;
  const search = url.searchParams;
  const order = search.get('order') === 'oldest' ? ('oldest' as const) : ('newest' as const);
  const thread = search.get('thread');
  const after = search.get('after');
  const only = search.get('only') === 'suggestions';
  const found = await locals.read(async (read) => {
    const draft = await presentDraft(read, member, params.id, now);
    if (!draft) return undefined;
    const comments = thread
      ? await threadOn(read, member, { draft: draft.id, thread, after })
      : await commentsOn(read, member, { draft: draft.id, order, suggesting: only, after });
    const ballot = await ownBallot(read, member, draft.challenge_id);
    if (!comments) return undefined;
    const shown = comments.threads.map(({ id }) => id);
    const suggestions = await suggestionsOn(read, member, shown);
    const composing = await composingOn(read, member, draft);
    const judged = draft.finalist ? await judgedOf(read, draft.challenge_id, draft.id) : null;
    const calls = await openCallsOn(read, draft.challenge_id);
    const traced = await tracedOn(read, draft.id);
    return { draft, comments, ballot, suggestions, composing, calls, judged, traced };
  });
  if (!found) error(404);
  const { draft, comments, ballot, suggestions, judged, traced, composing, calls } = found;
  const { composable: _, ...shown } = draft;
  const onTable = new Set(draft.table.map(({ id }) => id));
  return {
    title: draft.title,
    description: description(draft.story) || draft.challenge_title,
    origin: locals.muster.origin,
    now,
    timeZone: member?.timeZone ?? draft.time_zone,
    draft: { ...shown, story: shownMarkdown(draft.story) },
    composing,
    picks: ballot?.picks.filter((pick) => onTable.has(pick)) ?? [],
    voted: ballot != null,
    outdated: ballot?.outdated.includes(draft.id) ?? false,
    comments,
    suggestions,
    traced,
    call: calls.find((one) => one.draft === draft.id && one.closesAt > now) ?? null,
    judged:
      judged?.stages.map(({ id, kind, title, result, reviews, prototypes }) => ({
        id,
        title: title || stageNames[kind](),
        mean: result ? m.stages_mean({ mean: result.mean.toFixed(1) }) : '',
        said: saidOf(judged.criteria, reviews),
        prototypes: prototypes.map(({ id, title, html, pictures }) => ({ id, title, html, pictures })),
      })) ?? [],
    takesSuggestions: takesSuggestions(draft.state) && draft.removed === null && draft.hidden === null,
    only,
    order,
    thread,
    asked: { reply: search.get('reply'), edit: search.get('edit'), remove: search.get('remove') },
    back: placeIn(search),
  };
};

/** Which part of the comments is shown: what a form comes back to. */
const placeIn = (search: URLSearchParams) => {
  const kept = new URLSearchParams();
  for (const name of ['order', 'only', 'thread', 'after']) {
    const value = search.get(name);
    if (value) kept.set(name, value);
  }
  return String(kept);
};

const backTo = (draft: string, form: FormData, comment?: string): never => {
  const place = placeIn(new URLSearchParams(String(form.get('back') ?? '')));
  redirect(303, `/drafts/${draft}${place && `?${place}`}${comment ? `#comment-${comment}` : '#comments'}`);
};

const words = z
  .string()
  .transform((text) => text.replaceAll('\r\n', '\n'))
  .pipe(z.string().min(1).max(commentLimits.length));

const typedNumber = z.string().max(12).default('');
const pinFields = {
  suggestion: z.string().optional(),
  picture: z.string().max(40).default(''),
  field: typedNumber,
  x: typedNumber,
  y: typedNumber,
  w: typedNumber,
  h: typedNumber,
};

export const actions: Actions = {
  pick: async (event) => {
    const { locals, params, request } = event;
    const { member, now } = locals;
    const form = await request.formData();
    if (!member) redirect(303, `/sign-in?then=${encodeURIComponent(`/drafts/${params.id}`)}`);
    const instead = form.get('instead');
    const cast = await castFrom(event, (tx) =>
      pickDraft(
        tx,
        member,
        {
          draft: params.id,
          instead: typeof instead === 'string' ? instead : null,
          seen: seenIn(String(form.get('seen') ?? '')),
        },
        now,
      ),
    );
    if (isRefusal(cast)) return refused(cast);
    redirect(303, `/drafts/${params.id}`);
  },
  unpick: async (event) => {
    const { locals, params } = event;
    const { member, now } = locals;
    const cast = await castFrom(event, (tx) => unpickDraft(tx, member, { draft: params.id }, now));
    if (isRefusal(cast)) return refused(cast);
    redirect(303, `/drafts/${params.id}`);
  },
  comment: async ({ locals, params, request }) => {
    const form = await request.formData();
    const read = readForm(form, z.object({ body: words, ...pinFields }));
    if (!read.ok) return invalid(read);
    if (read.data.suggestion === 'yes') {
      const { picture, field, body, ...at } = read.data;
      const place = picture === '' ? null : placeFrom(at, field);
      if (isRefusal(place)) return refused(place, read.values);
      const pin = place && { ...place, picture };
      const made = await locals.write((tx) =>
        makeSuggestion(tx, locals.member, { draft: params.id, body, pin }, locals.now),
      );
      if (isRefusal(made)) return refused(made, read.values);
      redirect(303, `/drafts/${params.id}#comment-${made.comment}`);
    }
    const input = { draft: params.id, parent: null, body: read.data.body };
    const posted = await locals.write((tx) => postComment(tx, locals.member, input, locals.now));
    if (isRefusal(posted)) return refused(posted, read.values);
    // A new comment stands first; wherever it was written, it is read there.
    redirect(303, `/drafts/${params.id}#comment-${posted.id}`);
  },
  reply: async ({ locals, params, request }) => {
    const form = await request.formData();
    const read = readForm(form, z.object({ parent: z.string().min(1), reply: words }));
    if (!read.ok) return invalid(read);
    const input = { draft: params.id, parent: read.data.parent, body: read.data.reply };
    const posted = await locals.write((tx) => postComment(tx, locals.member, input, locals.now));
    if (isRefusal(posted)) return refused(posted, read.values);
    return backTo(params.id, form, posted.id);
  },
  edit: async ({ locals, params, request }) => {
    const form = await request.formData();
    const read = readForm(form, z.object({ comment: z.string().min(1), edited: words }));
    if (!read.ok) return invalid(read);
    const input = { comment: read.data.comment, body: read.data.edited };
    const edited = await locals.write((tx) => editRemark(tx, locals.member, input, locals.now));
    if (isRefusal(edited)) return refused(edited, read.values);
    return backTo(params.id, form, edited.id);
  },
  remove: async ({ locals, params, request }) => {
    const form = await request.formData();
    const removed = await locals.write((tx) =>
      deleteRemark(tx, locals.member, String(form.get('target') ?? ''), locals.now),
    );
    if (isRefusal(removed)) return refused(removed, typedValues(form));
    return backTo(params.id, form);
  },
  second: async ({ locals, params, request }) => {
    const form = await request.formData();
    const suggestion = String(form.get('suggestion_id') ?? '');
    const seconded = await locals.write((tx) => secondSuggestion(tx, locals.member, suggestion, locals.now));
    return backOr(params.id, form, seconded);
  },
  unsecond: async ({ locals, params, request }) => {
    const form = await request.formData();
    const suggestion = String(form.get('suggestion_id') ?? '');
    const taken = await locals.write((tx) => takeBackSecond(tx, locals.member, suggestion));
    return backOr(params.id, form, taken);
  },
  answer: async ({ locals, params, request }) => {
    const form = await request.formData();
    const answer = form.get('answer');
    const input = {
      suggestion: String(form.get('suggestion_id') ?? ''),
      seen: Number(form.get('seen')) || 0,
      words: String(form.get('words') ?? '')
        .replaceAll('\0', '')
        .slice(0, suggestionLimits.answer),
    };
    if (!isAnswer(answer))
      return fail(400, { values: typedValues(form), errors: {}, message: m.form_errors() });
    const answered = await locals.write((tx) =>
      answerSuggestion(tx, locals.member, { ...input, answer }, locals.now),
    );
    return backOr(params.id, form, answered);
  },
};

/** Where the suggestion stands; or what kept it from being done, at its place. */
const backOr = (draft: string, form: FormData, result: { comment: string } | Refusal) => {
  if (!isRefusal(result)) return backTo(draft, form, result.comment);
  if (result.reason === 'not-found') error(404);
  return refused(result, typedValues(form));
};
