const fields = new Map<string, Intl.DateTimeFormat>();

const fieldsIn = (timeZone: string) => {
  let format = fields.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    fields.set(timeZone, format);
  }
  return format;
};

/** Whether this is a zone of the IANA database, such as `Asia/Taipei`. */
export const isTimeZone = (timeZone: string): boolean => {
  try {
    fieldsIn(timeZone);
    return true;
  } catch {
    return false;
  }
};

/** What a clock on the wall shows, as if that were UTC: epoch milliseconds, whole seconds. */
const wallClock = (at: number, timeZone: string): number => {
  const part: Record<string, number> = {};
  for (const { type, value } of fieldsIn(timeZone).formatToParts(at)) part[type] = Number(value);
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
};

/** How far the zone is ahead of UTC at that moment, ms. */
const offsetAt = (at: number, timeZone: string): number => {
  const second = Math.floor(at / 1000) * 1000;
  return wallClock(second, timeZone) - second;
};

const day = 24 * 3600_000;
const shape = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;

/**
 * The moment at which the clocks of a zone show this time, epoch milliseconds; null where the text is no such time.
 * A time that the clocks skip is moved forward by what they skip, one that they show twice is the first of the two
 * (the disambiguation "compatible" of Temporal and RFC 5545).
 *
 * @param text the value of an `<input type="datetime-local">`: `YYYY-MM-DDTHH:MM`
 */
export const parseLocalTime = (text: string, timeZone: string): number | null => {
  const match = shape.exec(text);
  if (!match) return null;
  const [year, month, date, hour, minute, second] = match.slice(1).map((digits) => Number(digits ?? 0));
  const wall = Date.UTC(year!, month! - 1, date!, hour!, minute!, second!);
  const iso = new Date(wall).toISOString();
  // Date.UTC turns 31 April into 1 May; whoever typed it meant something else.
  if (year! < 1970 || !iso.startsWith(text.slice(0, 16))) return null;
  const before = offsetAt(wall - day, timeZone);
  const after = offsetAt(wall + day, timeZone);
  const shown = [wall - before, wall - after].filter((at) => at + offsetAt(at, timeZone) === wall);
  return shown.length > 0 ? Math.min(...shown) : wall - before;
};

/** The value of an `<input type="datetime-local">` for a moment in a zone: `YYYY-MM-DDTHH:MM`; empty for none. */
export const localTimeText = (at: number | null | undefined, timeZone: string): string =>
  at == null ? '' : new Date(wallClock(at, timeZone)).toISOString().slice(0, 16);

/** The day of a moment in a zone: `YYYY-MM-DD`. */
export const localDay = (at: number, timeZone: string): string => localTimeText(at, timeZone).slice(0, 10);
