import { sql, type SqlBool } from 'kysely';

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
  or (challenges.eligibility = 'list' and exists (select 1 from members
    inner join eligible_addresses on eligible_addresses.email = members.email
    where members.id = ${member} and eligible_addresses.challenge_id = challenges.id))
  or (challenges.eligibility = 'codes' and exists (select 1 from voting_codes
    where voting_codes.challenge_id = challenges.id and voting_codes.used_by = ${member}))
  or exists (select 1 from ballots as own where own.challenge_id = challenges.id and own.member_id = ${member}
    and own.round = challenges.round))`;
