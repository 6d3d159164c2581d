import { greatestScore, leastScore, type Vote } from './counting/elections.ts';
import { ballotForm, type MarkedMethod } from './methods.ts';
import { noneOfThese } from './none.ts';
import { refuse, type Refusal } from './refusals.ts';

/**
 * What a ballot says, by the ids of drafts. In a ranking the best group comes first, those of a group are equal, and
 * whoever is not named stands below all that are; `none` may stand among them. Scores go from 0 to 5; a draft that is
 * not named was not scored.
 */
export type Marks =
  { ranking: string[][] } | { scores: Record<string, number>; wouldBuy?: string[] } | { approvals: string[] };

/** What may stand on a ballot. */
export interface MarkedBallot {
  method: MarkedMethod;
  /** Ids of the sealed drafts. */
  drafts: ReadonlySet<string>;
  /** Whether "none of these" stands among them. */
  none: boolean;
}

/** Why marks are no ballot of that kind; null where they are. Nothing of a draft's is guessed at or left out. */
export const whyNoBallot = (marks: Marks, { method, drafts, none }: MarkedBallot): Refusal | null => {
  if (formOf(marks) !== ballotForm(method)) return refuse('ballot-of-other-kind');
  const named = namedOn(marks);
  if (named.length === 0) return refuse('ballot-empty');
  if (new Set(named).size < named.length) return refuse('named-twice');
  if (named.some((id) => !drafts.has(id) && !(none && 'ranking' in marks && id === noneOfThese)))
    return refuse('draft-not-in-challenge');
  if (!('scores' in marks)) return null;
  const inside = Object.values(marks.scores).every(
    (score) => Number.isInteger(score) && score >= leastScore && score <= greatestScore,
  );
  if (!inside) return refuse('mark-impossible', { least: leastScore, greatest: greatestScore });
  const wouldBuy = marks.wouldBuy ?? [];
  if (new Set(wouldBuy).size < wouldBuy.length) return refuse('named-twice');
  return wouldBuy.every((id) => drafts.has(id)) ? null : refuse('draft-not-in-challenge');
};

const formOf = (marks: Marks) =>
  'ranking' in marks ? 'ranking' : 'scores' in marks ? 'scores' : 'approvals';

/** Every id that a ballot names, as often as it does. */
export const namedOn = (marks: Marks): string[] =>
  'ranking' in marks
    ? marks.ranking.flat()
    : 'approvals' in marks
      ? marks.approvals
      : [...Object.keys(marks.scores), ...(marks.wouldBuy ?? []).filter((id) => !(id in marks.scores))];

/** The same marks, written the one way: what says the same is the same text as canonical JSON. */
export const plainMarks = (marks: Marks): Marks => {
  if ('ranking' in marks)
    return { ranking: marks.ranking.filter((group) => group.length > 0).map((group) => [...group].sort()) };
  if ('approvals' in marks) return { approvals: [...marks.approvals].sort() };
  const wouldBuy = [...(marks.wouldBuy ?? [])].sort();
  return { scores: marks.scores, ...(wouldBuy.length > 0 && { wouldBuy }) };
};

/**
 * A ballot as it is counted, of drafts by their places. What is not on the list of candidates (a draft that was
 * disqualified) is passed over, as if nobody had named it.
 *
 * @param count how many ballots say the very same
 * @returns null for a ballot on which nothing is left
 */
export const voteOf = (marks: Marks, places: ReadonlyMap<string, number>, count: number): Vote | null => {
  const standing = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const place = places.get(id);
      return place === undefined ? [] : [place];
    });
  if ('ranking' in marks) {
    const ranking = marks.ranking.map(standing).filter((group) => group.length > 0);
    return ranking.length > 0 ? { count, ranking } : null;
  }
  if ('approvals' in marks) {
    const approvals = standing(marks.approvals);
    return approvals.length > 0 ? { count, approvals } : null;
  }
  const scores = Object.entries(marks.scores).flatMap(([id, score]) => {
    const place = places.get(id);
    return place === undefined ? [] : [[place, score] as const];
  });
  return scores.length > 0 ? { count, scores } : null;
};
