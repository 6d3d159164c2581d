import { greatestScore } from '$lib/domain/counting/elections.ts';
import type { KeptCount } from '$lib/domain/kept-count.ts';
import { formatNumber } from '$lib/i18n/formats.ts';
import { m } from '$lib/i18n/paraglide/messages.js';

export interface Figure {
  text: string;
  /** How long its bar is, from 0 to 1. */
  share: number;
}

/** One short figure for each draft of a count, as its method has it; by ids. */
export const figuresOf = (count: KeptCount): Record<string, Figure> =>
  Object.fromEntries(count.candidates.map((id, place) => [id, figureOf(count, place)]));

const figureOf = ({ method, outcome, belowNone, candidates }: KeptCount, place: number): Figure => {
  const { scores, intervals, rounds, pairwise } = outcome;
  const score = scores?.[place] ?? 0;
  if (method === 'score') {
    const low = intervals?.[place]?.low ?? 0;
    return {
      text: m.results_figure_score({ mean: short(score), low: short(low) }),
      share: low / greatestScore,
    };
  }
  if (method === 'duels')
    return { text: m.results_figure_chance({ score: short(score) }), share: score / 100 };
  if (method === 'equal-shares') {
    const most = Math.max(1, ...(scores ?? []).map((one) => one ?? 0));
    return {
      text: m.results_budget_approved({ count: score, shown: formatNumber(score) }),
      share: score / most,
    };
  }
  if (rounds && rounds.length > 0 && !belowNone?.includes(place)) {
    const votes = rounds.findLast(({ tallies }) => tallies[place] !== null)?.tallies[place] ?? 0;
    const all = rounds[0]!.tallies.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    return {
      text: m.results_figure_votes({ count: Math.round(votes), shown: short(votes) }),
      share: votes / Math.max(1, all),
    };
  }
  const won = (pairwise?.[place] ?? []).filter(
    (votes, other) => other !== place && votes > pairwise![other]![place]!,
  ).length;
  return {
    text: m.results_figure_duels_won({ count: won, shown: formatNumber(won) }),
    share: won / Math.max(1, candidates.length - 1),
  };
};

const short = (value: number) => formatNumber(Math.round(value * 100) / 100);
