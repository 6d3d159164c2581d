import { error, fail, redirect } from '@sveltejs/kit';
import { compareRevisions } from '$lib/domain/comparing.ts';
import { isRefusal, type Refusal } from '$lib/domain/refusals.ts';
import { seenIn } from '$lib/domain/revising.ts';
import { refused } from '$lib/forms/answering.ts';
import { castFrom } from '$lib/forms/voting.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { keepPick, movePick, ownPick } from '$lib/server/ballots/keeping.ts';
import { ownBallot } from '$lib/server/ballots/owning.ts';
import { unpickDraft } from '$lib/server/ballots/picking.ts';
import { presentChallenge } from '$lib/server/challenges/showing.ts';
import { publicRevisions, revisionsWhole } from '$lib/server/drafts/revisiting.ts';
import type { Actions, PageServerLoad } from './$types';

/** The question to a voter: both revisions compared, and what becomes of the pick. Nobody else finds it. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const { member, now } = locals;
  const here = `/drafts/${params.id}`;
  if (!member) redirect(303, `/sign-in?then=${encodeURIComponent(`${here}/revised`)}`);
  const found = await locals.read(async (read) => {
    const draft = await publicRevisions(read, member, params.id);
    const pick = draft && (await ownPick(read, member, params.id));
    const challenge = pick && (await presentChallenge(read, member, draft.challenge_id, now));
    if (!challenge) return undefined;
    if (pick.named >= pick.stands) return { asked: false as const };
    const idOf = (number: number) => draft.revisions.find((one) => one.number === number)!.id;
    const whole = await revisionsWhole(read, { from: idOf(pick.named), to: idOf(pick.stands) });
    const ballot = await ownBallot(read, member, challenge.id);
    return {
      asked: true as const,
      draft,
      pick,
      challenge,
      picks: ballot?.picks ?? [],
      differences: compareRevisions(whole.from, whole.to),
    };
  });
  if (!found) error(404);
  if (!found.asked) redirect(303, here);
  const { draft, pick, challenge, differences } = found;
  return {
    title: m.revision_asked_title({ title: draft.title }),
    now,
    timeZone: member.timeZone,
    draft: { id: draft.id, title: draft.title, brand: draft.brand_name },
    challenge: {
      id: challenge.id,
      title: challenge.title,
      open: challenge.open,
      closesAt: challenge.voting_closes_at,
    },
    from: pick.named,
    to: pick.stands,
    notes: draft.revisions
      .filter(({ number }) => number > pick.named && number <= pick.stands)
      .map(({ number, note }) => ({ number, note }))
      .reverse(),
    others: challenge.drafts
      .filter(({ id }) => !found.picks.includes(id))
      .map(({ id, title, revision }) => ({ id, title, revision })),
    differences,
  };
};

const asVoter = (locals: App.Locals, draft: string) =>
  locals.member ?? redirect(303, `/sign-in?then=${encodeURIComponent(`/drafts/${draft}/revised`)}`);

const answered = (result: object, then: string) => {
  if (!isRefusal(result)) redirect(303, then);
  if ((result as Refusal).reason === 'not-found') error(404);
  return refused(result as Refusal);
};

export const actions: Actions = {
  /** Leads back here where a still later revision came meanwhile, and from here to the draft. */
  keep: async (event) => {
    const { locals, params, request } = event;
    const member = asVoter(locals, params.id);
    const seen = Number((await request.formData()).get('seen')) || 0;
    const kept = await castFrom(event, (tx) => keepPick(tx, member, { draft: params.id, seen }, locals.now));
    return answered(kept, `/drafts/${params.id}/revised`);
  },
  move: async (event) => {
    const { locals, params, request } = event;
    const member = asVoter(locals, params.id);
    const form = await request.formData();
    const [chosen] = seenIn(String(form.get('to') ?? ''));
    if (!chosen) {
      const message = m.revision_move_needed();
      return fail(400, { values: {}, errors: {}, message });
    }
    const [to, seen] = chosen;
    const moved = await castFrom(event, (tx) =>
      movePick(tx, member, { draft: params.id, to, seen }, locals.now),
    );
    return answered(moved, `/drafts/${to}`);
  },
  withdraw: async (event) => {
    const { locals, params } = event;
    const member = asVoter(locals, params.id);
    const taken = await castFrom(event, (tx) => unpickDraft(tx, member, { draft: params.id }, locals.now));
    return answered(taken, `/drafts/${params.id}`);
  },
};
