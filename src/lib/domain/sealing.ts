/** What a vote is counted by: frozen and hashed when voting opens. */
export type Rule = PicksRule | ScoreRule | RankedRule | DuelsRule | BudgetRule | SpecificationRule;

/** Each member picks some of the drafts; a pick is a point (approval voting with a limit). */
interface PicksRule extends AnyRule {
  method: 'picks';
  picksPerMember: number;
  /** How many drafts the rule proposes as winners. */
  seats: number;
}

/** Each member scores drafts from 0 to 5. */
interface ScoreRule extends AnyRule {
  method: 'score';
  seats: number;
  /** Ranked by the lower end of the mean's interval. */
  count: 'lower-end-of-wilson-95';
}

/** Each member orders drafts, as many as they like, equals allowed. */
interface RankedRule extends AnyRule {
  method: 'schulze' | 'irv' | 'stv';
  seats: number;
  count: 'winning-votes' | 'last-out' | 'weighted-inclusive-gregory-droop-5-decimals';
}

/** Each member judges pairs of drafts, as many as they like. */
interface DuelsRule extends AnyRule {
  method: 'duels';
  seats: number;
  count: 'chance-to-win-the-next';
}

/** Each member approves of drafts; what is chosen fits the budget, and everybody has the same share of it. */
interface BudgetRule extends AnyRule {
  method: 'equal-shares';
  /** Whole units of money of `currency`, and what each draft costs. */
  budget: number;
  currency: string;
  costs: Record<string, number>;
  count: 'cost-utilities-add1';
}

/** Each member takes one choice of every part of one draft; counted as `countSpecification` of domain/specifying.ts does. */
interface SpecificationRule extends AnyRule {
  method: 'specification';
  /** What the sealed revision can be composed of, and the SHA-256 of its text. */
  configuration: { id: string; hash: string };
  count: 'greatest-sum-among-legal';
}

interface AnyRule {
  challenge: string;
  /** Left out of the first vote's rule; 2 for the next one in the same challenge. */
  round?: number | undefined;
  /** How many ballots it takes; 0 for none. */
  quorum: number;
  eligibility: 'confirmed-members' | 'followers' | 'buyers' | 'list' | 'codes';
  /** Whose buyers may vote, where those of one campaign may. */
  eligibleCampaign?: string | undefined;
  /** How many addresses the list of those who may vote has, where there is one. */
  eligibleAddresses?: number | undefined;
  /** There where "none of these" stands among the drafts: whoever does not beat it cannot win. */
  defaultOption?: 'none-of-these' | undefined;
  tallyShown: 'live' | 'after-close';
  ties: 'decided-in-public';
  /** Epoch milliseconds. */
  votingOpensAt: number;
  votingClosesAt: number;
  /** Up to this moment drafts may be revised, and each voter of theirs is asked; not there where they stay as sealed. */
  revisingUntil?: number | undefined;
  /** Each draft with the revision that stands when voting opens. */
  drafts: { draft: string; revision: string }[];
}

/**
 * The one text of a rule, the same for the same rule however it was put together: JSON without spaces, the keys of
 * every object in the order of their code units (after RFC 8785), the drafts ordered by their ids.
 * Its SHA-256 is the seal that everybody can check.
 */
export const ruleText = (rule: Rule): string =>
  canonicalJson({
    ...rule,
    drafts: [...rule.drafts].sort((a, b) => (a.draft < b.draft ? -1 : a.draft > b.draft ? 1 : 0)),
  });

/** JSON without spaces and with sorted keys. Takes plain JSON values; numbers must be finite. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} is not JSON`);
  return JSON.stringify(value);
};
