import { parseMoney } from './money.ts';

/** From so many units on everyone pays this price. */
export interface PriceBreak {
  /** Units of the whole campaign, an integer above 1. */
  quantity: number;
  /** The price of one unit, minor units of the campaign's currency, above zero. */
  priceMinor: number;
}

/** How many a campaign may have. */
export const mostBreaks = 5;

/** The greatest quantity of a break, units. */
export const furthestBreak = 1_000_000;

/**
 * The price of one unit once so many are ordered: the one of the furthest break that is reached, else the price that
 * the campaign began with.
 *
 * @param priceMinor the price below the first break, minor units
 * @param breaks in any order
 * @param units what is ordered of the whole campaign
 * @returns minor units
 */
export const priceAt = (priceMinor: number, breaks: readonly PriceBreak[], units: number): number =>
  breaks
    .filter(({ quantity }) => quantity <= units)
    .reduce((least, one) => Math.min(least, one.priceMinor), priceMinor);

/**
 * The break that is reached next.
 *
 * @returns `missing`: units still wanting, at least 1; `priceMinor`: what one unit costs everyone then, minor units.
 * Null where none is left.
 */
export const nextBreak = (
  breaks: readonly PriceBreak[],
  units: number,
): { missing: number; priceMinor: number } | null => {
  const [next] = breaks.filter(({ quantity }) => quantity > units).sort((a, b) => a.quantity - b.quantity);
  return next ? { missing: next.quantity - units, priceMinor: next.priceMinor } : null;
};

/** The lowest price that may come to be paid for one unit, minor units: with all breaks reached. */
export const lowestPrice = (priceMinor: number, breaks: readonly PriceBreak[]): number =>
  priceAt(priceMinor, breaks, Infinity);

/** A campaign of which its price is asked. */
export interface Priced {
  /** The price below the first break, minor units. */
  price_minor: number;
  /** The price reached at the close, minor units; null until then. */
  closing_minor: number | null;
  units: number;
  breaks: readonly PriceBreak[];
}

/** What one unit costs as things are: with the orders so far, and after the close what was reached. Minor units. */
export const presentPrice = ({ price_minor, closing_minor, units, breaks }: Priced): number =>
  closing_minor ?? priceAt(price_minor, breaks, units);

export type BreakProblem =
  'too-many' | 'quantity-wrong' | 'price-wrong' | 'quantity-twice' | 'price-not-lower';
/** `index` counts the breaks, or the rows of a form, as they were given. */
export interface BreakFault {
  index: number;
  problem: BreakProblem;
}

/**
 * The first thing that is wrong with a campaign's breaks, in the order of their quantities: as the quantity grows the
 * price has to fall, from the price that the campaign begins with.
 *
 * @param priceMinor the price below the first break, minor units; null while it is not known
 */
export const breakProblem = (priceMinor: number | null, breaks: readonly PriceBreak[]): BreakFault | null => {
  if (breaks.length > mostBreaks) return { index: mostBreaks, problem: 'too-many' };
  const rows = breaks.map((one, index) => ({ ...one, index }));
  for (const { index, quantity, priceMinor: price } of rows) {
    if (!Number.isSafeInteger(quantity) || quantity < 2 || quantity > furthestBreak)
      return { index, problem: 'quantity-wrong' };
    if (!Number.isSafeInteger(price) || price < 1) return { index, problem: 'price-wrong' };
  }
  let before = { quantity: 1, priceMinor: priceMinor ?? Infinity };
  for (const row of rows.sort((a, b) => a.quantity - b.quantity || a.index - b.index)) {
    if (row.quantity === before.quantity) return { index: row.index, problem: 'quantity-twice' };
    if (row.priceMinor >= before.priceMinor) return { index: row.index, problem: 'price-not-lower' };
    before = row;
  }
  return null;
};

/**
 * Reads breaks as they are typed, a row each; rows that are empty do not count.
 *
 * @param priceMinor the price that was typed beside them, minor units; null where it cannot be read
 * @param currency an ISO 4217 code
 * @returns the breaks by growing quantity, or what is wrong and in which row
 */
export const readBreaks = (
  rows: readonly { quantity: string; price: string }[],
  priceMinor: number | null,
  currency: string,
): { breaks: PriceBreak[] } | BreakFault => {
  const typed = rows
    .map(({ quantity, price }, index) => ({ index, quantity: quantity.trim(), price: price.trim() }))
    .filter(({ quantity, price }) => quantity !== '' || price !== '');
  const breaks = typed.map(({ quantity, price }) => ({
    quantity: /^\d+$/.test(quantity.normalize('NFKC')) ? Number(quantity.normalize('NFKC')) : NaN,
    priceMinor: parseMoney(price, currency) ?? NaN,
  }));
  const fault = breakProblem(priceMinor, breaks);
  if (fault) return { ...fault, index: typed[fault.index]!.index };
  return { breaks: breaks.sort((a, b) => a.quantity - b.quantity) };
};
