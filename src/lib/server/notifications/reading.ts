import type { Reader, Transaction } from '../../../../db/schema.ts';
import type { Locale } from '../../domain/locales.ts';
import type { Words } from './telling.ts';
import { lineOf } from './wording.ts';

/** The member's notifications, the newest first, forty at a time. */
export const notificationsOf = async (
  read: Reader,
  member: { id: string },
  locale: Locale,
  before = Number.MAX_SAFE_INTEGER,
) => {
  const rows = await read
    .selectFrom('notifications')
    .select(['id', 'payload', 'link', 'created_at', 'read_at'])
    .where('member_id', '=', member.id)
    .where('created_at', '<', before)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(41)
    .execute();
  const shown = rows.slice(0, 40);
  return {
    notifications: shown.map((row) => ({
      id: row.id,
      text: lineOf(JSON.parse(row.payload) as Words, locale),
      link: row.link,
      at: row.created_at,
      read: row.read_at !== null,
    })),
    next: rows.length > 40 ? (shown.at(-1)?.created_at ?? null) : null,
  };
};

export const markAllRead = async (tx: Transaction, member: { id: string }, now: number) => {
  await tx
    .updateTable('notifications')
    .set({ read_at: now })
    .where('member_id', '=', member.id)
    .where('read_at', 'is', null)
    .execute();
  await tx.updateTable('members').set({ unread: 0 }).where('id', '=', member.id).execute();
};
