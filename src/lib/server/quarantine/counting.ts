import type { Counters } from './setting-aside.ts';

/**
 * Stands where the counters of ballots are to be joined: a ballot that is set aside must leave `ballot_count` of its
 * challenge and the counts of its picks or choices, and come back with its present content. Until that is wired, nothing calls
 * `noteOrigin`, so that no ballot is ever looked at.
 */
export const ballotCounters: Counters = {
  ballotSetAside: async () => {},
  ballotReturned: async () => {},
};
