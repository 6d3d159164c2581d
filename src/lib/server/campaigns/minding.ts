import { sql, type SqlBool } from 'kysely';
import type { Reader } from '../../../../db/schema.ts';
import { breaksColumn } from './pricing.ts';

/** Whether a member may run the campaigns of a brand: its owners and merchants. For the `where` of a query. */
export const mindedBy = (member: { id: string }, brandColumn: 'campaigns.brand_id' | 'drafts.brand_id') =>
  sql<SqlBool>`exists (select 1 from brand_roles where brand_roles.brand_id = ${sql.ref(brandColumn)}
    and brand_roles.member_id = ${member.id} and brand_roles.role in ('owner', 'merchant'))`;

export type MindedCampaign = NonNullable<Awaited<ReturnType<typeof campaignMinded>>>;

/** A campaign, if the member may run it; otherwise nothing, as if it were not there. */
export const campaignMinded = async (read: Reader, member: { id: string } | null, id: string) => {
  if (!member) return undefined;
  return read
    .selectFrom('campaigns')
    .innerJoin('brands', 'brands.id', 'campaigns.brand_id')
    .selectAll('campaigns')
    .select(['brands.slug as brand_slug', 'brands.name as brand_name', 'brands.payment_instructions'])
    .select(breaksColumn)
    .where('campaigns.id', '=', id)
    .where(mindedBy(member, 'campaigns.brand_id'))
    .executeTakeFirst();
};
