import { error, redirect } from '@sveltejs/kit';
import { challengeLimits } from '$lib/domain/readying.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { decide, markOf, proposalFor } from '$lib/server/challenges/deciding.ts';
import { figuresOf } from '../../figures.ts';
import { challengeHere } from '../../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const home = (params: { brand: string; id: string }) => `/desk/${params.brand}/challenges/${params.id}`;

export const load: PageServerLoad = async ({ locals, params }) => {
  const challenge = await challengeHere(locals, params);
  if (challenge.state !== 'deciding') redirect(303, home(params));
  if (challenge.method === 'specification') redirect(303, `${home(params)}/specification`);
  const found = await locals.read((read) => proposalFor(read, challenge));
  if (!found) redirect(303, home(params));
  const { tally, proposal, count } = found;
  return {
    title: m.challenge_decide_title({ title: challenge.title }),
    home: home(params),
    challenge: {
      title: challenge.title,
      number: challenge.number,
      seats: challenge.seats,
      quorum: challenge.quorum,
      ballots: challenge.ballot_count,
    },
    tally,
    figures: count ? figuresOf(count) : null,
    whole: `/challenges/${challenge.id}/result`,
    proposal,
    seen: markOf(proposal),
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
      winners: form.getAll('winners').map(String),
      reason: String(form.get('reason') ?? '').slice(0, challengeLimits.reason),
      seen: String(form.get('seen') ?? ''),
    };
    const result = await locals.write((tx) => decide(tx, member, input, locals.now));
    if (isRefusal(result)) {
      if (result.reason === 'not-found') error(404);
      return refused(result, typedValues(form), result.reason === 'reason-needed' ? 'reason' : undefined);
    }
    redirect(303, `${home(params)}?done=decided`);
  },
};
