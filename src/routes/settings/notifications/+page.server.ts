import { redirect } from '@sveltejs/kit';
import { notificationKinds } from '$lib/domain/notifications.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { chooseNotifications, notificationChoices } from '$lib/server/notifications/choosing.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { member } = locals;
  if (!member) redirect(303, '/sign-in?then=/settings/notifications');
  return {
    title: m.notification_settings_title(),
    choices: await locals.read((read) => notificationChoices(read, member)),
    saved: url.searchParams.has('saved'),
  };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const { member } = locals;
    if (!member) redirect(303, '/sign-in?then=/settings/notifications');
    const form = await request.formData();
    const choices = notificationKinds.map((kind) => ({
      kind,
      inApp: form.has(`in-app:${kind}`),
      byMail: form.has(`by-mail:${kind}`),
    }));
    await locals.write((tx) => chooseNotifications(tx, member, choices));
    redirect(303, '?saved');
  },
};
