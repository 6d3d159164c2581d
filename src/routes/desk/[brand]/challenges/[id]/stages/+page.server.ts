import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { localTimeText, parseLocalTime } from '$lib/domain/localtime.ts';
import { challengeLimits } from '$lib/domain/readying.ts';
import { isRefusal, type Refusal } from '$lib/domain/refusals.ts';
import { inTime, isDay, stageIs, stageKinds, stageLimits as limits } from '$lib/domain/stages.ts';
import { emailField, lineField } from '$lib/forms/accounts.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { readForm, typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { openFinalVote } from '$lib/server/challenges/opening-final-vote.ts';
import { shortlistOf } from '$lib/server/challenges/shortlisting.ts';
import { expertsOf, inviteExpert, withdrawExpert } from '$lib/server/stages/inviting.ts';
import { isPlannable } from '$lib/server/stages/owning.ts';
import { moveStage } from '$lib/server/stages/moving.ts';
import { changeStage, planStage, removeStage } from '$lib/server/stages/planning.ts';
import { plannedStages } from '$lib/server/stages/overseeing.ts';
import { finalistsOf } from '$lib/server/stages/reviewing.ts';
import { beginStage, endStage } from '$lib/server/stages/running.ts';
import { addCriterion, areFixed, criteriaOf, removeCriterion } from '$lib/server/stages/weighing.ts';
import { challengeHere } from '../../finding.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const here = (params: { brand: string; id: string }) =>
  `/desk/${params.brand}/challenges/${params.id}/stages`;
const week = 7 * 24 * 3600_000;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const challenge = await challengeHere(locals, params);
  const { id } = challenge;
  const done = {
    invited: m.stages_done_invited,
    shortlisted: m.stages_done_shortlisted,
    posted: m.stages_done_posted,
    opened: m.stages_done_opened,
    saved: m.common_saved,
  }[url.searchParams.get('done') ?? ''];
  return locals.read(async (read) => {
    const stages = inTime(await plannedStages(read, id));
    const listed = await shortlistOf(read, id);
    return {
      title: m.stages_page_title({ title: challenge.title }),
      done: done?.(),
      now: locals.now,
      home: `/desk/${params.brand}/challenges/${id}`,
      challenge: {
        title: challenge.title,
        number: challenge.number,
        state: challenge.state,
        timeZone: challenge.time_zone,
        picks: challenge.picks_per_member,
      },
      plannable: isPlannable(challenge.state),
      stages: stages.map((stage) => ({ ...stage, is: stageIs(stage) })),
      changing:
        stages.find((stage) => stage.id === url.searchParams.get('stage') && stage.begun_at === null) ?? null,
      listed: listed !== undefined,
      finalists: await finalistsOf(read, id),
      criteria: await criteriaOf(read, id),
      fixed: await areFixed(read, id),
      experts: await expertsOf(read, id),
      closes: localTimeText(locals.now + week, challenge.time_zone),
      limits,
      picks: challengeLimits.picks,
    };
  });
};

const day = z
  .string()
  .refine((text) => text === '' || isDay(text), 'stages_day_unreadable')
  .default('');
const stageFields = {
  title: lineField(limits.title),
  about: z.string().max(limits.about).default(''),
  planned_from: day,
  planned_until: day,
};
const planForm = z.object({ kind: z.enum(stageKinds), ...stageFields });
const changeForm = z.object({ stage: z.string().max(32), ...stageFields });
const criterionForm = z.object({
  name: lineField(limits.criterion),
  criterion_about: z.string().max(limits.criterionAbout).default(''),
  weight: z.coerce.number().int().min(1).max(limits.weight).default(1),
});
const expertForm = z.object({ email: emailField });
const finalForm = z.object({
  closes_at: z.string().max(32),
  picks: z.coerce.number().int().min(1).max(challengeLimits.picks).default(1),
});

const inputOf = (data: { title: string; about: string; planned_from: string; planned_until: string }) => ({
  title: data.title,
  about: data.about,
  plannedFrom: data.planned_from,
  plannedUntil: data.planned_until,
});

const begin = async ({ locals, params, request, url }: RequestEvent) => {
  const member = actor(locals, url);
  const challenge = await challengeHere(locals, params);
  return { member, challenge, form: await request.formData() };
};

/** Not theirs reads as not there; what is refused stands above the page or at its field, with what was typed. */
const answer = (
  result: Refusal | object | undefined,
  form: FormData,
  event: RequestEvent,
  done: string,
  field?: string,
) => {
  if (!isRefusal(result)) redirect(303, `${here(event.params)}?done=${done}`);
  if (result.reason === 'not-found') error(404);
  return refused(result, typedValues(form), field);
};

