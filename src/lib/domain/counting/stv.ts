import { places, type Outcome, type Round } from './elections.ts';
import { levelNote } from './irv.ts';
import { countWithTies, mostCounts, type Chooser } from './open-ties.ts';
import { Piles } from './piles.ts';
import type { Rankings } from './rankings.ts';

export interface StvRules {
  seats: number;
  /** Decimals of a ballot's worth; what is beyond them is dropped. */
  decimals?: number;
}

/** Worths are whole numbers of units: more decimals would not fit. */
export const mostDecimals = 9;

/**
 * The single transferable vote as Scotland's councils are elected by it: Droop quota, weighted inclusive Gregory, worths
 * to five decimals. What a candidate has above the quota goes on with all of their ballots, each worth the less; when
 * nobody has more, the last leaves. One candidate leaves or passes a surplus on in a round. Of equals the one who was
 * behind in the latest round in which they were not equal is last; of those who always were, all are tried, and a tie
 * that matters is declared.
 *
 * The Scottish Local Government Elections Order 2011 (SSI 2011/399), schedule 1, rules 46 to 53.
 */
export const countStv = (
  rankings: Rankings,
  { seats, decimals = 5 }: StvRules,
): Required<Pick<Outcome, 'winners' | 'ties' | 'rounds' | 'quota' | 'notes'>> & Pick<Outcome, 'possible'> => {
  const { result, tied, possible } = countWithTies(
    (choose) => new Count(rankings, seats, 10 ** decimals, choose).run(),
    ({ elected }) => elected,
    mostCounts(rankings.order.length),
  );
  return {
    winners: result.elected,
    ties: tied ? [[...tied]] : [],
    ...(possible && { possible }),
    rounds: result.rounds,
    quota: result.quota,
    notes: levelNote(result.level),
  };
};

class Count {
  readonly elected: number[] = [];
  readonly rounds: Round[] = [];
  readonly quota: number;
  readonly #seats: number;
  readonly #whole: number;
  readonly #piles: Piles;
  readonly #choose: Chooser;
  #standing: number[];
  /** Elected, with more than the quota that is not passed on yet. */
  #pending: number[] = [];
  /** What everybody had in each round, in units. */
  #history: Float64Array[] = [];

  constructor(rankings: Rankings, seats: number, whole: number, choose: Chooser) {
    this.#seats = seats;
    this.#whole = whole;
    this.#choose = choose;
    this.#piles = new Piles(rankings, whole);
    this.#standing = places(rankings.candidates);
    this.quota = Math.floor((rankings.total - this.#piles.votes(this.#piles.exhausted)) / (seats + 1)) + 1;
  }

  get level(): number {
    return this.#piles.level;
  }

  run(): this {
    while (this.#step());
    return this;
  }

  /** One round; false when it was the last. */
  #step(): boolean {
    const round = this.#look();
    this.#elect(
      this.#standing.filter((one) => this.#sum(one) >= this.#quotaUnits),
      round,
    );
    if (this.#left === 0) return false;
    if (this.#standing.length <= this.#left) {
      this.#elect(this.#standing, round);
      return false;
    }
    return this.#pending.length > 0 ? this.#passSurplus() : this.#exclude(round);
  }

  #look(): Round {
    const { sums, exhausted } = this.#piles;
    const there = (one: number) => this.#standing.includes(one) || this.elected.includes(one);
    const round: Round = {
      tallies: [...sums].map((sum, one) => (there(one) ? this.#piles.votes(sum) : null)),
      elected: [],
      eliminated: [],
      exhausted: this.#piles.votes(exhausted),
    };
    this.rounds.push(round);
    this.#history.push(sums.slice());
    return round;
  }

  #elect(candidates: number[], round: Round): void {
    const best = [...candidates].sort((a, b) => this.#sum(b) - this.#sum(a));
    for (const one of best) {
      this.elected.push(one);
      round.elected.push(one);
      this.#piles.leave(one);
      if (this.#sum(one) > this.#quotaUnits) this.#pending.push(one);
    }
    this.#standing = this.#standing.filter((one) => !candidates.includes(one));
  }

  #passSurplus(): boolean {
    const largest = this.#extreme(this.#pending, (one) => -this.#sum(one), -1);
    if (largest === null) return false;
    this.#pending = this.#pending.filter((one) => one !== largest);
    this.#piles.passSurplus(largest, this.#quotaUnits);
    return true;
  }

  #exclude(round: Round): boolean {
    const last = this.#extreme(this.#standing, (one) => this.#sum(one), 1);
    if (last === null) return false;
    round.eliminated.push(last);
    this.#standing = this.#standing.filter((one) => one !== last);
    this.#piles.leave(last);
    this.#piles.passOn(last);
    return true;
  }

  /** Who has least (`sign` 1) or most (-1), now or in the latest round that tells them apart; else whoever is chosen. */
  #extreme(candidates: readonly number[], by: (one: number) => number, sign: 1 | -1): number | null {
    const least = Math.min(...candidates.map(by));
    let equals = candidates.filter((one) => by(one) === least);
    for (let back = this.#history.length - 2; back >= 0 && equals.length > 1; back--) {
      const then = this.#history[back]!;
      const lowest = Math.min(...equals.map((one) => sign * then[one]!));
      equals = equals.filter((one) => sign * then[one]! === lowest);
    }
    // Whoever has no ballot passes none on: in which order they leave changes nothing, as long as all of them do.
    const leave = sign === 1 && least === 0 && equals.length <= this.#standing.length - this.#left;
    return equals.length === 1 || leave ? equals[0]! : this.#choose(equals);
  }

  #sum(one: number): number {
    return this.#piles.sums[one]!;
  }

  get #left(): number {
    return this.#seats - this.elected.length;
  }

  get #quotaUnits(): number {
    return this.quota * this.#whole;
  }
}
