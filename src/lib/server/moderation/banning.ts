import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { hasOtherAdmin, holdAdmins, type Admin } from './admins.ts';

/** Keeps a member out until the ban is lifted; every session ends now. What the member wrote stays, unless it is hidden. */
export const banMember = async (
  tx: Transaction,
  admin: Admin,
  { member, reason }: { member: string; reason: string },
  now: number,
): Promise<Refusal | undefined> => {
  if (member === admin.id) return refuse('not-yourself');
  if (!(await holdAdmins(tx, admin))) return refuse('not-yours');
  const found = await tx
    .selectFrom('members')
    .select('role')
    .where('id', '=', member)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!found) return refuse('not-found');
  if (found.role === 'admin' && !(await hasOtherAdmin(tx, member))) return refuse('last-admin');
  const banned = await tx
    .insertInto('bans')
    .values({ member_id: member, banned_by: admin.id, banned_at: now, reason })
    .onConflict((conflict) => conflict.column('member_id').doNothing())
    .returning('member_id')
    .executeTakeFirst();
  if (!banned) return refuse('changed-meanwhile');
  await tx.deleteFrom('sessions').where('member_id', '=', member).execute();
  await recordEvent(
    tx,
    { kind: 'member-banned', actor: admin.id, subject: member, payload: { reason } },
    now,
  );
  return undefined;
};

export const liftBan = async (
  tx: Transaction,
  admin: Admin,
  member: string,
  now: number,
): Promise<Refusal | undefined> => {
  if (!(await holdAdmins(tx, admin))) return refuse('not-yours');
  const lifted = await tx
    .deleteFrom('bans')
    .where('member_id', '=', member)
    .returning('member_id')
    .executeTakeFirst();
  if (!lifted) return refuse('changed-meanwhile');
  await recordEvent(tx, { kind: 'member-unbanned', actor: admin.id, subject: member }, now);
  return undefined;
};
