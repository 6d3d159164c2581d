import { getLocale } from '$lib/i18n/paraglide/runtime.js';

const made = new Map<string, Intl.DateTimeFormat>();
const shortDays = (timeZone: string) => {
  const locale = getLocale();
  const key = locale + timeZone;
  let format = made.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
      day: 'numeric',
      month: 'short',
      timeZone,
    });
    made.set(key, format);
  }
  return format;
};

/** "26 Nov", 「11月26日」: a day of about now, where the year goes without saying. */
export const formatShortDay = (at: number, timeZone: string) => shortDays(timeZone).format(at);

/** "12–19 Nov": from one day to another, the one day alone where they are the same. */
export const formatSpan = (from: number, until: number, timeZone: string) =>
  from < until ? shortDays(timeZone).formatRange(from, until) : formatShortDay(from, timeZone);
