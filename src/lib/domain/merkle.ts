/**
 * Merkle trees as RFC 6962 (Certificate Transparency) hashes them, section 2.1: a leaf behind a nought byte, a node
 * behind a one, and a tree that is not complete split at the greatest power of two below its size. Hashes are 32 bytes.
 * The hash function is given, so that the same lines run on the server and in the browser.
 */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** A complete subtree: `level` 0 is a leaf; `index` counts those of a level from the left. */
export interface Node {
  level: number;
  index: number;
}

/** Leaves from `start` up to and without `end`; `start` is a multiple of the greatest power of two in it. */
export interface Range {
  start: number;
  end: number;
}

export type NodeHash = (node: Node) => Uint8Array;

export const leafHash = (hash: Hash, leaf: Uint8Array): Uint8Array => hash(joined(0, leaf));

export const nodeHash = (hash: Hash, left: Uint8Array, right: Uint8Array): Uint8Array =>
  hash(joined(1, left, right));

const joined = (prefix: number, ...parts: Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 1));
  bytes[0] = prefix;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

/** The greatest power of two below a size of at least 2: where a tree is split. */
const split = (size: number): number => {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
};

/** The complete subtrees that a range is made of, from the left: no more than twice the binary digits of its size. */
export const nodesOf = ({ start, end }: Range): Node[] => {
  const nodes: Node[] = [];
  for (let at = start; at < end;) {
    let level = 0;
    let width = 1;
    while (width * 2 <= end - at && at % (width * 2) === 0) {
      width *= 2;
      level++;
    }
    nodes.push({ level, index: at / width });
    at += width;
  }
  return nodes;
};

/** The hash of a range from those of its complete subtrees; of nothing, the hash of no bytes. */
export const rangeHash = (hash: Hash, range: Range, of: NodeHash): Uint8Array =>
  nodesOf(range)
    .map(of)
    .reduceRight<Uint8Array | null>(
      (right, left) => (right === null ? left : nodeHash(hash, left, right)),
      null,
    ) ?? hash(new Uint8Array());

export const rootHash = (hash: Hash, size: number, of: NodeHash): Uint8Array =>
  rangeHash(hash, { start: 0, end: size }, of);

/**
 * The ranges whose hashes prove that a leaf is in a tree, from the leaf upwards (section 2.1.1).
 *
 * @throws RangeError unless the leaf is in the tree
 */
export const inclusionRanges = (index: number, size: number): Range[] => {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw new RangeError(`there is no leaf ${index} in a tree of ${size}`);
  const ranges: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + split(end - start);
    if (index < middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
    }
  }
  return ranges.reverse();
};

/**
 * The ranges whose hashes prove that a tree continues a smaller one (section 2.1.2); none where they are of one size, or
 * the smaller one is empty, which every tree continues.
 *
 * @throws RangeError unless `first` is no more than `second`
 */
export const consistencyRanges = (first: number, second: number): Range[] => {
  if (!Number.isSafeInteger(first) || first < 0 || first > second)
    throw new RangeError(`a tree of ${second} does not continue one of ${first}`);
  if (first === 0 || first === second) return [];
  const ranges: Range[] = [];
  let [start, end, known] = [0, second, true];
  while (first !== end) {
    const middle = start + split(end - start);
    if (first <= middle) {
      ranges.push({ start: middle, end });
      end = middle;
    } else {
      ranges.push({ start, end: middle });
      start = middle;
      known = false;
    }
  }
  if (!known) ranges.push({ start, end });
  return ranges.reverse();
};

/** The root that a proof leads to from a leaf; null where the proof has not the length that it must have. */
export const rootFromInclusion = (
  hash: Hash,
  {
    index,
    size,
    leaf,
    proof,
  }: { index: number; size: number; leaf: Uint8Array; proof: readonly Uint8Array[] },
): Uint8Array | null => {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return null;
  const ranges = inclusionRanges(index, size);
  if (ranges.length !== proof.length) return null;
  return proof.reduce(
    (below, beside, i) =>
      ranges[i]!.start > index ? nodeHash(hash, below, beside) : nodeHash(hash, beside, below),
    leaf,
  );
};

