import type { Reader } from '../../../../db/schema.ts';
import { preorderRows } from './reading.ts';

/** A preorder, if the member may run the campaigns of its brand (owner or merchant); otherwise it is not found. */
export const mindedPreorder = (read: Reader, member: { id: string }, id: string) =>
  preorderRows(read)
    .where('preorders.id', '=', id)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('brand_roles')
          .select('brand_roles.role')
          .whereRef('brand_roles.brand_id', '=', 'campaigns.brand_id')
          .where('brand_roles.member_id', '=', member.id)
          .where('brand_roles.role', 'in', ['owner', 'merchant']),
      ),
    )
    .executeTakeFirst();
