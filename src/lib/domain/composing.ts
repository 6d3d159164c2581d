import {
  breaks,
  isComplete,
  isLegal,
  legalWith,
  type Chosen,
  type Composition,
  type Configuration,
  type ConfigurationRule,
} from './configuring.ts';
import { widthsOf } from './pictures.ts';

/** What the designer proposes: each part's first choice, whatever the rules say. */
const firstChoices = ({ parts }: Configuration): Composition =>
  Object.fromEntries(parts.map(({ id, choices }) => [id, choices[0]!.id]));

/** What one begins with: the designer's first choices, or what is legal and nearest to them. */
export const startOf = (configuration: Configuration): Composition =>
  legalWith(configuration) ?? firstChoices(configuration);

/**
 * A composition as an address or a form names it: for each part its choice. A part that is not named, or with a choice
 * that it does not have, stays as it is in `otherwise`.
 */
export const namedComposition = (
  { parts }: Configuration,
  named: (part: string) => unknown,
  otherwise: Composition,
): Composition =>
  Object.fromEntries(
    parts.map(({ id, choices }) => {
      const asked = named(id);
      return [id, choices.some((choice) => choice.id === asked) ? (asked as string) : otherwise[id]!];
    }),
  );

/** A change of one part. */
export type Change = Chosen;

/**
 * The fewest changes that make a composition legal while `kept` stays as it is; none where it is legal, null where
 * there are none. Whatever breaks a rule must change in one of the rule's two parts, so that only those are tried,
 * with one more change at a time (iterative deepening). Beyond `most` the first legal composition is taken instead.
 */
export const nearestChanges = (
  configuration: Configuration,
  composition: Composition,
  kept: readonly string[] = [],
  most = 4,
): Change[] | null => {
  for (let depth = 0; depth <= most; depth++) {
    const found = mended(configuration, composition, new Set(kept), depth);
    if (found) return changesBetween(configuration, composition, found);
  }
  const wanted = Object.fromEntries(kept.map((part) => [part, composition[part]!]));
  const any = legalWith(configuration, wanted);
  return any && changesBetween(configuration, composition, any);
};

const mended = (
  configuration: Configuration,
  composition: Composition,
  fixed: ReadonlySet<string>,
  changes: number,
): Composition | null => {
  const broken = configuration.rules.find((rule) => breaks(composition, rule));
  if (!broken) return isComplete(configuration, composition) ? composition : null;
  if (changes === 0) return null;
  for (const { part, choice } of remedies(configuration, broken)) {
    if (fixed.has(part)) continue;
    const found = mended(
      configuration,
      { ...composition, [part]: choice },
      new Set([...fixed, part]),
      changes - 1,
    );
    if (found) return found;
  }
  return null;
};

/** What could be chosen so that one rule is not broken any more. */
const remedies = ({ parts }: Configuration, { kind, one, other }: ConfigurationRule): Chosen[] => {
  const others = ({ part, choice }: Chosen) =>
    (parts.find(({ id }) => id === part)?.choices ?? [])
      .filter(({ id }) => id !== choice)
      .map(({ id }) => ({ part, choice: id }));
  return kind === 'needs' ? [other, ...others(one)] : [...others(other), ...others(one)];
};

const changesBetween = ({ parts }: Configuration, from: Composition, to: Composition): Change[] =>
  parts.filter(({ id }) => from[id] !== to[id]).map(({ id }) => ({ part: id, choice: to[id]! }));

/**
 * The ways out of an illegal composition, the one that keeps what was chosen last first: for each side of the first
 * broken rule the fewest changes that keep it. The same way is offered once.
 *
 * @param last the part that was changed last, if that is known
 */
export const waysOut = (
  configuration: Configuration,
  composition: Composition,
  last?: string,
): Change[][] => {
  const broken = configuration.rules.filter((rule) => breaks(composition, rule));
  const first = broken.find(({ one, other }) => one.part === last || other.part === last) ?? broken[0];
  if (!first) return [];
  const sides = [first.one.part, first.other.part];
  if (first.other.part === last) sides.reverse();
  const ways = new Map<string, Change[]>();
  for (const side of sides) {
    const way = nearestChanges(configuration, composition, [side]);
    if (way) ways.set(JSON.stringify(way), way);
  }
  return [...ways.values()];
};

/** Whether what was composed can still be had of what stands now: every choice is there, and no rule forbids it. */
export const stillOffered = (standing: Configuration | null, composition: Composition): boolean =>
  standing !== null && isLegal(standing, composition);

/** How a choice is called beside those of other parts: by its name, with its part's where another has the same name. */
export const choiceName = ({ parts }: Configuration, { part, choice }: Chosen): string => {
  const of = parts.find(({ id }) => id === part);
  const name = of?.choices.find(({ id }) => id === choice)?.name ?? '';
  const elsewhere = parts.some(({ id, choices }) => id !== part && choices.some((one) => one.name === name));
  return elsewhere && of ? `${of.name}: ${name}` : name;
};

/** A composition in words, part by part, for those who do not see it. */
export const namesOf = (
  { parts }: Configuration,
  composition: Composition,
): { part: string; choice: string }[] =>
  parts.flatMap(({ id, name, choices }) => {
    const choice = choices.find((one) => one.id === composition[id]);
    return choice ? [{ part: name, choice: choice.name }] : [];
  });

/** The widths in which a composed picture is served: one for lists, and the widest that its layers are kept in. */
export const composedWidths = (width: number): number[] => {
  const widest = widthsOf(width).at(-1)!;
  return widest > 640 ? [640, widest] : [widest];
};
