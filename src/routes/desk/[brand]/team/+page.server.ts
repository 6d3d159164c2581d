import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isRefusal } from '$lib/domain/refusals.ts';
import { emailField } from '$lib/forms/accounts.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { readForm, typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { brandFor } from '$lib/server/brands/belonging.ts';
import { changeRoles } from '$lib/server/brands/granting.ts';
import { inviteAgain, inviteToBrand, withdrawInvitation } from '$lib/server/brands/inviting.ts';
import { openInvitations, teamOf } from '$lib/server/brands/team.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The owner who asks and the brand; for anybody else there is no such page. */
const ownerHere = async ({ locals, params }: Pick<RequestEvent, 'locals' | 'params'>) => {
  const { member } = locals;
  const brand = await locals.read((read) => brandFor(read, member, params.brand, ['owner']));
  if (!member || !brand) error(404);
  return { brand, owner: { id: member.id, name: member.name, locale: locals.locale } };
};

export const load: PageServerLoad = async (event) => {
  const { brand, owner } = await ownerHere(event);
  const { locals, url } = event;
  const [team, invitations] = await locals.read((read) =>
    Promise.all([teamOf(read, brand), openInvitations(read, brand)]),
  );
  const mailKept = !locals.muster.postman.delivers;
  const invited = mailKept ? m.brands_team_mail_kept : m.brands_team_done_invited;
  const done = {
    invited,
    again: invited,
    withdrawn: m.brands_team_done_withdrawn,
    changed: m.common_saved,
    removed: m.brands_team_done_removed,
  }[url.searchParams.get('done') ?? ''];
  return {
    title: m.brands_team_title({ brand: brand.name }),
    done: done?.(),
    self: owner.id,
    now: locals.now,
    team,
    invitations,
    mailKept,
  };
};

const role = z.enum(['owner', 'designer', 'merchant']);
const invitationForm = z.object({ email: emailField, role });

export const actions: Actions = {
  invite: async (event) => {
    const { brand, owner } = await ownerHere(event);
    const { locals, request } = event;
    const form = readForm(await request.formData(), invitationForm);
    if (!form.ok) return invalid(form);
    const { origin } = locals.muster;
    const done = await locals.write((tx) =>
      inviteToBrand(tx, owner, brand, { ...form.data, origin }, locals.now),
    );
    if (isRefusal(done)) return refused(done, form.values, 'email');
    redirect(303, '?done=invited');
  },

  again: async (event) => {
    const { brand, owner } = await ownerHere(event);
    const { locals, request } = event;
    const invitation = String((await request.formData()).get('invitation'));
    const { origin } = locals.muster;
    const done = await locals.write((tx) =>
      inviteAgain(tx, owner, brand, { invitation, origin }, locals.now),
    );
    if (isRefusal(done)) return refused(done);
    redirect(303, '?done=again');
  },

  withdraw: async (event) => {
    const { brand, owner } = await ownerHere(event);
    const { locals, request } = event;
    const invitation = String((await request.formData()).get('invitation'));
    const done = await locals.write((tx) => withdrawInvitation(tx, owner, brand, invitation, locals.now));
    if (isRefusal(done)) return refused(done);
    redirect(303, '?done=withdrawn');
  },

  roles: async (event) => {
    const { brand, owner } = await ownerHere(event);
    const { locals, request } = event;
    const posted = await request.formData();
    const member = String(posted.get('member'));
    const roles = z.array(role).safeParse(posted.getAll('roles[]'));
    if (!roles.success || roles.data.length === 0)
      return invalid({ values: typedValues(posted), errors: {}, message: m.brands_team_one_role() });
    const done = await locals.write((tx) =>
      changeRoles(tx, owner, brand, { member, roles: roles.data }, locals.now),
    );
    if (isRefusal(done)) return refused(done);
    // Whoever is no owner any more cannot see this page.
    if (member === owner.id && !roles.data.includes('owner')) redirect(303, `/desk/${brand.slug}`);
    redirect(303, '?done=changed');
  },

  remove: async (event) => {
    const { brand, owner } = await ownerHere(event);
    const { locals, request } = event;
    const member = String((await request.formData()).get('member'));
    const done = await locals.write((tx) => changeRoles(tx, owner, brand, { member, roles: [] }, locals.now));
    if (isRefusal(done)) return refused(done);
    if (member === owner.id) redirect(303, '/desk');
    redirect(303, '?done=removed');
  },
};
