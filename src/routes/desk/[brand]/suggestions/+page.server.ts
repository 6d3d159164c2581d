import { error, fail, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { isAnswer, suggestionLimits, suggestionStates } from '$lib/domain/suggestions.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { brandFor } from '$lib/server/brands/belonging.ts';
import { answerSuggestion } from '$lib/server/suggestions/answering.ts';
import { suggestionsTo } from '$lib/server/suggestions/listing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const brand = await locals.read((read) => brandFor(read, locals.member, params.brand, ['designer']));
  if (!brand) error(404);
  const state = suggestionStates.find((one) => one === url.searchParams.get('show')) ?? 'open';
  const after = url.searchParams.get('after');
  return {
    title: m.suggestion_desk_title(),
    now: locals.now,
    state,
    answered: url.searchParams.has('answered'),
    ...(await locals.read((read) => suggestionsTo(read, brand, { state, after }))),
  };
};

export const actions: Actions = {
  answer: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const brand = await locals.read((read) => brandFor(read, member, params.brand, ['designer']));
    if (!brand) error(404);
    const form = await request.formData();
    const answer = form.get('answer');
    if (!isAnswer(answer))
      return fail(400, { values: typedValues(form), errors: {}, message: m.form_errors() });
    const input = {
      suggestion: String(form.get('suggestion_id') ?? ''),
      seen: Number(form.get('seen')) || 0,
      answer,
      words: String(form.get('words') ?? '')
        .replaceAll('\0', '')
        .slice(0, suggestionLimits.answer),
    };
    const answered = await locals.write((tx) => answerSuggestion(tx, member, input, locals.now));
    if (!isRefusal(answered)) redirect(303, `/desk/${params.brand}/suggestions?answered`);
    if (answered.reason === 'not-found') error(404);
    return refused(answered, typedValues(form));
  },
};
