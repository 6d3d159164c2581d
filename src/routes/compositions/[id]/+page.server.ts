import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { composedWidths, namesOf, stillOffered } from '$lib/domain/composing.ts';
import { priceDifference } from '$lib/domain/configuring.ts';
import { isRefusal, type Refusal } from '$lib/domain/refusals.ts';
import { remixLimits } from '$lib/domain/remixes.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { lineField } from '$lib/forms/accounts.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { ownCampaignOf } from '$lib/server/campaigns/composing.ts';
import { chooseComposition, unchooseComposition } from '$lib/server/compositions/choosing.ts';
import { compositionSeen } from '$lib/server/compositions/finding.ts';
import { ownComposition } from '$lib/server/compositions/preferring.ts';
import { publishRemix, withdrawRemix } from '$lib/server/remixes/publishing.ts';
import { remixOf } from '$lib/server/remixes/showing.ts';
import { takeBackVote, voteForRemix } from '$lib/server/remixes/voting.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { member } = locals;
  const found = await locals.read(async (read) => {
    const composition = await compositionSeen(read, member, params.id);
    if (!composition) return undefined;
    const { team } = composition.draft;
    return {
      composition,
      remix: await remixOf(read, member, { composition: composition.id, team }),
      own: member ? await ownComposition(read, member, composition.draft.id) : null,
      campaign: await ownCampaignOf(read, composition.draft.id, locals.now),
    };
  });
  if (!found) error(404);
  const { composition, remix, own, campaign } = found;
  const { configuration, choices, draft } = composition;
  const names = namesOf(configuration, choices);
  return {
    title: remix && remix.hidden === null ? remix.title : m.composition_title({ title: draft.title }),
    origin: locals.muster.origin,
    timeZone: member?.timeZone ?? 'UTC',
    id: composition.id,
    draft,
    names,
    words: names.map(({ part, choice }) => m.compose_part_is({ part, choice })).join(m.configure_joint()),
    size: {
      width: configuration.width,
      height: configuration.height,
      widths: composedWidths(configuration.width),
    },
    difference: priceDifference(configuration, choices),
    currency: composition.currency,
    chosen: composition.chosen,
    mine: own === composition.id,
    another: own !== null && own !== composition.id ? own : null,
    offered: draft.removed === null && stillOffered(composition.standing, choices),
    order: campaign?.id ?? null,
    composable: composition.standing !== null,
    query: String(new URLSearchParams(choices)),
    remix,
    limits: remixLimits,
  };
};

const here = (id: string) => `/compositions/${id}`;

const member = ({ locals, params }: RequestEvent) => {
  if (!locals.member) redirect(303, `/sign-in?then=${encodeURIComponent(here(params.id))}`);
  return locals.member;
};

const answered = (params: { id: string }, refusal: Refusal | undefined, values = {}) => {
  if (refusal?.reason === 'not-found') error(404);
  if (refusal) return refused(refusal, values);
  redirect(303, here(params.id));
};

export const actions: Actions = {
  choose: async (event) => {
    const { locals, params } = event;
    const who = member(event);
    return answered(params, await locals.write((tx) => chooseComposition(tx, who, params.id, locals.now)));
  },
  unchoose: async (event) => {
    const who = member(event);
    return answered(
      event.params,
      await event.locals.write((tx) => unchooseComposition(tx, who, event.params.id)),
    );
  },
  publish: async (event) => {
    const { locals, params, request } = event;
    const who = member(event);
    const read = readForm(
      await request.formData(),
      z.object({ title: lineField(remixLimits.title), note: z.string().max(remixLimits.note).default('') }),
    );
    if (!read.ok) return invalid(read);
    const remix = await locals.write((tx) =>
      publishRemix(tx, who, { composition: params.id, ...read.data }, locals.now),
    );
    return answered(params, isRefusal(remix) ? remix : undefined, read.values);
  },
  withdraw: async (event) => {
    const { locals, params } = event;
    const who = member(event);
    return answered(params, await locals.write((tx) => withdrawRemix(tx, who, params.id, locals.now)));
  },
  vote: async (event) => {
    const { locals, params } = event;
    const who = member(event);
    return answered(params, await locals.write((tx) => voteForRemix(tx, who, params.id, locals.now)));
  },
  unvote: async (event) => {
    const who = member(event);
    return answered(event.params, await event.locals.write((tx) => takeBackVote(tx, who, event.params.id)));
  },
};
