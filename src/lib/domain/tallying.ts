export interface Counted {
  draft: string;
  /** How many ballots picked it. */
  picks: number;
  /** Counted and shown, but it cannot win. */
  disqualified?: boolean;
}

export interface Ranked extends Counted {
  /** 1 for the most picks; equal picks share a rank, and the next one is as far down as there are drafts above it. */
  rank: number;
  /** Whether another draft has as many picks, if any. */
  tied: boolean;
}

/**
 * The tally of picks in order, most first. Equal picks keep the order in which they were given, and share their rank:
 * that order says nothing. A disqualified draft stands in its place without taking a rank from those below it.
 */
export const rankTally = (counted: Counted[]): Ranked[] => {
  const standing = counted.filter((one) => !one.disqualified);
  return [...counted]
    .sort((a, b) => b.picks - a.picks)
    .map((one) => ({
      ...one,
      rank: 1 + standing.filter((other) => other.picks > one.picks).length,
      tied:
        one.picks > 0 &&
        !one.disqualified &&
        standing.some((other) => other.draft !== one.draft && other.picks === one.picks),
    }));
};

export interface Proposal {
  /** The drafts that the rule proposes, most picks first. */
  winners: string[];
  /** Drafts with equal picks of which only some fit: the rule does not choose among them. Empty where there is no tie. */
  tied: string[];
  /** How many of the tied ones fit; 0 where there is no tie. */
  seatsForTied: number;
  /** Where breaking a tie decides more than the tie: every choice that the rule can come to. */
  possible?: string[][];
  quorumReached: boolean;
}

/**
 * What the rule proposes: the drafts with the most picks, as many as there are seats. A group of equal picks that does
 * not fit whole is left open, since only the brand can decide it, in public. A draft without a single pick is never
 * proposed, nor is a disqualified one. Below the quorum nobody is.
 *
 * @param ballots how many members voted
 * @param quorum how many must have; 0 for none
 * @param none how many picked "none of these": whoever has not more is not proposed
 */
export const proposeWinners = (
  counted: Counted[],
  { seats, quorum, ballots, none = 0 }: { seats: number; quorum: number; ballots: number; none?: number },
): Proposal => {
  const proposal: Proposal = { winners: [], tied: [], seatsForTied: 0, quorumReached: ballots >= quorum };
  if (!proposal.quorumReached) return proposal;
  const standing = rankTally(counted).filter((one) => one.picks > none && !one.disqualified);
  for (let at = 0; at < standing.length && at < seats;) {
    const group = standing.filter((one) => one.picks === standing[at]!.picks);
    if (at + group.length > seats) {
      proposal.tied = group.map((one) => one.draft);
      proposal.seatsForTied = seats - at;
      break;
    }
    proposal.winners.push(...group.map((one) => one.draft));
    at += group.length;
  }
  return proposal;
};
