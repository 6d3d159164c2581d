/** How often something may be tried, and how long it then rests. Times in milliseconds. */
export interface TryingPolicy {
  /** So many tries without waiting. */
  free: number;
  firstWait: number;
  longestWait: number;
}

const second = 1000;
const minute = 60 * second;

/** Wrong passwords for one account. */
export const passwordTries: TryingPolicy = { free: 5, firstWait: 15 * second, longestWait: 15 * minute };
/** Wrong passwords from one address, whatever the account. More, since a household, an office or a meetup shares one. */
export const addressTries: TryingPolicy = { free: 20, firstWait: 15 * second, longestWait: 15 * minute };
/** Letters that anybody can have sent to a mailbox. */
export const letterTries: TryingPolicy = { free: 3, firstWait: minute, longestWait: 60 * minute };
/** Letters and new accounts asked for from one address. */
export const askingTries: TryingPolicy = { free: 30, firstWait: minute, longestWait: 60 * minute };

/** After so long without a try all is forgotten, ms. */
export const triesForgottenAfter = 6 * 60 * minute;

/**
 * How long to wait after so many tries, in milliseconds: nothing below the free ones, then the first wait,
 * doubled with each further try up to the longest.
 */
export const waitAfter = (tries: number, { free, firstWait, longestWait }: TryingPolicy): number =>
  tries < free ? 0 : Math.min(longestWait, firstWait * 2 ** (tries - free));
