import { configurationIn, isLegal, type Configuration } from './configuring.ts';
import { breaksTie, departs, reasonNeeded } from './deciding.ts';
import { countRound, type Candidates, type CountingRule } from './kept-count.ts';
import type { LogFile, PublishedDecision, PublishedResult } from './log-files.ts';
import { voteOf } from './marking.ts';
import { noneOfThese } from './none.ts';
import type { Says } from './replaying.ts';
import type { Rule } from './sealing.ts';
import { countSpecification, specificationReason, type ChoiceVotes } from './specifying.ts';
import { proposalOf } from './standings.ts';
import { proposeWinners } from './tallying.ts';
import type { Election, Vote } from './counting/elections.ts';

/** What the ballots of a log add up to by its rule: what the site should have published. */
export const recount = (file: LogFile, rule: Rule, ballots: readonly Says[]): PublishedResult => {
  const { method } = rule;
  if (method === 'picks') return recountPicks(rule, ballots);
  if (method === 'specification') return recountChoices(configurationIn(file.configuration!), rule, ballots);
  const countedAt = 'countedAt' in file.result ? file.result.countedAt : Infinity;
  const candidates = candidatesOf(file, rule, countedAt);
  const counting: CountingRule = {
    method,
    seats: 'seats' in rule ? rule.seats : 1,
    budget: 'budget' in rule ? rule.budget : null,
  };
  const counted = countRound(candidates, votesOf(ballots, placesOf(candidates)), counting);
  return {
    method,
    ballots: ballots.length,
    ...counted,
    ...(method === 'score' && { wouldBuy: wouldBuyOf(ballots, counted.candidates) }),
    countedAt,
  };
};

/** What was sealed without what was off the table when it was counted, by id. */
const candidatesOf = ({ removed }: Pick<LogFile, 'removed'>, rule: Rule, countedAt: number): Candidates => {
  const gone = new Set(removed.filter(({ at }) => at <= countedAt).map(({ draft }) => draft));
  const ids = rule.drafts
    .map(({ draft }) => draft)
    .filter((draft) => !gone.has(draft))
    .sort();
  const costs = ids.map((id) => ('costs' in rule ? (rule.costs[id] ?? null) : null));
  return { ids, costs, none: rule.defaultOption !== undefined };
};

const placesOf = ({ ids, none }: Candidates): Map<string, number> => {
  const places = new Map(ids.map((id, place) => [id, place]));
  if (none) places.set(noneOfThese, ids.length);
  return places;
};

/**
 * The ballots as an election of its own, for other counters. Candidates go by their titles where each has one of its own,
 * else by their ids.
 */
export const electionOf = (
  file: Pick<LogFile, 'removed' | 'result'>,
  rule: Rule,
  ballots: readonly Says[],
  titles: ReadonlyMap<string, string>,
): Election => {
  const candidates = candidatesOf(file, rule, 'countedAt' in file.result ? file.result.countedAt : Infinity);
  const places = placesOf(candidates);
  const ids = [...places.keys()];
  const names = ids.map((id) => (id === noneOfThese ? 'none' : (titles.get(id) ?? '')));
  const named = names.every((name) => name !== '') && new Set(names).size === names.length;
  const approved = ballots.map((says) =>
    'picks' in says ? { approvals: says.picks } : 'none' in says ? { approvals: [noneOfThese] } : says,
  );
  return {
    candidates: named ? names : ids,
    costs: candidates.none ? [...candidates.costs, null] : candidates.costs,
    seats: 'seats' in rule ? rule.seats : 1,
    votes: votesOf(approved, places),
  };
};

/** Those who say the very same are counted together. */
const votesOf = (ballots: readonly Says[], places: ReadonlyMap<string, number>): Vote[] => {
  const votes = new Map<string, Vote>();
  const add = (vote: Vote | null) => {
    if (!vote) return;
    const { count, ...said } = vote;
    const key = JSON.stringify(said);
    const same = votes.get(key);
    if (same) same.count += count;
    else votes.set(key, { ...vote });
  };
  for (const says of ballots) {
    if ('duels' in says)
      for (const { pair, winner } of says.duels.values()) {
        const loser = pair[0] === winner ? pair[1] : pair[0];
        const [one, other] = [places.get(winner ?? ''), places.get(loser)];
        if (winner !== null && one !== undefined && other !== undefined)
          add({ count: 1, duel: [one, other] });
      }
    else if ('ranking' in says || 'scores' in says || 'approvals' in says) add(voteOf(says, places, 1));
  }
  return [...votes.values()];
};

const wouldBuyOf = (ballots: readonly Says[], candidates: readonly string[]): number[] => {
  const counts = new Map(candidates.map((id) => [id, 0]));
  for (const says of ballots)
    if ('scores' in says) for (const id of says.wouldBuy ?? []) counts.set(id, (counts.get(id) ?? 0) + 1);
  return candidates.map((id) => counts.get(id) ?? 0);
};

const recountPicks = (rule: Rule, ballots: readonly Says[]): PublishedResult => {
  const picks = new Map(rule.drafts.map(({ draft }) => [draft, 0]));
  let none = 0;
  for (const says of ballots) {
    if ('picks' in says) for (const draft of says.picks) picks.set(draft, picks.get(draft)! + 1);
    if ('none' in says) none++;
  }
  const tally = [...picks].map(([draft, count]) => ({ draft, picks: count }));
  return { method: 'picks', ballots: ballots.length, none, tally };
};

