import type { Election } from './elections.ts';

/**
 * Ranked ballots side by side, a fraction of the room that lists of lists take: ballot `i` names
 * `order[starts[i]]` to `order[starts[i + 1] - 1]`, best first.
 */
export interface Rankings {
  candidates: number;
  /** How many cast this very ballot. */
  counts: Float64Array;
  starts: Uint32Array;
  order: Uint16Array;
  /** 1 where a candidate stands level with the one before it on the same ballot. */
  level: Uint8Array;
  /** All ballots, those that name nobody included. */
  total: number;
}

/** The rankings among the ballots, packed. Ballots of other kinds are left out. */
export const packRankings = ({ candidates, votes }: Pick<Election, 'candidates' | 'votes'>): Rankings => {
  const ranked = votes.flatMap((vote) => ('ranking' in vote ? [vote] : []));
  const length = ranked.reduce(
    (sum, { ranking }) => sum + ranking.reduce((size, group) => size + group.length, 0),
    0,
  );
  const packed: Rankings = {
    candidates: candidates.length,
    counts: new Float64Array(ranked.length),
    starts: new Uint32Array(ranked.length + 1),
    order: new Uint16Array(length),
    level: new Uint8Array(length),
    total: 0,
  };
  let at = 0;
  ranked.forEach(({ ranking, count }, i) => {
    packed.counts[i] = count;
    packed.total += count;
    for (const group of ranking) {
      group.forEach((candidate, k) => {
        packed.order[at] = candidate;
        packed.level[at++] = k > 0 ? 1 : 0;
      });
    }
    packed.starts[i + 1] = at;
  });
  return packed;
};
