import {
  breaks,
  type Choice,
  type Chosen,
  type Composition,
  type Configuration,
  type ConfigurationRule,
} from './configuring.ts';

/** How many ballots named a choice of a part. */
export interface ChoiceVotes extends Chosen {
  votes: number;
}

export interface CountedChoice {
  choice: string;
  votes: number;
}

export interface CountedPart {
  part: string;
  /** Every choice of the part, in the order of the configuration. */
  choices: CountedChoice[];
  /** The choices with the most votes in this part alone; several where they tie, none where nobody voted. */
  leading: string[];
  /** The choices that the result has in this part; several where whole results tie. */
  proposed: string[];
  /** No leading choice is in a result: the rules made another one win. */
  overruled: boolean;
}

export interface Specification {
  ballots: number;
  quorumReached: boolean;
  parts: CountedPart[];
  /** What the rule proposes; null where results tie, where nobody voted, and below the quorum. */
  proposal: Composition | null;
  /** Legal compositions with equal sums: the rule does not choose among them. Empty where there is no tie. */
  tied: Composition[];
  /** Whether there are more that tie than are listed. */
  tiedBeyond: boolean;
  /** The sum of votes that the result has, over all parts. */
  votes: number;
}

/** So many equal results are listed by name; beyond them the parts alone say what is open. */
export const mostTiedListed = 12;

/**
 * What the ballots of a specification vote add up to. Part by part the votes are counted; the result is the legal
 * composition with the greatest sum of its choices' votes: the product that agrees with the ballots in the most
 * parts, all ballots counted alike. Where the leading choices of all parts are legal together they are the result.
 * Equal sums are named as ties and never broken here. Below the quorum, and without a ballot, nothing is proposed.
 *
 * This is the median rule of judgement aggregation (K. Nehring, M. Pivato, “The median rule in judgement
 * aggregation”, Economic Theory 73, 2022) with a configuration's rules as its constraints.
 *
 * @param votes votes of choices; of what the configuration does not have nothing is counted
 * @param ballots how many members voted
 * @param quorum how many must have; 0 for none
 */
export const countSpecification = (
  configuration: Configuration,
  votes: readonly ChoiceVotes[],
  { ballots, quorum }: { ballots: number; quorum: number },
): Specification => {
  const counts = new Map(votes.map(({ part, choice, votes }) => [keyOf(part, choice), votes]));
  const votesOf = (part: string, choice: string) => counts.get(keyOf(part, choice)) ?? 0;
  const quorumReached = ballots >= quorum;
  const best = ballots > 0 ? greatest(configuration, votesOf) : null;
  const results = best && quorumReached ? listed(configuration, votesOf, best.sum) : [];
  const parts = configuration.parts.map(({ id: part, choices }): CountedPart => {
    const counted = choices.map(({ id }) => ({ choice: id, votes: votesOf(part, id) }));
    const most = Math.max(0, ...counted.map(({ votes }) => votes));
    const leading = most > 0 ? counted.filter(({ votes }) => votes === most).map(({ choice }) => choice) : [];
    const proposed =
      results.length > 0
        ? choices.map(({ id }) => id).filter((id) => reaches(configuration, votesOf, best!.sum, part, id))
        : [];
    const overruled = proposed.length > 0 && !leading.some((choice) => proposed.includes(choice));
    return { part, choices: counted, leading, proposed, overruled: overruled && leading.length > 0 };
  });
  const tie = results.length > 1;
  return {
    ballots,
    quorumReached,
    parts,
    proposal: tie ? null : (results[0] ?? null),
    tied: tie ? results.slice(0, mostTiedListed) : [],
    tiedBeyond: results.length > mostTiedListed,
    votes: results.length > 0 ? best!.sum : 0,
  };
};

/** The sum of votes that a composition has. */
export const votesFor = ({ parts }: Pick<Specification, 'parts'>, composition: Composition): number =>
  parts.reduce(
    (sum, { part, choices }) =>
      sum + (choices.find(({ choice }) => choice === composition[part])?.votes ?? 0),
    0,
  );

/**
 * Why a decision needs a reason that everyone can read; null where it merely confirms the count.
 *
 * @param decided what the brand has made; null for nothing
 */
