import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { suspicionText } from '$lib/i18n/suspicions.ts';
import { ballotToConfirm, confirmBallot } from '$lib/server/quarantine/confirming.ts';
import { ballotCounters } from '$lib/server/quarantine/counting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const ballot = await locals.read((read) => ballotToConfirm(read, params.token, locals.now));
  return {
    title: m.quarantine_confirm_title(),
    ballot:
      ballot && ballot.outcome === null
        ? { ...ballot, reasons: ballot.reasons.map((reason) => suspicionText(reason)) }
        : null,
  };
};

export const actions: Actions = {
  default: async ({ locals, params }) => {
    const outcome = await locals.write((tx) =>
      confirmBallot(tx, { secret: params.token, counters: ballotCounters }, locals.now),
    );
    return isRefusal(outcome) ? refused(outcome) : { confirmed: outcome };
  },
};
