import type { ChallengeState, DraftState, Lifecycle } from './lifecycles.ts';

export type CallState = 'open' | 'closed' | 'chosen';
/** `closed` takes no more offers and waits for the choice; `chosen` has it. */
export const callLifecycle: Lifecycle<CallState> = {
  open: ['closed', 'chosen'],
  closed: ['chosen'],
  chosen: [],
};

const day = 24 * 3600_000;

export const callLimits = {
  wanted: 8_000,
  /** How many quantities may be asked for. */
  quantities: 6,
  quantity: 1_000_000,
  /** Milliseconds that suppliers have at least, and at most. */
  shortest: day,
  longest: 180 * day,
} as const;

/** Where a call for makers would stand. */
export interface CallPlace {
  challenge: ChallengeState;
  /** Null for the challenge's brief. */
  draft: DraftState | null;
  /** Withdrawn or disqualified. */
  removed: boolean;
  /** Whether the draft is a finalist; null where the challenge has named none. */
  finalist: boolean | null;
}

/**
 * Whether makers may be asked for here: on the brief of any challenge that is public and was not cancelled, and on a draft of the
 * shortlist. What counts as on the shortlist is said here and nowhere else: one of the finalists, and where none are
 * named a draft that was submitted or has won, in a challenge that is being voted on, decided on, or is decided.
 */
export const takesCalls = ({ challenge, draft, removed, finalist }: CallPlace): boolean => {
  if (removed || challenge === 'preparing' || challenge === 'cancelled') return false;
  if (draft === null) return true;
  return (draft === 'submitted' || draft === 'won') && challenge !== 'collecting' && finalist !== false;
};

/**
 * Reads the quantities that prices are asked for, as people type them: `100 500 1000`, `100, 500`, `100、500`.
 * A comma between two digits may separate thousands or quantities, and is refused rather than guessed.
 *
 * @returns whole numbers, ascending, none twice; null for what is no such list, is empty, or passes the limits
 */
export const parseQuantities = (text: string): number[] | null => {
  const plain = text.replace(/[、，；;/]/g, ' ').normalize('NFKC');
  if (/\d,\d/.test(plain)) return null;
  const parts = plain.split(/[\s,]+/).filter(Boolean);
  if (parts.length === 0 || !parts.every((part) => /^[1-9]\d{0,6}$/.test(part))) return null;
  const quantities = [...new Set(parts.map(Number))].sort((a, b) => a - b);
  if (quantities.length > callLimits.quantities || quantities.at(-1)! > callLimits.quantity) return null;
  return quantities;
};

/** Whether suppliers would have a sensible time to answer, counted from now; both epoch milliseconds. */
export const isCallTime = (closesAt: number, now: number): boolean =>
  closesAt >= now + callLimits.shortest && closesAt <= now + callLimits.longest;
