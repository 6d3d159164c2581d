/** One kind of ballot each; `count` so many cast the very same. Candidates by their place in the list. */
export type Vote = { count: number } & (
  | {
      /** Best first; those of a group are tied; whoever is not named stands below all that are, tied. */
      ranking: readonly (readonly number[])[];
    }
  | { approvals: readonly number[] }
  | {
      /** Pairs of a candidate and a score from 0 to 5; whoever is not named was not scored. */
      scores: readonly (readonly [candidate: number, score: number])[];
    }
  | {
      /** The winner, then the loser. */
      duel: readonly [number, number];
    }
);

export interface Election {
  /** Names, each once. */
  candidates: readonly string[];
  /** What each candidate costs, in whole units of money; null where nothing was said. */
  costs: readonly (number | null)[];
  /** How many are to be elected, where the file says so. */
  seats: number | null;
  votes: readonly Vote[];
}

export const leastScore = 0;
export const greatestScore = 5;

/** One step of a count by rounds. Tallies as they stood before anybody left. */
export interface Round {
  /** By the place of the candidate; null for those who had left before. */
  tallies: (number | null)[];
  elected: number[];
  eliminated: number[];
  /** Votes that count for nobody any more, so far. */
  exhausted: number;
}

export interface Interval {
  low: number;
  high: number;
}

/** What a method makes of ballots. Candidates by their place in the list. */
export interface Outcome {
  /** In order of election. A seat that only a tie-break could fill stays empty. */
  winners: number[];
  /** Groups of which the method cannot say who is elected. */
  ties: number[][];
  /** Where a tie inside the count decides more than itself: whoever is elected in the end, for each way of breaking it. */
  possible?: number[][];
  rounds?: Round[];
  /** `[i][j]`: ballots that prefer i to j. */
  pairwise?: number[][];
  scores?: (number | null)[];
  intervals?: (Interval | null)[];
  /** How often each candidate got each score, from 0 upwards. */
  distributions?: number[][];
  quota?: number;
  /** What of the ballots could not be counted, and why; not meant for translation. */
  notes: string[];
}

/**
 * Takes the best candidates, as many as there are seats; a group of equals that does not fit whole stays open.
 *
 * @param best groups of equals, best first
 */
export const fillSeats = (
  best: readonly (readonly number[])[],
  seats: number,
): Pick<Outcome, 'winners' | 'ties'> => {
  const winners: number[] = [];
  for (const group of best) {
    const left = seats - winners.length;
    if (left === 0) break;
    if (group.length > left) return { winners, ties: [[...group]] };
    winners.push(...group);
  }
  return { winners, ties: [] };
};

/** Candidates in groups of equals, best first. */
export const inGroups = (
  candidates: readonly number[],
  compare: (a: number, b: number) => number,
): number[][] => {
  const groups: number[][] = [];
  for (const candidate of [...candidates].sort((a, b) => compare(a, b) || a - b)) {
    const last = groups.at(-1);
    if (last && compare(last[0]!, candidate) === 0) last.push(candidate);
    else groups.push([candidate]);
  }
  return groups;
};

/** The places 0 to n − 1. */
export const places = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
