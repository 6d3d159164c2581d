import { error, redirect } from '@sveltejs/kit';
import { noneOfThese } from '$lib/domain/none.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { seenIn, seenText } from '$lib/domain/revising.ts';
import { refused } from '$lib/forms/answering.ts';
import { castFrom } from '$lib/forms/voting.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { pack, type Packed } from '$lib/packing.ts';
import { castBallot } from '$lib/server/ballots/casting.ts';
import { ownBallot } from '$lib/server/ballots/owning.ts';
import { openCallsOn } from '$lib/server/calls/showing.ts';
import { presentChallenge } from '$lib/server/challenges/showing.ts';
import { forASecond } from '$lib/server/remembering.ts';
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

type Challenge = NonNullable<Awaited<ReturnType<typeof presentChallenge>>>;
type Calls = Awaited<ReturnType<typeof openCallsOn>>;
type Rounds = Awaited<ReturnType<typeof timelineOf>> | null;

/** What did not make the shortlist stood on the ballot of the first vote all the same. */
const inVote = ({ drafts, others, round }: Challenge) => [...drafts, ...(round === 1 ? others : [])];

/** What the page shows to all who are the same to the challenge, and read the same language in the same time zone. */
const sharedPart = (
  challenge: Challenge,
  calls: Calls,
  timeline: Rounds,
  cast: boolean,
  timeZone: string,
  now: number,
) => {
  const entry = entryOf(challenge, timeZone);
  return {
    title: challenge.title,
    description: description(challenge.brief),
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
    elsewhere: ballotElsewhere(challenge, cast),
    rule: {
      ...ruleSentences(challenge, inVote(challenge).length + challenge.removed.length, timeZone, now),
      heading: m.ballots_rule(),
      text: m.ballots_rule_text(),
    },
    challenge: { ...challenge, brief: shownMarkdown(challenge.brief), terms: undefined },
    seen: challenge.open && challenge.revising_until !== null ? seenText(challenge.drafts) : null,
  };
};

const packedParts = forASecond<Packed<ReturnType<typeof sharedPart>>>();

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { member, now, locale } = locals;
  const found = await locals.read(async (read) => {
    const parts = await packedParts(read, now);
    const challenge = await presentChallenge(read, member, params.id, now);
    if (!challenge) return undefined;
    const staged = challenge.staged !== null || challenge.shortlisted_at !== null;
    return {
      parts,
      challenge,
      ballot: await ownBallot(read, member, challenge.id),
      calls: await openCallsOn(read, challenge.id),
      timeline: staged ? await timelineOf(read, challenge.id) : null,
    };
  });
  if (!found) error(404);
  const { parts, challenge, ballot, calls, timeline } = found;
  const timeZone = member?.timeZone ?? challenge.time_zone;
  const { id, team, following, expert, open, tallied } = challenge;
  const kind = [id, locale, timeZone, team, following, expert, open, tallied, ballot !== null].join('\0');
  let shared = parts.get(kind);
  if (shared === undefined) {
    shared = pack(sharedPart(challenge, calls, timeline, ballot !== null, timeZone, now));
    parts.set(kind, shared);
  }
  const onTable = new Set(inVote(challenge).map(({ id }) => id));
  if (challenge.default_option === 1) onTable.add(noneOfThese);
  const own = [...(ballot?.picks ?? []), ...(ballot?.none ? [noneOfThese] : [])];
  const cast = own.filter((pick) => onTable.has(pick));
  // Picks that were made before signing in come back in the address; nothing is cast by looking.
  const asked = [...new Set(url.searchParams.getAll('pick'))].filter((pick) => onTable.has(pick));
  return {
    origin: locals.muster.origin,
    timeZone,
    shared,
    castAt: ballot?.changedAt ?? null,
    none: noneOfThese,
    cast,
    /** Own picks of an earlier revision: only where drafts may change while voting is open. */
    outdated: open ? (ballot?.outdated ?? []) : [],
    wanted: open && asked.length > 0 ? asked.slice(0, challenge.picks_per_member) : cast,
  };
};

export const actions: Actions = {
  cast: async (event) => {
    const { locals, params, request } = event;
    const { member, now } = locals;
    const form = await request.formData();
    const drafts = form.getAll('drafts[]').filter((draft) => typeof draft === 'string');
    const seen = seenIn(String(form.get('seen') ?? ''));
    const here = `/challenges/${params.id}`;
    if (!member) redirect(303, `/sign-in?then=${encodeURIComponent(keeping(here, drafts))}`);
    const cast = await castFrom(event, (tx) =>
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
