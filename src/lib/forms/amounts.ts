import { parseMoney } from '$lib/domain/money.ts';

/** A whole amount as people type it: null where nothing was typed, NaN where it is none from 1 up. */
export const wholeAmount = (typed: string): number | null => {
  if (!typed.trim()) return null;
  // The yen has no minor unit: whole amounts are read, and nothing else.
  const amount = parseMoney(typed, 'JPY');
  return amount === null || amount < 1 ? NaN : amount;
};
