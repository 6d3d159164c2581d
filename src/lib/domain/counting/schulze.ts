import { fillSeats, inGroups, places, type Outcome } from './elections.ts';
import type { Rankings } from './rankings.ts';

/**
 * How many ballots prefer each candidate to each other. Who is named is preferred to who is not.
 *
 * Only those whom a ballot names are compared with each other, one by one; how often one is named without the other
 * follows from how often each is named and how often both are: a ballot of 10 over 50 costs 45 steps, not 445.
 */
export const duelsOf = ({ candidates: n, counts, starts, order, level }: Rankings): number[][] => {
  const above = new Float64Array(n * n);
  const beside = new Float64Array(n * n);
  const named = new Float64Array(n);
  for (let ballot = 0; ballot < counts.length; ballot++) {
    const count = counts[ballot]!;
    const end = starts[ballot + 1]!;
    for (let at = starts[ballot]!; at < end; at++) {
      const one = order[at]!;
      named[one]! += count;
      let next = at + 1;
      for (; next < end && level[next] === 1; next++) {
        beside[one * n + order[next]!]! += count;
      }
      for (const row = one * n; next < end; next++) above[row + order[next]!]! += count;
    }
  }
  return places(n).map((i) =>
    places(n).map((j) => {
      if (i === j) return 0;
      const [ij, ji] = [i * n + j, j * n + i];
      const both = above[ij]! + above[ji]! + beside[ij]! + beside[ji]!;
      return above[ij]! + named[i]! - both;
    }),
  );
};

/**
 * The strongest path between any two candidates: how many voters its weakest duel has, of the duels that are won
 * (“winning votes”); 0 where there is no path.
 */
export const strongestPaths = (pairwise: readonly (readonly number[])[]): number[][] => {
  const n = pairwise.length;
  const paths = pairwise.map((row, i) => row.map((won, j) => (won > pairwise[j]![i]! ? won : 0)));
  for (let via = 0; via < n; via++) {
    for (let from = 0; from < n; from++) {
      const first = paths[from]![via]!;
      if (from === via || first === 0) continue;
      const row = paths[from]!;
      const rest = paths[via]!;
      for (let to = 0; to < n; to++) {
        if (to === from || to === via) continue;
        const weakest = Math.min(first, rest[to]!);
        if (weakest > row[to]!) row[to] = weakest;
      }
    }
  }
  return paths;
};

/**
 * Schulze's method by winning votes: one stands before another whose strongest path back is weaker. Whoever wins every
 * duel is always first; where duels go round in a circle, the weakest give way.
 * M. Schulze, “A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election
 * method”, Social Choice and Welfare 36, 2011.
 */
export const countSchulze = (
  rankings: Rankings,
  { seats = 1 }: { seats?: number } = {},
): Required<Pick<Outcome, 'winners' | 'ties' | 'pairwise' | 'notes'>> & {
  /** Groups that the method cannot separate further, best first. */
  order: number[][];
} => {
  const pairwise = duelsOf(rankings);
  const order = schulzeOrder(pairwise);
  return { ...fillSeats(rankings.total > 0 ? order : [], seats), pairwise, order, notes: [] };
};

/** Groups of those that the method does not separate, best first: nobody in a later one stands before an earlier one. */
export const schulzeOrder = (pairwise: readonly (readonly number[])[]): number[][] => {
  const paths = strongestPaths(pairwise);
  const before = (a: number, b: number) => paths[a]![b]! > paths[b]![a]!;
  const order: number[][] = [];
  for (let rest = places(pairwise.length); rest.length > 0;) {
    // The relation is transitive but not complete: those whom nobody of the rest stands before come next.
    const next = rest.filter((one) => !rest.some((other) => before(other, one)));
    order.push(next);
    rest = rest.filter((one) => !next.includes(one));
  }
  return order;
};

/** Who beats whom, in groups where it goes round in a circle: the smallest set that beats all outside of it first. */
export const smithSets = (pairwise: readonly (readonly number[])[]): number[][] => {
  const n = pairwise.length;
  const reaches = pairwise.map((row, i) => row.map((won, j) => i !== j && won >= pairwise[j]![i]!));
  for (let via = 0; via < n; via++)
    for (let from = 0; from < n; from++)
      if (reaches[from]![via]) for (let to = 0; to < n; to++) reaches[from]![to] ||= reaches[via]![to]!;
  const reached = reaches.map((row, i) => row.filter((is, j) => is && j !== i).length);
  return inGroups(places(n), (a, b) => reached[b]! - reached[a]!);
};
