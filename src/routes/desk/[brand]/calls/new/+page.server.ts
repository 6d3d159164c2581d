import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { callLimits, isCallTime, parseQuantities } from '$lib/domain/calls.ts';
import { localTimeText, parseLocalTime } from '$lib/domain/localtime.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { actor } from '$lib/forms/entering.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { openCall, placeToCall } from '$lib/server/calls/opening.ts';
import { brandHere } from '../finding.server.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = z.object({
  wanted: z
    .string()
    .transform((typed) => typed.replaceAll('\r\n', '\n'))
    .pipe(z.string().min(1).max(callLimits.wanted)),
  quantities: z.string().min(1).max(100),
  closes_at: z.string().min(1).max(32),
});

const asked = (url: URL) => ({
  challenge: url.searchParams.get('challenge') ?? '',
  draft: url.searchParams.get('draft') || null,
});

const placeHere = async (locals: App.Locals, params: { brand: string }, url: URL) => {
  const brand = await brandHere(locals, params);
  const place = await locals.read((read) => placeToCall(read, locals.member, asked(url)));
  if (!place || place.brand !== brand.id || !place.takes) error(404);
  return { brand, place };
};

const day = 24 * 3600_000;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { brand, place } = await placeHere(locals, params, url);
  const at = (days: number) => localTimeText(locals.now + days * day, brand.time_zone);
  return {
    title: m.offer_open_title(),
    subject: place.title,
    isDraft: asked(url).draft !== null,
    timeZone: brand.time_zone,
    earliest: at(1),
    latest: at(180),
    usual: `${at(21).slice(0, 10)}T18:00`,
    limits: callLimits,
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const member = actor(locals, url);
    const { brand } = await placeHere(locals, params, url);
    const read = readForm(await request.formData(), schema);
    if (!read.ok) return invalid(read);
    const { values, data } = read;
    const quantities = parseQuantities(data.quantities);
    if (!quantities) return invalid({ values, errors: { quantities: m.offer_quantities_wrong() } });
    const closesAt = parseLocalTime(data.closes_at, brand.time_zone);
    if (closesAt === null || !isCallTime(closesAt, locals.now)) {
      return invalid({ values, errors: { closes_at: m.offer_closes_wrong() } });
    }
    const input = { ...asked(url), wanted: data.wanted, quantities, closesAt };
    const opened = await locals.write((tx) => openCall(tx, member, input, locals.now));
    if (isRefusal(opened)) return refused(opened, values);
    redirect(303, `/desk/${params.brand}/calls/${opened.id}?done=opened`);
  },
};
