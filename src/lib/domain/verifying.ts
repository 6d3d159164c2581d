import { claimFault, claimsIn } from './claims.ts';
import { configurationIn } from './configuring.ts';
import { entryHash, headIn, isSigned, textHash, type Head, type SignedHead, type Sums } from './heads.ts';
import { lastLine, readLogFile, sumLine, type LogFile } from './log-files.ts';
import { GrowingTree, hexOf } from './merkle.ts';
import { decisionDifference, differenceOf, recount } from './recounting.ts';
import { Replay } from './replaying.ts';
import type { Rule } from './sealing.ts';

export type Verdict =
  | {
      holds: true;
      ballots: number;
      entries: number;
      heads: number;
      leftOut: number;
      key: string;
      rule: Rule;
      /** What changed the candidates, and is the word of the brand and not of the ballots. */
      claims: string[];
    }
  /** What is wrong, for people to read: which entry, which head, or which part of the result. */
  | { holds: false; wrong: string };

export interface Known {
  /** Heads that somebody kept, on a receipt or by fetching them: the file must continue each. */
  heads?: SignedHead[];
  /** The public key that the site is known by. */
  key?: string;
}

/**
 * Whether the published result of a vote follows from its ballots: the seal is the hash of the rule; every head is signed,
 * names the one before, and is the root of the entries up to it; the entries make ballots; and counted by the rule, these
 * give the result.
 *
 * @throws CannotRead for what is no file of a vote
 */
export const verifyLog = (text: string, sums: Sums, known: Known = {}): Verdict => {
  const file = readLogFile(text);
  const rule = ruleIn(file, sums);
  if (typeof rule === 'string') return wrong(rule);
  if (known.key !== undefined && known.key !== file.key)
    return wrong(`The file is signed with the key ${file.key}, and not with the one that you named.`);
  const roots = rootsOf(file, sums);
  const heads = linkedHeads(file, sums, roots, rule);
  if (typeof heads === 'string') return wrong(heads);
  const behind = (known.heads ?? []).map((head) => notContinued(head, file, sums)).find(Boolean);
  if (behind) return wrong(behind);
  const replay = new Replay(rule, file.configuration ? configurationIn(file.configuration) : null);
  const closedAt = heads.find(({ final }) => final)?.size ?? file.leaves.length;
  for (const [position, leaf] of file.leaves.entries()) {
    const what = replay.enter(leaf);
    if (what) return wrong(`Entry ${position} cannot be: ${what}.`);
    if (position >= closedAt && !isAfterClose(leaf))
      return wrong(`Entry ${position} cannot be: it speaks for a voter, and voting was over.`);
  }
  const { ballots } = replay;
  const claimed = claimFault(file, rule);
  if (claimed) return wrong(`What the file says besides its log cannot be: ${claimed}.`);
  const counted = recount(file, rule, ballots);
  const difference = differenceOf(file.result, counted);
  if (difference) return wrong(`The result does not follow from the ballots: ${difference}.`);
  const decided = file.decision && decisionDifference(file, rule, counted, file.decision);
  if (decided) return wrong(`The decision does not follow from the ballots: ${decided}.`);
  const summed = sumFault(text, file, sums);
  if (summed) return wrong(summed);
  return {
    holds: true,
    ballots: ballots.length,
    entries: file.leaves.length,
    heads: heads.length,
    leftOut: replay.leftOut,
    key: file.key,
    rule,
    claims: claimsIn(file, rule),
  };
};

/** After the close ballots are set aside and returned; none is cast, changed or withdrawn. */
const isAfterClose = (leaf: string) =>
  ['set-aside', 'returned', 'excluded'].includes((JSON.parse(leaf) as { entry: string }).entry);

const wrong = (what: string): Verdict => ({ holds: false, wrong: what });

const ruleIn = (file: LogFile, sums: Sums): Rule | string => {
  if (textHash(sums, file.rule) !== file.seal)
    return 'The rule was changed: the seal is not the hash of its text.';
  const rule = JSON.parse(file.rule) as Rule;
  if (rule.challenge !== file.challenge.id || (rule.round ?? 1) !== file.challenge.round)
    return 'The rule is of another vote than the file says.';
  if (rule.method !== 'specification') return rule;
  return file.configuration !== undefined && textHash(sums, file.configuration) === rule.configuration.hash
    ? rule
    : 'The configuration was changed: its hash is not the one that the rule names.';
};

