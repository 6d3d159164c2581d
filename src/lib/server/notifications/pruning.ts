import type { Transaction } from '../../../../db/schema.ts';
import { keptFor } from '../../domain/retaining.ts';

/** Removes the oldest notifications that are past their time, so many at most. Gives how many there were. */
export const pruneNotifications = async (tx: Transaction, most: number, now: number): Promise<number> => {
  const pruned = await tx
    .deleteFrom('notifications')
    .where('id', 'in', (of) =>
      of
        .selectFrom('notifications')
        .select('id')
        .where('created_at', '<', now - keptFor.notifications)
        .orderBy('created_at')
        .limit(most),
    )
    .returning(['member_id', 'read_at'])
    .execute();
  const unread = pruned.filter(({ read_at }) => read_at === null).map(({ member_id }) => member_id);
  await tx
    .updateTable('members')
    .set(({ selectFrom }) => ({
      unread: selectFrom('notifications')
        .select(({ fn }) => fn.countAll<number>().as('left'))
        .whereRef('notifications.member_id', '=', 'members.id')
        .where('notifications.read_at', 'is', null),
    }))
    .where('id', 'in', [...new Set(unread)])
    .execute();
  return pruned.length;
};
