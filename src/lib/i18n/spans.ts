import { getLocale } from '$lib/i18n/paraglide/runtime.js';
import { shortDayIn } from './formatting.ts';

/** "26 Nov", 「11月26日」: a day of about now, where the year goes without saying. */
export const formatShortDay = (at: number, timeZone: string) => shortDayIn(getLocale(), at, timeZone);

/** "12–19 Nov", 「11月12日至11月19日」: from one day to another, the one day alone where they are the same. */
export const formatSpan = (from: number, until: number, timeZone: string) => {
  const [first, last] = [formatShortDay(from, timeZone), formatShortDay(until, timeZone)];
  if (first === last) return first;
  if (getLocale() !== 'en') return `${first}至${last}`;
  const [day, month] = first.split(' ');
  return last.endsWith(` ${month}`) ? `${day}–${last}` : `${first} – ${last}`;
};
