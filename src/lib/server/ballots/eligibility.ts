import { sql, type SqlBool } from 'kysely';
import type { Transaction } from '../../../../db/schema.ts';

/**
 * Who may vote in a challenge, as the query says it; `challenges` must be in it. Whoever voted while they might may
 * change or take back what they said.
 */
export const mayVote = (member: string) => sql<SqlBool>`(
  challenges.eligibility = 'confirmed-members'
  or (challenges.eligibility = 'followers' and exists (select 1 from follows
    where follows.member_id = ${member} and follows.target_kind = 'brand'
    and follows.target_id = challenges.brand_id and follows.followed_at < challenges.published_at))
  or (challenges.eligibility = 'buyers' and exists (select 1 from preorders
    where preorders.member_id = ${member} and preorders.campaign_id = challenges.eligible_campaign_id
    and preorders.state in ('charged', 'shipped', 'received')))
  or (challenges.eligibility = 'list' and (exists (select 1 from eligible_addresses
      where eligible_addresses.used_by = ${member} and eligible_addresses.challenge_id = challenges.id)
    or exists (select 1 from members
      inner join eligible_addresses on eligible_addresses.email = members.email
      where members.id = ${member} and eligible_addresses.challenge_id = challenges.id
      and eligible_addresses.used_by is null)))
  or (challenges.eligibility = 'codes' and exists (select 1 from voting_codes
    where voting_codes.challenge_id = challenges.id and voting_codes.used_by = ${member}))
  or exists (select 1 from ballots as own where own.challenge_id = challenges.id and own.member_id = ${member}
    and own.round = challenges.round))`;

/**
 * The address by which the member votes is used up, as a code is. False where somebody else was the first to vote by it.
 * Who has used one needs no other.
 */
export const claimAddress = async (tx: Transaction, member: string, challenge: string): Promise<boolean> => {
  const isUsed = () =>
    tx
      .selectFrom('eligible_addresses as own')
      .select('own.email')
      .where('own.used_by', '=', member)
      .where('own.challenge_id', '=', challenge);
  const claimed = await tx
    .updateTable('eligible_addresses')
    .set({ used_by: member })
    .where('challenge_id', '=', challenge)
    .where('email', '=', (of) =>
      of
        .selectFrom('members')
        .select(sql<string>`members.email`.as('email'))
        .where('members.id', '=', member),
    )
    .where('used_by', 'is', null)
    .where((eb) => eb.not(eb.exists(isUsed())))
    .returning('email')
    .executeTakeFirst();
  return claimed !== undefined || (await isUsed().executeTakeFirst()) !== undefined;
};