/** The root of the entries up to each size that a head speaks of. */
const rootsOf = ({ heads, leaves }: LogFile, sums: Sums): Map<number, string> => {
  const sizes = new Set(heads.map(({ text }) => headIn(text)?.size));
  const tree = new GrowingTree(sums.sha256);
  const roots = new Map([[0, hexOf(tree.root)]]);
  for (const leaf of leaves) {
    tree.add(entryHash(sums, leaf));
    if (sizes.has(tree.size)) roots.set(tree.size, hexOf(tree.root));
  }
  return roots;
};

const linkedHeads = (
  file: LogFile,
  sums: Sums,
  roots: Map<number, string>,
  { votingOpensAt, votingClosesAt }: Rule,
): Head[] | string => {
  const heads: Head[] = [];
  let previous = '';
  for (const [number, signed] of file.heads.entries()) {
    const before = heads.at(-1);
    const head = headIn(signed.text);
    if (!head) return `Head ${number} was changed: its text is not written as heads are.`;
    if (head.key !== file.key)
      return `Head ${number} is signed with another key than the file says: ${head.key}.`;
    if (!isSigned(sums, signed, file.key))
      return `Head ${number} was changed: its signature is not of its text.`;
    if (head.challenge !== file.challenge.id || head.round !== file.challenge.round)
      return `Head ${number} is of another vote.`;
    if (head.seal !== file.seal) return `Head ${number} is of another rule: it names the seal ${head.seal}.`;
    if (head.number !== number)
      return `Heads are missing, or in another order: where head ${number} should be, number ${head.number} stands.`;
    if (head.previous !== previous) return `Head ${number} does not name the head before it.`;
    if (before && head.size < before.size)
      return `Head ${number} has ${head.size} entries, fewer than the ${before.size} of the head before it.`;
    if (before && head.signedAt < before.signedAt)
      return `Head ${number} was signed before the one before it.`;
    if (head.signedAt < votingOpensAt) return `Head ${number} was signed before voting opened.`;
    if (head.final && head.signedAt < votingClosesAt)
      return `Head ${number} is final, and was signed before voting was over.`;
    if (before?.final && !head.final) return `Head ${number} comes after a final one, and is none.`;
    if (!before && head.size > 0) return 'The first head is not of an empty log: how it began is missing.';
    const root = roots.get(head.size);
    if (root === undefined)
      return `Entries are missing: head ${number} has ${head.size}, and the file ${file.leaves.length}.`;
    if (root !== head.root) return `${among(before, head)} is not what head ${number} was signed for.`;
    heads.push(head);
    previous = textHash(sums, signed.text);
  }
  const last = heads.at(-1);
  if (!last) return 'The file has no head: nothing says that its entries are all.';
  if (!last.final)
    return `The last head, number ${last.number} of ${last.size} entries, is not the final one: an older tree was put back.`;
  if (file.leaves.length > last.size)
    return `Entry ${last.size} was added: the final head has ${last.size} entries, and the file ${file.leaves.length}.`;
  return heads;
};

const among = (before: Head | undefined, head: Head): string => {
  const [first, last] = [before?.size ?? 0, head.size - 1];
  if (last < first) return 'The tree';
  return first === last
    ? `Entry ${first} was changed, moved, added or removed: it`
    : `Of the entries ${first} to ${last} one was changed, moved, added or removed: what stands there`;
};

/** Why a head that somebody kept is not one of the file's; null where the file continues it. */
const notContinued = (kept: SignedHead, file: LogFile, sums: Sums): string | null => {
  const head = headIn(kept.text);
  if (!head) return 'The head that you kept cannot be read.';
  if (head.challenge !== file.challenge.id || head.round !== file.challenge.round)
    return 'The head that you kept is of another vote.';
  if (!isSigned(sums, kept, head.key)) return 'The head that you kept is not signed.';
  if (file.heads.some(({ text }) => text === kept.text)) return null;
  const at = `The head that you kept, number ${head.number} of ${head.size} entries,`;
  if (head.key !== file.key) return `${at} is signed with another key than the file: ${head.key}.`;
  return head.size > file.leaves.length || head.number >= file.heads.length
    ? `${at} is later than what the file has: an older tree was put back.`
    : `${at} is not among the heads of the file: it shows you another log than it showed before.`;
};

const sumFault = (text: string, { sum, key }: LogFile, sums: Sums): string | null => {
  const end = text.lastIndexOf(sumLine);
  const changed =
    'The file was changed after it was made: its sum is not that of its bytes (a title, a reason, or how it is written).';
  if (end === -1 || textHash(sums, text.slice(0, end + 1)) !== sum.sha256) return changed;
  if (text.slice(end) !== lastLine(sum)) return changed;
  return isSigned(sums, { text: sum.sha256, signature: sum.signature }, key)
    ? null
    : 'The sum of the file is not signed with its key.';
};
