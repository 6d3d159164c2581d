import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bytesOf,
  consistencyRanges,
  GrowingTree,
  hexOf,
  inclusionRanges,
  isContinued,
  isIncluded,
  leafHash,
  nodesOf,
  rangeHash,
  rootHash,
  type Node,
} from '../../src/lib/domain/merkle.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const hashOf = (prefix: number, ...parts: Uint8Array[]) =>
  sha256(Buffer.concat([Buffer.from([prefix]), ...parts]));

/** MTH of section 2.1, word by word. */
const naive = (leaves: Uint8Array[]): Uint8Array => {
  if (leaves.length === 0) return sha256(new Uint8Array());
  if (leaves.length === 1) return hashOf(0, leaves[0]!);
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return hashOf(1, naive(leaves.slice(0, k)), naive(leaves.slice(k)));
};

/** Everything about a tree of these leaves from its stored nodes. */
const treeOf = (leaves: Uint8Array[]) => {
  const tree = new GrowingTree(sha256);
  const nodes = new Map<string, Uint8Array>();
  const keyOf = ({ level, index }: Node) => `${level}:${index}`;
  for (const leaf of leaves)
    for (const { node, hash } of tree.add(leafHash(sha256, leaf))) nodes.set(keyOf(node), hash);
  const of = (node: Node) => nodes.get(keyOf(node))!;
  return {
    tree,
    of,
    inclusion: (index: number, size: number) =>
      inclusionRanges(index, size).map((range) => rangeHash(sha256, range, of)),
    consistency: (first: number, second: number) =>
      consistencyRanges(first, second).map((range) => rangeHash(sha256, range, of)),
  };
};

// Certificate Transparency's own: merkletree/merkle_tree_test.go of google/certificate-transparency-go.
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the published vectors', () => {
  test('roots', () => {
    expect(roots).toEqual(
      inputs.concat([new Uint8Array()]).map((_, size) => hexOf(treeOf(inputs.slice(0, size)).tree.root)),
    );
  });

  test('inclusion proofs', () => {
    const { inclusion } = treeOf(inputs);
    expect(inclusion(0, 8).map(hexOf)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(inclusion(5, 8).map(hexOf)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(inclusion(2, 3).map(hexOf)).toEqual([
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    ]);
  });

  test('consistency proofs', () => {
    const { consistency } = treeOf(inputs);
    expect(consistency(1, 1)).toEqual([]);
    expect(consistency(1, 8).map(hexOf)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(consistency(6, 8).map(hexOf)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(consistency(2, 5).map(hexOf)).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
  });
});

const someLeaves = fc.array(fc.uint8Array({ maxLength: 8 }), { minLength: 1, maxLength: 70 });

describe('whatever the leaves', () => {
  test('the grown root is the naive one, at every size', () => {
    fc.assert(
      fc.property(someLeaves, (leaves) => {
        const { of } = treeOf(leaves);
        for (let size = 0; size <= leaves.length; size++)
          expect(hexOf(rootHash(sha256, size, of))).toBe(hexOf(naive(leaves.slice(0, size))));
      }),
      { numRuns: 40 },
    );
  });

  test('a tree that is taken up again at its edge grows on as if nothing had been', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(69), (leaves, at) => {
        const size = Math.min(at, leaves.length);
        const { of } = treeOf(leaves);
        const again = new GrowingTree(sha256, size, nodesOf({ start: 0, end: size }).map(of));
        for (const leaf of leaves.slice(size)) again.add(leafHash(sha256, leaf));
        expect(again.size).toBe(leaves.length);
        expect(hexOf(again.root)).toBe(hexOf(naive(leaves)));
      }),
    );
  });

  test('every leaf is proved, and no other, nor elsewhere, nor with a proof that was touched', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(), fc.nat(), (leaves, a, b, c) => {
        const size = leaves.length;
        const index = a % size;
        const { inclusion } = treeOf(leaves);
        const root = naive(leaves);
        const leaf = leafHash(sha256, leaves[index]!);
        const proof = inclusion(index, size);
        expect(isIncluded(sha256, { index, size, leaf, proof }, root)).toBe(true);
        expect(
          isIncluded(sha256, { index, size, leaf: hashOf(0, Buffer.from('another')), proof }, root),
        ).toBe(false);
        expect(isIncluded(sha256, { index, size, leaf, proof: [...proof, root] }, root)).toBe(false);
        expect(isIncluded(sha256, { index: size, size, leaf, proof }, root)).toBe(false);
        const other = b % size;
        const twin = hexOf(leaf) === hexOf(leafHash(sha256, leaves[other]!));
        if (!twin) expect(isIncluded(sha256, { index: other, size, leaf, proof }, root)).toBe(false);
        if (proof.length > 0) {
          const touched = proof.map((hash) => Uint8Array.from(hash));
          touched[c % proof.length]![b % 32]! ^= 1;
          expect(isIncluded(sha256, { index, size, leaf, proof: touched }, root)).toBe(false);
          expect(isIncluded(sha256, { index, size, leaf, proof: proof.slice(1) }, root)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('every tree is proved to continue every earlier one, and no other', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(), (leaves, a, b) => {
        const second = leaves.length;
        const first = a % (second + 1);
        const { consistency } = treeOf(leaves);
        const before = naive(leaves.slice(0, first));
        const after = naive(leaves);
        const proof = consistency(first, second);
        expect(isContinued(sha256, { first, second, proof }, before, after)).toBe(true);
        const [oneBefore, oneAfter] = [Uint8Array.from(before), Uint8Array.from(after)];
        oneBefore[b % 32]! ^= 1;
        oneAfter[b % 32]! ^= 1;
        expect(isContinued(sha256, { first, second, proof }, oneBefore, after)).toBe(false);
        if (first > 0) expect(isContinued(sha256, { first, second, proof }, before, oneAfter)).toBe(false);
        expect(isContinued(sha256, { first, second, proof: [...proof, after] }, before, after)).toBe(false);
        if (proof.length > 0) {
          const touched = proof.map((hash) => Uint8Array.from(hash));
          touched[b % proof.length]![a % 32]! ^= 1;
          expect(isContinued(sha256, { first, second, proof: touched }, before, after)).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a proof takes no more complete nodes than twice the digits of the size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.nat(), (size, a) => {
        const nodes = inclusionRanges(a % size, size).flatMap(nodesOf);
        expect(nodes.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(size) + 1));
      }),
    );
  });
});

test('bytes are written as hexadecimal digits and read again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      expect(bytesOf(hexOf(bytes))).toEqual(bytes);
    }),
  );
  for (const wrong of ['', 'zz'.repeat(32), 'AB'.repeat(32), 'ab'.repeat(31), 7, null])
    expect(bytesOf(wrong)).toBe(null);
});