export const specificationReason = (
  counted: Specification,
  decided: Composition | null,
): 'quorum-not-reached' | 'departs' | 'tie-broken' | null => {
  if (!counted.quorumReached) return 'quorum-not-reached';
  if (counted.proposal === null && counted.tied.length === 0) return decided === null ? null : 'departs';
  if (decided === null || votesFor(counted, decided) !== counted.votes) return 'departs';
  return counted.tied.length > 0 ? 'tie-broken' : null;
};

/**
 * The legal composition that differs from what was wanted in the fewest parts; of equally near ones the one nearest to
 * the designer's first choices, in the order of the parts. Null where nothing is legal.
 */
export const nearestLegal = (configuration: Configuration, wanted: Composition): Composition | null =>
  greatest(configuration, (part, choice) => (wanted[part] === choice ? 1 : 0))?.composition ?? null;

/** The legal composition that costs least, and by how much it differs from the draft's price, minor units. */
export const cheapestLegal = (
  configuration: Configuration,
): { composition: Composition; differenceMinor: number } | null => {
  const prices = new Map(
    configuration.parts.flatMap(({ id, choices }) =>
      choices.map((choice): [string, number] => [keyOf(id, choice.id), choice.priceMinor]),
    ),
  );
  const found = greatest(configuration, (part, choice) => -prices.get(keyOf(part, choice))!);
  return found && { composition: found.composition, differenceMinor: 0 - found.sum };
};

const keyOf = (part: string, choice: string) => JSON.stringify([part, choice]);

type Weight = (part: string, choice: string) => number;

/** The legal composition with the greatest sum of weights; of equal ones the first in the order of parts and choices. */
const greatest = (configuration: Configuration, weightOf: Weight) => {
  const problem = problemOf(configuration, weightOf);
  let best: { sum: number; chosen: number[] } | null = null;
  search(problem, problem.start, (chosen, sum) => {
    best = { sum, chosen };
    return sum + 1;
  });
  if (!best) return null;
  const { sum } = best as { sum: number };
  // The search goes by weight; among equals the order of the choices decides, which a second look settles.
  const [first] = listed(configuration, weightOf, sum, 1);
  return { sum, composition: first! };
};

/** Legal compositions with just this sum, one more than are listed. */
const listed = (
  configuration: Configuration,
  weightOf: Weight,
  sum: number,
  most = mostTiedListed + 1,
): Composition[] => {
  const problem = problemOf(configuration, weightOf);
  const found: Composition[] = [];
  const look = (at: number, open: readonly number[], chosen: readonly number[]) => {
    if (found.length === most || upperBound(problem, open) < sum) return;
    if (at === problem.parts.length) {
      found.push(compositionOf(problem, chosen));
      return;
    }
    for (const choice of choicesIn(open[at]!)) {
      const rest = narrowed(problem, open, at, choice);
      if (rest) look(at + 1, rest, [...chosen, choice]);
    }
  };
  if (problem.start.every((mask) => mask !== 0)) look(0, problem.start, []);
  return found;
};

/** Whether a legal composition with this choice has that sum. */
const reaches = (
  configuration: Configuration,
  weightOf: Weight,
  sum: number,
  part: string,
  choice: string,
): boolean => {
  const problem = problemOf(configuration, weightOf);
  const at = problem.parts.findIndex(({ id }) => id === part);
  const index = problem.parts[at]!.choices.findIndex(({ id }) => id === choice);
  if ((problem.start[at]! & (1 << index)) === 0) return false;
  const open = narrowed(problem, problem.start, at, index);
  let reached = false;
  if (open)
    search(
      problem,
      open,
      () => {
        reached = true;
        return Infinity;
      },
      sum,
    );
  return reached;
};

interface Problem {
  parts: readonly { id: string; choices: readonly Choice[] }[];
  weights: number[][];
  /** For each part the choices that are possible at all, a bit each. */
  start: number[];
  /** `allowed[part][choice][other]`: the choices of another part that go with this one, a bit each. */
  allowed: number[][][];
}

const compiled = new WeakMap<Configuration, Pick<Problem, 'start' | 'allowed'>>();

const problemOf = (configuration: Configuration, weightOf: Weight): Problem => {
  const { parts } = configuration;
  const weights = parts.map(({ id, choices }) => choices.map((choice) => weightOf(id, choice.id)));
  let rules = compiled.get(configuration);
  if (!rules) compiled.set(configuration, (rules = compile(configuration)));
  return { parts, weights, ...rules };
};

