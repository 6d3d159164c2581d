import { redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { typedValues } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { markOf } from '$lib/server/moderation/paging.ts';
import { answeredReports, openReports } from '$lib/server/moderation/reports.ts';
import { resolveReports } from '$lib/server/moderation/resolving.ts';
import { adminHere } from '../admitting.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  adminHere(locals);
  const mark = markOf(url.searchParams.get('before'));
  const page = {
    title: m.admin_reports(),
    done: url.searchParams.has('done'),
    /** What was refused comes back on the page that it was sent from. */
    here: mark ? `&before=${mark.at}.${mark.id}` : '',
  };
  return url.searchParams.get('show') === 'answered'
    ? { ...page, queue: [], ...(await locals.read((read) => answeredReports(read, { before: mark }))) }
    : { ...page, answered: null, ...(await locals.read((read) => openReports(read, { after: mark }))) };
};

const reportableKinds = ['comment', 'draft', 'remix'] as const;

/** The `target` of the form says which one of the page it was: `comment:<id>`. */
const targetIn = (form: FormData) => {
  const [kind, id = ''] = String(form.get('target') ?? '').split(':');
  return { kind: reportableKinds.find((one) => one === kind) ?? ('comment' as const), id };
};

export const actions: Actions = {
  hide: async ({ locals, request }) => {
    const admin = adminHere(locals);
    const form = await request.formData();
    const reason = String(form.get('reason') ?? '').trim();
    if (!reason) return invalid({ values: typedValues(form), errors: { reason: m.admin_reason_needed() } });
    if (reason.length > 500)
      return invalid({ values: typedValues(form), errors: { reason: m.form_too_long({ count: 500 }) } });
    const done = await locals.write((tx) =>
      resolveReports(tx, admin, { ...targetIn(form), outcome: { hide: true, reason } }, locals.now),
    );
    if (isRefusal(done)) return refused(done, typedValues(form));
    redirect(303, '?done');
  },

  dismiss: async ({ locals, request }) => {
    const admin = adminHere(locals);
    const form = await request.formData();
    const done = await locals.write((tx) =>
      resolveReports(tx, admin, { ...targetIn(form), outcome: { hide: false } }, locals.now),
    );
    if (isRefusal(done)) return refused(done, typedValues(form));
    redirect(303, '?done');
  },
};
