import { inGroups } from './counting/elections.ts';
import { schulzeOrder } from './counting/schulze.ts';
import type { KeptCount } from './kept-count.ts';
import { noneOfThese } from './none.ts';
import { seatsOf } from './open-seats.ts';
import type { Proposal } from './tallying.ts';

export interface Standing {
  draft: string;
  /** 1 for the best; equals share a rank, and the next one is as far down as there are drafts above it. */
  rank: number;
  /** Whether the rule cannot tell it from another one. */
  tied: boolean;
  /** It does not beat "none of these". */
  belowNone: boolean;
}

/**
 * The drafts of a count in order: who is elected, in the order of election; who ties for what is left; then the others,
 * as near to it as their method says. Candidates that stand equal share a rank.
 */
export const standingsOf = (count: KeptCount): Standing[] => {
  const { outcome, candidates, belowNone = [] } = count;
  const places = candidates.flatMap((id, place) => (id === noneOfThese ? [] : [place]));
  const { certain, open } = seatsOf(outcome);
  const left = places.filter((place) => !certain.includes(place) && !open.includes(place));
  const above = left.filter((place) => !belowNone.includes(place));
  const below = left.filter((place) => belowNone.includes(place));
  const groups = [
    ...winnersInGroups(count, certain),
    ...(open.length > 0 ? [open] : []),
    ...inGroups(above, nearness(count)),
    ...inGroups(below, nearness(count)),
  ];
  let taken = 0;
  return groups.flatMap((group) => {
    const rank = taken + 1;
    taken += group.length;
    return group.map((place) => ({
      draft: candidates[place]!,
      rank,
      tied: open.includes(place),
      belowNone: belowNone.includes(place),
    }));
  });
};

/** Who is elected with the very same score shares a rank; by rounds one comes after the other. */
const winnersInGroups = ({ method, outcome: { scores } }: KeptCount, winners: number[]): number[][] =>
  method === 'score' || method === 'duels' || !scores
    ? winners.reduce<number[][]>((groups, place) => {
        const last = groups.at(-1);
        if (last && scores && scores[last[0]!] === scores[place]) last.push(place);
        else groups.push([place]);
        return groups;
      }, [])
    : winners.map((place) => [place]);

/** Orders those who are not elected: less than 0 where `a` came nearer. */
const nearness = ({ method, outcome }: KeptCount): ((a: number, b: number) => number) => {
  const { scores, intervals, pairwise, rounds } = outcome;
  if (method === 'score') return (a, b) => (intervals?.[b]?.low ?? -1) - (intervals?.[a]?.low ?? -1);
  if (method === 'schulze' && pairwise) {
    // Groups in which nobody of a later one stands before an earlier one.
    const rank = new Map(schulzeOrder(pairwise).flatMap((group, at) => group.map((one) => [one, at])));
    return (a, b) => rank.get(a)! - rank.get(b)!;
  }
  if (rounds && (method === 'irv' || method === 'stv')) {
    const lasted = (one: number) => rounds.filter(({ tallies }) => tallies[one] !== null).length;
    const held = (one: number) => rounds.findLast(({ tallies }) => tallies[one] !== null)?.tallies[one] ?? 0;
    return (a, b) => lasted(b) - lasted(a) || held(b) - held(a);
  }
  return (a, b) => (scores?.[b] ?? 0) - (scores?.[a] ?? 0);
};

/**
 * What the rule proposes by a count: who is elected, and the first group that it cannot tell apart. Below the quorum
 * nobody is.
 */
export const proposalOf = (
  { candidates, outcome, ballots, method }: KeptCount,
  { seats, quorum }: { seats: number; quorum: number },
): Proposal => {
  const quorumReached = ballots >= quorum;
  if (!quorumReached) return { winners: [], tied: [], seatsForTied: 0, quorumReached };
  const name = (places: readonly number[]) => places.map((place) => candidates[place]!);
  const { certain, open } = seatsOf(outcome);
  const all = method === 'schulze' || method === 'irv' ? 1 : seats;
  // What a budget buys differs with how a tie is broken: at least so many.
  const filled =
    method === 'equal-shares' ? Math.min(...(outcome.possible ?? []).map(({ length }) => length)) : all;
  const left = Number.isFinite(filled) ? filled - certain.length : 1;
  return {
    winners: name(certain),
    tied: name(open),
    seatsForTied: open.length === 0 ? 0 : Math.max(1, left),
    quorumReached,
    ...(outcome.possible && { possible: outcome.possible.map(name) }),
  };
};
