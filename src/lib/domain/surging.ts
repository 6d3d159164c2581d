const minute = 60_000;

/** Sign-ups are counted in ten minutes as they stand on the clock. */
export const surgeSpan = 10 * minute;

/**
 * From how many sign-ups in ten minutes on the browser has to work for one. A site of some size gets a few a minute on a good
 * day; a meetup of eighty makes a network surge, where the work costs each phone seconds and nobody a refusal.
 */
export const surgeFrom = { site: 60, network: 15 } as const;

/**
 * For whoever's browser runs no scripts: so many in ten minutes may join without the work while it is asked for, and their
 * letter comes later. Ten thousand accounts that way take three days and a half.
 */
export const withoutWork = { most: 20, letterAfter: 30 * minute } as const;

/** Sign-ups in ten minutes above which no work helps any more. A meetup has one address, a campus one network. */
export const joiningLimits = { address: 200, network: 400 } as const;

/** Votes and changes of votes in ten minutes; somebody who tries every draft of a long list once and twice stays below. */
export const votingLimits = { account: 120, address: 1200, network: 4000 } as const;

/** Answers to pairs in ten minutes, by one account: three a second, all the time. Their ballot is one, however many there are. */
export const judgingLimit = 1800;

/** How long a task may be old when it comes back done. */
export const taskLasts = 30 * minute;

/** The present ten minutes and the ones before. */
export const surgeBuckets = (now: number): [number, number] => {
  const bucket = Math.floor(now / surgeSpan);
  return [bucket, bucket - 1];
};

/** How many there were in the ten minutes up to now, as far as two counts tell: the earlier one weighs by what it still overlaps. */
export const countInSpan = (present: number, before: number, now: number): number =>
  present + before * (1 - (now % surgeSpan) / surgeSpan);
