import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { mailboxOf } from '$lib/domain/mailboxes.ts';
import { isRefusal, refuse } from '$lib/domain/refusals.ts';
import { emailField, nameField, newPasswordField, refinePassword } from '$lib/forms/accounts.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { rememberMailbox } from '$lib/forms/mailbox.ts';
import { readForm } from '$lib/forms/reading.ts';
import { safePath } from '$lib/forms/returning.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { countMailbox } from '$lib/server/members/attempting.ts';
import { hashPassword } from '$lib/server/members/hashing.ts';
import { joinSite } from '$lib/server/members/joining.ts';
import { enterDoor, isSurging } from '$lib/server/members/surging.ts';
import { newTask } from '$lib/server/members/tasking.ts';
import { isDisposableDomain } from '$lib/server/quarantine/disposable.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, getClientAddress }) => {
  const then = safePath(url.searchParams.get('then'));
  if (locals.member) redirect(303, then);
  const { now } = locals;
  const task = await locals.read(async (read) =>
    (await isSurging(read, getClientAddress(), now)) ? newTask(read, now) : null,
  );
  return { title: m.common_join(), then, task };
};

const joinForm = z
  .object({
    name: nameField,
    email: emailField,
    new_password: newPasswordField,
    time_zone: z.string().default(''),
    then: z.string().default('/'),
    work: z.string().default(''),
  })
  .superRefine(refinePassword());

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, getClientAddress } = event;
    const form = readForm(await request.formData(), joinForm);
    if (!form.ok) return invalid(form);
    const { name, email, new_password, time_zone, then, work } = form.data;
    if (isDisposableDomain(mailboxOf(email).domain))
      return refused(refuse('mail-disposable'), form.values, 'email');
    const slowed = await locals.write((tx) => countMailbox(tx, email, locals.now));
    if (isRefusal(slowed)) return refused(slowed, form.values);
    const door = await locals.write((tx) =>
      enterDoor(tx, { address: getClientAddress(), work, runsScripts: time_zone !== '' }, locals.now),
    );
    if (isRefusal(door)) return refused(door, form.values);
    const passwordHash = await hashPassword(new_password);
    const { locale, muster, now } = locals;
    await locals.write((tx) =>
      joinSite(
        tx,
        {
          name,
          email,
          passwordHash,
          locale,
          timeZone: time_zone,
          then: safePath(then),
          origin: muster.origin,
          letterAt: door.letterAt,
        },
        now,
      ),
    );
    rememberMailbox(event, email);
    redirect(303, door.letterAt > now ? '/confirm?later' : '/confirm');
  },
};
