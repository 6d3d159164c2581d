import { error, redirect } from '@sveltejs/kit';
import { tallyIsShown } from '$lib/domain/ballots.ts';
import { challengeLimits, fewestDrafts } from '$lib/domain/readying.ts';
import { isRefusal, refuse, type Refusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { cancelChallenge } from '$lib/server/challenges/cancelling.ts';
import { countedTally } from '$lib/server/challenges/deciding.ts';
import { openVotingNow } from '$lib/server/challenges/opening.ts';
import { couldNotOpen, decisionOf } from '$lib/server/challenges/presenting.ts';
import { gapsOf, publishChallenge, unscheduleChallenge } from '$lib/server/challenges/publishing.ts';
import { specificationShown } from '$lib/server/challenges/specifying.ts';
import { ballotsByDay, tallyOf } from '$lib/server/challenges/tallying.ts';
import { moveDraft } from '$lib/server/drafts/arranging.ts';
import { deskDrafts } from '$lib/server/drafts/presenting.ts';
import { keptPictures } from '$lib/server/images/keeping.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';
import { figuresOf } from '../figures.ts';
import { challengeHere } from '../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('muster:tally');
  const { read, now } = locals;
  const challenge = await challengeHere(locals, params);
  const { id, state } = challenge;
  const cover = challenge.cover_picture_id ?? '';
  const { voting_opens_at: opensAt, voting_closes_at: closesAt, time_zone: timeZone } = challenge;
  const voted = ['voting', 'deciding', 'decided'].includes(state);
  // What nobody may see yet the brand does not either.
  const tallied = voted && tallyIsShown(challenge, now);
  const elsewhere = challenge.method !== 'picks' && challenge.method !== 'specification';
  const counted = tallied && elsewhere ? await read((r) => countedTally(r, challenge)) : null;
  return {
    title: challenge.title,
    now,
    done: url.searchParams.get('done') ?? '',
    brand: { slug: challenge.brand_slug, name: challenge.brand_name },
    challenge: {
      id,
      kind: challenge.kind,
      reviewed: challenge.reviewed === 1,
      blind: challenge.blind === 1,
      state,
      number: challenge.number,
      title: challenge.title,
      brief: renderMarkdown(challenge.brief),
      coverAlt: challenge.cover_alt,
      method: challenge.method,
      eligibility: challenge.eligibility,
      picks: challenge.picks_per_member,
      seats: challenge.seats,
      quorum: challenge.quorum,
      tallyShown: challenge.tally_shown,
      revising:
        challenge.state === 'voting' || challenge.sealed_at !== null
          ? challenge.revising_until !== null
          : challenge.revising === 1,
      timeZone,
      collectingOpensAt: challenge.collecting_opens_at,
      opensAt,
      closesAt,
      scheduledAt: challenge.scheduled_at,
      publishedAt: challenge.published_at,
      sealedAt: challenge.sealed_at,
      seal: challenge.rule_hash ?? '',
      ballots: challenge.ballot_count,
      drafts: challenge.draft_count,
      cancelledAt: challenge.cancelled_at,
      cancelledReason: challenge.cancelled_reason ?? '',
    },
    cover: (await read((r) => keptPictures(r, [cover]))).get(cover) ?? null,
    gaps: state === 'preparing' ? gapsOf(challenge, now) : [],
    stuck: couldNotOpen(challenge, now),
    fewest: challenge.method === 'specification' ? 1 : fewestDrafts,
    drafts: await read((r) => deskDrafts(r, id)),
    tally: counted?.tally ?? (tallied && !elsewhere ? await read((r) => tallyOf(r, id)) : []),
    figures: counted ? figuresOf(counted.count) : null,
    hidden: voted && !tallied,
    counting: tallied && elsewhere && !counted?.count.final && state !== 'voting',
    specification: tallied ? await read((r) => specificationShown(r, challenge)) : null,
    days:
      voted && opensAt !== null && closesAt !== null
        ? await read((r) => ballotsByDay(r, { id, round: challenge.round, timeZone, opensAt, closesAt }, now))
        : [],
    decision: state === 'decided' ? await read((r) => decisionOf(r, id)) : null,
    limits: challengeLimits,
  };
};

const home = (params: { brand: string; id: string }) => `/desk/${params.brand}/challenges/${params.id}`;

/** Not theirs reads as not there; anything else stands above the page, with what was typed. */
const answered = (result: Refusal, form: FormData, field?: string) => {
  if (result.reason === 'not-found') error(404);
  return refused(result, typedValues(form), field);
};

export const actions: Actions = {
  publish: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    const result = await locals.write((tx) =>
      publishChallenge(tx, member, { challenge: params.id }, locals.now),
    );
    if (isRefusal(result)) return answered(result, await request.formData());
    redirect(303, `${home(params)}?done=${result.published ? 'published' : 'scheduled'}`);
  },
  unschedule: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    const result = await locals.write((tx) =>
      unscheduleChallenge(tx, member, { challenge: params.id }, locals.now),
    );
    if (isRefusal(result)) return answered(result, await request.formData());
    redirect(303, home(params));
  },
  open: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    const result = await locals.write((tx) =>
      openVotingNow(tx, member, { challenge: params.id }, locals.now),
    );
    if (isRefusal(result)) return answered(result, await request.formData());
    redirect(303, `${home(params)}?done=opened`);
  },
  cancel: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    const form = await request.formData();
    const reason = String(form.get('reason') ?? '')
      .trim()
      .slice(0, challengeLimits.reason);
    if (!reason) return answered(refuse('reason-needed'), form, 'reason');
    const result = await locals.write((tx) =>
      cancelChallenge(tx, member, { challenge: params.id, reason }, locals.now),
    );
    if (isRefusal(result)) return answered(result, form);
    redirect(303, `${home(params)}?done=cancelled`);
  },
  move: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    await challengeHere(locals, params);
    const form = await request.formData();
    const draft = String(form.get('draft') ?? '');
    const direction = form.get('direction') === 'up' ? 'up' : 'down';
    const result = await locals.write((tx) => moveDraft(tx, member, { draft, direction }));
    if (isRefusal(result)) return answered(result, form);
    redirect(303, `${home(params)}#drafts`);
  },
};
