import type { ChallengeState, DraftState } from './lifecycles.ts';

/** Lengths in characters; `invitations` to one draft at a time, and `invitationsADay` by one member in 24 hours. */
export const entryLimits = {
  drafts: 20,
  rules: 20_000,
  licence: 20_000,
  words: 2_000,
  authors: 6,
  working: 10,
  invitationsADay: 20,
};

/** How a draft in an open challenge stands, as its authors are told. */
export type EntryStanding =
  | 'working'
  | 'awaiting'
  | 'returned'
  | 'blind'
  | 'public'
  | 'left-out'
  | 'won'
  | 'not-chosen'
  | 'withdrawn'
  | 'disqualified';

export interface Entry {
  state: DraftState;
  challenge: ChallengeState;
  removal: 'withdrawn' | 'disqualified' | null;
  /** Its last review: `waiting` while it has no answer; null where none was asked for. */
  review: 'waiting' | 'approved' | 'returned' | 'withdrawn' | null;
  /** Whether it was entered in a challenge that collects blind. */
  blind: boolean;
}

/**
 * What a removal says outweighs everything; a review that waits, or whose draft was returned, is what its authors must
 * know of while the challenge collects. A draft that is still edited when collecting ends was left out.
 */
export const entryStanding = ({ state, challenge, removal, review, blind }: Entry): EntryStanding => {
  if (removal) return removal;
  if (state === 'won') return 'won';
  if (state === 'not chosen') return 'not-chosen';
  const collecting = challenge === 'collecting';
  if (collecting && review === 'waiting') return 'awaiting';
  if (collecting && review === 'returned') return 'returned';
  if (state === 'submitted') return 'public';
  if (!collecting) return 'left-out';
  return blind ? 'blind' : 'working';
};

/**
 * The order in which drafts that were hidden come to the table: by a text that depends on the seal, which nobody knows
 * before the vote opens, and everybody can compute after it.
 *
 * @param digest a hash of a text, such as SHA-256 in hexadecimal
 */
export const drawnOrder = (drafts: string[], seal: string, digest: (text: string) => string): string[] =>
  drafts
    .map((draft) => ({ draft, lot: digest(`${seal}:${draft}`) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : a.draft < b.draft ? -1 : 1))
    .map(({ draft }) => draft);
