import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isTimeZone } from '$lib/domain/localtime.ts';
import { locales } from '$lib/domain/locales.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { emailField, nameField, newPasswordField, refinePassword } from '$lib/forms/accounts.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { enter } from '$lib/forms/entering.ts';
import { rememberMailbox, rememberedMailbox } from '$lib/forms/mailbox.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { zoneGroups } from '$lib/i18n/zones.ts';
import { countLetter } from '$lib/server/members/attempting.ts';
import { askForAddress } from '$lib/server/members/changing-address.ts';
import { changeProfile } from '$lib/server/members/changing.ts';
import { hashPassword } from '$lib/server/members/hashing.ts';
import { setPassword } from '$lib/server/members/setting-passwords.ts';
import { provePassword } from '$lib/server/members/signing-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, cookies, url }) => ({
  title: m.common_settings(),
  zones: zoneGroups(locals.locale, locals.member?.timeZone ?? '', locals.now),
  done: url.searchParams.get('done'),
  asked: rememberedMailbox(cookies),
});

const profileForm = z.object({
  name: nameField,
  locale: z.enum(locales),
  time_zone: z.string().refine(isTimeZone),
});
const addressForm = z.object({ new_email: emailField, address_password: z.string().min(1) });
const passwordForm = z.object({ current_password: z.string().min(1), new_password: newPasswordField });

const signIn = '/sign-in?then=/settings';

export const actions: Actions = {
  profile: async ({ request, locals, cookies }) => {
    const { member } = locals;
    if (!member) redirect(303, signIn);
    const form = readForm(await request.formData(), profileForm);
    if (!form.ok) return invalid(form);
    const { name, locale, time_zone } = form.data;
    await locals.write((tx) => changeProfile(tx, member, { name, locale, timeZone: time_zone }));
    cookies.set('locale', locale, {
      path: '/',
      maxAge: 365 * 24 * 3600,
      httpOnly: true,
      secure: false,
      sameSite: 'lax',
    });
    redirect(303, '/settings?done=profile');
  },

  address: async (event) => {
    const { request, locals, getClientAddress } = event;
    const { member, muster, now } = locals;
    if (!member) redirect(303, signIn);
    const form = readForm(await request.formData(), addressForm);
    if (!form.ok) return invalid(form);
    const { new_email, address_password } = form.data;
    const unproved = await provePassword(muster.database, member, address_password, now);
    if (unproved) return refused(unproved, form.values, 'address_password');
    const slowed = await locals.write((tx) =>
      countLetter(tx, { email: new_email, address: getClientAddress() }, now),
    );
    if (isRefusal(slowed)) return refused(slowed, form.values, 'new_email');
    await locals.write((tx) => askForAddress(tx, member, { email: new_email, origin: muster.origin }, now));
    rememberMailbox(event, new_email);
    redirect(303, '/settings?done=asked#address');
  },

  password: async (event) => {
    const { request, locals } = event;
    const { member, muster, now } = locals;
    if (!member) redirect(303, signIn);
    const schema = passwordForm.superRefine(refinePassword(member.email));
    const form = readForm(await request.formData(), schema);
    if (!form.ok) return invalid(form);
    const { current_password, new_password } = form.data;
    const unproved = await provePassword(muster.database, member, current_password, now);
    if (unproved) return refused(unproved, form.values, 'current_password');
    const passwordHash = await hashPassword(new_password);
    await locals.write((tx) => setPassword(tx, member, { passwordHash, origin: muster.origin }, now));
    await enter(event, member.id);
    redirect(303, '/settings?done=password#password');
  },
};
