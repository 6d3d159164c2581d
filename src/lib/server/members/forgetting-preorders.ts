import type { Transaction } from '../../../../db/schema.ts';

/** Where no money moved, the books need no name and no address. */
export const forgetPreorders = async (tx: Transaction, id: string) => {
  await tx
    .updateTable('preorders')
    .set({
      member_id: null,
      email: '',
      recipient: '',
      line1: '',
      line2: '',
      city: '',
      region: '',
      postal_code: '',
      phone: '',
      note: '',
      payment_token: null,
      payment_label: '',
    })
    .where('member_id', '=', id)
    .where('state', 'in', ['cancelled', 'released', 'dropped'])
    .execute();
};
