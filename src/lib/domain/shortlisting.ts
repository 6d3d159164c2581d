import { reasonNeeded } from './deciding.ts';
import { canonicalJson } from './sealing.ts';
import { proposeWinners, type Counted, type Proposal } from './tallying.ts';

/** Fewer than this are no choice: neither for experts nor for a final vote. */
export const fewestFinalists = 2;

export interface ShortlistProposal extends Proposal {
  /** How many finalists it was asked for. */
  size: number;
  quorum: number;
  ballots: number;
  tally: Counted[];
}

/**
 * What the tally says of a shortlist of so many: the drafts with the most picks. The rule that was sealed says nothing
 * of its length, so that the length is the brand's; which drafts fill it is not. Equal picks that do not fit whole are
 * left open, as in a decision.
 */
export const proposeFinalists = (
  tally: Counted[],
  { size, quorum, ballots }: { size: number; quorum: number; ballots: number },
): ShortlistProposal => ({
  ...proposeWinners(tally, { seats: size, quorum, ballots }),
  size,
  quorum,
  ballots,
  tally,
});

/** Why a shortlist needs a reason that everyone can read; null where it takes what the tally proposes for its length. */
export const shortlistReasonNeeded = (
  tally: Counted[],
  chosen: string[],
  { quorum, ballots }: { quorum: number; ballots: number },
) => reasonNeeded(proposeFinalists(tally, { size: chosen.length, quorum, ballots }), chosen);

/** What a form hands back of the tally it showed, so that nobody shortlists by another than they saw. */
export const tallyMark = (tally: Counted[]): string =>
  canonicalJson(tally.map(({ draft, picks, disqualified }) => [draft, picks, disqualified === true]).sort());
