import { error, redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { readBrandChange } from '$lib/forms/brands.ts';
import { currencyChoices } from '$lib/forms/choices.ts';
import { readPicture } from '$lib/forms/picturing.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { zoneGroups } from '$lib/i18n/zones.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { brandFor } from '$lib/server/brands/belonging.ts';
import { changeBrand, changeCover, changeLogo } from '$lib/server/brands/changing.ts';
import { hasCampaign, picturesOf } from '$lib/server/brands/settings.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const ownerHere = async ({ locals, params }: Pick<RequestEvent, 'locals' | 'params'>) => {
  const { member } = locals;
  const brand = await locals.read((read) => brandFor(read, member, params.brand, ['owner']));
  if (!member || !brand) error(404);
  return { brand, owner: member };
};

export const load: PageServerLoad = async (event) => {
  const { brand } = await ownerHere(event);
  const { locals, url } = event;
  const [pictures, fixed] = await locals.read((read) =>
    Promise.all([picturesOf(read, brand), hasCampaign(read, brand)]),
  );
  return {
    title: m.brands_settings_title({ brand: brand.name }),
    saved: url.searchParams.get('saved'),
    brand: {
      name: brand.name,
      slug: brand.slug,
      tagline: brand.tagline,
      about: brand.about,
      website: brand.website,
      timeZone: brand.time_zone,
      currency: brand.currency,
      paymentInstructions: brand.payment_instructions,
      coverAlt: brand.cover_alt,
    },
    ...pictures,
    currencyFixed: fixed,
    zones: zoneGroups(locals.locale, brand.time_zone, locals.now),
    currencies: currencyChoices(locals.locale, brand.currency),
  };
};

export const actions: Actions = {
  words: async (event) => {
    const { brand, owner } = await ownerHere(event);
    const { locals, request } = event;
    const form = readBrandChange(await request.formData(), brand);
    if (!form.ok) return invalid(form);
    const done = await locals.write((tx) => changeBrand(tx, owner, brand, form.data, locals.now));
    if (isRefusal(done)) return refused(done, form.values, 'currency');
    redirect(303, '?saved=words');
  },

  logo: async (event) => {
    const { brand, owner } = await ownerHere(event);
    const { locals, request } = event;
    const form = await request.formData();
    const picture = form.has('remove') ? null : await readPicture(locals, owner, form, 'logo');
    if (isRefusal(picture)) return refused(picture, {}, 'logo');
    if (!picture && !form.has('remove'))
      return invalid({ values: {}, errors: { logo: m.brands_picture_none() } });
    await locals.write((tx) => changeLogo(tx, owner, brand, picture, locals.now));
    redirect(303, '?saved=logo#logo-form');
  },

  cover: async (event) => {
    const { brand, owner } = await ownerHere(event);
    const { locals, request } = event;
    const form = await request.formData();
    if (form.has('remove')) {
      await locals.write((tx) => changeCover(tx, owner, brand, null, locals.now));
      redirect(303, '?saved=cover#cover-form');
    }
    const values = typedValues(form);
    const alt = String(form.get('cover_alt') ?? '').trim();
    const sent = await readPicture(locals, owner, form, 'cover');
    if (isRefusal(sent)) return refused(sent, values, 'cover');
    const picture = sent ?? brand.cover_picture_id;
    const errors = {
      ...(!picture && { cover: m.brands_picture_none() }),
      ...(!alt && { cover_alt: m.form_required() }),
      ...(alt.length > 300 && { cover_alt: m.form_too_long({ count: 300 }) }),
    };
    if (!picture || Object.keys(errors).length > 0)
      return invalid({ values: { ...values, ...(sent && { cover_kept: sent }) }, errors });
    await locals.write((tx) => changeCover(tx, owner, brand, { picture, alt }, locals.now));
    redirect(303, '?saved=cover#cover-form');
  },
};
