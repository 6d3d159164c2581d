import { formatMoment, formatNumber } from '$lib/i18n/formats.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import { shownMarkdown } from '$lib/server/text/remembering.ts';

interface Entered {
  id: string;
  state: string;
  brand_name: string;
  voting_opens_at: number | null;
  drafts_per_member: number;
  draft_count: number;
  reviewed: number;
  blind: number;
  team: boolean;
  terms: { version: number; entryRules: string; licence: string } | undefined;
}

/** How members enter an open challenge, or entered it; said on the server, so that no browser carries it. */
export const entryOf = (challenge: Entered, timeZone: string) => {
  const { terms, state, drafts_per_member: limit, draft_count: count, voting_opens_at: opens } = challenge;
  if (!terms) return null;
  const collecting = state === 'collecting';
  const lines = collecting
    ? [
        opens === null
          ? m.entry_enter_open()
          : m.entry_enter_until({ moment: formatMoment(opens, timeZone) }),
        m.entry_line_limit({ count: limit, shown: formatNumber(limit) }),
        ...(challenge.reviewed ? [m.entry_line_reviewed({ brand: challenge.brand_name })] : []),
        ...(challenge.blind ? [m.entry_line_blind()] : []),
      ]
    : [m.entry_line_members()];
  return {
    title: collecting ? m.entry_enter_title() : m.entry_terms_title(),
    lines,
    enter: collecting && !challenge.team ? m.entry_enter() : '',
    terms: [
      { title: m.entry_rules(), html: shownMarkdown(terms.entryRules) },
      { title: m.entry_licence(), html: shownMarkdown(terms.licence) },
    ],
    full: m.entry_terms_full({ version: terms.version }),
    nothing: !collecting
      ? undefined
      : challenge.blind && count > 0
        ? m.entry_count_hidden({ count, shown: formatNumber(count) })
        : m.entry_none_yet(),
  };
};
