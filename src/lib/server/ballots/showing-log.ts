import type { Reader } from '../../../../db/schema.ts';
import { tallyIsShown } from '../../domain/ballots.ts';
import { entryHash } from '../../domain/heads.ts';
import { hexOf } from '../../domain/merkle.ts';
import { isShown } from '../moderation/hiding.ts';
import { sums } from '../summing.ts';
import { leavesOf, type Log } from './growing.ts';
import { inclusionProof, latestHead, type KeptHead } from './proving.ts';

export interface ShownLog {
  log: Log;
  head: KeptHead;
  /** Whether what the entries say may be seen by everybody: as long as the tally may not, their hashes alone. */
  readable: boolean;
}

/** The log of a challenge's present round, or of an earlier one, as everybody may see it. */
export const shownLog = async (
  read: Reader,
  id: string,
  asked: number | null,
  now: number,
): Promise<ShownLog | undefined> => {
  const row = await read
    .selectFrom('challenges')
    .select(['round', 'state', 'voting_opens_at', 'voting_closes_at', 'tally_shown'])
    .where('id', '=', id)
    .where('published_at', 'is not', null)
    .where(isShown('challenge', 'challenges.id'))
    .executeTakeFirst();
  if (!row) return undefined;
  const log = { challenge: id, round: asked ?? row.round };
  const head = await latestHead(read, log);
  return head ? { log, head, readable: log.round < row.round || tallyIsShown(row, now) } : undefined;
};

/** One entry with the proof that it is in the tree of a head. */
export const entryShown = async (
  read: Reader,
  { log, head, readable }: ShownLog,
  { position, size = head.size }: { position: number; size?: number },
) => {
  if (position >= size || size > head.size) return undefined;
  const [text] = await leavesOf(read, log, position, position + 1);
  if (text === undefined) return undefined;
  const proof = await inclusionProof(read, log, position, size);
  return { position, size, hash: hexOf(entryHash(sums, text)), ...(readable && { leaf: text }), proof };
};
