import type { Reader, Transaction } from '../../../../db/schema.ts';
import { entryHash } from '../../domain/heads.ts';
import { GrowingTree, hexOf, nodesOf } from '../../domain/merkle.ts';
import type { Database } from '../database.ts';
import { sums } from '../summing.ts';
import { nodesIn } from './proving.ts';

export interface Log {
  challenge: string;
  round: number;
}

/** So many entries are hashed and written in one transaction: whoever casts meanwhile waits no longer than that takes. */
const chunk = 2_000;
/** SQLite binds 32,766 values in a statement: five to a node. */
const perStatement = 1_000;

/**
 * Grows the tree of a log from where it stands to so many entries. What is written is the same whoever writes it, and is
 * written once: two processes may do it at the same time, and one that was cut off is taken up.
 */
export const growTree = async (
  { read, write }: Pick<Database, 'read' | 'write'>,
  log: Log,
  { from, to }: { from: number; to: number },
): Promise<GrowingTree> => {
  const edge = await read((r) => nodesIn(r, log, nodesOf({ start: 0, end: from })));
  const tree = new GrowingTree(sums.sha256, from, edge);
  while (tree.size < to) {
    const leaves = await read((r) => leavesOf(r, log, tree.size, Math.min(to, tree.size + chunk)));
    if (leaves.length === 0) throw new Error(`entry ${tree.size} of a log is not there`);
    const begin = tree.size;
    const nodes = leaves.flatMap((text) => tree.add(entryHash(sums, text)));
    await write(async (tx) => {
      for (let at = 0; at < nodes.length; at += perStatement)
        await keepNodes(tx, log, nodes.slice(at, at + perStatement));
      await noteReceipts(tx, log, begin, leaves);
    });
  }
  return tree;
};

/** The texts of the entries from one place up to and without another, in their order. */
export const leavesOf = async (read: Reader, { challenge, round }: Log, from: number, to: number) => {
  const rows = await read
    .selectFrom('log_leaves')
    .select('text')
    .where('challenge_id', '=', challenge)
    .where('round', '=', round)
    .where('position', '>=', from)
    .where('position', '<', to)
    .orderBy('position')
    .execute();
  return rows.map(({ text }) => text);
};

const keepNodes = (tx: Transaction, { challenge, round }: Log, nodes: ReturnType<GrowingTree['add']>) =>
  tx
    .insertInto('log_nodes')
    .values(
      nodes.map(({ node, hash }) => ({
        challenge_id: challenge,
        round,
        level: node.level,
        position: node.index,
        hash: hexOf(hash),
      })),
    )
    .onConflict((conflict) => conflict.columns(['challenge_id', 'round', 'level', 'position']).doNothing())
    .execute();

/** Each ballot's last entry of these; a later one of before stays. */
const noteReceipts = async (tx: Transaction, { challenge, round }: Log, begin: number, leaves: string[]) => {
  const last = new Map(leaves.map((text, i) => [ballotOn(text), begin + i]));
  const rows = [...last].map(([log_key, position]) => ({
    log_key,
    challenge_id: challenge,
    round,
    position,
  }));
  await tx
    .insertInto('receipts')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('log_key')
        .doUpdateSet((eb) => ({ position: eb.ref('excluded.position') }))
        .whereRef('receipts.position', '<', 'excluded.position' as never),
    )
    .execute();
};

const ballotOn = (text: string) => (JSON.parse(text) as { ballot: string }).ballot;
