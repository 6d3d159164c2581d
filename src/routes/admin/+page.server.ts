import { redirect } from '@sveltejs/kit';
import { isRefusal } from '$lib/domain/refusals.ts';
import { refused } from '$lib/forms/answering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { auditTrail } from '$lib/server/moderation/auditing.ts';
import { failedJobs, retryJob, siteHealth } from '$lib/server/moderation/health.ts';
import { adminHere } from './admitting.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  adminHere(locals);
  const [health, jobs, trail] = await locals.read((read) =>
    Promise.all([
      siteHealth(read, locals.now),
      failedJobs(read),
      auditTrail(read, { kind: null, member: null, before: null }),
    ]),
  );
  return {
    title: m.common_admin(),
    health,
    jobs,
    lines: trail.lines.slice(0, 12),
    sendsMail: locals.muster.postman.delivers,
  };
};

export const actions: Actions = {
  retry: async ({ locals, request }) => {
    adminHere(locals);
    const job = String((await request.formData()).get('job'));
    const done = await locals.write((tx) => retryJob(tx, job, locals.now));
    if (isRefusal(done)) return refused(done);
    redirect(303, '/admin');
  },
};
