import { isPublicAddress, networkOf } from '../../domain/networks.ts';

/** Whoever opens more from one network is told nothing in the last ones; an office, or a carrier, has many people. */
const mostOfOneNetwork = 60;
/** What one process holds open for all of them together. */
const mostOfAll = 2_000;

/**
 * How many lines are held open. An address of this machine or of a private network is that of a proxy, with all its
 * visitors behind it: those are held against the limit of all alone.
 */
export class OpenLines {
  readonly #most: { network: number; all: number };
  readonly #networks = new Map<string, number>();
  #all = 0;

  constructor(most = { network: mostOfOneNetwork, all: mostOfAll }) {
    this.#most = most;
  }

  /** Gives what ends the line, however often it is called; null where there are too many. */
  take(address: string): (() => void) | null {
    const network = isPublicAddress(address) ? networkOf(address) : '';
    const lines = this.#networks.get(network) ?? 0;
    if (this.#all >= this.#most.all || (network !== '' && lines >= this.#most.network)) return null;
    this.#all++;
    if (network !== '') this.#networks.set(network, lines + 1);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#all--;
      const left = (this.#networks.get(network) ?? 1) - 1;
      if (left > 0) this.#networks.set(network, left);
      else this.#networks.delete(network);
    };
  }
}
