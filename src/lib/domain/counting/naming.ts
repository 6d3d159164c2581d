import type { CountMethod } from './counting.ts';
import type { Election, Outcome } from './elections.ts';

type ByName<T> = Record<string, T>;

/** An outcome by the names of the candidates, as it is printed and published. */
export interface NamedOutcome {
  method: CountMethod;
  candidates: readonly string[];
  winners: string[];
  ties: string[][];
  quota?: number;
  scores?: ByName<number | null>;
  intervals?: ByName<{ low: number; high: number } | null>;
  distributions?: ByName<number[]>;
  pairwise?: number[][];
  rounds?: { tallies: ByName<number>; elected: string[]; eliminated: string[]; exhausted: number }[];
  notes: string[];
}

export const namedOutcome = (
  method: CountMethod,
  { candidates }: Pick<Election, 'candidates'>,
  outcome: Outcome,
): NamedOutcome => {
  const names = (places: readonly number[]) => places.map((place) => candidates[place]!);
  const byName = <T>(values: readonly T[]): ByName<T> =>
    Object.fromEntries(values.map((value, place) => [candidates[place]!, value]));
  const { quota, scores, intervals, distributions, pairwise, rounds } = outcome;
  return {
    method,
    candidates,
    winners: names(outcome.winners),
    ties: outcome.ties.map(names),
    ...(quota !== undefined && { quota }),
    ...(scores && { scores: byName(scores) }),
    ...(intervals && { intervals: byName(intervals) }),
    ...(distributions && { distributions: byName(distributions) }),
    ...(pairwise && { pairwise }),
    ...(rounds && {
      rounds: rounds.map(({ tallies, elected, eliminated, exhausted }) => ({
        tallies: Object.fromEntries(
          tallies.flatMap((tally, place): [string, number][] =>
            tally === null ? [] : [[candidates[place]!, tally]],
          ),
        ),
        elected: names(elected),
        eliminated: names(eliminated),
        exhausted,
      })),
    }),
    notes: outcome.notes,
  };
};
