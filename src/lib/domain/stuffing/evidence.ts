import type { Suspicion, TracedBallot } from './ballots.ts';
import { enoughStanding, standingOf } from './standing.ts';

/** What was found against each ballot. Of one reason the heaviest finding counts, and once: ten groups that all say the same say it once. */
export class Evidence {
  readonly ballots: TracedBallot[];
  readonly standing: number[];
  /** The places of ballots by accounts that have left no other trace. */
  readonly light: number[];
  /** Whether enough others vote here that it says something when a group has none of them. On a new site nobody has been seen before. */
  readonly hasRegulars: boolean;
  private readonly found: Partial<Record<Suspicion, number>>[];

  constructor(ballots: TracedBallot[]) {
    this.ballots = ballots;
    this.standing = ballots.map(standingOf);
    const all = [...ballots.keys()].filter((at) => !ballots[at]!.gone);
    this.light = all.filter((at) => this.standing[at]! < enoughStanding);
    this.hasRegulars = all.length - this.light.length >= 30;
    this.found = ballots.map(() => ({}));
  }

  note(at: number, reason: Suspicion, points: number) {
    const found = this.found[at]!;
    if ((found[reason] ?? 0) < points) found[reason] = points;
  }

  against(at: number): number {
    return Object.values(this.found[at]!).reduce((sum, points) => sum + points, 0);
  }

  score(at: number): number {
    return this.against(at) - this.standing[at]!;
  }

  reasons(at: number): Suspicion[] {
    return Object.entries(this.found[at]!)
      .sort(([, one], [, other]) => other - one)
      .map(([reason]) => reason as Suspicion);
  }

  /** The places of ballots by what they have in common; those without it in no group. */
  groups(of: (ballot: TracedBallot) => string, among: Iterable<number> = this.light): number[][] {
    const groups = new Map<string, number[]>();
    for (const at of among) {
      const key = of(this.ballots[at]!);
      if (key === '') continue;
      const group = groups.get(key);
      if (group) group.push(at);
      else groups.set(key, [at]);
    }
    return [...groups.values()];
  }
}
