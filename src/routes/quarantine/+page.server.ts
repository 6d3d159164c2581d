import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { suspicionText } from '$lib/i18n/suspicions.ts';
import { countLetter } from '$lib/server/members/attempting.ts';
import { ownQuarantined, sendLetterAgain } from '$lib/server/quarantine/confirming.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { member } = locals;
  if (!member) redirect(303, '/sign-in?then=/quarantine');
  const ballots = await locals.read((read) => ownQuarantined(read, member));
  return {
    title: m.quarantine_own_title(),
    done: url.searchParams.get('done') === 'sent',
    ballots: ballots.map(({ reasons, ...ballot }) => ({
      ...ballot,
      reasons: reasons.map((reason) => suspicionText(reason)),
    })),
  };
};

export const actions: Actions = {
  default: async ({ locals, request, getClientAddress }) => {
    const { member, muster, now } = locals;
    if (!member) redirect(303, '/sign-in?then=/quarantine');
    const quarantine = String((await request.formData()).get('quarantine') ?? '');
    const slowed = await locals.write((tx) =>
      countLetter(tx, { email: member.email, address: getClientAddress() }, now),
    );
    if (isRefusal(slowed)) return refused(slowed);
    const sent = await locals.write((tx) =>
      sendLetterAgain(tx, member, { quarantine, origin: muster.origin }, now),
    );
    if (isRefusal(sent)) error(404);
    redirect(303, '/quarantine?done=sent');
  },
};
