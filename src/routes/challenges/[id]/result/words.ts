import { joined } from '$lib/components/results/drafts.ts';
import type { Proposal } from '$lib/domain/tallying.ts';
import { formatMoment, formatNumber } from '$lib/i18n/formats.ts';
import { m } from '$lib/i18n/paraglide/messages.js';

interface Standing {
  state: string;
  open: boolean;
  tallied: boolean;
  brand_name: string;
  sealed_at: number | null;
  voting_closes_at: number | null;
}

/** With more drafts than these a heading counts them. */
const most = 3;
/** And with titles that are longer than this together. */
const longest = 60;
const isMany = (titles: string[]) =>
  titles.length > most || (titles.length > 1 && titles.join('').length > longest);

/** What stands above a result: who wins, who ties, or why there is nothing to see. */
export const headingOf = (
  { open, ballots }: { open: boolean; ballots: number },
  { winners, tied, quorumReached }: Proposal,
  title: (id: string) => string,
): string => {
  if (ballots === 0) return m.results_nothing_yet();
  if (!quorumReached && !open) return m.results_no_quorum();
  const parts = [
    winners.length > 0 && winning(winners.map(title), open),
    tied.length > 0 && tying(tied.map(title), open),
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(m.results_cycle_joint()) : m.results_nobody();
};

const winning = (titles: string[], open: boolean) => {
  const count = formatNumber(titles.length);
  if (isMany(titles)) return (open ? m.results_many_lead : m.results_many_win)({ count });
  const one = titles.length === 1;
  const say = open ? (one ? m.results_leads : m.results_lead) : one ? m.results_wins : m.results_win;
  return say({ titles: joined(titles) });
};

const tying = (titles: string[], open: boolean) =>
  isMany(titles)
    ? m.results_many_tied({ count: formatNumber(titles.length) })
    : (open ? m.results_tie_so_far : m.results_tie)({ titles: joined(titles) });

/** What was decided, in public. */
export const decidedHeading = (titles: string[]): string =>
  titles.length === 0
    ? m.results_chosen_none()
    : (titles.length === 1 ? m.results_chosen : m.results_chosen_many)({ titles: joined(titles) });

/** Why there are no numbers; null where there are. */
export const withheld = (challenge: Standing, timeZone: string): { heading: string; say: string } | null => {
  const { state, sealed_at: sealed, brand_name: brand, voting_closes_at: closes } = challenge;
  if (state === 'cancelled') return { heading: m.results_cancelled_heading(), say: '' };
  if (sealed === null) return { heading: m.results_unsealed_heading(), say: m.results_unsealed_say() };
  if (challenge.tallied) return null;
  const moment = closes === null ? '' : formatMoment(closes, timeZone);
  return { heading: m.results_hidden_heading(), say: m.results_hidden_say({ moment, brand }) };
};

export const counting = () => ({ heading: m.results_counting_heading(), say: m.results_counting_say() });
