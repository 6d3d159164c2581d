import { error, redirect } from '@sveltejs/kit';
import { noneOfThese } from '$lib/domain/methods.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { seenIn, seenText } from '$lib/domain/revising.ts';
import { refused } from '$lib/forms/answering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { pack } from '$lib/packing.ts';
import { castBallot } from '$lib/server/ballots/casting.ts';
import { ownBallot } from '$lib/server/ballots/owning.ts';
import { openCallsOn } from '$lib/server/calls/showing.ts';
import { presentChallenge } from '$lib/server/challenges/showing.ts';
import { timelineOf } from '$lib/server/stages/reading.ts';
import { description, shownMarkdown } from '$lib/server/text/remembering.ts';
import type { Actions, PageServerLoad } from './$types';
import { ballotElsewhere } from './ballot/leading.ts';
import { entryOf } from './entry.ts';
import { factsOf, wordsOf } from './facts.ts';
import { decisionWords, emptyTable, notesOf } from './notes.ts';
import { ruleSentences } from './rule-sentences.ts';
import { stepsOf } from './steps.ts';
import { timelineStations } from './timeline.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { member, now } = locals;
  const found = await locals.read(async (read) => {
    const challenge = await presentChallenge(read, member, params.id, now);
    if (!challenge) return undefined;
    const staged = challenge.staged !== null || challenge.shortlisted_at !== null;
    return {
      challenge,
      ballot: await ownBallot(read, member, challenge.id),
      calls: await openCallsOn(read, challenge.id),
      timeline: staged ? await timelineOf(read, challenge.id) : null,
    };
  });
  if (!found) error(404);
  const { challenge, ballot, calls, timeline } = found;
  // What did not make the shortlist stood on the ballot of the first vote all the same.
  const inVote = [...challenge.drafts, ...(challenge.round === 1 ? challenge.others : [])];
  const onTable = new Set(inVote.map(({ id }) => id));
  if (challenge.default_option === 1) onTable.add(noneOfThese);
  const cast = [...(ballot?.picks ?? []), ...(ballot?.none ? [noneOfThese] : [])].filter((pick) =>
    onTable.has(pick),
  );
  // Picks that were made before signing in come back in the address; nothing is cast by looking.
  const asked = [...new Set(url.searchParams.getAll('pick'))].filter((pick) => onTable.has(pick));
  const timeZone = member?.timeZone ?? challenge.time_zone;
  const entry = entryOf(challenge, timeZone);
  return {
    title: challenge.title,
    description: description(challenge.brief),
    origin: locals.muster.origin,
    now,
    timeZone,
    words: wordsOf(challenge),
    way: m.ballots_way(),
    steps: stepsOf(challenge, challenge.time_zone, now, timeline?.rounds[0]),
    stations: timeline && {
      heading: m.stages_timeline(),
      of: m.stages_prototype_draft(),
      stations: timelineStations(challenge, timeline),
    },
    notes: notesOf(challenge, timeZone, now),
    decision: decisionWords(challenge, timeZone),
    facts: factsOf(challenge, timeZone, now),
    entry,
    nothing: entry?.nothing ?? emptyTable(challenge),
    call: calls.find(({ draft, closesAt }) => draft === null && closesAt > now) ?? null,
    elsewhere: ballotElsewhere(challenge, ballot !== null),
    rule: {
      ...ruleSentences(challenge, inVote.length + challenge.removed.length, timeZone, now),
      heading: m.ballots_rule(),
      text: m.ballots_rule_text(),
    },
    challenge: {
      ...challenge,
      brief: shownMarkdown(challenge.brief),
      drafts: pack(challenge.drafts),
      others: pack(challenge.others),
      terms: undefined,
    },
    castAt: ballot?.changedAt ?? null,
    cast,
    /** Own picks of an earlier revision, and what this page shows: both only where drafts may change while voting is open. */
    outdated: challenge.open ? (ballot?.outdated ?? []) : [],
    seen: challenge.open && challenge.revising_until !== null ? seenText(challenge.drafts) : null,
    wanted: challenge.open && asked.length > 0 ? asked.slice(0, challenge.picks_per_member) : cast,
  };
};

export const actions: Actions = {
  cast: async ({ locals, params, request }) => {
    const { member, now } = locals;
    const form = await request.formData();
    const drafts = form.getAll('drafts[]').filter((draft) => typeof draft === 'string');
    const seen = seenIn(String(form.get('seen') ?? ''));
    const here = `/challenges/${params.id}`;
    if (!member) redirect(303, `/sign-in?then=${encodeURIComponent(keeping(here, drafts))}`);
    const cast = await locals.write((tx) =>
      castBallot(tx, member, { challenge: params.id, drafts, seen }, now),
    );
    if (isRefusal(cast)) {
      if (cast.reason === 'not-found') error(404);
      return refused(cast, { 'drafts[]': drafts });
    }
    redirect(303, here);
  },
};

/** The address with the picks that were made, so that signing in loses none. */
const keeping = (path: string, drafts: string[]) => {
  const picks = new URLSearchParams(drafts.slice(0, 100).map((draft) => ['pick', draft]));
  return picks.size > 0 ? `${path}?${picks}` : path;
};
