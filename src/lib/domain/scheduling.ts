/** When a challenge does what; epoch milliseconds. */
export interface ChallengeDates {
  /** Null: as soon as it is published. */
  collectingOpensAt: number | null;
  votingOpensAt: number | null;
  votingClosesAt: number | null;
}

export type DateProblem =
  | 'missing'
  | 'voting-before-collecting'
  | 'closes-before-opening'
  | 'voting-too-short'
  | 'voting-too-long'
  | 'in-the-past';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const shortestVoting = hour;
export const longestVoting = 366 * day;
/** So long before the close the voters are reminded. */
export const reminderBefore = 48 * hour;

/**
 * What is wrong with the dates of a challenge that has not been sealed, by the date that has to change.
 * Collecting opens before voting does, voting lasts an hour at least and a year at most, and opens in the future.
 */
export const dateProblems = (
  dates: ChallengeDates,
  now: number,
): Partial<Record<keyof ChallengeDates, DateProblem>> => {
  const { collectingOpensAt, votingOpensAt, votingClosesAt } = dates;
  const problems: Partial<Record<keyof ChallengeDates, DateProblem>> = {};
  if (votingOpensAt === null) problems.votingOpensAt = 'missing';
  else if (votingOpensAt <= now) problems.votingOpensAt = 'in-the-past';
  else if (collectingOpensAt !== null && collectingOpensAt >= votingOpensAt)
    problems.votingOpensAt = 'voting-before-collecting';
  if (votingClosesAt === null) problems.votingClosesAt = 'missing';
  else if (votingClosesAt <= now) problems.votingClosesAt = 'in-the-past';
  else if (votingOpensAt !== null && votingOpensAt > now) {
    const length = votingClosesAt - votingOpensAt;
    if (length <= 0) problems.votingClosesAt = 'closes-before-opening';
    else if (length < shortestVoting) problems.votingClosesAt = 'voting-too-short';
    else if (length > longestVoting) problems.votingClosesAt = 'voting-too-long';
  }
  return problems;
};

/** A job that is a little late opens the vote "on time": what was announced is what is sealed. */
const punctual = 5 * minute;
/** Less than this between opening and close is no vote. */
const tooLittle = shortestVoting / 2;

/**
 * The dates that hold when voting really opens: early, by hand, or late after a downtime. The announced ones stand
 * where they still can; a close that has passed, or is about to, moves so that voting is open as long as announced.
 *
 * @returns epoch milliseconds
 */
export const datesWhenOpened = (
  planned: { votingOpensAt: number; votingClosesAt: number },
  now: number,
): { votingOpensAt: number; votingClosesAt: number } => {
  const { votingOpensAt, votingClosesAt } = planned;
  const length = Math.max(votingClosesAt - votingOpensAt, shortestVoting);
  return {
    votingOpensAt: now >= votingOpensAt && now - votingOpensAt <= punctual ? votingOpensAt : now,
    votingClosesAt: votingClosesAt - now >= tooLittle ? votingClosesAt : now + length,
  };
};

/** When the voters are reminded, epoch milliseconds; null where voting is too short for it to be worth a letter. */
export const reminderAt = (votingOpensAt: number, votingClosesAt: number): number | null =>
  votingClosesAt - votingOpensAt > reminderBefore + day / 2 ? votingClosesAt - reminderBefore : null;
