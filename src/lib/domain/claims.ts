import type { LogFile } from './log-files.ts';
import type { Rule } from './sealing.ts';
import { fewestFinalists, shortlistReasonNeeded } from './shortlisting.ts';

// What a file says besides its log, and no ballot can prove: which drafts were removed and shortlisted, and when.

/** Until when a removal changed what was counted or decided. */
const until = ({ result, decision }: LogFile): number =>
  'countedAt' in result ? result.countedAt : (decision?.decidedAt ?? -1);

/** The drafts that were off the table when it was counted; of picks, when it was decided. */
export const removedFrom = (file: LogFile): LogFile['removed'] =>
  file.removed.filter(({ at }) => at <= until(file));

/** Why what a file says besides its log cannot be; null where it can. */
export const claimFault = (file: LogFile, rule: Rule): string | null => {
  const { drafts, removed, result, decision } = file;
  const sealed = new Set(rule.drafts.map(({ draft }) => draft));
  const named = new Set(drafts.map(({ draft }) => draft));
  if (drafts.length !== sealed.size || named.size !== sealed.size || [...named].some((id) => !sealed.has(id)))
    return 'the drafts that it names are not those of the sealed list';
  const gone = new Set<string>();
  for (const { draft, at, reason } of removed) {
    if (!sealed.has(draft)) return `${draft} is said to be removed, and was not on the sealed list`;
    if (gone.has(draft)) return `${draft} is said to be removed twice`;
    if (at < rule.votingOpensAt) return `${draft} is said to be removed before the list was sealed`;
    if (!reason.trim()) return `${draft} is said to be removed, and no reason is given`;
    gone.add(draft);
  }
  if ('countedAt' in result && result.countedAt < rule.votingClosesAt)
    return 'it is said to be counted before voting was over';
  return decision ? decisionFault(file, rule, decision) : null;
};

const decisionFault = (
  file: LogFile,
  rule: Rule,
  { decidedAt, winners, shortlist }: NonNullable<LogFile['decision']>,
): string | null => {
  if (decidedAt < rule.votingClosesAt) return 'it is said to be decided before voting was over';
  if (new Set(winners).size < winners.length) return 'a winner is named twice';
  const removed = file.removed.find(({ draft, at }) => at <= decidedAt && winners.includes(draft));
  if (removed) return `${removed.draft} is a winner, and was removed before`;
  if (shortlist === null) return null;
  if (rule.method !== 'picks') return `a vote by ${rule.method} has no shortlist`;
  const listed = new Set(shortlist);
  if (listed.size < shortlist.length) return 'the shortlist names a draft twice';
  if (listed.size < fewestFinalists) return `a shortlist of ${listed.size} is none`;
  if ((rule.round ?? 1) > 1)
    return rule.drafts.every(({ draft }) => listed.has(draft))
      ? null
      : 'what was voted on is not on the shortlist';
  const foreign = shortlist.find((id) => !rule.drafts.some(({ draft }) => draft === id));
  if (foreign !== undefined) return `${foreign} is on the shortlist, and was not on the sealed list`;
  const unlisted = winners.find((id) => !listed.has(id));
  return unlisted === undefined ? null : `${unlisted} is a winner, and not on the shortlist`;
};

/** What changed the candidates and is the word of whoever gave the file: each as a part of a sentence. */
export const claimsIn = (file: LogFile, rule: Rule): string[] => {
  const titles = new Map(file.drafts.map(({ draft, title }) => [draft, title]));
  const name = (draft: string) => `“${oneLine(titles.get(draft) || draft)}” (${draft})`;
  const removals = removedFrom(file).map(
    ({ draft, kind, at, reason }) =>
      `without ${name(draft)}, removed (${kind}) on ${dayOf(at)} because “${oneLine(reason)}”`,
  );
  const shortlist = (rule.round ?? 1) === 1 ? file.decision?.shortlist : null;
  if (!shortlist) return removals;
  return [
    ...removals,
    `among a shortlist alone: ${shortlist.map(name).join(', ')}${departs(file, shortlist, rule) ? ', which is not what the picks propose for one of that length' : ''}`,
  ];
};

const departs = (file: LogFile, shortlist: string[], { quorum }: Rule): boolean => {
  const { result } = file;
  if (result.method !== 'picks') return false;
  const gone = new Set(removedFrom(file).map(({ draft }) => draft));
  const tally = result.tally.map((one) => ({ ...one, disqualified: gone.has(one.draft) }));
  return shortlistReasonNeeded(tally, shortlist, { quorum, ballots: result.ballots }) !== null;
};

const dayOf = (at: number) => {
  const day = new Date(at);
  return Number.isNaN(day.getTime()) ? String(at) : day.toISOString().slice(0, 10);
};

/** A terminal shows it: nothing in it moves the cursor or ends the line. */
const oneLine = (text: string) => text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
