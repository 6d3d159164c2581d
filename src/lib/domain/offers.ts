import { monthOf } from './campaigns.ts';
import type { Lifecycle } from './lifecycles.ts';

export type OfferState = 'made' | 'chosen' | 'not chosen' | 'withdrawn';
/** A change makes another version of the same offer, which is no state; what was withdrawn may be made again. */
export const offerLifecycle: Lifecycle<OfferState> = {
  made: ['chosen', 'not chosen', 'withdrawn'],
  withdrawn: ['made'],
  chosen: [],
  'not chosen': [],
};

export const offerLimits = {
  company: 120,
  contact: 200,
  materials: 2_000,
  words: 4_000,
  minimum: 1_000_000,
  leadWeeks: 104,
  /** Versions of one offer. */
  versions: 50,
  /** Percent that may be put on top of the cost. */
  margin: 1_000,
  reason: 1_000,
} as const;

/** What is agreed on by number. Money is in minor units of the one currency. */
export interface Terms {
  currency: string;
  minimum: number;
  tooling: number;
  leadWeeks: number;
  /** The unit cost at each quantity that the supplier makes, by ascending quantity. */
  prices: readonly { quantity: number; unit: number }[];
}

/**
 * What one unit costs with the tooling spread over so many: the unit cost and its share of the tooling, rounded up to a
 * whole minor unit, so that the units together never pay less than the tooling costs.
 *
 * @param unit minor units
 * @param tooling minor units, of the same currency
 * @param quantity at least 1
 */
export const landedUnit = (unit: number, tooling: number, quantity: number): number =>
  unit + Math.ceil(tooling / quantity);

/** The landed cost of one unit at exactly this quantity; null where the supplier gives no cost for it. */
export const landedAt = ({ prices, tooling }: Terms, quantity: number): number | null => {
  const price = prices.find((one) => one.quantity === quantity);
  return price ? landedUnit(price.unit, tooling, quantity) : null;
};

/**
 * The offers whose landed cost at this quantity is the lowest of their currency: several where they tie, and one for
 * each currency, since amounts of different currencies are never compared.
 */
export const cheapestAt = <Offer extends Terms & { id: string }>(
  offers: readonly Offer[],
  quantity: number,
): Set<string> => {
  const lowest = new Map<string, number>();
  for (const offer of offers) {
    const cost = landedAt(offer, quantity);
    if (cost !== null) lowest.set(offer.currency, Math.min(cost, lowest.get(offer.currency) ?? Infinity));
  }
  return new Set(
    offers.filter((offer) => landedAt(offer, quantity) === lowest.get(offer.currency)).map(({ id }) => id),
  );
};

export interface CostAt {
  quantity: number;
  /** The unit cost that was taken, minor units, and the quantity that the supplier gave it for. */
  unit: number;
  givenFor: number;
  /** With the tooling spread over `quantity`. */
  landed: number;
}

/**
 * What one unit costs at a quantity that need not be among those asked for: the unit cost given for the greatest
 * quantity not above it, which holds for more as well; where there is none, that of the smallest quantity, which is
 * only a guess (`givenFor` is then above `quantity`).
 */
export const costAt = ({ prices, tooling }: Terms, quantity: number): CostAt | null => {
  const given = prices.findLast((price) => price.quantity <= quantity) ?? prices[0];
  return given
    ? {
        quantity,
        unit: given.unit,
        givenFor: given.quantity,
        landed: landedUnit(given.unit, tooling, quantity),
      }
    : null;
};

/** The smallest step of a price, minor units: nobody writes the cents of a New Taiwan dollar. */
const priceStep = (currency: string): number => (currency === 'TWD' ? 100 : 1);

/**
 * A price that covers the cost and so many percent of it on top, rounded up to what the currency is written in.
 *
 * @param cost minor units
 * @param margin whole percent of the cost, not of the price
 */
export const proposedPrice = (cost: number, margin: number, currency: string): number => {
  const step = priceStep(currency);
  return Math.ceil(Math.ceil((cost * (100 + margin)) / 100) / step) * step;
};

const week = 7 * 24 * 3600_000;

/** The month, `YYYY-MM`, in which what is ordered at a deadline (epoch milliseconds) can be there, in a zone. */
export const deliveryMonth = (deadline: number, leadWeeks: number, timeZone: string): string =>
  monthOf(deadline + leadWeeks * week, timeZone);

/** All that a supplier says in one version. */
export interface OfferWords extends Terms {
  company: string;
  contact: string;
  country: string;
  materials: string;
  words: string;
}

export type OfferField = Exclude<keyof OfferWords, 'prices'>;
export interface OfferChanges {
  fields: OfferField[];
  /** The quantities whose unit cost is another, or is there only in one of both. */
  quantities: number[];
}

const fields = [
  'company',
  'contact',
  'country',
  'currency',
  'minimum',
  'tooling',
  'leadWeeks',
  'materials',
  'words',
] as const satisfies OfferField[];

/** What one version of an offer says otherwise than another. */
export const changesBetween = (before: OfferWords, after: OfferWords): OfferChanges => {
  const unitOf = ({ prices }: Terms, quantity: number) =>
    prices.find((price) => price.quantity === quantity)?.unit;
  const all = [...new Set([...before.prices, ...after.prices].map(({ quantity }) => quantity))];
  return {
    fields: fields.filter((field) => before[field] !== after[field]),
    quantities: all
      .filter((quantity) => unitOf(before, quantity) !== unitOf(after, quantity))
      .sort((a, b) => a - b),
  };
};

export const isUnchanged = ({ fields, quantities }: OfferChanges): boolean =>
  fields.length === 0 && quantities.length === 0;
