import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { startOf, namedComposition } from '$lib/domain/composing.ts';
import { isPartId, type Composition } from '$lib/domain/configuring.ts';
import { ballotForm } from '$lib/domain/methods.ts';
import { isRefusal, type Refusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { castFrom } from '$lib/forms/voting.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import { sealWords } from '$lib/i18n/sealing.ts';
import { judgePair, withdrawJudgements } from '$lib/server/ballots/judging.ts';
import { markBallot } from '$lib/server/ballots/marking.ts';
import { castSpecification, ownSpecification } from '$lib/server/ballots/specifying.ts';
import { presentChallenge } from '$lib/server/challenges/showing.ts';
import { specificationShown } from '$lib/server/challenges/specifying.ts';
import type { Reader } from '../../../../../db/schema.ts';
import type { Actions, PageServerLoad } from './$types';
import { fieldsIn, marksIn, wrongFields, type Fields } from './marks.ts';
import { pairIn, presentBallot, greatestPlace } from './presenting.server.ts';

const home = (id: string) => `/challenges/${id}`;
const page = (id: string) => `${home(id)}/ballot`;
const signIn = (then: string) => `/sign-in?then=${encodeURIComponent(then)}`;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { member, now } = locals;
  const found = await locals.read(async (read) => {
    const challenge = await presentChallenge(read, member, params.id, now);
    if (!challenge) return undefined;
    const specification = await specificationBallot(read, challenge, member, url);
    return { challenge, specification, ballot: await presentBallot(read, challenge, member, url) };
  });
  if (!found) error(404);
  const { challenge, specification, ballot } = found;
  // Before the seal, and where drafts are picked, the challenge's own page has everything.
  if (!specification && !ballot) redirect(303, home(params.id));
  const timeZone = member?.timeZone ?? challenge.time_zone;
  return {
    title: m.specification_title({ title: challenge.title }),
    challenge: {
      id: challenge.id,
      title: challenge.title,
      number: challenge.number,
      eligibility: challenge.eligibility,
    },
    brand: { name: challenge.brand_name, slug: challenge.brand_slug },
    visitor: !member
      ? ('stranger' as const)
      : member.confirmed
        ? ('member' as const)
        : ('unconfirmed' as const),
    open: challenge.open && challenge.drafts.length > 0,
    tallied: challenge.tallied,
    seal: sealWords(challenge.rule_hash),
    words: ballot && ballotWords(ballot.form),
    who: eligibleWords[challenge.eligibility]?.() ?? '',
    logged: challenge.log_size > 0,
    closed: challenge.state === 'deciding' || challenge.state === 'decided',
    timeZone,
    done: url.searchParams.get('done') ?? '',
    specification,
    ballot,
  };
};

const ballotWords = (form: 'scores' | 'ranking' | 'duels' | 'approvals') =>
  ({
    scores: { heading: m.voting_scores_heading(), say: m.voting_scores_say() },
    ranking: { heading: m.voting_ranking_heading(), say: m.voting_ranking_say() },
    duels: { heading: m.voting_duels_heading(), say: m.voting_duels_say() },
    approvals: { heading: m.voting_approvals_heading(), say: m.voting_approvals_say() },
  })[form];

const eligibleWords = {
  'confirmed-members': null,
  followers: m.methods_eligible_followers,
  buyers: m.methods_eligible_buyers,
  list: m.methods_eligible_list,
  codes: m.methods_eligible_codes,
};

type Shown = NonNullable<Awaited<ReturnType<typeof presentChallenge>>>;

const specificationBallot = async (
  read: Reader,
  challenge: Shown,
  member: { id: string } | null,
  url: URL,
) => {
  if (ballotForm(challenge.method) !== 'choices') return null;
  const shown = await specificationShown(read, challenge);
  if (!shown) return null;
  const own = await ownSpecification(read, member, challenge.id);
  const { configuration, decided } = shown;
  const start = own?.choices ?? startOf(configuration);
  return {
    draft: challenge.drafts[0]?.title ?? challenge.title,
    /** The draft is off the table while voting goes on: a ballot can only be taken back. */
    gone: challenge.open && challenge.drafts.length === 0,
    quorum: challenge.quorum,
    configuration,
    specification: challenge.tallied ? shown.specification : null,
    decided,
    castAt: own?.changedAt ?? null,
    cast: own?.choices ?? null,
    wanted: namedComposition(configuration, (part) => url.searchParams.get(part), start),
  };
};

