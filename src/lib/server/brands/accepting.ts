import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { hashSecret } from '../secrets.ts';

/** What an invitation says to whoever holds its link; nothing where it is over. */
export const invitationBy = (read: Reader, token: string, now: number) =>
  read
    .selectFrom('invitations')
    .innerJoin('brands', 'brands.id', 'invitations.brand_id')
    .leftJoin('members as inviter', 'inviter.id', 'invitations.invited_by')
    .select([
      'invitations.email',
      'invitations.role',
      'invitations.expires_at',
      'brands.name as brand',
      'brands.slug',
      'brands.tagline',
      'inviter.name as invitedBy',
    ])
    .where('invitations.token_hash', '=', hashSecret(token))
    .where('invitations.accepted_at', 'is', null)
    .where('invitations.withdrawn_at', 'is', null)
    .where('invitations.expires_at', '>', now)
    .executeTakeFirst();

/** Whether an account stands under this address already: whoever is invited signs in there, or joins. */
export const isMemberAddress = async (read: Reader, email: string): Promise<boolean> =>
  (await read.selectFrom('members').select('id').where('email', '=', email).executeTakeFirst()) !== undefined;

/** Only the address that was invited may accept: a link that was passed on opens nothing. */
export const acceptInvitation = async (
  tx: Transaction,
  member: { id: string; email: string },
  token: string,
  now: number,
): Promise<{ slug: string } | Refusal> => {
  const invitation = await invitationBy(tx, token, now);
  if (!invitation) return refuse('invitation-over');
  if (invitation.email !== member.email.toLowerCase())
    return refuse('invitation-other-address', { email: invitation.email });
  const accepted = await tx
    .updateTable('invitations')
    .set({ accepted_at: now, accepted_by: member.id })
    .where('token_hash', '=', hashSecret(token))
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['brand_id', 'role', 'invited_by'])
    .executeTakeFirst();
  if (!accepted) return refuse('invitation-over');
  await tx
    .insertInto('brand_roles')
    .values({
      brand_id: accepted.brand_id,
      member_id: member.id,
      role: accepted.role,
      granted_by: accepted.invited_by,
      granted_at: now,
    })
    .onConflict((conflict) => conflict.columns(['brand_id', 'member_id', 'role']).doNothing())
    .execute();
  // The link came by mail to this address: whoever opened it holds the mailbox.
  const confirmed = await tx
    .updateTable('members')
    .set({ email_confirmed_at: now })
    .where('id', '=', member.id)
    .where('email_confirmed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  const self = { actor: member.id, subject: member.id };
  if (confirmed) await recordEvent(tx, { kind: 'member-confirmed', ...self }, now);
  await recordEvent(
    tx,
    { kind: 'role-granted', ...self, brand: accepted.brand_id, payload: { role: accepted.role } },
    now,
  );
  return { slug: invitation.slug };
};
