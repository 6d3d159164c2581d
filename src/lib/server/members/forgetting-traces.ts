import { sql } from 'kysely';
import type { Transaction } from '../../../../db/schema.ts';

/** Where others' rows hold the member's name or address, they hold it no longer. */
export const forgetTraces = async (
  tx: Transaction,
  id: string,
  { name, email }: { name: string; email: string },
) => {
  await forgetName(tx, id, name);
  await forgetInvitations(tx, id, email);
};

/** Notifications of others hold the name of whoever caused them. */
const forgetName = async (tx: Transaction, id: string, name: string) => {
  await tx
    .updateTable('notifications')
    .set({ payload: replaced(`"name":${JSON.stringify(name)}`, '"name":""') })
    .where('event_id', 'in', (eb) => eb.selectFrom('events').select('events.id').where('actor_id', '=', id))
    .execute();
};

const forgetInvitations = async (tx: Transaction, id: string, email: string) => {
  await tx
    .deleteFrom('eligible_addresses')
    .where((eb) => eb.or([eb('email', '=', email), eb('used_by', '=', id)]))
    .execute();
  await tx.deleteFrom('invitations').where('email', '=', email).where('accepted_at', 'is', null).execute();
  await tx.updateTable('invitations').set({ email: '' }).where('accepted_by', '=', id).execute();
  await tx.deleteFrom('experts').where('email', '=', email).where('accepted_at', 'is', null).execute();
  // What an expert wrote in public stays, without a name.
  await tx.updateTable('experts').set({ email: '', member_id: null }).where('member_id', '=', id).execute();
  await tx.deleteFrom('author_invitations').where('email', '=', email).where('email', '<>', '').execute();
  await tx.deleteFrom('author_invitations').where('member_id', '=', id).execute();
  await tx
    .updateTable('events')
    .set({ payload: replaced(`"email":${JSON.stringify(email)}`, '"email":""') })
    .where('kind', 'in', ['role-invited', 'invitation-withdrawn', 'expert-invited'])
    .execute();
};

const replaced = (before: string, after: string) => sql<string>`replace(payload, ${before}, ${after})`;
