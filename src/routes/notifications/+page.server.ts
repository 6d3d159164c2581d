import { redirect } from '@sveltejs/kit';
import { momentIn } from '$lib/forms/asked.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { markAllRead, notificationsOf } from '$lib/server/notifications/reading.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { member, locale, now } = locals;
  if (!member) redirect(303, '/sign-in?then=/notifications');
  const before = momentIn(url.searchParams, 'before');
  return {
    title: m.notification_title(),
    now,
    ...(await locals.read((read) => notificationsOf(read, member, locale, before))),
  };
};

export const actions: Actions = {
  default: async ({ locals }) => {
    const { member, now } = locals;
    if (!member) redirect(303, '/sign-in?then=/notifications');
    await locals.write((tx) => markAllRead(tx, member, now));
    redirect(303, '/notifications');
  },
};
