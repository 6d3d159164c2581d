import type { Transaction } from '../../../../db/schema.ts';

/**
 * What the member offered to brands goes, with its attachments, whose files the next sweep removes. An offer that was
 * chosen stays with the brand, which makes something by it, without the name and the address of whom to ask.
 */
export const forgetOffers = async (tx: Transaction, id: string) => {
  await tx
    .updateTable('calls')
    .set((eb) => ({ offer_count: eb('offer_count', '-', 1) }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('offers')
        .select('offers.call_id')
        .where('offers.member_id', '=', id)
        .where('offers.state', '<>', 'withdrawn')
        .where('offers.state', '<>', 'chosen'),
    )
    .execute();
  await tx.deleteFrom('offers').where('member_id', '=', id).where('state', '<>', 'chosen').execute();
  await tx
    .updateTable('offer_versions')
    .set({ contact: '' })
    .where('offer_id', 'in', (eb) =>
      eb.selectFrom('offers').select('offers.id').where('offers.member_id', '=', id),
    )
    .execute();
  await tx.updateTable('offers').set({ member_id: null }).where('member_id', '=', id).execute();
  await tx.deleteFrom('offer_looks').where('member_id', '=', id).execute();
};
