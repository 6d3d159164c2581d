import { eventWords } from '$lib/i18n/events.ts';
import type { EventKind } from '$lib/domain/events.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { auditTrail } from '$lib/server/moderation/auditing.ts';
import { memberOnFile } from '$lib/server/moderation/listing.ts';
import { markOf } from '$lib/server/moderation/paging.ts';
import { adminHere } from '../admitting.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  adminHere(locals);
  const asked = url.searchParams.get('kind') ?? '';
  const kind = Object.hasOwn(eventWords, asked) ? (asked as EventKind) : null;
  const member = url.searchParams.get('member') || null;
  const before = markOf(url.searchParams.get('before'));
  const [trail, only] = await locals.read((read) =>
    Promise.all([
      auditTrail(read, { kind, member, before }),
      member ? memberOnFile(read, member) : undefined,
    ]),
  );
  return {
    title: m.admin_audit(),
    ...trail,
    kind: kind ?? '',
    kinds: Object.entries(eventWords)
      .map(([value, words]) => ({ value, label: words() }))
      .sort((a, b) => a.label.localeCompare(b.label, locals.locale)),
    only: member && { id: member, name: only?.name ?? '' },
  };
};