/** Whether a leaf, given by its hash, is in the tree of that root. */
export const isIncluded = (
  hash: Hash,
  claim: { index: number; size: number; leaf: Uint8Array; proof: readonly Uint8Array[] },
  root: Uint8Array,
): boolean => {
  const found = rootFromInclusion(hash, claim);
  return found !== null && sameBytes(found, root);
};

/** Whether the tree of the second root has the tree of the first one at its beginning. */
export const isContinued = (
  hash: Hash,
  { first, second, proof }: { first: number; second: number; proof: readonly Uint8Array[] },
  firstRoot: Uint8Array,
  secondRoot: Uint8Array,
): boolean => {
  if (![first, second].every(Number.isSafeInteger) || first < 0 || first > second) return false;
  if (first === second) return proof.length === 0 && sameBytes(firstRoot, secondRoot);
  if (first === 0) return proof.length === 0 && sameBytes(firstRoot, hash(new Uint8Array()));
  const ranges = consistencyRanges(first, second);
  if (ranges.length !== proof.length) return false;
  // Where the old tree is complete it is its own first part, and is not in the proof.
  const whole = ranges[0]!.start > 0 && ranges[0]!.start === first;
  const [begin, rest, beside] = whole
    ? [firstRoot, ranges, proof]
    : [proof[0]!, ranges.slice(1), proof.slice(1)];
  let [old, present] = [begin, begin];
  rest.forEach(({ start }, i) => {
    if (start >= first) present = nodeHash(hash, present, beside[i]!);
    else {
      old = nodeHash(hash, beside[i]!, old);
      present = nodeHash(hash, beside[i]!, present);
    }
  });
  return sameBytes(old, firstRoot) && sameBytes(present, secondRoot);
};

/**
 * A tree that only grows: it holds the complete subtrees at its right edge, as many as its size has binary digits, and
 * tells of each one that a new leaf completes.
 */
export class GrowingTree {
  readonly #hash: Hash;
  readonly #edge: { node: Node; hash: Uint8Array }[];
  #size: number;

  /** @param edge the hashes of `nodesOf({ start: 0, end: size })`, in that order */
  constructor(hash: Hash, size = 0, edge: readonly Uint8Array[] = []) {
    this.#hash = hash;
    this.#size = size;
    this.#edge = nodesOf({ start: 0, end: size }).map((node, i) => ({ node, hash: edge[i]! }));
  }

  get size(): number {
    return this.#size;
  }

  get root(): Uint8Array {
    let root: Uint8Array | null = null;
    for (const { hash } of [...this.#edge].reverse())
      root = root === null ? hash : nodeHash(this.#hash, hash, root);
    return root ?? this.#hash(new Uint8Array());
  }

  /** Adds a leaf by its hash. Gives what is complete now, the leaf first. */
  add(leaf: Uint8Array): { node: Node; hash: Uint8Array }[] {
    let made = { node: { level: 0, index: this.#size++ }, hash: leaf };
    const complete = [made];
    while (made.node.index % 2 === 1) {
      const left = this.#edge.pop()!;
      made = {
        node: { level: made.node.level + 1, index: (made.node.index - 1) / 2 },
        hash: nodeHash(this.#hash, left.hash, made.hash),
      };
      complete.push(made);
    }
    this.#edge.push(made);
    return complete;
  }
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

export const hexOf = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16);
  return text;
};

/** Null unless the text is that many bytes in lower-case hexadecimal digits. */
export const bytesOf = (hex: unknown, length = 32): Uint8Array | null => {
  if (typeof hex !== 'string' || hex.length !== length * 2 || !/^[0-9a-f]*$/.test(hex)) return null;
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
};
