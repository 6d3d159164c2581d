import type { Reader } from '../../../../db/schema.ts';
import type { Receipt, SignedHead } from '../../domain/heads.ts';
import {
  bytesOf,
  consistencyRanges,
  hexOf,
  inclusionRanges,
  nodesOf,
  rangeHash,
  type Node,
  type Range,
} from '../../domain/merkle.ts';
import { sums } from '../summing.ts';
import type { Log } from './growing.ts';

/** Fewer than either database takes values in one statement. */
const atOnce = 5_000;

/** The stored hashes of complete subtrees, in the order asked for: one look for a proof, however deep the tree is. */
export const nodesIn = async (read: Reader, log: Log, nodes: readonly Node[]): Promise<Uint8Array[]> => {
  const asked = [...new Map(nodes.map((node) => [`${node.level}:${node.index}`, node])).values()];
  const found = new Map<string, Uint8Array>();
  for (let from = 0; from < asked.length; from += atOnce) {
    const levels = Map.groupBy(asked.slice(from, from + atOnce), ({ level }) => level);
    const rows = await read
      .selectFrom('log_nodes')
      .select(['level', 'position', 'hash'])
      .where('challenge_id', '=', log.challenge)
      .where('round', '=', log.round)
      .where((eb) =>
        eb.or(
          [...levels].map(([level, some]) =>
            eb.and([
              eb('level', '=', level),
              eb(
                'position',
                'in',
                some.map(({ index }) => index),
              ),
            ]),
          ),
        ),
      )
      .execute();
    for (const { level, position, hash } of rows) found.set(`${level}:${position}`, bytesOf(hash)!);
  }
  return nodes.map(({ level, index }) => {
    const hash = found.get(`${level}:${index}`);
    if (!hash) throw new Error(`node ${level}:${index} of a log is not there`);
    return hash;
  });
};

/** The hashes of ranges, by one look at all the subtrees that they are made of. */
const hashesOf = async (read: Reader, log: Log, ranges: readonly Range[]): Promise<string[]> => {
  const nodes = ranges.flatMap(nodesOf);
  const hashes = await nodesIn(read, log, nodes);
  const of = new Map(nodes.map(({ level, index }, i) => [`${level}:${index}`, hashes[i]!]));
  return ranges.map((range) =>
    hexOf(rangeHash(sums.sha256, range, ({ level, index }) => of.get(`${level}:${index}`)!)),
  );
};

export const inclusionProof = (read: Reader, log: Log, position: number, size: number): Promise<string[]> =>
  hashesOf(read, log, inclusionRanges(position, size));

export const consistencyProof = (read: Reader, log: Log, first: number, second: number): Promise<string[]> =>
  hashesOf(read, log, consistencyRanges(first, second));

/** What of a head anybody may have. */
export interface KeptHead extends SignedHead {
  number: number;
  size: number;
  root: string;
  final: boolean;
  signedAt: number;
}

/** The head that was signed last. */
export const latestHead = async (read: Reader, { challenge, round }: Log): Promise<KeptHead | null> => {
  const row = await headRows(read, challenge, round).orderBy('number', 'desc').limit(1).executeTakeFirst();
  return row ? headFrom(row) : null;
};

/** So many heads at most, from a number on. */
export const headsFrom = async (
  read: Reader,
  { challenge, round }: Log,
  from: number,
  most: number,
): Promise<KeptHead[]> => {
  const rows = await headRows(read, challenge, round)
    .where('number', '>=', from)
    .orderBy('number')
    .limit(most)
    .execute();
  return rows.map(headFrom);
};

const headRows = (read: Reader, challenge: string, round: number) =>
  read
    .selectFrom('log_heads')
    .select(['number', 'size', 'root', 'text', 'signature', 'final', 'signed_at'])
    .where('challenge_id', '=', challenge)
    .where('round', '=', round);

type HeadRow = Awaited<ReturnType<ReturnType<typeof headRows>['execute']>>[number];
const headFrom = ({ final, signed_at, ...row }: HeadRow): KeptHead => ({
  ...row,
  final: final === 1,
  signedAt: signed_at,
});

/** Receipts of entries for a head, by one look at all of their proofs. */
export const receiptsFor = async (
  read: Reader,
  log: Log,
  entries: readonly { position: number; leaf: string }[],
  { text, signature, size }: KeptHead,
): Promise<Receipt[]> => {
  const ranges = entries.map(({ position }) => inclusionRanges(position, size));
  const hashes = await hashesOf(read, log, ranges.flat());
  let at = 0;
  return entries.map(({ position, leaf }, i) => {
    const proof = hashes.slice(at, (at += ranges[i]!.length));
    const head = { text, signature };
    return { form: 'muster-receipt', ...log, position, leaf, proof, head };
  });
};
