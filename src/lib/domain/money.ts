/** The greatest amount that is taken, in minor units: far below where integers lose their last digit. */
export const mostMinor = 1e13;

const digitsOf = new Map<string, number>();

/**
 * How many digits the currency's minor unit has: 0 for JPY, 2 for USD, 3 for KWD (ISO 4217, as CLDR has it).
 * TWD has two by the standard, though nobody writes them.
 *
 * @param currency an ISO 4217 code
 */
export const minorDigits = (currency: string): number => {
  let digits = digitsOf.get(currency);
  if (digits === undefined) {
    digits =
      currency === 'TWD'
        ? 2
        : (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
            .maximumFractionDigits ?? 2);
    digitsOf.set(currency, digits);
  }
  return digits;
};

/**
 * Reads an amount as people type it: `1280`, `1,280`, `1280.5`, `１，２８０`. A comma separates thousands and
 * nothing else, a point separates the fraction: what could be read in two ways (`1,5`, `1.280,50`) is refused
 * rather than guessed.
 *
 * @returns integer minor units, or null for what is no amount, is negative, has more digits after the point than
 * the currency has, or is more than `mostMinor`
 */
export const parseMoney = (text: string, currency: string): number | null => {
  const [, whole, fraction = ''] =
    /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(text.normalize('NFKC').replace(/\s/g, '')) ?? [];
  const digits = minorDigits(currency);
  if (whole === undefined || fraction.length > digits) return null;
  const minor = Number(whole.replaceAll(',', '') + fraction.padEnd(digits, '0'));
  return minor <= mostMinor ? minor : null;
};

/**
 * An amount as it stands in a field: without signs and separators, with a fraction only where there is one.
 * `parseMoney` reads it back as it was.
 */
export const typedMoney = (minor: number, currency: string): string => {
  const digits = minorDigits(currency);
  const text = String(minor).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = text.slice(text.length - digits);
  return /[1-9]/.test(fraction) ? `${whole}.${fraction}` : whole;
};

/**
 * Reads a difference of amounts as people type it: `1,280`, `+1280`, `-300`, `−300`; nothing typed is none.
 *
 * @returns integer minor units, below zero for a minus, or null for what `parseMoney` takes for no amount
 */
export const parseDifference = (text: string, currency: string): number | null => {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return 0;
  const minor = parseMoney(typed.replace(/^[+\-−–]/, ''), currency);
  return minor === null ? null : /^[-−–]/.test(typed) && minor !== 0 ? -minor : minor;
};

/** A difference as it stands in a field: with a minus where it is one. `parseDifference` reads it back as it was. */
export const typedDifference = (minor: number, currency: string): string =>
  minor < 0 ? `-${typedMoney(-minor, currency)}` : typedMoney(minor, currency);
