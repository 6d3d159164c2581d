const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a card may take to answer before the units it holds go back, ms. */
export const cardPatience = 15 * minute;

/** How long a buyer has to transfer the money after the campaign has settled, ms. */
export const transferTime = 7 * day;

/** How long a buyer has to give another card after the charge failed, ms. */
export const newCardTime = 7 * day;

/** When a provider that did not answer at all is asked the same once more, ms. */
export const unansweredDelay = 15 * minute;

const retryDelays = [hour, 24 * hour, 72 * hour];

/**
 * When to charge again after the provider could not answer: an hour later, then a day, then three days.
 *
 * @param errors how many charges of this card came to nothing so far, this one included
 * @param now epoch milliseconds
 * @returns null where it was the last try
 */
export const nextTry = (errors: number, now: number): number | null => {
  const delay = retryDelays[errors - 1];
  return delay === undefined ? null : now + delay;
};

/**
 * Until when another card may be given: seven days from the first failure, so that failing again does not put it
 * off without end, but never less than a day to answer.
 *
 * @param firstFailedAt epoch milliseconds
 * @param now epoch milliseconds
 */
export const newCardUntil = (firstFailedAt: number, now: number): number =>
  Math.max(firstFailedAt + newCardTime, now + day);

/** Whether a text could be a card's number: 12 to 19 digits with a right check digit (ISO/IEC 7812-1, Luhn). */
export const looksLikeCardNumber = (text: string): boolean => {
  const digits = text.replace(/[\s-]/g, '');
  if (!/^\d{12,19}$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
};

/**
 * Whether a card with this expiry (`MM/YY`) is still good. A card is good until its month has ended everywhere.
 *
 * @param now epoch milliseconds
 */
export const isGoodUntil = (expiry: string, now: number): boolean => {
  const [, month, year] = /^(0[1-9]|1[0-2])\s*\/\s*(?:20)?(\d{2})$/.exec(expiry.trim()) ?? [];
  if (!month || !year) return false;
  return Date.UTC(2000 + Number(year), Number(month), 1) + 12 * hour > now;
};
