import type { Reader, Transaction } from '../../../../db/schema.ts';

/** Who may act on the whole site. */
export interface Admin {
  id: string;
  role: 'admin';
}

/**
 * Two admins who act on each other at the same moment come one after the other, or each would still see the other
 * stand. Whether whoever acts is an admin yet is asked after the wait.
 */
export const holdAdmins = async (tx: Transaction, admin: Admin): Promise<boolean> => {
  await tx
    .updateTable('site')
    .set((eb) => ({ name: eb.ref('name') }))
    .where('id', '=', 1)
    .execute();
  const still = await activeAdmins(tx).where('members.id', '=', admin.id).executeTakeFirst();
  return still !== undefined;
};

export const hasOtherAdmin = async (read: Reader, member: string): Promise<boolean> =>
  (await activeAdmins(read).where('members.id', '!=', member).limit(1).executeTakeFirst()) !== undefined;

const activeAdmins = (read: Reader) =>
  read
    .selectFrom('members')
    .leftJoin('bans', 'bans.member_id', 'members.id')
    .select('members.id')
    .where('members.role', '=', 'admin')
    .where('members.deleted_at', 'is', null)
    .where('bans.member_id', 'is', null);
