import type { TracedBallot } from './ballots.ts';

const day = 24 * 3600_000;

/**
 * What speaks for an account, in the points in which the evidence against it is counted. A preorder costs money and
 * weighs most; to follow costs a click and weighs nearly nothing, as does age, which is cheap to whoever plans ahead.
 */
export const standingOf = (ballot: TracedBallot): number =>
  (ballot.preordered ? 6 : 0) +
  (ballot.commented ? 1.5 : 0) +
  (ballot.followed ? 0.5 : 0) +
  (ballot.challenges >= 5 ? 4 : ballot.challenges >= 3 ? 3 : ballot.challenges === 2 ? 1.5 : 0) +
  (ballot.castAt - ballot.joinedAt > 180 * day ? 0.5 : 0);

/** Whoever has less than this has left no trace but, perhaps, this vote. Only such accounts make up a crowd. */
export const enoughStanding = 2;
