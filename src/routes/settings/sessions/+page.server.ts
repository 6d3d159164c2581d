import { redirect } from '@sveltejs/kit';
import { deviceOf } from '$lib/domain/devices.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { endOtherSessions, endSession, ownSessions } from '$lib/server/members/ending.ts';
import type { Actions, PageServerLoad } from './$types';

const signIn = '/sign-in?then=/settings/sessions';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { member, sessionHash, now } = locals;
  if (!member) redirect(303, signIn);
  const sessions = await locals.read((read) => ownSessions(read, member, sessionHash, now));
  return {
    title: m.members_settings_sessions(),
    sessions: sessions.map(({ userAgent, ...session }) => ({ ...session, ...deviceOf(userAgent) })),
    ended: url.searchParams.has('ended'),
    now,
  };
};

export const actions: Actions = {
  end: async ({ request, locals }) => {
    const { member } = locals;
    if (!member) redirect(303, signIn);
    const session = String((await request.formData()).get('session') ?? '');
    await locals.write((tx) => endSession(tx, member, session));
    redirect(303, '/settings/sessions?ended');
  },

  others: async ({ locals }) => {
    const { member, sessionHash } = locals;
    if (!member) redirect(303, signIn);
    await locals.write((tx) => endOtherSessions(tx, member, sessionHash));
    redirect(303, '/settings/sessions?ended');
  },
};
