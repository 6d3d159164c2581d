/** One draft that beats another: for how many ballots, and against how many. Drafts by their places. */
export interface Duel {
  winner: number;
  loser: number;
  for: number;
  against: number;
}

type Pairwise = readonly (readonly number[])[];

const beats = (pairwise: Pairwise, one: number, other: number) =>
  pairwise[one]![other]! > pairwise[other]![one]!;

const duel = (pairwise: Pairwise, winner: number, loser: number): Duel => ({
  winner,
  loser,
  for: pairwise[winner]![loser]!,
  against: pairwise[loser]![winner]!,
});

/** Who gets to whom over any number of steps; `[i][j]` by the place in `among`. */
const reachOf = (among: readonly number[], step: (one: number, other: number) => boolean): boolean[][] => {
  const reaches = among.map((one) => among.map((other) => one !== other && step(one, other)));
  for (const via of reaches.keys())
    for (const from of reaches.keys())
      if (reaches[from]![via]) for (const to of reaches.keys()) reaches[from]![to] ||= reaches[via]![to]!;
  return reaches;
};

/**
 * The smallest set of drafts each of which beats every draft outside of it: one draft where one beats all others.
 * J. H. Smith, “Aggregation of preferences with variable electorate”, Econometrica 41, 1973.
 *
 * @param pairwise `[i][j]`: ballots that prefer i to j
 * @param among the places that are looked at
 */
export const smithSet = (pairwise: Pairwise, among: readonly number[]): number[] => {
  const reaches = reachOf(among, (one, other) => !beats(pairwise, other, one));
  // Whoever gets to everybody by duels that are not lost.
  return among.filter((_, at) => among.every((_, to) => to === at || reaches[at]![to]!));
};

/**
 * Groups of more than one draft that beat each other in a circle: the strongly connected components of who beats whom,
 * in the order of `among`.
 */
export const circlesOf = (pairwise: Pairwise, among: readonly number[]): number[][] => {
  const reaches = reachOf(among, (one, other) => beats(pairwise, one, other));
  const groups: number[][] = [];
  const seen = new Set<number>();
  among.forEach((one, at) => {
    if (seen.has(one)) return;
    const group = among.filter((_, to) => to === at || (reaches[at]![to]! && reaches[to]![at]!));
    for (const member of group) seen.add(member);
    if (group.length > 1) groups.push(group);
  });
  return groups;
};

/** The shortest circle of duels won that goes through a draft; nothing where it is in none. */
export const shortestCircle = (pairwise: Pairwise, among: readonly number[], start: number): Duel[] => {
  const from = new Map<number, number>();
  let edge = [start];
  while (edge.length > 0) {
    const next: number[] = [];
    for (const one of edge) {
      if (one !== start && beats(pairwise, one, start)) return chain(pairwise, from, start, one);
      for (const other of among) {
        if (other === start || from.has(other) || !beats(pairwise, one, other)) continue;
        from.set(other, one);
        next.push(other);
      }
    }
    edge = next;
  }
  return [];
};

const chain = (pairwise: Pairwise, from: ReadonlyMap<number, number>, start: number, end: number): Duel[] => {
  const duels = [duel(pairwise, end, start)];
  for (let to = end; to !== start; to = from.get(to)!) duels.unshift(duel(pairwise, from.get(to)!, to));
  return duels;
};

/**
 * Why a draft is first by Schulze's method although others beat it: for each of those the strongest chain of duels from
 * the first draft to it, and as the last one the duel that closes the circle. Where the draft is first alone, that last
 * one has fewer ballots than any of the chain: it gives way.
 */
export const circlesAgainst = (pairwise: Pairwise, among: readonly number[], first: number): Duel[][] =>
  among.flatMap((other) => {
    if (other === first || !beats(pairwise, other, first)) return [];
    const path = strongestChain(pairwise, among, first, other);
    return path.length > 0 ? [[...path, duel(pairwise, other, first)]] : [];
  });

/** By the fewest duels of all chains whose weakest duel has the most ballots (“winning votes”). */
const strongestChain = (pairwise: Pairwise, among: readonly number[], start: number, end: number): Duel[] => {
  const strengths = among
    .flatMap((one) => among.flatMap((other) => (beats(pairwise, one, other) ? pairwise[one]![other]! : [])))
    .sort((a, b) => b - a);
  for (const least of new Set(strengths)) {
    const from = new Map<number, number>();
    const queue = [start];
    for (const one of queue) {
      for (const other of among) {
        if (other === start || from.has(other)) continue;
        if (!beats(pairwise, one, other) || pairwise[one]![other]! < least) continue;
        from.set(other, one);
        queue.push(other);
      }
    }
    if (!from.has(end)) continue;
    const duels: Duel[] = [];
    for (let to = end; to !== start; to = from.get(to)!) duels.unshift(duel(pairwise, from.get(to)!, to));
    return duels;
  }
  return [];
};
