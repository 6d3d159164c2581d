import type { ChallengeState } from './lifecycles.ts';

export interface PickDifference {
  added: string[];
  removed: string[];
}

/**
 * What a new list of picks changes on a ballot. Neither list's order matters, nor that a draft is named twice.
 *
 * @param before the drafts picked so far
 * @param after the drafts picked from now on, all of them
 */
export const pickDifference = (before: Iterable<string>, after: Iterable<string>): PickDifference => {
  const old = new Set(before);
  const wanted = new Set(after);
  return {
    added: [...wanted].filter((draft) => !old.has(draft)),
    removed: [...old].filter((draft) => !wanted.has(draft)),
  };
};

/** What decides whether ballots are taken and shown. Times are epoch milliseconds. */
export interface Voting {
  state: ChallengeState;
  voting_opens_at: number | null;
  voting_closes_at: number | null;
  tally_shown: 'live' | 'after-close';
}

/** From the moment of opening up to, and without, the moment of closing: whatever the job that closes it does. */
export const votingIsOpen = (voting: Omit<Voting, 'tally_shown'>, now: number): boolean =>
  voting.state === 'voting' &&
  voting.voting_opens_at !== null &&
  voting.voting_opens_at <= now &&
  voting.voting_closes_at !== null &&
  now < voting.voting_closes_at;

/** Whether everybody may see the picks: while voting is open only where the rule says so, and of no challenge that was cancelled. */
export const tallyIsShown = (voting: Voting, now: number): boolean => {
  if (voting.state === 'deciding' || voting.state === 'decided') return true;
  if (voting.state !== 'voting') return false;
  return (
    voting.tally_shown === 'live' || (voting.voting_closes_at !== null && now >= voting.voting_closes_at)
  );
};
