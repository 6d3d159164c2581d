import type { EntryStanding } from '$lib/domain/entering.ts';
import { m } from '$lib/i18n/paraglide/messages.js';

/** How a draft in an open challenge stands, in a word or two. */
export const standingNames: Record<EntryStanding, () => string> = {
  working: m.entry_standing_working,
  awaiting: m.entry_standing_awaiting,
  returned: m.entry_standing_returned,
  blind: m.entry_standing_blind,
  public: m.entry_standing_public,
  'left-out': m.entry_standing_left_out,
  won: m.entry_standing_won,
  'not-chosen': m.entry_standing_not_chosen,
  withdrawn: m.entry_standing_withdrawn,
  disqualified: m.entry_standing_disqualified,
};

export const standingTones: Partial<Record<EntryStanding, 'good' | 'warn'>> = {
  returned: 'warn',
  'left-out': 'warn',
  disqualified: 'warn',
  public: 'good',
  blind: 'good',
  won: 'good',
};
