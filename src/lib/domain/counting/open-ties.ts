/** Whom a count takes of those whom its rules cannot tell apart; null ends the count there. */
export type Chooser = (equals: readonly number[]) => number | null;

/** So many counts are made at most to see whether a tie matters, beyond which it is taken to: fewer of what is large. */
export const mostCounts = (places: number): number =>
  Math.max(40, Math.min(3000, Math.floor(20_000_000 / Math.max(1, places))));

/**
 * Counts, and where the rules cannot tell equals apart counts on with each of them: a tie that changes nothing in who
 * is elected is passed over, and at the first one that does the count ends, with the group that is tied.
 *
 * @param count counts once; asks whenever it cannot tell equals apart
 * @param electedBy who is elected in the end
 * @param most so many counts at most
 * @returns `possible`: of a tie that matters, everything that can come of breaking it; null where that is too much
 */
export const countWithTies = <Result>(
  count: (choose: Chooser) => Result,
  electedBy: (result: Result) => readonly number[],
  most: number,
): { result: Result; tied: readonly number[] | null; possible: number[][] | null } => {
  let counts = 0;
  /** Counts with the choices that were made, and the first of the equals from there on; `open` are the first such. */
  const countFrom = (made: readonly number[]) => {
    let met = 0;
    let open: readonly number[] = [];
    counts++;
    const result = count((equals) => {
      if (met < made.length) return made[met++]!;
      if (open.length === 0) open = equals;
      return equals[0]!;
    });
    return { result, open };
  };
  /** All who can come to be elected from there on; null where they are too many to try. */
  const outcomes = (made: readonly number[]): Map<string, number[]> | null => {
    if (counts >= most) return null;
    const { result, open } = countFrom(made);
    if (open.length === 0) {
      const elected = [...electedBy(result)].sort((a, b) => a - b);
      return new Map([[elected.join(), elected]]);
    }
    const all = new Map<string, number[]>();
    for (const one of open) {
      const some = outcomes([...made, one]);
      if (!some) return null;
      for (const [name, elected] of some) all.set(name, elected);
    }
    return all;
  };
  const upTo = (made: readonly number[]) => {
    let met = 0;
    return count(() => made[met++] ?? null);
  };
  for (let made: number[] = []; ;) {
    const { result, open } = countFrom(made);
    if (open.length === 0) return { result, tied: null, possible: null };
    const after = open.map((one) => outcomes([...made, one]));
    const first = after[0];
    const same = after.every(
      (some) =>
        some && first && some.size === first.size && [...some.keys()].every((name) => first.has(name)),
    );
    if (!same) return { result: upTo(made), tied: open, possible: together(after) };
    made = [...made, open[0]!];
  }
};

/** More than so many outcomes nobody looks through. */
const mostOutcomes = 100;

const together = (some: readonly (ReadonlyMap<string, number[]> | null)[]): number[][] | null => {
  const all = new Map(some.flatMap((outcomes) => [...(outcomes ?? [])]));
  return some.includes(null) || all.size > mostOutcomes
    ? null
    : [...all.values()].sort((a, b) => a.join().localeCompare(b.join()));
};
