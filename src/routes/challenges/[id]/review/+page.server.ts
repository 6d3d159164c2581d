import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { scores, stageLimits as limits } from '$lib/domain/stages.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { presentChallenge } from '$lib/server/challenges/showing.ts';
import { reviewFor } from '$lib/server/stages/reviewing.ts';
import { scoreFinalist } from '$lib/server/stages/scoring.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { member, now } = locals;
  if (!member) redirect(303, `/sign-in?then=${encodeURIComponent(url.pathname)}`);
  const found = await locals.read(async (read) => {
    const review = await reviewFor(read, member, params.id);
    const challenge = review && (await presentChallenge(read, member, params.id, now));
    return challenge && { review, challenge };
  });
  if (!found) error(404);
  const { review, challenge } = found;
  return {
    title: m.stages_review_title({ title: challenge.title }),
    challenge: { id: challenge.id, title: challenge.title, brand: challenge.brand_name },
    stage: review.stage && {
      title: review.stage.title,
      about: renderMarkdown(review.stage.about),
    },
    criteria: review.criteria,
    finalists: review.finalists,
    saved: url.searchParams.get('saved') ?? '',
    scores,
    limits,
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const form = await request.formData();
    const draft = String(form.get('draft') ?? '');
    const given = new Map<string, number>();
    for (const [name, value] of form)
      if (name.startsWith('score-')) given.set(name.slice('score-'.length), Number(value));
    const reason = String(form.get('reason') ?? '')
      .replaceAll('\0', '')
      .slice(0, limits.reason);
    const result = await locals.write((tx) =>
      scoreFinalist(tx, member, { challenge: params.id, draft, scores: given, reason }, locals.now),
    );
    if (isRefusal(result)) {
      if (result.reason === 'not-found') error(404);
      return refused(result, typedValues(form), result.reason === 'reason-needed' ? 'reason' : undefined);
    }
    redirect(303, `/challenges/${params.id}/review?saved=${draft}#draft-${draft}`);
  },
};
