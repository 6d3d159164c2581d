import { sql, type SqlBool } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import { titleOfDraft } from './naming.ts';

/** Whether a member is one of a brand's people, whatever the role. For the `where` of a query. */
export const ofStaff = (
  member: { id: string } | null,
  brandColumn: 'calls.brand_id' | 'challenges.brand_id',
) =>
  sql<SqlBool>`exists (select 1 from brand_roles where brand_roles.brand_id = ${sql.ref(brandColumn)}
    and brand_roles.member_id = ${member?.id ?? ''})`;

/** Whether a member may bind a brand to an offer: its owners and merchants. */
export const mayChoose = (member: { id: string } | null, brandColumn: 'calls.brand_id') =>
  sql<SqlBool>`exists (select 1 from brand_roles where brand_roles.brand_id = ${sql.ref(brandColumn)}
    and brand_roles.member_id = ${member?.id ?? ''} and brand_roles.role in ('owner', 'merchant'))`;

/** A call, if the member is of its brand; otherwise nothing, as if it were not there. */
export const callMinded = async (read: Reader, member: { id: string } | null, id: string) => {
  const row = await read
    .selectFrom('calls')
    .innerJoin('brands', 'brands.id', 'calls.brand_id')
    .innerJoin('challenges', 'challenges.id', 'calls.challenge_id')
    .leftJoin('drafts', 'drafts.id', 'calls.draft_id')
    .selectAll('calls')
    .select([
      'brands.slug as brand_slug',
      'brands.time_zone',
      'challenges.title as challenge_title',
      'challenges.number as challenge_number',
      'drafts.state as draft_state',
      titleOfDraft,
    ])
    .where('calls.id', '=', id)
    .where(ofStaff(member, 'calls.brand_id'))
    .executeTakeFirst();
  return row && { ...row, quantities: quantitiesOf(row) };
};

export const quantitiesOf = ({ quantities }: { quantities: string }) => JSON.parse(quantities) as number[];
