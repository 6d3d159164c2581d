import type { Proposal } from './tallying.ts';

/**
 * Whether a decision is another than the rule proposes. Filling the seats of a tie from the tied drafts is not, nor is
 * anything that the rule can come to however its ties are broken: it leaves exactly that to the brand.
 *
 * @param chosen ids of drafts, in any order
 */
export const departs = (proposal: Proposal, chosen: string[]): boolean => {
  if (proposal.possible) return !isPossible(proposal.possible, chosen);
  const beyond = new Set(chosen);
  for (const winner of proposal.winners) if (!beyond.delete(winner)) return true;
  return beyond.size !== proposal.seatsForTied || [...beyond].some((draft) => !proposal.tied.includes(draft));
};

/** Whether the brand chose some of the tied drafts and left others: a tie that was broken by hand. */
export const breaksTie = (proposal: Proposal, chosen: string[]): boolean => {
  if (proposal.possible) return isPossible(proposal.possible, chosen);
  const taken = proposal.tied.filter((draft) => chosen.includes(draft)).length;
  return taken > 0 && taken < proposal.tied.length;
};

const isPossible = (possible: readonly (readonly string[])[], chosen: readonly string[]) => {
  const all = new Set(chosen);
  return possible.some((some) => some.length === all.size && some.every((draft) => all.has(draft)));
};

/** Why a decision needs a reason that everyone can read; null where it merely confirms the rule. */
export const reasonNeeded = (
  proposal: Proposal,
  chosen: string[],
): 'quorum-not-reached' | 'departs' | 'tie-broken' | null => {
  if (!proposal.quorumReached) return 'quorum-not-reached';
  if (departs(proposal, chosen)) return 'departs';
  return breaksTie(proposal, chosen) ? 'tie-broken' : null;
};
