import {
  fillSeats,
  greatestScore,
  inGroups,
  places,
  type Election,
  type Interval,
  type Outcome,
} from './elections.ts';

/** Two-sided 95 %, standard deviations. */
const z = 1.959963984540054;

/**
 * Scores of 0 to 5: the mean with its interval, ranked by the interval's lower end, so that a few who are delighted do
 * not outweigh many who are pleased. A candidate whom nobody scored is never elected.
 *
 * `scores` are the means, null where nobody scored; `intervals` hold 95 %.
 */
export const countScores = (
  { candidates, votes }: Election,
  { seats }: { seats: number },
): Required<Pick<Outcome, 'winners' | 'ties' | 'scores' | 'intervals' | 'distributions' | 'notes'>> => {
  const distributions = candidates.map(() => Array.from({ length: greatestScore + 1 }, () => 0));
  for (const vote of votes) {
    if (!('scores' in vote)) continue;
    for (const [candidate, score] of vote.scores) distributions[candidate]![score]! += vote.count;
  }
  const summed = distributions.map((counts) => ({
    n: counts.reduce((sum, count) => sum + count, 0),
    sum: counts.reduce((sum, count, score) => sum + count * score, 0),
  }));
  const intervals = summed.map(({ n, sum }) => (n === 0 ? null : intervalOf(sum, n)));
  const standing = places(candidates.length).filter((candidate) => summed[candidate]!.n > 0);
  const groups = inGroups(standing, (a, b) => {
    const [one, other] = [summed[a]!, summed[b]!];
    // The same sum of as many is the same interval, to the last bit; anything else differs.
    return one.n === other.n ? other.sum - one.sum : intervals[b]!.low - intervals[a]!.low;
  });
  return {
    ...fillSeats(groups, seats),
    scores: summed.map(({ n, sum }) => (n === 0 ? null : sum / n)),
    intervals,
    distributions,
    notes: [],
  };
};

/**
 * Wilson's interval, each score taken as so many fifths of a yes: of all that lies between 0 and 5 with this mean,
 * yes-or-no varies most, so that it is never too narrow.
 * E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, JASA 22, 1927.
 *
 * @param sum of all scores
 * @param n how many there are, more than none
 */
export const intervalOf = (sum: number, n: number): Interval => {
  const mean = sum / (n * greatestScore);
  const middle = mean + (z * z) / (2 * n);
  const reach = z * Math.sqrt((mean * (1 - mean)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  const within = (share: number) => Math.min(1, Math.max(0, share)) * greatestScore;
  // At either end it is exact, whatever the roots round to.
  return {
    low: sum === 0 ? 0 : within((middle - reach) / whole),
    high: mean === 1 ? greatestScore : within((middle + reach) / whole),
  };
};
