import type { Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { hasOtherAdmin, holdAdmins, type Admin } from './admins.ts';

/** Makes a member an admin of the site, or an admin a member again. Admins may step back themselves. */
export const changeMemberRole = async (
  tx: Transaction,
  admin: Admin,
  { member, role }: { member: string; role: 'member' | 'admin' },
  now: number,
): Promise<Refusal | undefined> => {
  if (!(await holdAdmins(tx, admin))) return refuse('not-yours');
  if (role === 'member' && !(await hasOtherAdmin(tx, member))) return refuse('last-admin');
  const changed = await tx
    .updateTable('members')
    .set({ role })
    .where('id', '=', member)
    .where('role', '!=', role)
    .where('deleted_at', 'is', null)
    // Whoever is kept out, or never showed to own the address, runs no site.
    .where((eb) =>
      role === 'member'
        ? eb.and([])
        : eb.and([
            eb('email_confirmed_at', 'is not', null),
            eb.not(
              eb.exists(
                eb.selectFrom('bans').select('bans.member_id').whereRef('bans.member_id', '=', 'members.id'),
              ),
            ),
          ]),
    )
    .returning('id')
    .executeTakeFirst();
  if (!changed) return refuse('changed-meanwhile');
  await recordEvent(
    tx,
    { kind: 'member-role-changed', actor: admin.id, subject: member, payload: { role } },
    now,
  );
  return undefined;
};
