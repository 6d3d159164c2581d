/** Chance that can be repeated: the same seed, the same world. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed * 2654435761;
  }

  /** mulberry32 */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  whole(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1));
  }

  of<T>(list: readonly T[]): T {
    return list[Math.floor(this.next() * list.length)]!;
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  /** The first ones often, the last ones rarely. */
  popular<T>(list: readonly T[], steepness = 2): T {
    return list[Math.floor(list.length * this.next() ** steepness)]!;
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** How long people take: half of them less than `middle`, a few very much longer. */
  human(middle: number, spread: number): number {
    return middle * Math.exp(spread * this.normal());
  }

  waiting(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }
}
