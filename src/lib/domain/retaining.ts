const day = 24 * 3600_000;

/**
 * How long is kept what nobody asks for any more, ms since it was made (a job: since it was done). The events of the
 * audit trail, ballots, preorders and payments are kept for good.
 */
export const keptFor = {
  /** Letters, sent or not: they hold addresses and what people ordered. */
  mails: 90 * day,
  notifications: 180 * day,
  /** Where ballots came from, as hashes: since the challenge was decided or cancelled. */
  origins: 30 * day,
  jobsDone: 7 * day,
  /** Long enough for an admin to look into what went wrong. */
  jobsFailed: 90 * day,
} as const;
