import { fillSeats, inGroups, places, type Election, type Interval, type Outcome } from './elections.ts';

/** Two-sided 95 %, standard deviations. */
const z = 1.959963984540054;

export interface Fit {
  /** Log-odds; they sum to 0. The chance that i wins against j is 1 / (1 + e^(s_j − s_i)). */
  strengths: number[];
  /** Of each strength, from the inverse of the information under that sum. */
  errors: number[];
}

/**
 * The Bradley–Terry model by maximum likelihood, with Newton's method on the log-odds. It needs that one gets from
 * each candidate to each other by duels that were won; otherwise no maximum exists.
 * R. A. Bradley, M. E. Terry, “Rank analysis of incomplete block designs”, Biometrika 39, 1952; on when a maximum
 * exists, L. R. Ford, “Solution of a ranking problem from binary comparisons”, American Mathematical Monthly 64, 1957.
 *
 * @param wins `[i][j]`: how often i won against j
 */
export const fitBradleyTerry = (wins: readonly (readonly number[])[]): Fit => {
  const n = wins.length;
  let strengths = places(n).map(() => 0);
  const likelihood = (s: number[]) =>
    wins.reduce(
      (sum, row, i) => row.reduce((all, won, j) => all - won * Math.log1p(Math.exp(s[j]! - s[i]!)), sum),
      0,
    );
  let best = likelihood(strengths);
  for (let step = 0; step < 100; step++) {
    const gradient = gradientAt(wins, strengths);
    const direction = solve(informationAt(wins, strengths), gradient);
    // Newton overshoots where one side wins nearly always: half the way is then enough.
    let share = 1;
    let next = moved(strengths, direction, share);
    // Near the maximum the likelihood is too flat to tell the better of two: the slope still can.
    const better = () => likelihood(next) > best || steepest(gradientAt(wins, next)) < steepest(gradient);
    while (!better() && share > 1e-10) {
      share /= 2;
      next = moved(strengths, direction, share);
    }
    if (!better()) break;
    strengths = next;
    best = likelihood(strengths);
    if (Math.max(...direction.map(Math.abs)) * share < 1e-13) break;
  }
  const information = informationAt(wins, strengths);
  const errors = places(n).map((i) => {
    const unit = places(n).map((j) => (i === j ? 1 : 0) - 1 / n);
    return Math.sqrt(Math.max(0, solve(information, unit)[i]!));
  });
  return { strengths, errors };
};

/** How steep the likelihood is in each strength: duels won less those expected. It vanishes at the maximum. */
export const gradientAt = (wins: readonly (readonly number[])[], s: readonly number[]): number[] =>
  wins.map((row, i) =>
    row.reduce((sum, won, j) => {
      if (i === j) return sum;
      const met = won + wins[j]![i]!;
      return sum + won - met / (1 + Math.exp(s[j]! - s[i]!));
    }, 0),
  );

const steepest = (gradient: readonly number[]) => Math.max(...gradient.map(Math.abs));

const moved = (s: number[], direction: number[], share: number) => {
  const next = s.map((one, i) => one + share * direction[i]!);
  const mean = next.reduce((sum, one) => sum + one, 0) / next.length;
  return next.map((one) => one - mean);
};

/** The information, which says nothing of all strengths rising together; a constant added keeps it solvable. */
const informationAt = (wins: readonly (readonly number[])[], s: readonly number[]): number[][] => {
  const n = wins.length;
  const matrix = places(n).map(() => places(n).map(() => 1 / n));
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const met = wins[i]![j]! + wins[j]![i]!;
      if (met === 0) continue;
      const chance = 1 / (1 + Math.exp(s[j]! - s[i]!));
      const weight = met * chance * (1 - chance);
      matrix[i]![j]! -= weight;
      matrix[j]![i]! -= weight;
      matrix[i]![i]! += weight;
      matrix[j]![j]! += weight;
    }
  }
  return matrix;
};

