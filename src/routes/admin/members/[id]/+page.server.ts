import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { isRefusal } from '$lib/domain/refusals.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { readForm } from '$lib/forms/reading.ts';
import { brandsHeldUp } from '$lib/server/members/leaving.ts';
import { auditTrail } from '$lib/server/moderation/auditing.ts';
import { banMember, liftBan } from '$lib/server/moderation/banning.ts';
import { memberOnFile } from '$lib/server/moderation/listing.ts';
import { changeMemberRole } from '$lib/server/moderation/promoting.ts';
import { adminHere } from '../../admitting.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const admin = adminHere(locals);
  const member = await locals.read((read) => memberOnFile(read, params.id));
  if (!member) error(404);
  const owns = member.brands.some(({ role }) => role === 'owner');
  const alone = owns ? await locals.read((read) => brandsHeldUp(read, params.id)) : [];
  const { lines } = await locals.read((read) =>
    auditTrail(read, { kind: null, member: params.id, before: null }),
  );
  return {
    title: member.name,
    file: member,
    self: admin.id === member.id,
    alone: alone.map(({ name, slug }) => ({ name, slug })),
    lines: lines.slice(0, 20),
    done: url.searchParams.has('done'),
  };
};

const banForm = z.object({ reason: z.string().min(1).max(500), anyway: z.stringbool().default(false) });

export const actions: Actions = {
  role: async ({ locals, params, request }) => {
    const admin = adminHere(locals);
    const role = (await request.formData()).get('role') === 'admin' ? 'admin' : 'member';
    const done = await locals.write((tx) =>
      changeMemberRole(tx, admin, { member: params.id, role }, locals.now),
    );
    if (isRefusal(done)) return refused(done);
    // Whoever stepped back sees these pages no more.
    redirect(303, admin.id === params.id ? '/' : '?done');
  },

  ban: async ({ locals, params, request }) => {
    const admin = adminHere(locals);
    const form = readForm(await request.formData(), banForm);
    if (!form.ok) return invalid(form);
    const done = await locals.write((tx) =>
      banMember(tx, admin, { member: params.id, ...form.data }, locals.now),
    );
    if (isRefusal(done)) return refused(done, form.values);
    redirect(303, '?done');
  },

  lift: async ({ locals, params }) => {
    const admin = adminHere(locals);
    const done = await locals.write((tx) => liftBan(tx, admin, params.id, locals.now));
    if (isRefusal(done)) return refused(done);
    redirect(303, '?done');
  },
};
