import { Lines } from './counting/json.ts';
import type { Composition } from './configuring.ts';
import { nestsDeeper } from './nesting.ts';
import { ruleIn, soundConfigurationIn } from './reading-rules.ts';
import type { SignedHead } from './heads.ts';
import type { KeptCount } from './kept-count.ts';
import type { Specification } from './specifying.ts';
import type { Proposal } from './tallying.ts';
import { hasTexts, isCount, isRecord, isText, isTexts } from './shapes.ts';

/** What the site says that the ballots of a vote add up to. */
export type PublishedResult = { ballots: number } & (
  | { method: 'picks'; none: number; tally: { draft: string; picks: number }[] }
  | { method: 'specification'; specification: Specification }
  | (Omit<KeptCount, 'groups' | 'method'> & {
      method: Exclude<KeptCount['method'], 'picks' | 'specification'>;
      /** Epoch milliseconds: whatever was taken off the table before it has no part in it. */
      countedAt: number;
    })
);

export interface PublishedDecision {
  /** Epoch milliseconds. */
  decidedAt: number;
  /** What the rule proposed; of a specification vote it is in the result. */
  proposal: Omit<Proposal, 'seatsForTied'> | null;
  winners: string[];
  /** What is made, where a specification was voted on. */
  composition: Composition | null;
  departs: boolean;
  tieBroken: boolean;
  reason: string;
  /** The drafts that went on from the first vote, where there was a shortlist. */
  shortlist: string[] | null;
}

/** A vote with everything that it takes to count it again. */
export interface LogFile {
  form: 'muster-ballot-log';
  challenge: { id: string; title: string; brand: string; round: number };
  /** The text of the rule; the seal is its SHA-256. */
  rule: string;
  seal: string;
  /** The text whose hash the rule of a specification vote names. */
  configuration?: string;
  drafts: { draft: string; title: string }[];
  /** What was taken off the table after the seal. */
  removed: { draft: string; kind: 'withdrawn' | 'disqualified'; at: number; reason: string }[];
  heads: SignedHead[];
  leaves: string[];
  result: PublishedResult;
  decision: PublishedDecision | null;
  /** Of the site; hexadecimal digits. */
  key: string;
  /** SHA-256 of every byte before the line that this stands on, and the signature of those 64 digits. */
  sum: { sha256: string; signature: string };
}

/** How much of a file of a vote stands within each other at most, the ends of the counts. */
const deepest = 24;

/** What stands before the sum. */
export const sumLine = '\n"sum":';

/** The end of a file of a vote. */
export const lastLine = (sum: LogFile['sum']): string => `${sumLine}${JSON.stringify(sum)}}\n`;

/**
 * Reads the file of a vote.
 *
 * @throws CannotRead with the line and what is wrong there
 */
export const readLogFile = (text: string): LogFile => {
  const lines = new Lines(text);
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch (error) {
    throw lines.ofSyntax(error);
  }
  const root = lines.root;
  if (nestsDeeper(found, deepest)) throw root.wrong('The file of a vote is not nested so deep.');
  if (!isRecord(found)) throw root.wrong('The file of a vote is an object.');
  if (found.form !== 'muster-ballot-log')
    throw root.at('form').wrong('This is not the file of a vote: its form must be “muster-ballot-log”.');
  for (const [name, sound, what] of shape) {
    const value = found[name];
    if (value === undefined && name !== 'configuration') throw root.wrong(`The file has no ${name}.`);
    if (value !== undefined && !sound(value)) throw root.at(name).wrong(`Here must be ${what}.`);
  }
  for (const [name, sound, what] of lists)
    (found[name] as unknown[]).forEach((value, i) => {
      if (!sound(value)) throw root.at(name).at(i).wrong(`Here must be ${what}.`);
    });
  return found as unknown as LogFile;
};

const shape: [name: string, sound: (value: unknown) => boolean, what: string][] = [
  [
    'challenge',
    (value) => hasTexts(value, 'id', 'title', 'brand') && isCount((value as { round: unknown }).round),
    'the challenge with its id, title, brand and round',
  ],
  [
    'rule',
    (value) => isText(value) && ruleIn(value) !== null,
    'the text of a rule that ballots are counted by',
  ],
  ['seal', isText, 'the seal, a text'],
  [
    'configuration',
    (value) => isText(value) && soundConfigurationIn(value) !== null,
    'the text of what can be composed',
  ],
  ['drafts', Array.isArray, 'the list of drafts'],
  ['removed', Array.isArray, 'the list of drafts that were taken off the table'],
  ['heads', Array.isArray, 'the list of heads'],
  ['leaves', Array.isArray, 'the list of entries'],
  [
    'result',
    (value) =>
      isRecord(value) &&
      isText(value.method) &&
      isCount(value.ballots) &&
      (value.method !== 'picks' ||
        (isCount(value.none) &&
          Array.isArray(value.tally) &&
          value.tally.every(
            (one) => hasTexts(one, 'draft') && isCount((one as { picks: unknown }).picks),
          ))) &&
      (value.method !== 'specification' || isRecord(value.specification)) &&
      (value.method === 'picks' || value.method === 'specification' || isCount(value.countedAt)),
    'the result with its method, how many ballots there were, and when they were counted',
  ],
  [
    'decision',
    (value) =>
      value === null ||
      (isRecord(value) &&
        isCount(value.decidedAt) &&
        isTexts(value.winners) &&
        isText(value.reason) &&
        typeof value.departs === 'boolean' &&
        typeof value.tieBroken === 'boolean' &&
        (value.composition === null ||
          (isRecord(value.composition) && Object.values(value.composition).every(isText))) &&
        (value.shortlist === null || isTexts(value.shortlist)) &&
        (value.proposal === null ||
          (isRecord(value.proposal) && isTexts(value.proposal.winners) && isTexts(value.proposal.tied)))),
    'the decision, or null',
  ],
  ['key', isText, 'the public key of the site'],
  ['sum', (value) => hasTexts(value, 'sha256', 'signature'), 'the sum of the file and its signature'],
];

const lists: [name: string, sound: (value: unknown) => boolean, what: string][] = [
  ['drafts', (value) => hasTexts(value, 'draft', 'title'), 'a draft with its title'],
  [
    'removed',
    (value) =>
      hasTexts(value, 'draft', 'kind', 'reason') &&
      isCount((value as { at: unknown }).at) &&
      ['withdrawn', 'disqualified'].includes((value as { kind: string }).kind),
    'a draft with when and why it was taken off the table',
  ],
  ['heads', (value) => hasTexts(value, 'text', 'signature'), 'a head with its text and signature'],
  ['leaves', isText, 'the text of an entry'],
];
