import { brokenRules, isComplete, type Composition, type Configuration } from './configuring.ts';
import { whyNoBallot, type Marks } from './marking.ts';
import { isMarked } from './methods.ts';
import { nestsDeeper } from './nesting.ts';
import { canonicalJson, type Rule } from './sealing.ts';
import { isRecord, isTexts } from './shapes.ts';

/** What an entry of a log can say has happened to a ballot. */
export const entryKinds = ['cast', 'changed', 'withdrawn', 'set-aside', 'returned', 'excluded'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** What a ballot says. Of duels, each pair with its winner; null where it was passed. */
export type Says =
  { picks: string[] } | { none: true } | Marks | { choices: Composition } | { duels: Map<string, Duel> };

interface Duel {
  pair: [string, string];
  winner: string | null;
}

interface Standing {
  says: Says;
  /** Set aside, and not returned. */
  aside: boolean;
  excluded: boolean;
}

type Entry = { ballot: string; entry: EntryKind; reason?: string } & Record<string, unknown>;

/**
 * The ballots of a vote, from the entries of its log one after the other. A ballot that was withdrawn, that was set aside
 * and not returned, or that was excluded, is not counted.
 */
export class Replay {
  readonly #rule: Rule;
  readonly #configuration: Configuration | null;
  readonly #drafts: ReadonlySet<string>;
  readonly #standing = new Map<string, Standing>();
  /** Whoever withdraws and votes anew has a ballot of another name. */
  readonly #gone = new Set<string>();

  /** @param configuration of a specification vote, what is voted on */
  constructor(rule: Rule, configuration: Configuration | null) {
    this.#rule = rule;
    this.#configuration = configuration;
    this.#drafts = new Set(rule.drafts.map(({ draft }) => draft));
  }

  /** Takes the next entry. Gives what is wrong with it, for people to read; null where it is sound. */
  enter(text: string): string | null {
    const found = entryIn(text);
    if (typeof found === 'string') return found;
    const { ballot, entry } = found;
    const standing = this.#standing.get(ballot);
    const name = `ballot ${ballot.slice(0, 8)}…`;
    if (entry === 'cast' && this.#gone.has(ballot)) return `${name} is cast again after it was withdrawn`;
    if (entry === 'cast' && standing && this.#rule.method !== 'duels') return `${name} is cast a second time`;
    if (entry !== 'cast' && !standing) return `${name} is ${entry} and was not cast before`;
    if (entry === 'cast' || entry === 'changed') return this.#say(found, standing);
    if (Object.keys(found).some((key) => !['ballot', 'entry', 'reason'].includes(key)))
      return `${name} is ${entry} and says something besides`;
    if (entry === 'withdrawn') {
      this.#standing.delete(ballot);
      this.#gone.add(ballot);
    }
    if (entry === 'set-aside') {
      if (standing!.aside || standing!.excluded) return `${name} is set aside a second time`;
      standing!.aside = true;
    }
    if (entry === 'returned') {
      if (!standing!.aside || standing!.excluded) return `${name} is returned and was not set aside`;
      standing!.aside = false;
    }
    if (entry === 'excluded') {
      if (standing!.excluded) return `${name} is excluded a second time`;
      standing!.excluded = true;
    }
    return null;
  }

  /** What is counted. */
  get ballots(): Says[] {
    return [...this.#standing.values()].filter((one) => !one.aside && !one.excluded).map(({ says }) => says);
  }

  /** How many stand and are not counted. */
  get leftOut(): number {
    return [...this.#standing.values()].filter((one) => one.aside || one.excluded).length;
  }

  #say(entry: Entry, standing: Standing | undefined): string | null {
    const says = this.#read(entry, standing?.says);
    if (typeof says === 'string') return says;
    if (standing) standing.says = says;
    else this.#standing.set(entry.ballot, { says, aside: false, excluded: false });
    return null;
  }

  #read({ ballot: _, entry: __, reason: ___, ...said }: Entry, before: Says | undefined): Says | string {
    const { method } = this.#rule;
    const keys = Object.keys(said).sort().join('+');
    const other = `it is no ballot of a vote by ${method}`;
    if (method === 'picks') return this.#picks(said, keys) ?? other;
    if (method === 'specification') {
      if (keys !== 'choices' || !isRecord(said.choices) || !this.#configuration) return other;
      const choices = said.choices as Composition;
      if (!isComplete(this.#configuration, choices)) return 'it does not choose once of every part';
      return brokenRules(this.#configuration, choices).length > 0
        ? 'what it chooses cannot be built'
        : { choices };
    }
    if (method === 'duels') return this.#duel(said, keys, before) ?? other;
    if (!isMarked(method) || !isMarks(said, keys)) return other;
    const none = this.#rule.defaultOption !== undefined;
    const wrong = whyNoBallot(said, { method, drafts: this.#drafts, none });
    return wrong ? `${other} (${wrong.reason})` : said;
  }

  #picks(said: Record<string, unknown>, keys: string): Says | string | null {
    if (keys === 'none')
      return said.none === true && this.#rule.defaultOption ? { none: true } : 'it says none of these';
    if (keys !== 'picks' && keys !== 'picks+revisions') return null;
    if (!isTexts(said.picks) || said.picks.length === 0) return null;
    const { picks } = said;
    if (new Set(picks).size < picks.length) return 'it names a draft twice';
    const foreign = picks.find((draft) => !this.#drafts.has(draft));
    if (foreign !== undefined) return `it names ${foreign}, which is not on the sealed list`;
    const limit = this.#rule.method === 'picks' ? this.#rule.picksPerMember : 0;
    return picks.length > limit ? `it has ${picks.length} picks, and the rule allows ${limit}` : { picks };
  }

  #duel(said: Record<string, unknown>, keys: string, before: Says | undefined): Says | string | null {
    const pair = keys === 'duel' ? said.duel : keys === 'passed' ? said.passed : null;
    if (!isTexts(pair) || pair.length !== 2 || pair[0] === pair[1]) return null;
    const foreign = pair.find((draft) => !this.#drafts.has(draft));
    if (foreign !== undefined) return `it names ${foreign}, which is not on the sealed list`;
    const says = before && 'duels' in before ? before : { duels: new Map<string, Duel>() };
    const ordered = [...pair].sort() as [string, string];
    const winner = keys === 'duel' ? pair[0]! : null;
    // In place: a ballot has as many entries as its voter judged pairs.
    says.duels.set(ordered.join(' '), { pair: ordered, winner });
    return says;
  }
}

/** A ranking is a list of lists in an entry. */
const deepest = 4;

const entryIn = (text: string): Entry | string => {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return 'it is no JSON';
  }
  if (!isRecord(found)) return 'it is no object';
  if (typeof found.ballot !== 'string' || !/^[0-9a-f]{32}$/.test(found.ballot))
    return 'it does not say of which ballot it is';
  if (!(entryKinds as readonly unknown[]).includes(found.entry)) return 'it does not say what happened';
  if (nestsDeeper(found, deepest)) return 'it is nested too deep';
  if (canonicalJson(found) !== text) return 'it is not written as entries are';
  return found as Entry;
};

const isMarks = (said: Record<string, unknown>, keys: string): said is Record<string, unknown> & Marks =>
  keys === 'ranking'
    ? Array.isArray(said.ranking) && said.ranking.every(isTexts)
    : keys === 'approvals'
      ? isTexts(said.approvals)
      : (keys === 'scores' || keys === 'scores+wouldBuy') &&
        isRecord(said.scores) &&
        (said.wouldBuy === undefined || isTexts(said.wouldBuy));
