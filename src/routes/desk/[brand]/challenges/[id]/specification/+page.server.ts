import { error, redirect } from '@sveltejs/kit';
import type { Composition } from '$lib/domain/configuring.ts';
import { legalWith } from '$lib/domain/configuring.ts';
import { challengeLimits } from '$lib/domain/readying.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { decideSpecification, specificationMark } from '$lib/server/challenges/deciding-specification.ts';
import { specificationShown } from '$lib/server/challenges/specifying.ts';
import { tallyOf } from '$lib/server/challenges/tallying.ts';
import { challengeHere } from '../../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const home = (params: { brand: string; id: string }) => `/desk/${params.brand}/challenges/${params.id}`;

export const load: PageServerLoad = async ({ locals, params }) => {
  const challenge = await challengeHere(locals, params);
  if (challenge.state !== 'deciding') redirect(303, home(params));
  const shown = await locals.read((read) => specificationShown(read, challenge));
  if (!shown) redirect(303, home(params));
  const [draft] = await locals.read((read) => tallyOf(read, challenge.id));
  const { specification, configuration } = shown;
  return {
    title: m.challenge_decide_title({ title: challenge.title }),
    home: home(params),
    challenge: { title: challenge.title, number: challenge.number },
    draft: { title: draft?.title ?? challenge.title, standing: draft !== undefined && !draft.disqualified },
    configuration,
    specification,
    quorum: shown.quorum,
    start: specification.proposal ?? specification.tied[0] ?? legalWith(configuration) ?? {},
    seen: specificationMark(specification),
    limit: challengeLimits.reason,
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    const form = await request.formData();
    const result = await locals.write((tx) =>
      decideSpecification(
        tx,
        member,
        {
          challenge: params.id,
          choices: choicesIn(form),
          reason: String(form.get('reason') ?? '').slice(0, challengeLimits.reason),
          seen: String(form.get('seen') ?? ''),
        },
        locals.now,
      ),
    );
    if (isRefusal(result)) {
      if (result.reason === 'not-found') error(404);
      return refused(result, typedValues(form), result.reason === 'reason-needed' ? 'reason' : undefined);
    }
    redirect(303, `${home(params)}?done=decided`);
  },
};

/** One of the listed products, one put together part by part, or none. */
const choicesIn = (form: FormData): Composition | null => {
  const made = String(form.get('made') ?? '');
  if (made === 'nothing') return null;
  if (made !== 'other') {
    const listed: unknown = made.startsWith('{') && made.length < 2000 ? parsed(made) : {};
    return typeof listed === 'object' && listed !== null ? (listed as Composition) : {};
  }
  return Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      name.startsWith('part-') && typeof value === 'string' ? [[name.slice('part-'.length), value]] : [],
    ),
  );
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
