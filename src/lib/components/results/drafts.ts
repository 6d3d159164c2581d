import { formatNumber } from '$lib/i18n/formats.ts';
import { m } from '$lib/i18n/paraglide/messages.js';
import type { ShownCard } from '$lib/server/challenges/showing.ts';

/** A draft in a result, in the order in which it stands there. */
export interface ResultDraft {
  /** Its place in the lists of the count. */
  place: number;
  id: string;
  /** What it is called in drawings and tables: A for the first. */
  letter: string;
  title: string;
  alt: string;
  picture: ShownCard['picture'];
  rank: number;
  wins: boolean;
  tied: boolean;
  belowNone: boolean;
  /** “None of these”, which is no draft. */
  none: boolean;
}

/** A, B, … Z, AA, AB, … */
export const letterOf = (at: number): string =>
  (at >= 26 ? letterOf(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));

/** A share of a drawing's width. */
export const percent = (share: number) => `${Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100}%`;

/** With as many decimals as tell drafts apart. */
export const decimal = (value: number, digits = 2) =>
  formatNumber(Math.round(value * 10 ** digits) / 10 ** digits);

export const joined = (titles: readonly string[]): string =>
  titles.length < 2
    ? titles.join('')
    : titles.slice(0, -1).join(m.results_list_comma()) + m.results_list_and() + titles.at(-1);
