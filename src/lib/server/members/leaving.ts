import type { Reader, Transaction } from '../../../../db/schema.ts';

/** What the member must see to first, and what will happen: for the page that asks. */
export const leavingOf = async (read: Reader, { id, role }: { id: string; role: string }) => ({
  brands: (await brandsHeldUp(read, id)).map(({ name, slug }) => ({ name, slug })),
  lastAdmin: role === 'admin' && !(await hasOtherAdmin(read, id)),
  openPreorders: await openPreorders(read, id),
});

/** Two who leave at the same moment come one after the other, or each would see the other stand. */
export const holdSeats = async (tx: Transaction, id: string) => {
  await tx
    .updateTable('site')
    .set((eb) => ({ name: eb.ref('name') }))
    .where('id', '=', 1)
    .execute();
  await tx
    .updateTable('brands')
    .set((eb) => ({ slug: eb.ref('slug') }))
    .where('id', 'in', (eb) =>
      eb.selectFrom('brand_roles').select('brand_id').where('member_id', '=', id).where('role', '=', 'owner'),
    )
    .execute();
};

export const hasOtherAdmin = async (read: Reader, id: string) =>
  (await read
    .selectFrom('members')
    .leftJoin('bans', 'bans.member_id', 'members.id')
    .select('members.id')
    .where('members.role', '=', 'admin')
    .where('members.id', '!=', id)
    .where('members.deleted_at', 'is', null)
    .where('bans.member_id', 'is', null)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** The brands that nobody else could run. */
export const brandsHeldUp = (read: Reader, id: string) =>
  read
    .selectFrom('brand_roles')
    .innerJoin('brands', 'brands.id', 'brand_roles.brand_id')
    .select(['brands.name', 'brands.slug'])
    .where('brand_roles.member_id', '=', id)
    .where('brand_roles.role', '=', 'owner')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('brand_roles as others')
            .innerJoin('members', 'members.id', 'others.member_id')
            .leftJoin('bans', 'bans.member_id', 'members.id')
            .select('others.member_id')
            .whereRef('others.brand_id', '=', 'brand_roles.brand_id')
            .where('others.role', '=', 'owner')
            .where('others.member_id', '!=', id)
            .where('members.deleted_at', 'is', null)
            .where('bans.member_id', 'is', null),
        ),
      ),
    )
    .orderBy('brands.name')
    .execute();

export const openPreorders = async (read: Reader, id: string) =>
  (
    await read
      .selectFrom('preorders')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('member_id', '=', id)
      .where('state', 'in', ['placed', 'authorised', 'charge failed'])
      .executeTakeFirstOrThrow()
  ).count;
