import type { Reader, Transaction } from '../../../../db/schema.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { hashSecret } from '../secrets.ts';
import { drewFinalist } from './inviting.ts';
import { isPlannable } from './owning.ts';

/** What an invitation says to whoever holds its link; nothing where it is over. */
export const expertInvitationBy = async (read: Reader, token: string, now: number) => {
  const row = await read
    .selectFrom('experts')
    .innerJoin('challenges', 'challenges.id', 'experts.challenge_id')
    .innerJoin('brands', 'brands.id', 'challenges.brand_id')
    .leftJoin('members as inviter', 'inviter.id', 'experts.invited_by')
    .select([
      'experts.id',
      'experts.email',
      'experts.challenge_id',
      'experts.expires_at',
      'challenges.title',
      'challenges.state',
      'challenges.published_at',
      'challenges.brand_id',
      'brands.name as brand',
      'inviter.name as invitedBy',
    ])
    .where('experts.token_hash', '=', hashSecret(token))
    .where('experts.accepted_at', 'is', null)
    .where('experts.withdrawn_at', 'is', null)
    .where('experts.expires_at', '>', now)
    .executeTakeFirst();
  return row && isPlannable(row.state) ? row : undefined;
};

/** Only the address that was asked may accept: a link that was passed on opens nothing. */
export const acceptExpertInvitation = async (
  tx: Transaction,
  member: { id: string; email: string },
  token: string,
  now: number,
): Promise<{ challenge: string } | Refusal> => {
  const invitation = await expertInvitationBy(tx, token, now);
  if (!invitation) return refuse('invitation-over');
  if (invitation.email !== member.email.toLowerCase())
    return refuse('invitation-other-address', { email: invitation.email });
  const { challenge_id: challenge } = invitation;
  if (await drewFinalist(tx, challenge, member.id)) return refuse('expert-is-author');
  const accepted = await tx
    .updateTable('experts')
    .set({ accepted_at: now, member_id: member.id })
    .where('id', '=', invitation.id)
    .where('accepted_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('experts as others')
            .select('others.id')
            .where('others.challenge_id', '=', challenge)
            .where('others.member_id', '=', member.id)
            .where('others.withdrawn_at', 'is', null),
        ),
      ),
    )
    .returning('id')
    .executeTakeFirst();
  if (!accepted) return refuse('invitation-over');
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
  await recordEvent(tx, { kind: 'expert-accepted', ...self, brand: invitation.brand_id, challenge }, now);
  return { challenge };
};
