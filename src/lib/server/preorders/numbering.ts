import { randomInt } from 'node:crypto';
import type { Insertable } from 'kysely';
import type { PreordersTable, Transaction } from '../../../../db/schema.ts';
import { randomLetters } from '../ids.ts';

/** `M-7K3Q-4821`, as people read it out: no letter in it is mistaken for a digit. */
const newNumber = () => `M-${randomLetters(4).toUpperCase()}-${String(randomInt(10_000)).padStart(4, '0')}`;

/** Writes a preorder under a number that nobody has. Ten thousand million of them make a second try rare. */
export const insertNumbered = async (
  tx: Transaction,
  values: Omit<Insertable<PreordersTable>, 'number'>,
  propose = newNumber,
) => {
  for (let tries = 0; tries < 20; tries++) {
    const row = await tx
      .insertInto('preorders')
      .values({ ...values, number: propose() })
      .onConflict((conflict) => conflict.column('number').doNothing())
      .returningAll()
      .executeTakeFirst();
    if (row) return row;
  }
  throw new Error('no free order number found');
};