const move = async (event: RequestEvent, way: 'earlier' | 'later') => {
  const { member, form } = await begin(event);
  const stage = String(form.get('stage') ?? '');
  const result = await event.locals.write((tx) => moveStage(tx, member, { stage, way }, event.locals.now));
  return answer(result, form, event, 'saved');
};

const dayAtFault = (result: Refusal | object | undefined) =>
  !isRefusal(result)
    ? undefined
    : {
        'stage-before-vote': 'planned_from',
        'stage-too-early': 'planned_from',
        'stage-too-late': 'planned_until',
      }[result.reason as string];

export const actions: Actions = {
  plan: async (event) => {
    const { member, form } = await begin(event);
    const read = readForm(form, planForm);
    if (!read.ok) return invalid(read);
    const { id } = event.params;
    const result = await event.locals.write((tx) =>
      planStage(tx, member, { challenge: id, kind: read.data.kind, ...inputOf(read.data) }, event.locals.now),
    );
    if (isRefusal(result) && result.reason === 'dates-impossible')
      return invalid({ ...read, errors: { planned_until: m.stages_days_wrong() } });
    return answer(result, form, event, 'saved', dayAtFault(result));
  },
  change: async (event) => {
    const { member, form } = await begin(event);
    const read = readForm(form, changeForm);
    if (!read.ok) return invalid(read);
    const result = await event.locals.write((tx) =>
      changeStage(tx, member, { stage: read.data.stage, ...inputOf(read.data) }, event.locals.now),
    );
    if (isRefusal(result) && result.reason === 'dates-impossible')
      return invalid({ ...read, errors: { planned_until: m.stages_days_wrong() } });
    return answer(result, form, event, 'saved', dayAtFault(result));
  },
  earlier: (event) => move(event, 'earlier'),
  later: (event) => move(event, 'later'),
  remove: async (event) => {
    const { member, form } = await begin(event);
    const stage = String(form.get('stage') ?? '');
    const result = await event.locals.write((tx) => removeStage(tx, member, { stage }, event.locals.now));
    return answer(result, form, event, 'saved');
  },
  begin: async (event) => {
    const { member, form } = await begin(event);
    const stage = String(form.get('stage') ?? '');
    const result = await event.locals.write((tx) => beginStage(tx, member, { stage }, event.locals.now));
    return answer(result, form, event, 'saved');
  },
  end: async (event) => {
    const { member, form } = await begin(event);
    const stage = String(form.get('stage') ?? '');
    const result = await event.locals.write((tx) => endStage(tx, member, { stage }, event.locals.now));
    return answer(result, form, event, 'saved');
  },
  criterion: async (event) => {
    const { member, form } = await begin(event);
    const read = readForm(form, criterionForm);
    if (!read.ok) return invalid(read);
    const { name, criterion_about: about, weight } = read.data;
    const result = await event.locals.write((tx) =>
      addCriterion(tx, member, { challenge: event.params.id, name, about, weight }, event.locals.now),
    );
    return answer(result, form, event, 'saved');
  },
  uncriterion: async (event) => {
    const { member, form } = await begin(event);
    const criterion = String(form.get('criterion') ?? '');
    const result = await event.locals.write((tx) =>
      removeCriterion(tx, member, { challenge: event.params.id, criterion }, event.locals.now),
    );
    return answer(result, form, event, 'saved');
  },
  invite: async (event) => {
    const { member, form } = await begin(event);
    const read = readForm(form, expertForm);
    if (!read.ok) return invalid(read);
    const { locals, params } = event;
    const inviter = { id: member.id, name: member.name, locale: locals.locale };
    const input = { challenge: params.id, email: read.data.email, origin: locals.muster.origin };
    const result = await locals.write((tx) => inviteExpert(tx, inviter, input, locals.now));
    return answer(result, form, event, 'invited', 'email');
  },
  uninvite: async (event) => {
    const { member, form } = await begin(event);
    const expert = String(form.get('expert') ?? '');
    const result = await event.locals.write((tx) =>
      withdrawExpert(tx, member, { challenge: event.params.id, expert }, event.locals.now),
    );
    return answer(result, form, event, 'saved');
  },
  vote: async (event) => {
    const { member, challenge, form } = await begin(event);
    const read = readForm(form, finalForm);
    if (!read.ok) return invalid(read);
    const closesAt = parseLocalTime(read.data.closes_at, challenge.time_zone);
    if (closesAt === null) return invalid({ ...read, errors: { closes_at: m.challenge_date_unreadable() } });
    const input = { challenge: challenge.id, closesAt, picks: read.data.picks };
    const result = await event.locals.write((tx) => openFinalVote(tx, member, input, event.locals.now));
    const field = isRefusal(result) && result.reason === 'dates-impossible' ? 'closes_at' : undefined;
    return answer(result, form, event, 'opened', field);
  },
};
