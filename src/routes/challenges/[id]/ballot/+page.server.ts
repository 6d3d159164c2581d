import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { isRefusal, type Refusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { castSpecification, ownSpecification } from '$lib/server/ballots/specifying.ts';
import { presentChallenge } from '$lib/server/challenges/showing.ts';
import { specificationShown } from '$lib/server/challenges/specifying.ts';
import { namedComposition, startOf } from '$lib/domain/composing.ts';
import { isPartId, type Composition } from '$lib/domain/configuring.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { Actions, PageServerLoad } from './$types';

const home = (id: string) => `/challenges/${id}`;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { member, now } = locals;
  const found = await locals.read(async (read) => {
    const challenge = await presentChallenge(read, member, params.id, now);
    const shown = challenge && (await specificationShown(read, challenge));
    return challenge && { challenge, shown, own: await ownSpecification(read, member, challenge.id) };
  });
  if (!found) error(404);
  const { challenge, shown, own } = found;
  // Before the seal, and where drafts are picked, the challenge's own page has everything.
  if (!shown) redirect(303, home(params.id));
  const { configuration, decided } = shown;
  const start = own?.choices ?? startOf(configuration);
  return {
    title: m.specification_title({ title: challenge.title }),
    challenge: { id: challenge.id, title: challenge.title, number: challenge.number },
    brand: { name: challenge.brand_name, slug: challenge.brand_slug },
    draft: challenge.drafts[0]?.title ?? challenge.title,
    open: challenge.open && challenge.drafts.length > 0,
    /** The draft is off the table while voting goes on: a ballot can only be taken back. */
    gone: challenge.open && challenge.drafts.length === 0,
    timeZone: member?.timeZone ?? challenge.time_zone,
    quorum: challenge.quorum,
    configuration,
    specification: challenge.tallied ? shown.specification : null,
    decided,
    castAt: own?.changedAt ?? null,
    logged: challenge.log_size > 0,
    closed: challenge.state === 'deciding' || challenge.state === 'decided',
    cast: own?.choices ?? null,
    wanted: namedComposition(configuration, (part) => url.searchParams.get(part), start),
    done: url.searchParams.get('done') ?? '',
  };
};

const choicesIn = (form: FormData): Composition =>
  Object.fromEntries(
    [...form].flatMap(([part, choice]) =>
      typeof choice === 'string' && choice && isPartId(part) ? [[part, choice]] : [],
    ),
  );

const answered = (result: Refusal, values: Composition) => {
  if (result.reason === 'not-found') error(404);
  return refused(result, { ...values });
};

const cast = async ({ locals, params }: RequestEvent<{ id: string }>, choices: Composition | null) =>
  locals.write((tx) => castSpecification(tx, locals.member, { challenge: params.id, choices }, locals.now));

export const actions: Actions = {
  cast: async (event) => {
    const choices = choicesIn(await event.request.formData());
    const here = `${home(event.params.id)}/ballot`;
    // What was chosen before signing in comes back in the address; nothing is cast by looking.
    const back = `${here}?${new URLSearchParams(Object.entries(choices).slice(0, 40))}`;
    if (!event.locals.member) redirect(303, `/sign-in?then=${encodeURIComponent(back)}`);
    const result = await cast(event, choices);
    if (isRefusal(result)) return answered(result, choices);
    redirect(303, `${here}?done=cast`);
  },
  withdraw: async (event) => {
    const here = `${home(event.params.id)}/ballot`;
    if (!event.locals.member) redirect(303, `/sign-in?then=${encodeURIComponent(here)}`);
    const result = await cast(event, null);
    if (isRefusal(result)) return answered(result, {});
    redirect(303, `${here}?done=withdrawn`);
  },
};
