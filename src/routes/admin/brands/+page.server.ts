import { redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { readBrand } from '$lib/forms/brands.ts';
import { currencyChoices, likelyCurrency } from '$lib/forms/choices.ts';
import { readPicture } from '$lib/forms/picturing.ts';
import { refusalText } from '$lib/i18n/refusals.ts';
import { zoneGroups } from '$lib/i18n/zones.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { createBrand } from '$lib/server/brands/creating.ts';
import { brandsListed } from '$lib/server/moderation/brands.ts';
import { adminHere } from '../admitting.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  adminHere(locals);
  const { site } = await parent();
  return {
    title: m.common_brands(),
    brands: await locals.read((read) => brandsListed(read)),
    zones: zoneGroups(locals.locale, site.timeZone, locals.now),
    currencies: currencyChoices(locals.locale),
    currency: likelyCurrency[locals.locale],
  };
};

export const actions: Actions = {
  default: async ({ locals, request }) => {
    const admin = adminHere(locals);
    const posted = await request.formData();
    const form = readBrand(posted);
    const logo = await readPicture(locals, admin, posted, 'logo');
    if (isRefusal(logo)) {
      const errors = { ...(form.ok ? {} : form.errors), logo: refusalText(logo) };
      return invalid({ values: form.values, errors });
    }
    const values = { ...form.values, ...(logo && { logo_kept: logo }) };
    if (!form.ok) return invalid({ ...form, values });
    const brand = await locals.write((tx) => createBrand(tx, admin, { ...form.data, logo }, locals.now));
    if (isRefusal(brand)) return refused(brand, values, 'slug');
    redirect(303, `/desk/${brand.slug}?welcome`);
  },
};
