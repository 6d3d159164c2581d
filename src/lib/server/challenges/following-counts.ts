import type { Reader } from '../../../../db/schema.ts';
import { tallyIsShown, votingIsOpen } from '../../domain/ballots.ts';
import type { Database } from '../database.ts';

export interface Follower {
  changed(): void;
  /** Nothing comes any more: the count is final, or may not be seen. */
  closed(): void;
}

/** So long there is no second word of a challenge. */
const rest = 1_000;
/** What another process writes is found so late at most. */
const patience = 3_000;

interface Watch {
  followers: Set<Follower>;
  /** What the count was last known by; null before it was looked at. */
  mark: string | null;
  resting: boolean;
  again: boolean;
  poll: ReturnType<typeof setInterval>;
}

type Source = Pick<Database, 'read' | 'onCommit'>;
type Following = ReturnType<typeof following>;
const made = new WeakMap<Source, Following>();

/** Who is told that the count of a challenge has changed: one look at the database for all who follow it. */
export const countFollowers = (database: Source, clock: () => number): Following => {
  let found = made.get(database);
  if (!found) made.set(database, (found = following(database, clock)));
  return found;
};

const following = (database: Source, clock: () => number) => {
  const watches = new Map<string, Watch>();
  database.onCommit(() => {
    for (const challenge of watches.keys()) look(challenge);
  });

  const look = (challenge: string) => {
    const watch = watches.get(challenge);
    if (!watch) return;
    if (watch.resting) {
      watch.again = true;
      return;
    }
    watch.resting = true;
    watch.again = false;
    setTimeout(() => {
      watch.resting = false;
      if (watch.again) look(challenge);
    }, rest).unref();
    void database
      .read((read) => standingOf(read, challenge, clock()))
      .then(({ mark, over }) => {
        const before = watch.mark;
        watch.mark = mark;
        if (before !== null && before !== mark) for (const one of [...watch.followers]) one.changed();
        if (over) for (const one of [...watch.followers]) one.closed();
      })
      // The next look finds it.
      .catch(() => {});
  };

  const stop = (challenge: string, follower: Follower) => {
    const watch = watches.get(challenge);
    watch?.followers.delete(follower);
    if (!watch || watch.followers.size > 0) return;
    clearInterval(watch.poll);
    watches.delete(challenge);
  };

  return {
    /** Gives what ends it. */
    follow: (challenge: string, follower: Follower): (() => void) => {
      let watch = watches.get(challenge);
      if (!watch) {
        const poll = setInterval(() => look(challenge), patience);
        poll.unref();
        watch = { followers: new Set(), mark: null, resting: false, again: false, poll };
        watches.set(challenge, watch);
      }
      watch.followers.add(follower);
      if (watch.mark === null) look(challenge);
      return () => stop(challenge, follower);
    },
    /** The process ends. */
    closeAll: () => {
      for (const { followers } of [...watches.values()]) for (const one of [...followers]) one.closed();
    },
  };
};

const standingOf = async (read: Reader, challenge: string, now: number) => {
  const row = await read
    .selectFrom('challenges')
    .leftJoin('kept_counts', (join) =>
      join
        .onRef('kept_counts.challenge_id', '=', 'challenges.id')
        .onRef('kept_counts.round', '=', 'challenges.round'),
    )
    .select([
      'challenges.state',
      'challenges.method',
      'challenges.tally_shown',
      'challenges.voting_opens_at',
      'challenges.voting_closes_at',
      'challenges.log_size',
      'challenges.ballot_count',
      'kept_counts.log_size as counted',
      'kept_counts.final',
    ])
    .where('challenges.id', '=', challenge)
    .executeTakeFirst();
  if (!row) return { mark: '', over: true };
  const open = votingIsOpen(row, now);
  const counted = row.method === 'picks' ? [row.log_size, row.ballot_count] : [row.counted];
  return {
    mark: [row.state, open, row.final, ...counted].join(),
    over: !tallyIsShown(row, now) || (!open && (row.method === 'picks' || row.final === 1)),
  };
};
