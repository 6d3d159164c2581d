import type { Round } from './counting/elections.ts';
import type { KeptCount, VoterGroup } from './kept-count.ts';

/** So few ballots in a group, or outside of it, are not shown apart: somebody could be recognised. */
export const fewestShown = 5;

export interface ShownGroup {
  group: VoterGroup;
  /** Null where the group, or everybody else, is too small to be shown. */
  shown: { ballots: number; outcome: NonNullable<KeptCount['groups']>[number]['outcome'] } | null;
}

/** The groups of a count as everybody may see them: nothing of a small one, nor of one that leaves but a few others. */
export const shownGroups = ({ groups = [], ballots }: Pick<KeptCount, 'groups' | 'ballots'>): ShownGroup[] =>
  groups.map(({ group, ...shown }) => {
    const others = ballots - shown.ballots;
    const small = shown.ballots < fewestShown || (others > 0 && others < fewestShown);
    return { group, shown: small ? null : shown };
  });

/** What moves from one round to the next. Candidates by their places. */
export interface Transfer {
  /** Who leaves or hands on a surplus; null where it cannot be told. */
  from: number | null;
  gains: { to: number; votes: number }[];
  /** Votes that go to nobody any more. */
  exhausted: number;
}

/** What each round hands on to the next one: the difference of their tallies. One candidate leaves or hands on at a time. */
export const transfersOf = (rounds: readonly Round[]): Transfer[] =>
  rounds.slice(1).map((next, at) => {
    const before = rounds[at]!;
    const change = next.tallies.map((votes, one) => round5((votes ?? 0) - (before.tallies[one] ?? 0)));
    const loser = change.findIndex((votes) => votes < 0);
    return {
      from: before.eliminated[0] ?? (loser < 0 ? null : loser),
      gains: change.flatMap((votes, to) => (votes > 0 ? [{ to, votes }] : [])),
      exhausted: Math.max(0, round5(next.exhausted - before.exhausted)),
    };
  });

/** Worths have at most nine decimals; what adding them up leaves behind is no vote. */
const round5 = (votes: number) => Math.round(votes * 1e5) / 1e5;

export type WhyNotBought = 'nobody' | 'over-budget' | 'over-left' | 'shares' | 'tied' | 'open';

/** What a budget bought, in order, and why it did not buy the rest. Money in whole units. */
export const boughtBy = ({ outcome, costs, candidates }: KeptCount, budget: number) => {
  const spent = outcome.winners.reduce((sum, one) => sum + (costs[one] ?? 0), 0);
  const left = budget - spent;
  const why = (one: number): WhyNotBought => {
    const cost = costs[one] ?? 0;
    if ((outcome.scores?.[one] ?? 0) === 0) return 'nobody';
    if (outcome.ties.some((tie) => tie.includes(one))) return 'tied';
    if (cost > budget) return 'over-budget';
    // The count stops at a tie: what else there is money for nobody knows yet.
    if (outcome.ties.length > 0) return 'open';
    return cost > left ? 'over-left' : 'shares';
  };
  const rest = candidates.flatMap((_, one) =>
    outcome.winners.includes(one) ? [] : [{ place: one, why: why(one) }],
  );
  return { spent, left, rest };
};
