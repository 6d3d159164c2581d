import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { locales } from '$lib/domain/locales.ts';
import { isTimeZone } from '$lib/domain/localtime.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { localeChoices } from '$lib/forms/choices.ts';
import { readPicture } from '$lib/forms/picturing.ts';
import { readForm } from '$lib/forms/reading.ts';
import { zoneGroups } from '$lib/i18n/zones.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { changeSite, changeSiteLogo } from '$lib/server/moderation/changing-site.ts';
import { presentSite } from '$lib/server/members/site.ts';
import { adminHere } from '../admitting.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  adminHere(locals);
  const { name, tagline, locale, timeZone, logo } = await locals.read((read) => presentSite(read));
  return {
    title: m.admin_site(),
    settings: { name, tagline, locale, timeZone, logo },
    languages: localeChoices,
    zones: zoneGroups(locals.locale, timeZone, locals.now),
    saved: url.searchParams.get('saved'),
  };
};

const siteForm = z.object({
  name: z.string().min(1).max(60),
  tagline: z.string().max(160).default(''),
  locale: z.enum(locales),
  time_zone: z.string().refine(isTimeZone),
});

export const actions: Actions = {
  words: async ({ locals, request }) => {
    const admin = adminHere(locals);
    const form = readForm(await request.formData(), siteForm);
    if (!form.ok) return invalid(form);
    const { time_zone: timeZone, ...site } = form.data;
    await locals.write((tx) => changeSite(tx, admin, { ...site, timeZone }, locals.now));
    redirect(303, '?saved=words');
  },

  logo: async ({ locals, request }) => {
    const admin = adminHere(locals);
    const form = await request.formData();
    const picture = form.has('remove') ? null : await readPicture(locals, admin, form, 'logo');
    if (isRefusal(picture)) return refused(picture, {}, 'logo');
    if (!picture && !form.has('remove'))
      return invalid({ values: {}, errors: { logo: m.brands_picture_none() } });
    await locals.write((tx) => changeSiteLogo(tx, admin, picture, locals.now));
    redirect(303, '?saved=logo');
  },
};
