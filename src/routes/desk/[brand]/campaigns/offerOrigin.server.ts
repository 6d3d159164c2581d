import { typedMoney } from '$lib/domain/money.ts';
import { costAt, deliveryMonth, proposedPrice } from '$lib/domain/offers.ts';
import type { ChosenOffer } from '$lib/server/offers/costing.ts';

interface Frame {
  currency: string;
  /** Epoch milliseconds. */
  deadline: number | null;
  timeZone: string;
  /** Percent on top of the cost. */
  margin: number;
}

export type OfferOrigin = ReturnType<typeof originOf>;

/** What a campaign takes over from the offer that was chosen, and how it comes about. Money of another currency is not. */
export const originOf = ({ call, words }: ChosenOffer, { currency, deadline, timeZone, margin }: Frame) => {
  const cost = costAt(words, words.minimum);
  const same = words.currency === currency;
  const price = cost && same ? proposedPrice(cost.landed, margin, currency) : null;
  return {
    call,
    company: words.company,
    currency: words.currency,
    tooling: words.tooling,
    leadWeeks: words.leadWeeks,
    cost,
    margin,
    minimum: words.minimum,
    /** As it stands in a field. */
    price: price === null ? null : typedMoney(price, currency),
    priceMinor: price,
    month: deadline === null ? '' : deliveryMonth(deadline, words.leadWeeks, timeZone),
  };
};
