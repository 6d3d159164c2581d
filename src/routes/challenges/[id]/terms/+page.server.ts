import { error } from '@sveltejs/kit';
import { shownTerms } from '$lib/forms/accepting.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { termsOf } from '$lib/server/challenges/terms.ts';
import { challengeToEnter } from '$lib/server/drafts/beginning.ts';
import type { PageServerLoad } from './$types';

/** Every version that anyone could agree to, so that it can be read what was accepted. */
export const load: PageServerLoad = async ({ locals, params }) => {
  const found = await locals.read(async (read) => {
    const challenge = await challengeToEnter(read, locals.member, params.id);
    return challenge && { challenge, versions: await termsOf(read, params.id) };
  });
  if (!found) error(404);
  const { challenge, versions } = found;
  return {
    title: m.entry_terms_title(),
    timeZone: locals.member?.timeZone ?? challenge.time_zone,
    challenge: { id: challenge.id, title: challenge.title, brand: challenge.brand_name },
    versions: versions.map((terms) => ({ ...shownTerms(terms), writtenAt: terms.writtenAt })),
  };
};
