import type { Reader, Transaction } from '../../../../db/schema.ts';
import { headText, textHash } from '../../domain/heads.ts';
import { hexOf } from '../../domain/merkle.ts';
import type { Database } from '../database.ts';
import { recordEvent } from '../events/recording.ts';
import { sums } from '../summing.ts';
import { growTree, type Log } from './growing.ts';
import { signingKey } from './signing.ts';

/**
 * So late the letters go to those whose last entry is still among those of the head: whoever changes a ballot again and
 * again, or judges pair after pair, has one when it has come to rest. The page shows each at once.
 */
const rest = 10 * 60_000;

/**
 * Grows the tree of a challenge's log to the entries that there are, and signs a head for it: one for all of them, one
 * when voting opens, and a final one after the close; a further final one where ballots are set aside or returned
 * until the decision. Nothing is signed where nothing is new.
 *
 * `tell`: whether voters get their receipts; not of votes that were held elsewhere, or never
 */
export const signHead = async (
  database: Pick<Database, 'read' | 'write'>,
  challenge: string,
  now: number,
  tell = true,
): Promise<void> => {
  const standing = await database.read((read) => logToSign(read, challenge));
  if (!standing) return;
  const { log, size, final, last, rule_hash, brand_id } = standing;
  if (last && last.size === size && last.final === (final ? 1 : 0)) return;
  const tree = await growTree(database, log, { from: last?.size ?? 0, to: size });
  const kept = await database.write(async (tx) => {
    const key = await signingKey(tx, now);
    const head = {
      ...log,
      seal: rule_hash,
      number: last ? last.number + 1 : 0,
      size,
      root: hexOf(tree.root),
      previous: last?.hash ?? '',
      // A clock that was put back never makes a head older than the one before it.
      signedAt: Math.max(now, last?.signed_at ?? 0),
      ...(final && { final: true as const }),
      key: key.publicKey,
    };
    // Whoever signs opened an empty log before: what came in meanwhile follows at once.
    const text = headText(head);
    const signed = await keepHead(tx, log, { ...head, text, signature: key.sign(text) });
    if (tell && signed && last && size > last.size)
      await recordEvent(
        tx,
        {
          kind: 'ballots-logged',
          brand: brand_id,
          challenge,
          payload: { round: log.round, from: last.size, to: size, head: head.number },
        },
        now,
        now + rest,
      );
    return signed;
  });
  // Another process was faster, and may have looked before the close: what is still to be signed is looked for anew.
  if (!kept) return signHead(database, challenge, now, tell);
  // The first head is of an empty log, whatever came in before it could be signed.
  if (!last && (standing.entries > 0 || standing.closed)) await signHead(database, challenge, now, tell);
};

/** False where another process has signed the head of that number. */
const keepHead = async (
  tx: Transaction,
  { challenge, round }: Log,
  head: {
    number: number;
    size: number;
    root: string;
    text: string;
    signature: string;
    signedAt: number;
    final?: true;
  },
): Promise<boolean> => {
  const kept = await tx
    .insertInto('log_heads')
    .values({
      challenge_id: challenge,
      round,
      number: head.number,
      size: head.size,
      root: head.root,
      text: head.text,
      hash: textHash(sums, head.text),
      signature: head.signature,
      final: head.final ? 1 : 0,
      signed_at: head.signedAt,
    })
    .onConflict((conflict) => conflict.columns(['challenge_id', 'round', 'number']).doNothing())
    .returning('number')
    .executeTakeFirst();
  return kept !== undefined;
};

const logToSign = async (read: Reader, challenge: string) => {
  const row = await read
    .selectFrom('challenges')
    .select(['round', 'rule_hash', 'log_size', 'state', 'brand_id'])
    .where('id', '=', challenge)
    .where('state', 'in', ['voting', 'deciding', 'decided'])
    .where('rule_hash', 'is not', null)
    // Ballots from before there was a log are in none: a log without them would prove what is not so.
    .where('unlogged', '=', 0)
    .executeTakeFirst();
  if (!row) return undefined;
  const log: Log = { challenge, round: row.round };
  const last = await read
    .selectFrom('log_heads')
    .select(['number', 'size', 'hash', 'final', 'signed_at'])
    .where('challenge_id', '=', challenge)
    .where('round', '=', row.round)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    log,
    last,
    entries: row.log_size,
    size: last ? row.log_size : 0,
    closed: row.state !== 'voting',
    final: last !== undefined && row.state !== 'voting',
    rule_hash: row.rule_hash!,
    brand_id: row.brand_id,
  };
};
