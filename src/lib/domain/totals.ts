/** What one preorder may ask for at once; a campaign's own limit may be lower. */
export const mostUnits = 999;

export interface Total {
  unitMinor: number;
  quantity: number;
  shippingMinor: number;
  totalMinor: number;
}

/**
 * What a preorder costs: unit price × quantity + shipping, which is paid once for the whole preorder.
 * All amounts are integers in the currency's minor unit.
 *
 * @returns null where the sum could not be told exactly (beyond `Number.MAX_SAFE_INTEGER`)
 * @throws RangeError for amounts that are negative or no integers, and for a quantity that is no positive integer
 */
export const totalOf = (unitMinor: number, quantity: number, shippingMinor: number): Total | null => {
  for (const amount of [unitMinor, shippingMinor]) {
    if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`no amount of money: ${amount}`);
  }
  if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`no quantity: ${quantity}`);
  const totalMinor = unitMinor * quantity + shippingMinor;
  return Number.isSafeInteger(totalMinor) && Number.isSafeInteger(unitMinor * quantity)
    ? { unitMinor, quantity, shippingMinor, totalMinor }
    : null;
};

/** Whether so many units can be ordered at once: a whole number from 1 to `mostUnits`. */
export const isQuantity = (value: number): boolean =>
  Number.isSafeInteger(value) && value >= 1 && value <= mostUnits;