/** Gaussian elimination with the largest pivot first. */
const solve = (matrix: readonly (readonly number[])[], right: readonly number[]): number[] => {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const top = rows[column]!;
    for (let row = column + 1; row < n; row++) {
      const factor = rows[row]![column]! / top[column]!;
      if (factor === 0) continue;
      for (let at = column; at <= n; at++) rows[row]![at]! -= factor * top[at]!;
    }
  }
  const found = places(n).map(() => 0);
  for (let row = n - 1; row >= 0; row--) {
    let rest = rows[row]![n]!;
    for (let at = row + 1; at < n; at++) rest -= rows[row]![at]! * found[at]!;
    found[row] = rest / rows[row]![row]!;
  }
  return found;
};

/** How often each candidate won against each other. */
export const winsOf = ({ candidates, votes }: Election): number[][] => {
  const wins = candidates.map(() => candidates.map(() => 0));
  for (const vote of votes) if ('duel' in vote) wins[vote.duel[0]]![vote.duel[1]]! += vote.count;
  return wins;
};

/** Groups in each of which one gets from everybody to everybody by duels that were won; the undefeated ones first. */
const connectedGroups = (wins: readonly (readonly number[])[]): number[][] => {
  const n = wins.length;
  const reaches = wins.map((row, i) => row.map((won, j) => i === j || won > 0));
  for (let via = 0; via < n; via++)
    for (let from = 0; from < n; from++)
      if (reaches[from]![via]) for (let to = 0; to < n; to++) reaches[from]![to] ||= reaches[via]![to]!;
  const groups: number[][] = [];
  for (const one of places(n)) {
    const group = groups.find(([first]) => reaches[one]![first!] && reaches[first!]![one]);
    if (group) group.push(one);
    else groups.push([one]);
  }
  const below = (group: number[]) => reaches[group[0]!]!.filter(Boolean).length;
  return groups.sort((a, b) => below(b) - below(a));
};

/**
 * Duels by the Bradley–Terry model. Where no duel leads back from some candidates to others there is no maximum: the
 * strengths then hold within each group, and between groups only that one stands above the other, if it does.
 *
 * `scores` are log-odds that sum to 0 in each group, null for whoever was in no duel; `intervals` hold 95 %.
 */
export const countBradleyTerry = (
  election: Election,
  { seats }: { seats: number },
): Required<Pick<Outcome, 'winners' | 'ties' | 'scores' | 'intervals' | 'notes'>> => {
  const wins = winsOf(election);
  const n = wins.length;
  const met = places(n).filter((i) => wins[i]!.some((won, j) => won + wins[j]![i]! > 0));
  const groups = connectedGroups(met.map((i) => met.map((j) => wins[i]![j]!))).map((group) =>
    group.map((at) => met[at]!),
  );
  const scores: (number | null)[] = places(n).map(() => null);
  const intervals: (Interval | null)[] = places(n).map(() => null);
  for (const group of groups) {
    const { strengths, errors } = fitBradleyTerry(group.map((i) => group.map((j) => wins[i]![j]!)));
    group.forEach((one, at) => {
      const [strength, reach] = [strengths[at]!, z * errors[at]!];
      scores[one] = strength;
      // Alone in its group nothing bounds it.
      intervals[one] = group.length > 1 ? { low: strength - reach, high: strength + reach } : null;
    });
  }
  const best = groups.flatMap((group) =>
    // Strengths that differ by less than they can be computed to are equal.
    inGroups(group, (a, b) => (Math.abs(scores[a]! - scores[b]!) < 1e-9 ? 0 : scores[b]! - scores[a]!)),
  );
  const notes =
    groups.length > 1
      ? [
          `No duel leads back between ${groups.length} groups of candidates, so no strengths fit all of them: they hold within each group.`,
        ]
      : [];
  return { ...chosenFrom(groups, best, wins, seats), scores, intervals, notes };
};

/** Groups that are not above one another cannot be put in an order: their best are tied. */
const chosenFrom = (
  groups: number[][],
  best: number[][],
  wins: readonly (readonly number[])[],
  seats: number,
): Pick<Outcome, 'winners' | 'ties'> => {
  const above = (one: number[], other: number[]) => one.some((i) => other.some((j) => wins[i]![j]! > 0));
  const ordered = groups.every((group, at) => at === 0 || above(groups[at - 1]!, group));
  if (ordered) return fillSeats(best, seats);
  return { winners: [], ties: [groups.flat().sort((a, b) => a - b)] };
};
