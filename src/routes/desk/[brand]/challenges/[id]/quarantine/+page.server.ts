import { error, redirect } from '@sveltejs/kit';
import { challengeLimits } from '$lib/domain/readying.ts';
import { isRefusal, refuse } from '$lib/domain/refusals.ts';
import { suspicions, type Suspicion } from '$lib/domain/stuffing/ballots.ts';
import { refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { suspicionText } from '$lib/i18n/suspicions.ts';
import { ballotCounters } from '$lib/server/quarantine/counting.ts';
import { listedAtMost, quarantineOf } from '$lib/server/quarantine/listing.ts';
import { excludeBallots, releaseBallots } from '$lib/server/quarantine/settling.ts';
import { challengeHere } from '../../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const home = (params: { brand: string; id: string }) => `/desk/${params.brand}/challenges/${params.id}`;
const isSuspicion = (text: string | null): text is Suspicion => suspicions.includes(text as Suspicion);

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const challenge = await challengeHere(locals, params);
  const asked = url.searchParams.get('reason');
  const lead = isSuspicion(asked) ? asked : null;
  const found = await locals.read((read) =>
    quarantineOf(read, locals.member, { challenge: challenge.id, lead }),
  );
  if (!found) error(404);
  return {
    title: m.quarantine_title({ title: challenge.title }),
    home: home(params),
    challenge: {
      title: challenge.title,
      number: challenge.number,
      open: challenge.state === 'voting' || challenge.state === 'deciding',
    },
    lead,
    groups: found.groups.map((group) => ({ ...group, words: suspicionText(group.lead as Suspicion) })),
    rows: found.rows.map((row) => ({ ...row, reasons: row.reasons.map((reason) => suspicionText(reason)) })),
    most: listedAtMost,
    limits: challengeLimits,
    done: url.searchParams.get('done'),
  };
};

const settling =
  (outcome: 'released' | 'excluded') =>
  async ({ locals, params, request, url }: Parameters<Actions[string]>[0]) => {
    const member = actor(locals, url);
    await challengeHere(locals, params as { brand: string; id: string });
    const form = await request.formData();
    const which = String(form.get('which') ?? '');
    const quarantines = form.getAll('quarantines').map(String).slice(0, listedAtMost);
    if (!isSuspicion(which) && quarantines.length === 0) {
      return refused(refuse('quarantine-none'), typedValues(form));
    }
    const input = {
      challenge: params.id!,
      which: isSuspicion(which) ? { lead: which } : { quarantines },
      reason: String(form.get('reason') ?? '').slice(0, challengeLimits.reason),
    };
    const result = await locals.write((tx) =>
      outcome === 'released'
        ? releaseBallots(tx, member, { ...input, counters: ballotCounters }, locals.now)
        : excludeBallots(tx, member, input, locals.now),
    );
    if (isRefusal(result)) {
      if (result.reason === 'not-found') error(404);
      return refused(result, typedValues(form), result.reason === 'reason-needed' ? 'reason' : undefined);
    }
    redirect(303, `${home(params as { brand: string; id: string })}/quarantine?done=${outcome}`);
  };

export const actions: Actions = {
  release: (event) => settling('released')(event),
  exclude: (event) => settling('excluded')(event),
};