const choicesIn = (form: FormData): Composition =>
  Object.fromEntries(
    [...form].flatMap(([part, choice]) =>
      typeof choice === 'string' && choice && isPartId(part) ? [[part, choice]] : [],
    ),
  );

const answered = (result: Refusal, values: Record<string, string | string[]> = {}) => {
  if (result.reason === 'not-found') error(404);
  return refused(result, { ...values });
};

type Event = RequestEvent<{ id: string }>;

const castChoices = (event: Event, choices: Composition | null) => {
  const { locals, params } = event;
  return castFrom(event, (tx) =>
    castSpecification(tx, locals.member, { challenge: params.id, choices }, locals.now),
  );
};

/** The address with what was entered, so that signing in loses none of it; nothing is cast by looking. */
const keeping = (id: string, fields: Fields) => {
  const entered = Object.entries(fields).flatMap(([name, values]) =>
    values.filter(Boolean).map((value) => [name, value]),
  );
  return entered.length > 0 ? `${page(id)}?${new URLSearchParams(entered.slice(0, 200))}` : page(id);
};

export const actions: Actions = {
  cast: async (event) => {
    const choices = choicesIn(await event.request.formData());
    const { id } = event.params;
    const back = `${page(id)}?${new URLSearchParams(Object.entries(choices).slice(0, 40))}`;
    if (!event.locals.member) redirect(303, signIn(back));
    const result = await castChoices(event, choices);
    if (isRefusal(result)) return answered(result, choices);
    redirect(303, `${page(id)}?done=cast`);
  },
  withdraw: async (event) => {
    const { id } = event.params;
    if (!event.locals.member) redirect(303, signIn(page(id)));
    const result = await castChoices(event, null);
    if (isRefusal(result)) return answered(result);
    redirect(303, `${page(id)}?done=withdrawn`);
  },
  mark: async (event) => {
    const { locals, params, request } = event;
    const { member, now } = locals;
    const form = await request.formData();
    const fields = fieldsIn(form);
    if (!member) redirect(303, signIn(keeping(params.id, fields)));
    const marks = marksIn(String(form.get('kind')), fields, greatestPlace);
    const seal = String(form.get('seal'));
    const result = isRefusal(marks)
      ? marks
      : await castFrom(event, (tx) => markBallot(tx, member, { challenge: params.id, marks, seal }, now));
    if (!isRefusal(result)) redirect(303, `${page(params.id)}?done=cast`);
    if (result.reason === 'not-found') error(404);
    const message = refusalText(result);
    const errors = Object.fromEntries(
      wrongFields(result, fields, greatestPlace).map((name) => [name, message]),
    );
    return fail(409, { values: fields as Record<string, string | string[]>, errors, message });
  },
  unmark: async (event) => {
    const { locals, params, request } = event;
    const { member, now } = locals;
    if (!member) redirect(303, signIn(page(params.id)));
    const form = await request.formData();
    const seal = String(form.get('seal'));
    const result = await castFrom(event, (tx) =>
      markBallot(tx, member, { challenge: params.id, marks: null, seal }, now),
    );
    if (isRefusal(result)) return answered(result, fieldsIn(form));
    redirect(303, `${page(params.id)}?done=withdrawn`);
  },
  judge: async (event) => {
    const { locals, params, request } = event;
    const { member, now } = locals;
    const form = await request.formData();
    const pair = pairIn(form.getAll('pair').map(String).join('.')) ?? ['', ''];
    const here = `${page(params.id)}?pair=${pair.join('.')}`;
    if (!member) redirect(303, signIn(here));
    const winner = String(form.get('winner') ?? '') || null;
    const seal = String(form.get('seal'));
    const result = await castFrom(
      event,
      (tx) => judgePair(tx, member, { challenge: params.id, pair, winner, seal }, now),
      { pair: true },
    );
    if (isRefusal(result)) return answered(result, { pair });
    redirect(303, page(params.id));
  },
  unjudge: async (event) => {
    const { locals, params } = event;
    const { member, now } = locals;
    if (!member) redirect(303, signIn(page(params.id)));
    const result = await castFrom(event, (tx) =>
      withdrawJudgements(tx, member, { challenge: params.id }, now),
    );
    if (isRefusal(result)) return answered(result);
    redirect(303, `${page(params.id)}?done=withdrawn`);
  },
};