/** Every rule speaks of two choices, so that pairs say everything. */
const compile = ({ parts, rules }: Configuration) => {
  const possible = (composition: Composition, some: readonly ConfigurationRule[]) =>
    !some.some((rule) => breaks(composition, rule));
  const between = (a: string, b: string) =>
    rules.filter(
      ({ one, other }) => (one.part === a && other.part === b) || (one.part === b && other.part === a),
    );
  const start = parts.map(({ id, choices }) => {
    const own = between(id, id);
    return maskOf(choices, (choice) => possible({ [id]: choice.id }, own));
  });
  const allowed = parts.map((part) =>
    part.choices.map(() => parts.map((other) => maskOf(other.choices, () => true))),
  );
  parts.forEach((part, i) =>
    parts.forEach((other, j) => {
      const some = i === j ? [] : between(part.id, other.id);
      if (some.length === 0) return;
      part.choices.forEach((choice, c) => {
        const goesWith = (one: Choice) => possible({ [part.id]: choice.id, [other.id]: one.id }, some);
        allowed[i]![c]![j] = maskOf(other.choices, goesWith);
      });
    }),
  );
  return { start, allowed };
};

const maskOf = (choices: readonly Choice[], holds: (choice: Choice) => boolean) =>
  choices.reduce((mask, choice, index) => (holds(choice) ? mask | (1 << index) : mask), 0);

const choicesIn = (mask: number): number[] => {
  const indexes: number[] = [];
  for (let index = 0; mask >> index !== 0; index++) if (mask & (1 << index)) indexes.push(index);
  return indexes;
};

/**
 * Branch and bound (A. Land, A. Doig, “An automatic method of solving discrete programming problems”, Econometrica 28,
 * 1960), looking ahead: what a choice rules out in the other parts is taken away at once, and a branch is left as soon
 * as the best that is left of every part cannot reach what is wanted (R. Haralick, G. Elliott, “Increasing tree search
 * efficiency for constraint satisfaction problems”, Artificial Intelligence 14, 1980). The part with the fewest choices
 * left is settled first.
 *
 * @param found is told of each composition that reaches what is wanted, and says what is wanted from then on
 */
const search = (
  problem: Problem,
  start: readonly number[],
  found: (chosen: number[], sum: number) => number,
  least = -Infinity,
) => {
  let wanted = least;
  const look = (open: readonly number[], settled: number) => {
    if (upperBound(problem, open) < wanted) return;
    let at = -1;
    let fewest = Infinity;
    open.forEach((mask, part) => {
      if (settled & (1 << part)) return;
      const left = choicesIn(mask).length;
      if (left < fewest) [at, fewest] = [part, left];
    });
    if (at === -1) {
      const chosen = open.map((mask) => choicesIn(mask)[0]!);
      const sum = chosen.reduce((total, choice, part) => total + problem.weights[part]![choice]!, 0);
      wanted = found(chosen, sum);
      return;
    }
    const weights = problem.weights[at]!;
    for (const choice of choicesIn(open[at]!).sort((a, b) => weights[b]! - weights[a]!)) {
      const rest = narrowed(problem, open, at, choice);
      if (rest) look(rest, settled | (1 << at));
    }
  };
  if (start.every((mask) => mask !== 0)) look(start, 0);
};

/** What is left once a part has this choice; null where some part has nothing left. */
const narrowed = (problem: Problem, open: readonly number[], at: number, choice: number) => {
  const allowed = problem.allowed[at]![choice]!;
  const rest = open.map((mask, part) => (part === at ? 1 << choice : mask & allowed[part]!));
  return rest.every((mask) => mask !== 0) ? rest : null;
};

const upperBound = ({ weights }: Problem, open: readonly number[]) =>
  open.reduce((sum, mask, part) => {
    let most = -Infinity;
    for (const choice of choicesIn(mask)) most = Math.max(most, weights[part]![choice]!);
    return sum + most;
  }, 0);

const compositionOf = ({ parts }: Problem, chosen: readonly number[]): Composition =>
  Object.fromEntries(chosen.map((choice, part) => [parts[part]!.id, parts[part]!.choices[choice]!.id]));
