import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { commentLimits } from '$lib/domain/comments.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { readForm, typedValues } from '$lib/forms/reading.ts';
import { ownBallot } from '$lib/server/ballots/owning.ts';
import { pickDraft, unpickDraft } from '$lib/server/ballots/picking.ts';
import { deleteComment, editComment } from '$lib/server/comments/changing.ts';
import { postComment } from '$lib/server/comments/posting.ts';
import { commentsOn, threadOn } from '$lib/server/comments/reading.ts';
import { presentDraft } from '$lib/server/drafts/showing.ts';
import { description, shownMarkdown } from '$lib/server/text/remembering.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { member, now } = locals;
  const search = url.searchParams;
  const order = search.get('order') === 'oldest' ? ('oldest' as const) : ('newest' as const);
  const thread = search.get('thread');
  const after = search.get('after');
  const found = await locals.read(async (read) => {
    const draft = await presentDraft(read, member, params.id, now);
    if (!draft) return undefined;
    const comments = thread
      ? await threadOn(read, member, { draft: draft.id, thread, after })
      : await commentsOn(read, member, { draft: draft.id, order, after });
    const ballot = await ownBallot(read, member, draft.challenge_id);
    return comments && { draft, comments, ballot };
  });
  if (!found) error(404);
  const { draft, comments, ballot } = found;
  const onTable = new Set(draft.table.map(({ id }) => id));
  return {
    title: draft.title,
    description: description(draft.story) || draft.challenge_title,
    origin: locals.muster.origin,
    now,
    timeZone: member?.timeZone ?? draft.time_zone,
    draft: { ...draft, story: shownMarkdown(draft.story) },
    picks: ballot?.picks.filter((pick) => onTable.has(pick)) ?? [],
    comments,
    order,
    thread,
    asked: { reply: search.get('reply'), edit: search.get('edit'), remove: search.get('remove') },
    back: placeIn(search),
  };
};

/** Which part of the comments is shown: what a form comes back to. */
const placeIn = (search: URLSearchParams) => {
  const kept = new URLSearchParams();
  for (const name of ['order', 'thread', 'after']) {
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

export const actions: Actions = {
  pick: async ({ locals, params, request }) => {
    const { member, now } = locals;
    const form = await request.formData();
    if (!member) redirect(303, `/sign-in?then=${encodeURIComponent(`/drafts/${params.id}`)}`);
    const instead = form.get('instead');
    const cast = await locals.write((tx) =>
      pickDraft(tx, member, { draft: params.id, instead: typeof instead === 'string' ? instead : null }, now),
    );
    if (isRefusal(cast)) return refused(cast);
    redirect(303, `/drafts/${params.id}`);
  },
  unpick: async ({ locals, params }) => {
    const { member, now } = locals;
    const cast = await locals.write((tx) => unpickDraft(tx, member, { draft: params.id }, now));
    if (isRefusal(cast)) return refused(cast);
    redirect(303, `/drafts/${params.id}`);
  },
  comment: async ({ locals, params, request }) => {
    const form = await request.formData();
    const read = readForm(form, z.object({ body: words }));
    if (!read.ok) return invalid(read);
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
    const edited = await locals.write((tx) => editComment(tx, locals.member, input, locals.now));
    if (isRefusal(edited)) return refused(edited, read.values);
    return backTo(params.id, form, edited.id);
  },
  remove: async ({ locals, params, request }) => {
    const form = await request.formData();
    const removed = await locals.write((tx) =>
      deleteComment(tx, locals.member, String(form.get('target') ?? ''), locals.now),
    );
    if (isRefusal(removed)) return refused(removed, typedValues(form));
    return backTo(params.id, form);
  },
};
