/** What can stand between the first vote and the decision. */
export const stageKinds = ['review', 'prototype', 'final vote'] as const;
export type StageKind = (typeof stageKinds)[number];

export const stageLimits = {
  stages: 12,
  title: 120,
  about: 4000,
  criteria: 10,
  criterion: 80,
  criterionAbout: 400,
  weight: 10,
  reason: 4000,
  prototypeTitle: 120,
  prototypeBody: 10_000,
  pictures: 8,
};

/** Scores are whole: 1 for not at all, 5 for wholly. Five steps can be told apart without a table beside them. */
export const scores = [1, 2, 3, 4, 5] as const;

export const isScore = (value: unknown): value is number => (scores as readonly unknown[]).includes(value);

interface Begun {
  begun_at: number | null;
  ended_at: number | null;
}

export const stageIs = ({ begun_at, ended_at }: Begun): 'ahead' | 'now' | 'done' =>
  begun_at === null ? 'ahead' : ended_at === null ? 'now' : 'done';

/** The order of the timeline: what has begun by when it began, then what is planned by its place in the plan. */
export const inTime = <Stage extends Begun & { position: number }>(stages: Stage[]): Stage[] =>
  [...stages].sort(
    (a, b) => (a.begun_at ?? Infinity) - (b.begun_at ?? Infinity) || a.position - b.position || 0,
  );

/** A criterion counts as often as its weight says, 1 to 10. */
export interface Weighed {
  id: string;
  weight: number;
}

/**
 * The mean of one expert's scores for one draft, each criterion counted by its weight: Σ(weight × score) ÷ Σ(weight).
 * Between the lowest and the highest score; undefined where a criterion has no score.
 */
export const weightedMean = (
  criteria: Weighed[],
  scores: ReadonlyMap<string, number>,
): number | undefined => {
  let [sum, weights] = [0, 0];
  for (const { id, weight } of criteria) {
    const score = scores.get(id);
    if (score === undefined) return undefined;
    sum += weight * score;
    weights += weight;
  }
  return weights === 0 ? undefined : sum / weights;
};

export interface Reviewed {
  draft: string;
  /** The mean of the experts' weighted means, each expert counting the same. */
  mean: number;
  experts: number;
  /** The mean score of each criterion, in the order of the criteria. */
  byCriterion: number[];
}

/**
 * What a review adds up to: each draft that has a whole review, the highest mean first; equal ones keep their order.
 */
export const reviewResults = (
  criteria: Weighed[],
  reviews: { draft: string; scores: ReadonlyMap<string, number> }[],
): Reviewed[] => {
  const means = new Map<string, number[]>();
  const whole = reviews.filter(({ scores }) => weightedMean(criteria, scores) !== undefined);
  for (const { draft, scores } of whole)
    means.set(draft, [...(means.get(draft) ?? []), weightedMean(criteria, scores)!]);
  const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;
  return [...means]
    .map(([draft, all]) => ({
      draft,
      mean: mean(all),
      experts: all.length,
      byCriterion: criteria.map(({ id }) =>
        mean(whole.filter((review) => review.draft === draft).map(({ scores }) => scores.get(id)!)),
      ),
    }))
    .sort((a, b) => b.mean - a.mean);
};

/** Whether a text is a day of the calendar, such as `2026-12-01`. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** When a stage is planned: days such as `2026-12-01`, each empty where nobody has said. */
export interface Span {
  from: string;
  until: string;
}

const firstDay = ({ from, until }: Span) => from || until;
const lastDay = ({ from, until }: Span) => until || from;

export const runsBackwards = ({ from, until }: Span): boolean => from !== '' && until !== '' && until < from;

/**
 * What the days of a stage run into: the vote that every stage follows, one before it that ends later, or one after it
 * that begins sooner; undefined where they run into nothing. On the day on which one ends the next may begin.
 *
 * @param vote the day on which the vote closes, empty where it has no date yet
 */
export const clashOf = <Other extends Span>(
  span: Span,
  { vote, before, after }: { vote: string; before: Other[]; after: Other[] },
): { with: 'vote' } | { with: 'earlier' | 'later'; stage: Other } | undefined => {
  if (firstDay(span) === '') return undefined;
  if (firstDay(span) < vote) return { with: 'vote' };
  const earlier = before.find((other) => lastDay(other) > firstDay(span));
  if (earlier) return { with: 'earlier', stage: earlier };
  const later = after.find((other) => firstDay(other) !== '' && firstDay(other) < lastDay(span));
  return later && { with: 'later', stage: later };
};

/**
 * The days of two stages that change places: the second begins when the first did, the first ends when the second did,
 * and each lasts as long as before. Where a day is missing each keeps its own.
 *
 * @returns those of the second, which comes first now, and those of the first
 */
export const exchanged = (first: Span, second: Span): [second: Span, first: Span] => {
  if (![first.from, first.until, second.from, second.until].every(isDay)) return [second, first];
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
  const dayAt = (moment: number) => new Date(moment).toISOString().slice(0, 10);
  const lasts = ({ from, until }: Span) => at(until) - at(from);
  return [
    { from: first.from, until: dayAt(at(first.from) + lasts(second)) },
    { from: dayAt(at(second.until) - lasts(first)), until: second.until },
  ];
};
