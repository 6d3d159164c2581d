import { refuse, type Refusal } from '../../domain/refusals.ts';
import { countInSpan, judgingLimit, surgeBuckets, surgeSpan, votingLimits } from '../../domain/surging.ts';
import { hashedAddress, hashedNetwork } from '../members/spans.ts';

/** How often each account, address and network voted in a span of ten minutes; what is older than two of them is dropped. */
export class VotingCounts {
  #bucket = 0;
  #present = new Map<string, number>();
  #before = new Map<string, number>();

  /**
   * Counts a vote or a change of one; refused where the account, the address or the network had too many in ten minutes.
   * It is kept in memory, by each process for itself: what it would cost to keep it with every ballot is more than
   * what a second process lets through. No address where it is not known. `pair`: an answer to a pair, of which people
   * give one after the other: the address and the network count the first of an account as a vote, and not the others.
   */
  count(
    member: { id: string },
    { address, pair = false }: { address: string; pair?: boolean },
    now: number,
  ): Refusal | undefined {
    this.#turn(now);
    const own = `${pair ? 'pairs' : 'account'}:${member.id}`;
    const goesOn = pair && (this.#present.has(own) || this.#before.has(own));
    const limits: [string, number][] = [
      [own, pair ? judgingLimit : votingLimits.account],
      ...(address === '' || goesOn
        ? []
        : ([
            [`address:${hashedAddress(address)}`, votingLimits.address],
            [`network:${hashedNetwork(address)}`, votingLimits.network],
          ] satisfies [string, number][])),
    ];
    const counted = (key: string) => this.#present.get(key) ?? 0;
    if (limits.some(([key, most]) => countInSpan(counted(key), this.#before.get(key) ?? 0, now) >= most))
      return refuse('too-many-tries', { seconds: Math.ceil((surgeSpan - (now % surgeSpan)) / 1000) });
    for (const [key] of limits) this.#present.set(key, counted(key) + 1);
    return undefined;
  }

  #turn(now: number): void {
    const [bucket] = surgeBuckets(now);
    if (bucket === this.#bucket) return;
    this.#before = bucket === this.#bucket + 1 ? this.#present : new Map();
    this.#present = new Map();
    this.#bucket = bucket;
  }
}
