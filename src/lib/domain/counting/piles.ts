import type { Rankings } from './rankings.ts';

/**
 * Ballots in piles, each with the candidate it counts for now. A ballot whose best remaining rank holds several who
 * are still there cannot say for whom it counts, and is exhausted for good, like one that names nobody else.
 */
export class Piles {
  /** Votes of each pile, in units of `whole`. */
  readonly sums: Float64Array;
  /** What became exhausted, and what rounding down lost, in the same units. */
  exhausted = 0;
  /** Ballots that were exhausted by equal ranks. */
  level = 0;
  readonly #rankings: Rankings;
  /** How many units a whole vote has. */
  readonly #whole: number;
  readonly #standing: Uint8Array;
  /** Where on it each ballot stands. */
  readonly #at: Uint32Array;
  /** What each ballot is worth, in units. */
  readonly #worth: Uint32Array;
  /** The next ballot of the same pile, and the first of each; -1 for none. */
  readonly #next: Int32Array;
  readonly #first: Int32Array;

  constructor(rankings: Rankings, whole: number) {
    const ballots = rankings.counts.length;
    this.#rankings = rankings;
    this.#whole = whole;
    this.sums = new Float64Array(rankings.candidates);
    this.#standing = new Uint8Array(rankings.candidates).fill(1);
    this.#at = rankings.starts.slice(0, ballots);
    this.#worth = new Uint32Array(ballots).fill(whole);
    this.#next = new Int32Array(ballots);
    this.#first = new Int32Array(rankings.candidates).fill(-1);
    for (let ballot = 0; ballot < ballots; ballot++) this.#put(ballot);
  }

  /** From now on no ballot counts for them; those that do already stay where they are. */
  leave(candidate: number): void {
    this.#standing[candidate] = 0;
  }

  /** Every ballot of a pile goes to whom it names next, at its worth. */
  passOn(candidate: number): void {
    this.#empty(candidate, (worth) => worth);
  }

  /**
   * What a pile holds above the quota goes on: each ballot at its worth × surplus / pile, rounded down to whole units.
   * The quota stays behind.
   */
  passSurplus(candidate: number, quota: number): void {
    const pile = this.sums[candidate]!;
    const surplus = pile - quota;
    const worths = new Map<number, number>();
    const reduced = (worth: number) => {
      let known = worths.get(worth);
      // A product of two such numbers does not fit a double.
      if (known === undefined) {
        known = Number((BigInt(worth) * BigInt(surplus)) / BigInt(pile));
        worths.set(worth, known);
      }
      return known;
    };
    const before = this.#all();
    this.#empty(candidate, reduced);
    this.sums[candidate] = quota;
    this.exhausted += before - this.#all();
  }

  #all(): number {
    return this.sums.reduce((sum, one) => sum + one, 0) + this.exhausted;
  }

  #empty(candidate: number, worthOf: (worth: number) => number): void {
    let ballot = this.#first[candidate]!;
    this.#first[candidate] = -1;
    this.sums[candidate] = 0;
    while (ballot !== -1) {
      const next = this.#next[ballot]!;
      this.#worth[ballot] = worthOf(this.#worth[ballot]!);
      this.#put(ballot);
      ballot = next;
    }
  }

  /** On the pile of the best who is still there. */
  #put(ballot: number): void {
    const { order, level, starts, counts } = this.#rankings;
    const end = starts[ballot + 1]!;
    const votes = counts[ballot]! * this.#worth[ballot]!;
    let at = this.#at[ballot]!;
    while (at < end) {
      let standing = 0;
      let found = 0;
      do {
        const candidate = order[at++]!;
        if (this.#standing[candidate] === 0) continue;
        standing++;
        found = candidate;
      } while (at < end && level[at] === 1);
      if (standing === 0) continue;
      if (standing > 1) {
        this.level += counts[ballot]!;
        break;
      }
      // The others of its rank have left: it goes on from the rank after it.
      this.#at[ballot] = at;
      this.#next[ballot] = this.#first[found]!;
      this.#first[found] = ballot;
      this.sums[found]! += votes;
      return;
    }
    this.#at[ballot] = end;
    this.exhausted += votes;
  }

  /** Units as votes. */
  votes(units: number): number {
    return units / this.#whole;
  }
}
