import { minorDigits } from '$lib/domain/money.ts';
import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import { differenceIn, momentIn, moneyIn, numberIn, dayIn, leftIn, monthIn, agoIn } from './formatting.ts';

/** Money, time and numbers in the locale of the page that is being made. Elsewhere use `formatting.ts` with a locale. */
export const formatNumber = (value: number) => numberIn(getLocale(), value);
export const formatMoney = (minor: number, currency: string) => moneyIn(getLocale(), minor, currency);
/** An amount that is kept in whole units of its currency, as tooling costs and budgets are. */
export const formatWhole = (units: number, currency: string) =>
  formatMoney(units * 10 ** minorDigits(currency), currency);
export const formatDifference = (minor: number, currency: string) =>
  differenceIn(getLocale(), minor, currency);
export const formatDay = (at: number, timeZone: string) => dayIn(getLocale(), at, timeZone);
export const formatMoment = (at: number, timeZone: string, now?: number) =>
  momentIn(getLocale(), at, timeZone, now);
export const formatMonth = (month: string) => monthIn(getLocale(), month);
export const formatLeft = (until: number, now: number) => leftIn(getLocale(), until, now);
export const formatAgo = (at: number, now: number) => agoIn(getLocale(), at, now);
