import { error, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { reportLength } from '$lib/domain/comments.ts';
import { isRefusal } from '$lib/domain/refusals.ts';
import { invalid, refused } from '$lib/forms/answering.ts';
import { readForm } from '$lib/forms/reading.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { reportContent, reportable, type Reportable } from '$lib/server/reports/reporting.ts';
import type { Actions, PageServerLoad } from './$types';

const targetOf = (draft: string, search: URLSearchParams): Reportable => {
  const comment = search.get('comment');
  const remix = search.get('remix');
  if (remix) return { kind: 'remix', id: remix };
  return comment ? { kind: 'comment', id: comment } : { kind: 'draft', id: draft };
};

const titles = {
  comment: m.comments_report_comment,
  draft: m.comments_report_draft,
  remix: m.remix_report,
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  if (!locals.member) redirect(303, `/sign-in?then=${encodeURIComponent(url.pathname + url.search)}`);
  const target = targetOf(params.id, url.searchParams);
  const found = await locals.read((read) => reportable(read, target));
  if (!found || found.draft !== params.id) error(404);
  return {
    title: titles[target.kind](),
    draft: params.id,
    kind: target.kind,
    text: found.text,
    author: found.left === null ? found.author : null,
    done: url.searchParams.has('done'),
    limit: reportLength,
  };
};

export const actions: Actions = {
  default: async ({ locals, params, request, url }) => {
    const form = readForm(
      await request.formData(),
      z.object({ reason: z.string().min(1).max(reportLength) }),
    );
    if (!form.ok) return invalid(form);
    const target = targetOf(params.id, url.searchParams);
    const refusal = await locals.write((tx) =>
      reportContent(tx, locals.member, { ...target, reason: form.data.reason }, locals.now),
    );
    if (isRefusal(refusal)) {
      if (refusal.reason === 'not-found') error(404);
      return refused(refusal, form.values);
    }
    const query = target.kind === 'draft' ? '' : `${target.kind}=${target.id}&`;
    redirect(303, `/drafts/${params.id}/report?${query}done`);
  },
};
