export interface Pairing {
  /** Ids of the drafts on the table. */
  drafts: readonly string[];
  /** `[i][j]`: how often the i-th draft was preferred to the j-th, by everybody. */
  wins: readonly (readonly number[])[];
  /** Pairs that the member has judged or passed, by `pairKey`. */
  judged: ReadonlySet<string>;
  /** Says which of equally good pairs comes first, so that not everyone is asked the same. */
  seed: string;
}

export type Pair = [left: string, right: string];

/** The one name of a pair, whichever way round. */
export const pairKey = (one: string, other: string) => (one < other ? `${one} ${other}` : `${other} ${one}`);

/**
 * The pairs from whose answers the most is learnt, best first; each is chosen as if those before it had been answered,
 * so that a draft does not come up again and again. With duels, drafts are ordered by the share of duels that they win,
 * which compares them only as far as they met the same others: so what a pair teaches is by how much its answer lessens
 * the variance of the preference between its two, Beta(won + 1, lost + 1), weighed by how little is known of either
 * draft, 1 / (duels + 2). Pairs that never met and drafts that seldom did come first, then those about which opinions
 * differ. To ask more of even pairs, as tournaments do, would draw all shares towards a half. It takes steps in the
 * square of the number of drafts for each pair that is given.
 *
 * Pairs chosen by the information expected of them: M. E. Glickman, S. T. Jensen, “Adaptive paired comparison design”,
 * Journal of Statistical Planning and Inference 127, 2005; the measure here is a simpler one.
 */
export const teachingPairs = ({ drafts, wins, judged, seed }: Pairing, count: number): Pair[] => {
  const n = drafts.length;
  const duels = drafts.map((_, i) =>
    drafts.reduce((sum, _, j) => (i === j ? sum : sum + wins[i]![j]! + wins[j]![i]!), 0),
  );
  const chance = drafts.map((draft) => shuffled(seed, draft));
  const taken = new Set(judged);
  const pairs: Pair[] = [];
  while (pairs.length < count) {
    let best: { i: number; j: number; gain: number; order: number } | null = null;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const unknown = 1 / (duels[i]! + 2) + 1 / (duels[j]! + 2);
        const gain = unknown * lessening(wins[i]![j]!, wins[j]![i]!);
        if (best && gain < best.gain * (1 - tolerance)) continue;
        const order = mixed(chance[i]!, chance[j]!);
        if (best && gain <= best.gain * (1 + tolerance) && order >= best.order) continue;
        if (!taken.has(pairKey(drafts[i]!, drafts[j]!))) best = { i, j, gain, order };
      }
    }
    if (!best) break;
    const { i, j, order } = best;
    const [one, other] = [drafts[i]!, drafts[j]!];
    taken.add(pairKey(one, other));
    for (const place of [i, j]) duels[place]! += 1;
    // Who stands on the left is no matter of when a draft was entered.
    pairs.push(order % 2 === 0 ? [one, other] : [other, one]);
  }
  return pairs;
};

/** By how much one more answer is expected to lessen the variance of Beta(won + 1, lost + 1). */
const lessening = (won: number, lost: number) => {
  const [a, b] = [won + 1, lost + 1];
  return (a * b) / ((a + b) * (a + b + 1)) ** 2;
};

const tolerance = 1e-9;

/** Of two numbers a third, whichever comes first. 32 bits. */
const mixed = (one: number, other: number) => {
  const hash = Math.imul((one + other) ^ Math.imul(one ^ other, 0x9e3779b1), 0x45d9f3b);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** FNV-1a over the letters' codes, and mixed once more: near texts come to far numbers. 32 bits. */
const shuffled = (seed: string, key: string) => {
  let hash = 0x811c9dc5;
  for (const letter of `${seed} ${key}`) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return (hash ^ (hash >>> 16)) >>> 0;
};
