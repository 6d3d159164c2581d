import type { Reader, Transaction } from '../../../../db/schema.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { compositionSeen } from '../compositions/finding.ts';
import type { Composer } from '../compositions/keeping.ts';
import { isShown } from '../moderation/hiding.ts';

/** One voice for a remix of another, to be taken back at any time. Voting twice changes nothing. */
export const voteForRemix = async (
  tx: Transaction,
  member: Composer,
  composition: string,
  now: number,
): Promise<Refusal | undefined> => {
  const remix = await remixSeen(tx, member, composition);
  if (isRefusal(remix)) return remix;
  if (remix.member_id === remix.voter) return refuse('vote-own');
  const voted = await tx
    .insertInto('remix_votes')
    .values({ remix_id: remix.id, member_id: remix.voter, voted_at: now })
    .onConflict((conflict) => conflict.columns(['remix_id', 'member_id']).doNothing())
    .returning('remix_id')
    .executeTakeFirst();
  if (voted) await count(tx, remix.id, 1);
  return undefined;
};

export const takeBackVote = async (
  tx: Transaction,
  member: Composer,
  composition: string,
): Promise<Refusal | undefined> => {
  const remix = await remixSeen(tx, member, composition);
  if (isRefusal(remix)) return remix;
  const gone = await tx
    .deleteFrom('remix_votes')
    .where('remix_id', '=', remix.id)
    .where('member_id', '=', remix.voter)
    .returning('remix_id')
    .executeTakeFirst();
  if (gone) await count(tx, remix.id, -1);
  return undefined;
};

const remixSeen = async (read: Reader, member: Composer, composition: string) => {
  if (!member) return refuse('not-signed-in');
  if (!member.confirmed) return refuse('not-confirmed');
  if (!(await compositionSeen(read, member, composition))) return refuse('not-found');
  const remix = await read
    .selectFrom('remixes')
    .select(['remixes.id', 'remixes.member_id'])
    .where('remixes.composition_id', '=', composition)
    .where(isShown('remix', 'remixes.id'))
    .executeTakeFirst();
  return remix ? { ...remix, voter: member.id } : refuse('not-found');
};

const count = (tx: Transaction, id: string, by: 1 | -1) =>
  tx
    .updateTable('remixes')
    .set((eb) => ({ votes: eb('votes', '+', by) }))
    .where('id', '=', id)
    .execute();
