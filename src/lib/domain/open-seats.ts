import type { Outcome } from './counting/elections.ts';

/**
 * Who is elected however ties are broken, in the order of election, and who is in some ways and not in others: of a tie
 * inside a count by rounds those need not be the ones who are equal.
 */
export const seatsOf = ({ winners, ties, possible }: Pick<Outcome, 'winners' | 'ties' | 'possible'>) => {
  if (!possible) return { certain: winners, open: ties.flat() };
  const always = possible[0]!.filter((place) => possible.every((some) => some.includes(place)));
  const certain = [...winners, ...always.filter((place) => !winners.includes(place))];
  const open = [...new Set(possible.flat())].filter((place) => !certain.includes(place));
  return { certain, open: open.sort((a, b) => a - b) };
};
