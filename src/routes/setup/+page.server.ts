import { error, redirect, type Cookies } from '@sveltejs/kit';
import { z } from 'zod';
import { passwordTries } from '$lib/domain/attempting.ts';
import { locales } from '$lib/domain/locales.ts';
import { isTimeZone } from '$lib/domain/localtime.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { emailField, nameField, newPasswordField, refinePassword } from '$lib/forms/accounts.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { readBrand } from '$lib/forms/brands.ts';
import { currencyChoices, likelyCurrency, likelyZone, localeChoices } from '$lib/forms/choices.ts';
import { enter } from '$lib/forms/entering.ts';
import { readForm, typedValues } from '$lib/forms/reading.ts';
import { readPicture } from '$lib/forms/picturing.ts';
import { zoneGroups } from '$lib/i18n/zones.ts';
import { refusalText } from '$lib/i18n/refusals.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import {
  beginSetup,
  finishSetup,
  isSetUp,
  makeSiteOwner,
  nameSite,
  setupHeldBy,
} from '$lib/server/brands/setting-up.ts';
import { byAddress, countTry, takeBack } from '$lib/server/members/attempting.ts';
import { hashPassword } from '$lib/server/members/hashing.ts';
import type { Actions, PageServerLoad } from './$types';

const cookie = 'setup';

type Step = 'code' | 'site' | 'owner' | 'brand';

const held = (locals: App.Locals, cookies: Cookies) =>
  locals.read((read) => setupHeldBy(read, cookies.get(cookie), locals.now));

/** Who cannot go on: once the site is set up there is nothing here; after a restart the code is another one. */
const lost = async (locals: App.Locals): Promise<never> => {
  if (await locals.read(isSetUp)) error(404);
  redirect(303, '/setup');
};

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
  if (await locals.read(isSetUp)) error(404);
  const so = await held(locals, cookies);
  const asked = url.searchParams.get('step');
  const step: Step = !so
    ? 'code'
    : asked === 'brand' && !so.owner
      ? 'owner'
      : asked === 'site' || asked === 'owner' || asked === 'brand'
        ? asked
        : so.owner
          ? 'brand'
          : 'site';
  const { locale } = locals;
  const fresh = so?.site.name === 'Muster' && !so.owner;
  return {
    title: m.brands_setup_title(),
    step,
    named: Boolean(so && !fresh),
    owner: so?.owner ? { name: so.owner.name, email: so.owner.email ?? '' } : null,
    settings: so && {
      ...so.site,
      ...(fresh && { name: '', locale, timeZone: likelyZone[locale] }),
    },
    guessZone: step === 'site' && fresh,
    currency: likelyCurrency[locale],
    zones: so ? zoneGroups(locale, so.site.timeZone, locals.now) : [],
    languages: localeChoices,
    currencies: step === 'brand' ? currencyChoices(locale) : [],
  };
};

const siteForm = z.object({
  name: z.string().min(1).max(60),
  tagline: z.string().max(160).default(''),
  locale: z.enum(locales),
  time_zone: z.string().refine(isTimeZone),
});

const account = { name: nameField, email: emailField };
const newOwner = z.object({ ...account, new_password: newPasswordField }).superRefine(refinePassword());
/** Back at this step the password may stay as it was chosen. */
const sameOwner = z
  .object({ ...account, new_password: z.union([z.literal(''), newPasswordField]) })
  .superRefine(refinePassword());

export const actions: Actions = {
  code: async ({ locals, cookies, request, getClientAddress }) => {
    if (await locals.read(isSetUp)) error(404);
    const form = await request.formData();
    const counted = await locals.write((tx) =>
      countTry(tx, [byAddress('setup', getClientAddress(), passwordTries)], locals.now),
    );
    if (isRefusal(counted)) return refused(counted, typedValues(form), undefined, 429);
    const secret = await locals.write((tx) => beginSetup(tx, String(form.get('code') ?? ''), locals.now));
    if (isRefusal(secret)) {
      if (secret.reason === 'not-found') error(404);
      return refused(secret, typedValues(form), 'code');
    }
    await locals.write(async (tx) => {
      for (const one of counted) await takeBack(tx, one);
    });
    cookies.set(cookie, secret, {
      path: '/setup',
      httpOnly: true,
      sameSite: 'strict',
      secure: locals.muster.origin.startsWith('https:'),
      maxAge: 24 * 3600,
    });
    redirect(303, '/setup');
  },

  site: async ({ locals, cookies, request }) => {
    if (!(await held(locals, cookies))) return lost(locals);
    const form = readForm(await request.formData(), siteForm);
    if (!form.ok) return invalid(form);
    const { time_zone: timeZone, ...site } = form.data;
    const done = await locals.write((tx) =>
      nameSite(tx, cookies.get(cookie), { ...site, timeZone }, locals.now),
    );
    if (isRefusal(done)) return lost(locals);
    redirect(303, '/setup?step=owner');
  },

  owner: async ({ locals, cookies, request }) => {
    const so = await held(locals, cookies);
    if (!so) return lost(locals);
    const form = readForm(await request.formData(), so.owner ? sameOwner : newOwner);
    if (!form.ok) return invalid(form);
    const { new_password: password, ...owner } = form.data;
    const passwordHash = password === '' ? null : await hashPassword(password);
    const done = await locals.write((tx) =>
      makeSiteOwner(tx, cookies.get(cookie), { ...owner, passwordHash, locale: locals.locale }, locals.now),
    );
    if (isRefusal(done)) return lost(locals);
    redirect(303, '/setup?step=brand');
  },

  brand: async (event) => {
    const { locals, cookies, request } = event;
    const so = await held(locals, cookies);
    if (!so?.owner) return lost(locals);
    const { owner } = so;
    const posted = await request.formData();
    const form = readBrand(posted);
    const logo = await readPicture(locals, owner, posted, 'logo');
    if (isRefusal(logo)) {
      const errors = { ...(form.ok ? {} : form.errors), logo: refusalText(logo) };
      return invalid({ values: form.values, errors });
    }
    const values = { ...form.values, ...(logo && { logo_kept: logo }) };
    if (!form.ok) return invalid({ ...form, values });
    const done = await locals.write((tx) =>
      finishSetup(tx, cookies.get(cookie), { ...form.data, logo }, locals.now),
    );
    if (isRefusal(done)) {
      if (done.reason === 'not-found') return lost(locals);
      return refused(done, values, 'slug');
    }
    cookies.delete(cookie, { path: '/setup' });
    await enter(event, done.owner);
    redirect(303, `/desk/${done.slug}?welcome`);
  },
};
