import { minorDigits } from '../domain/money.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();
// Making an Intl object costs a hundred times what using it does.
const once = <T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => T,
): T => {
  let found = made.get(key) as T | undefined;
  if (!found) made.set(key, (found = make()));
  return found;
};

const written = new Map<string, string>();
// The same few moments stand on every view of a page, and each takes longer to write than a card of it.
const keep = (key: string, write: () => string): string => {
  let found = written.get(key);
  if (found === undefined) {
    if (written.size >= 5000) written.clear();
    written.set(key, (found = write()));
  }
  return found;
};

/** In all our languages a small count is written as its digits. */
const isSmall = (value: number) => value >= 0 && value < 1000 && Number.isInteger(value);

export const numberIn = (locale: string, value: number) =>
  isSmall(value) ? String(value) : once(`n${locale}`, () => new Intl.NumberFormat(locale)).format(value);

/** @param minor integer minor units (cents) */
export const moneyIn = (locale: string, minor: number, currency: string) => {
  const whole = minor % 10 ** minorDigits(currency) === 0;
  return once(
    `m${locale}${currency}${whole}`,
    () =>
      // British English tells one dollar from another.
      new Intl.NumberFormat(locale === 'en' ? 'en-GB' : locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'symbol',
        ...(whole && { minimumFractionDigits: 0, maximumFractionDigits: 0 }),
      }),
  )
    .format(minor / 10 ** minorDigits(currency))
    .replace(/^\$/, currency === 'TWD' ? 'NT$' : '$')
    .replace(/(NT\$)(?=\d)/, '$1\u00a0');
};

/** With its sign, and nothing for none. @param minor integer minor units, below zero for less */
export const differenceIn = (locale: string, minor: number, currency: string) =>
  minor === 0 ? '' : `${minor < 0 ? '−' : '+'}${moneyIn(locale, Math.abs(minor), currency)}`;

export const dayIn = (locale: string, at: number, timeZone: string) =>
  keep(`a${locale}${timeZone}${at}`, () =>
    once(
      `a${locale}${timeZone}`,
      () =>
        new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
          day: 'numeric',
          month: 'short',
          year: 'numeric',
          timeZone,
        }),
    ).format(at),
  );

/** Of about now, where the year goes without saying. */
export const shortDayIn = (locale: string, at: number, timeZone: string) =>
  keep(`h${locale}${timeZone}${at}`, () =>
    once(
      `h${locale}${timeZone}`,
      () =>
        new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
          day: 'numeric',
          month: 'short',
          timeZone,
        }),
    ).format(at),
  );

/**
 * With weekday, hour and the zone's own name: a deadline is only clear with all of them.
 * @param now epoch milliseconds, where the moment may lie far off: it then has its year
 */
export const momentIn = (locale: string, at: number, timeZone: string, now = at) => {
  const far = Math.abs(at - now) > 300 * day;
  return keep(`t${locale}${timeZone}${at}${far}`, () => {
    const text = once(
      `t${locale}${timeZone}${far}`,
      () =>
        new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
          weekday: 'short',
          day: 'numeric',
          month: 'short',
          ...(far && { year: 'numeric' }),
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
          timeZone,
        }),
    ).format(at);
    return `${text} ${zoneName(locale, timeZone, at)}`;
  });
};

// At that moment, not at any other: in 1970 Lisbon was an hour further east.
const zoneName = (locale: string, timeZone: string, at: number) =>
  once(
    `z${locale}${timeZone}`,
    () =>
      new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone, timeZoneName: 'shortGeneric' }),
  )
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')?.value ?? timeZone;

/** @param month `YYYY-MM` */
export const monthIn = (locale: string, month: string) =>
  /^\d{4}-\d{2}$/.test(month)
    ? once(
        `o${locale}`,
        () => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
      ).format(Date.parse(`${month}-01T00:00:00Z`))
    : '';

/** The data of mainland Chinese leaves no space between a number and its unit; the pages do. */
const spaced = (text: string) => text.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ');

/** Time left in the two largest units ("3 days 4 hr"); empty when it has passed. */
export const leftIn = (locale: string, until: number, now: number) => {
  const left = until - now;
  if (left <= 0) return '';
  const days = Math.floor(left / day);
  const hours = Math.floor((left % day) / hour);
  const minutes = Math.max(1, Math.floor((left % hour) / minute));
  const unit = (value: number, name: 'day' | 'hour' | 'minute') =>
    spaced(
      once(
        `u${locale}${name}`,
        () =>
          new Intl.NumberFormat(locale, {
            style: 'unit',
            unit: name,
            unitDisplay: name === 'day' ? 'long' : 'short',
          }),
      ).format(value),
    );
  if (days > 0)
    return hours > 0 && days < 10 ? `${unit(days, 'day')} ${unit(hours, 'hour')}` : unit(days, 'day');
  if (hours > 0) return `${unit(hours, 'hour')} ${unit(minutes, 'minute')}`;
  return unit(minutes, 'minute');
};

export const agoIn = (locale: string, at: number, now: number) => {
  const format = once(`r${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const ago = (value: number, unit: Intl.RelativeTimeFormatUnit) => spaced(format.format(value, unit));
  const gone = now - at;
  if (gone < minute) return ago(0, 'second');
  if (gone < hour) return ago(-Math.floor(gone / minute), 'minute');
  if (gone < day) return ago(-Math.floor(gone / hour), 'hour');
  if (gone < 30 * day) return ago(-Math.floor(gone / day), 'day');
  if (gone < 365 * day) return ago(-Math.floor(gone / (30 * day)), 'month');
  return ago(-Math.floor(gone / (365 * day)), 'year');
};