const recountChoices = (
  configuration: Configuration,
  { quorum }: Rule,
  ballots: readonly Says[],
): PublishedResult => {
  const votes = new Map<string, ChoiceVotes>();
  for (const says of ballots)
    if ('choices' in says)
      for (const [part, choice] of Object.entries(says.choices)) {
        const key = `${part}:${choice}`;
        const kept = votes.get(key) ?? { part, choice, votes: 0 };
        votes.set(key, { ...kept, votes: kept.votes + 1 });
      }
  const specification = countSpecification(configuration, [...votes.values()], {
    ballots: ballots.length,
    quorum,
  });
  return { method: 'specification', ballots: ballots.length, specification };
};

/** How a published result differs from what was counted; null where it follows. */
export const differenceOf = (published: PublishedResult, counted: PublishedResult): string | null => {
  if (published.method !== counted.method)
    return `the result is by ${published.method}, and the rule says ${counted.method}`;
  if (published.ballots !== counted.ballots)
    return `the result has ${published.ballots} ballots, and the log has ${counted.ballots}`;
  if (published.method === 'picks' && counted.method === 'picks') {
    if (published.none !== counted.none)
      return `the result has ${published.none} for none of these, and the log has ${counted.none}`;
    const tally = new Map(published.tally.map(({ draft, picks }) => [draft, picks]));
    if (tally.size !== published.tally.length || tally.size !== counted.tally.length)
      return 'the result does not have every sealed draft once';
    const other = counted.tally.find(({ draft, picks }) => tally.get(draft) !== picks);
    return other
      ? `draft ${other.draft} has ${tally.get(other.draft)} picks in the result, and ${other.picks} in the log`
      : null;
  }
  // What a draft costs stands in the rule where the method asks, and is no outcome elsewhere.
  if (counted.method === 'equal-shares') return pathOf(published, counted);
  const { costs: _, ...left } = published as { costs?: unknown };
  const { costs: __, ...right } = counted as { costs?: unknown };
  return pathOf(left, right);
};

const pathOf = (published: unknown, counted: unknown): string | null => {
  const path = unlike(published, counted, []);
  return path ? `“${path.join('.')}” of the result is not what the ballots add up to` : null;
};

/** Where two values differ first; numbers that are no counts agree but for the last digits. */
const unlike = (a: unknown, b: unknown, path: string[]): string[] | null => {
  if (typeof a === 'number' && typeof b === 'number')
    return a === b || (!Number.isInteger(a) && Math.abs(a - b) < 1e-9) ? null : path;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return a === b ? null : path;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (one[key] === undefined && other[key] === undefined) continue;
    const found = unlike(one[key], other[key], [...path, key]);
    if (found) return found;
  }
  return null;
};

/** How a published decision differs from what the count proposes; null where it is what it says. */
export const decisionDifference = (
  file: LogFile,
  rule: Rule,
  counted: PublishedResult,
  decision: PublishedDecision,
): string | null => {
  const { winners } = decision;
  const foreign = winners.find((id) => !rule.drafts.some(({ draft }) => draft === id));
  if (foreign !== undefined) return `${foreign} is decided on, and was not on the sealed list`;
  if (counted.method === 'specification') {
    const needed = specificationReason(counted.specification, decision.composition);
    if ((needed === 'departs') !== decision.departs || (needed === 'tie-broken') !== decision.tieBroken)
      return 'the decision does not say rightly whether it departs from the count';
    const { composition } = decision;
    if (winners.join() !== (composition ? rule.drafts[0]!.draft : ''))
      return 'the decision does not say rightly of which draft it is';
    if (composition && !isLegal(configurationIn(file.configuration!), composition))
      return 'what was decided on cannot be built';
    return reasonFault(needed, decision);
  }
  const proposal = proposalFrom(file, rule, counted, decision);
  if (!decision.proposal) return 'the decision does not say what the rule proposed';
  const same = (a: readonly string[], b: readonly string[]) =>
    a.length === b.length && new Set(b).size === b.length && a.every((one) => b.includes(one));
  if (
    !same(proposal.winners, decision.proposal.winners) ||
    !same(proposal.tied, decision.proposal.tied) ||
    proposal.quorumReached !== decision.proposal.quorumReached
  )
    return 'what the decision says that the rule proposes is not what the ballots add up to';
  if (departs(proposal, winners) !== decision.departs || breaksTie(proposal, winners) !== decision.tieBroken)
    return 'the decision does not say rightly whether it departs from the count';
  return reasonFault(reasonNeeded(proposal, winners), decision);
};

/** `needed`: what it takes a reason for that everybody can read; null for nothing. */
const reasonFault = (
  needed: ReturnType<typeof reasonNeeded>,
  { reason }: Pick<PublishedDecision, 'reason'>,
): string | null => {
  if (!needed || reason.trim()) return null;
  if (needed === 'tie-broken') return 'the decision gives no reason where it breaks a tie';
  return needed === 'departs'
    ? 'the decision gives no reason where it departs'
    : 'the decision gives no reason where the quorum was not reached';
};

const proposalFrom = (
  { removed }: LogFile,
  rule: Rule,
  counted: PublishedResult,
  { decidedAt, shortlist }: PublishedDecision,
) => {
  const seats = 'seats' in rule ? rule.seats : 1;
  const { quorum } = rule;
  if (counted.method === 'picks') {
    const gone = new Set(removed.filter(({ at }) => at <= decidedAt).map(({ draft }) => draft));
    const standing = counted.tally
      .filter(({ draft }) => !shortlist || shortlist.includes(draft))
      .map((one) => ({ ...one, disqualified: gone.has(one.draft) }));
    return proposeWinners(standing, {
      seats,
      quorum,
      ballots: counted.ballots,
      ...(rule.defaultOption && { none: counted.none }),
    });
  }
  if (counted.method === 'specification') throw new TypeError('a specification vote proposes no drafts');
  return proposalOf(counted, { seats, quorum });
};
