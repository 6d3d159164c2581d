import { countElection } from './counting/counting.ts';
import { recordsOf } from './counting/duels.ts';
import { packRankings } from './counting/rankings.ts';
import { duelsOf } from './counting/schulze.ts';
import type { Election, Outcome, Vote } from './counting/elections.ts';
import { countedBy, type Method } from './methods.ts';
import { noneOfThese } from './none.ts';

/** What the ballots of a round add up to, with all that its method has to show. */
export interface KeptCount {
  method: Method;
  ballots: number;
  /** Ids of the drafts, in the order that `outcome` names them by; `none` comes last where the ballot has it. */
  candidates: string[];
  costs: (number | null)[];
  outcome: Outcome;
  /** How many would buy each draft, where the ballot asks. */
  wouldBuy?: number[];
  /** Of duels: how strong each draft is by Bradley–Terry, beside the score. */
  strengths?: Pick<Outcome, 'scores' | 'intervals'>;
  /** Of duels: how many each draft won and lost. */
  records?: { won: number; lost: number }[];
  /** Drafts that no more ballots prefer to "none of these" than the other way round: they cannot win. Places. */
  belowNone?: number[];
  /** The same ballots, of a part of the voters; they are looked at side by side and never weighted. */
  groups?: {
    group: VoterGroup;
    ballots: number;
    outcome: Pick<Outcome, 'winners' | 'ties' | 'possible' | 'scores'>;
  }[];
}

/** Whoever had bought from the brand before the vote opened, and whoever never voted before. */
export type VoterGroup = 'buyers' | 'first-time';

export interface CountingRule {
  method: Exclude<Method, 'specification'>;
  seats: number;
  budget: number | null;
}

export interface Candidates {
  /** Ids in an order that says nothing: by id. */
  ids: readonly string[];
  costs: readonly (number | null)[];
  /** Whether "none of these" stands behind them. */
  none: boolean;
}

/**
 * Counts a round by its sealed rule. Whoever does not beat "none of these" is taken out before the seats are filled, as
 * Debian's constitution does with its default option (A.5.3, “dropped”); the duels shown have everybody.
 *
 * @param votes by the places of `ids`; "none of these" is the place behind the last
 * @throws CannotCount where the rule does not suit the ballots
 */
export const countRound = (
  { ids, costs, none }: Candidates,
  votes: readonly Vote[],
  { method, seats, budget }: CountingRule,
): Pick<KeptCount, 'candidates' | 'costs' | 'outcome' | 'belowNone' | 'strengths' | 'records'> => {
  const candidates = none ? [...ids, noneOfThese] : [...ids];
  const election: Election = {
    candidates,
    costs: none ? [...costs, null] : [...costs],
    seats,
    votes,
  };
  const most = ['schulze', 'irv', 'equal-shares'].includes(method) ? 1 : Math.min(seats, candidates.length);
  const rules = { method: countedBy(method)!, seats: most, ...(budget !== null && { budget }) };
  const kept = { candidates, costs: election.costs as (number | null)[] };
  if (votes.length === 0)
    return { ...kept, outcome: { winners: [], ties: [], notes: [] }, ...(none && { belowNone: [] }) };
  const whole = countElection(election, rules);
  if (!none)
    return {
      ...kept,
      outcome: whole,
      ...(method === 'duels' && { strengths: strengthsOf(election), records: recordsOf(election) }),
    };
  const belowNone = dropped(election, whole, ids.length);
  const standing = candidates
    .map((_, place) => place)
    .filter((place) => place < ids.length && !belowNone.includes(place));
  return { ...kept, belowNone, outcome: { ...whole, ...among(standing, election, rules, whole) } };
};

const strengthsOf = (election: Election) => {
  const { scores, intervals } = countElection(election, { method: 'bradley-terry', seats: 1 });
  return { ...(scores && { scores }), ...(intervals && { intervals }) };
};

/** By the duels against "none of these" where the ballots are rankings, by approvals where they are picks. */
const dropped = (election: Election, { pairwise, scores }: Outcome, none: number): number[] => {
  const ranked = election.votes.some((vote) => 'ranking' in vote);
  const duels = pairwise ?? (ranked ? duelsOf(packRankings(election)) : null);
  return Array.from({ length: none }, (_, place) => place).filter((place) =>
    duels ? duels[place]![none]! <= duels[none]![place]! : (scores?.[place] ?? 0) <= (scores?.[none] ?? 0),
  );
};

/** Who is elected of some of the candidates, by their places in the whole list; with nobody left, nobody. */
const among = (
  standing: number[],
  election: Election,
  rules: Parameters<typeof countElection>[1],
  whole: Outcome,
): Partial<Outcome> => {
  if (standing.length === 0) return { winners: [], ties: [], ...(whole.rounds && { rounds: [] }) };
  const place = new Map(standing.map((old, now) => [old, now]));
  const left = (some: readonly number[]) => some.flatMap((old) => place.get(old) ?? []);
  const votes = election.votes.flatMap((vote): Vote[] => {
    if ('ranking' in vote) {
      const ranking = vote.ranking.map(left).filter((group) => group.length > 0);
      return ranking.length > 0 ? [{ count: vote.count, ranking }] : [];
    }
    return 'approvals' in vote ? [{ count: vote.count, approvals: left(vote.approvals) }] : [vote];
  });
  const { winners, ties, possible, rounds, quota } = countElection(
    {
      candidates: standing.map((old) => election.candidates[old]!),
      costs: standing.map((old) => election.costs[old]!),
      seats: election.seats,
      votes,
    },
    { ...rules, seats: Math.min(rules.seats ?? 1, standing.length) },
  );
  const back = (some: readonly number[]) => some.map((now) => standing[now]!);
  return {
    winners: back(winners),
    ties: ties.map(back),
    ...(possible && { possible: possible.map(back) }),
    ...(quota !== undefined && { quota }),
    ...(rounds && {
      rounds: rounds.map((round) => ({
        ...round,
        tallies: election.candidates.map((_, old) => {
          const now = place.get(old);
          return now === undefined ? null : (round.tallies[now] ?? null);
        }),
        elected: back(round.elected),
        eliminated: back(round.eliminated),
      })),
    }),
  };
};
