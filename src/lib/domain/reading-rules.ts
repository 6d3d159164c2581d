import { configurationLimits, type Configuration } from './configuring.ts';
import { methods, type Method } from './methods.ts';
import { nestsDeeper } from './nesting.ts';
import type { Rule } from './sealing.ts';
import { hasTexts, isCount, isPositive, isRecord, isText } from './shapes.ts';

/** No text of a rule or of what is voted on has more within each other. */
const deepest = 12;

const parsed = (text: string): unknown => {
  try {
    const found: unknown = JSON.parse(text);
    return nestsDeeper(found, deepest) ? null : found;
  } catch {
    return null;
  }
};

/** The rule in a text that somebody gave; null where it is none that ballots can be counted by. */
export const ruleIn = (text: string): Rule | null => {
  const rule = parsed(text);
  if (!isRecord(rule) || !(methods as readonly unknown[]).includes(rule.method)) return null;
  const { drafts, votingOpensAt: opens, votingClosesAt: closes } = rule;
  if (!Array.isArray(drafts) || drafts.length === 0) return null;
  const ids = new Set(
    drafts.map((one) => (hasTexts(one, 'draft', 'revision') ? (one as { draft: string }).draft : null)),
  );
  const sound =
    isText(rule.challenge) &&
    (rule.round === undefined || isPositive(rule.round)) &&
    isCount(rule.quorum) &&
    (rule.defaultOption === undefined || rule.defaultOption === 'none-of-these') &&
    isCount(opens) &&
    isCount(closes) &&
    !ids.has(null) &&
    ids.size === drafts.length &&
    hasOwn[rule.method as Method](rule, ids as Set<string>);
  return sound ? (rule as unknown as Rule) : null;
};

type Own = (rule: Record<string, unknown>, drafts: ReadonlySet<string>) => boolean;
const hasSeats: Own = ({ seats }) => isPositive(seats);
/** What the rules of one method have besides. */
const hasOwn: Record<Method, Own> = {
  picks: (rule, drafts) => hasSeats(rule, drafts) && isPositive(rule.picksPerMember),
  score: hasSeats,
  schulze: hasSeats,
  irv: hasSeats,
  stv: hasSeats,
  duels: hasSeats,
  'equal-shares': ({ budget, costs }, drafts) =>
    isPositive(budget) && isRecord(costs) && [...drafts].every((draft) => isPositive(costs[draft])),
  specification: ({ configuration }, drafts) => drafts.size === 1 && hasTexts(configuration, 'id', 'hash'),
};

/** What a specification vote is about, in a text that somebody gave; null where nothing can be composed of it. */
export const soundConfigurationIn = (text: string): Configuration | null => {
  const found = parsed(text);
  if (!isRecord(found) || !Array.isArray(found.parts) || !Array.isArray(found.rules)) return null;
  const { parts, rules } = found as { parts: unknown[]; rules: unknown[] };
  const isChosen = (value: unknown) => hasTexts(value, 'part', 'choice');
  const sound =
    parts.length <= configurationLimits.parts &&
    rules.length <= configurationLimits.rules &&
    parts.every((part) => {
      const { choices } = (hasTexts(part, 'id') ? part : {}) as { choices?: unknown };
      return (
        Array.isArray(choices) &&
        choices.length <= configurationLimits.choices &&
        choices.every((choice) => hasTexts(choice, 'id'))
      );
    }) &&
    rules.every(
      (rule) =>
        isRecord(rule) &&
        (rule.kind === 'excludes' || rule.kind === 'needs') &&
        isChosen(rule.one) &&
        isChosen(rule.other),
    );
  return sound ? (found as unknown as Configuration) : null;
};
