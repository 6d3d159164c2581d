import { m } from '$lib/i18n/paraglide/messages.js';
import { refusalText } from '$lib/i18n/refusals.ts';
import type { Refusal } from '$lib/domain/refusals.ts';
import { renderMarkdown } from '$lib/server/text/rendering.ts';

/** What members agree to, ready to be read. */
export interface ShownTerms {
  version: number;
  entryRules: string;
  licence: string;
}

export const shownTerms = (terms: ShownTerms): ShownTerms => ({
  version: terms.version,
  entryRules: renderMarkdown(terms.entryRules),
  licence: renderMarkdown(terms.licence),
});

/** The version whose box was ticked; undefined where none was. */
export const acceptedVersion = (form: FormData): number | undefined => {
  const version = Number(form.get('terms'));
  return Number.isSafeInteger(version) && version > 0 ? version : undefined;
};

/** What a refusal says where terms were to be accepted; at their box where it is about them. */
export const termsAnswer = (
  refusal: Refusal,
  terms: ShownTerms,
): { errors: Record<string, string>; message: string } => {
  if (refusal.reason === 'terms-not-accepted')
    return { errors: { terms: refusalText(refusal) }, message: '' };
  if (refusal.reason === 'terms-changed')
    return { errors: { terms: m.entry_terms_new({ version: terms.version }) }, message: '' };
  return { errors: {}, message: refusalText(refusal) };
};
