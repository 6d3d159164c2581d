import type { Reader, Transaction } from '../../../../db/schema.ts';

/** Where the member is signed in: the session that asks first, then the newest. */
export const ownSessions = async (
  read: Reader,
  member: { id: string },
  current: string | null,
  now: number,
) => {
  const rows = await read
    .selectFrom('sessions')
    .select(['id_hash', 'created_at', 'user_agent'])
    .where('member_id', '=', member.id)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute();
  const sessions = rows.map((row) => ({
    id: row.id_hash,
    since: row.created_at,
    userAgent: row.user_agent,
    current: row.id_hash === current,
  }));
  return [
    ...sessions.filter((session) => session.current),
    ...sessions.filter((session) => !session.current),
  ];
};

export const endSession = async (tx: Transaction, member: { id: string }, session: string): Promise<void> => {
  await tx.deleteFrom('sessions').where('id_hash', '=', session).where('member_id', '=', member.id).execute();
};

export const endOtherSessions = async (
  tx: Transaction,
  member: { id: string },
  current: string | null,
): Promise<void> => {
  await tx
    .deleteFrom('sessions')
    .where('member_id', '=', member.id)
    .where('id_hash', '!=', current ?? '')
    .execute();
};
