/** What a vote is counted by: frozen and hashed when voting opens. */
export type Rule = PicksRule | SpecificationRule;

/** Each member picks some of the drafts; a pick is a point (approval voting with a limit). */
interface PicksRule extends AnyRule {
  method: 'picks';
  picksPerMember: number;
  /** How many drafts the rule proposes as winners. */
  seats: number;
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
  eligibility: 'confirmed-members';
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
