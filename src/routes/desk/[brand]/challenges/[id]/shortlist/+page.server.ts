import { error, redirect } from '@sveltejs/kit';
import { challengeLimits } from '$lib/domain/readying.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { shortlistDrafts, shortlistOf, shortlistTally } from '$lib/server/challenges/shortlisting.ts';
import { challengeHere } from '../../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const home = (params: { brand: string; id: string }) => `/desk/${params.brand}/challenges/${params.id}`;

export const load: PageServerLoad = async ({ locals, params }) => {
  const challenge = await challengeHere(locals, params);
  const listed = await locals.read((read) => shortlistOf(read, challenge.id));
  if (challenge.state !== 'deciding' || listed) redirect(303, `${home(params)}/stages`);
  const { tally, counted, seen } = await locals.read((read) => shortlistTally(read, challenge.id));
  return {
    title: m.stages_shortlist_title({ title: challenge.title }),
    home: `${home(params)}/stages`,
    challenge: {
      title: challenge.title,
      number: challenge.number,
      quorum: challenge.quorum,
      ballots: challenge.ballot_count,
    },
    tally,
    counted,
    seen,
    limits: challengeLimits,
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    const form = await request.formData();
    const input = {
      challenge: params.id,
      finalists: form.getAll('finalists').map(String),
      reason: String(form.get('reason') ?? '').slice(0, challengeLimits.reason),
      seen: String(form.get('seen') ?? ''),
    };
    const result = await locals.write((tx) => shortlistDrafts(tx, member, input, locals.now));
    if (isRefusal(result)) {
      if (result.reason === 'not-found') error(404);
      return refused(result, typedValues(form), result.reason === 'reason-needed' ? 'reason' : undefined);
    }
    redirect(303, `${home(params)}/stages?done=shortlisted`);
  },
};
