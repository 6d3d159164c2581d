import type { Transaction } from '../../../../db/schema.ts';
import { forgiveTries } from './attempting.ts';
import { signInTry } from './signing-in.ts';

/** The account itself: nobody signs in with it any more, and no role, session, letter or setting is left. */
export const forgetAccount = async (tx: Transaction, id: string, email: string, now: number) => {
  await tx.deleteFrom('brand_roles').where('member_id', '=', id).execute();
  await tx.deleteFrom('sessions').where('member_id', '=', id).execute();
  await tx.deleteFrom('tokens').where('member_id', '=', id).execute();
  await tx.deleteFrom('notifications').where('member_id', '=', id).execute();
  await tx.deleteFrom('notification_settings').where('member_id', '=', id).execute();
  await tx.deleteFrom('mails').where('member_id', '=', id).execute();
  await tx.deleteFrom('mails').where('to_address', '=', email).execute();
  await forgiveTries(tx, signInTry(email));
  await tx
    .updateTable('members')
    .set({
      name: '',
      email: null,
      password_hash: null,
      role: 'member',
      time_zone: 'UTC',
      email_confirmed_at: null,
      unread: 0,
      deleted_at: now,
    })
    .where('id', '=', id)
    .execute();
};
