import { sql } from 'kysely';
import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { isShown } from '../moderation/hiding.ts';

export interface Followable {
  kind: 'brand' | 'challenge';
  id: string;
}

/** From now on the member hears of it. Following twice is following. */
export const follow = async (
  tx: Transaction,
  member: { id: string } | null,
  target: Followable,
  now: number,
): Promise<Refusal | undefined> => {
  if (!member) return refuse('not-signed-in');
  if (!(await canBeFollowed(tx, target))) return refuse('not-found');
  const added = await tx
    .insertInto('follows')
    .values({ member_id: member.id, target_kind: target.kind, target_id: target.id, followed_at: now })
    .onConflict((conflict) => conflict.columns(['member_id', 'target_kind', 'target_id']).doNothing())
    .returning('member_id')
    .executeTakeFirst();
  if (added) await countFollowers(tx, target, 1);
  return undefined;
};

/** Takes the following back; also of what can no longer be seen. */
export const unfollow = async (
  tx: Transaction,
  member: { id: string } | null,
  target: Followable,
): Promise<Refusal | undefined> => {
  if (!member) return refuse('not-signed-in');
  const removed = await tx
    .deleteFrom('follows')
    .where('member_id', '=', member.id)
    .where('target_kind', '=', target.kind)
    .where('target_id', '=', target.id)
    .returning('member_id')
    .executeTakeFirst();
  if (removed) await countFollowers(tx, target, -1);
  return undefined;
};

export const isFollowing = async (read: Reader, member: { id: string } | null, { kind, id }: Followable) => {
  if (!member) return false;
  const row = await read
    .selectFrom('follows')
    .select('followed_at')
    .where('member_id', '=', member.id)
    .where('target_kind', '=', kind)
    .where('target_id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
};

const canBeFollowed = (tx: Transaction, { kind, id }: Followable) =>
  kind === 'brand'
    ? tx.selectFrom('brands').select('id').where('id', '=', id).executeTakeFirst()
    : tx
        .selectFrom('challenges')
        .select('id')
        .where('id', '=', id)
        .where('published_at', 'is not', null)
        .where(isShown('challenge', 'challenges.id'))
        .executeTakeFirst();

const countFollowers = async (tx: Transaction, { kind, id }: Followable, change: 1 | -1) => {
  await tx
    .updateTable(kind === 'brand' ? 'brands' : 'challenges')
    .set({ followers: sql<number>`followers + ${sql.lit(change)}` })
    .where('id', '=', id)
    .execute();
};
