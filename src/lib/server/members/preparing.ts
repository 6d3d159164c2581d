import type { Transaction } from '../../../../db/schema.ts';
import { randomLetters } from '../ids.ts';
import { hashSecret, newSecret } from '../secrets.ts';

/**
 * Makes the site's own row on the first start. Until the site is set up, each start prints a new setup code
 * and the one before is void; afterwards there is none.
 */
export const prepareSite = async (tx: Transaction): Promise<string | null> => {
  await tx
    .insertInto('site')
    .values({ id: 1, name: 'Muster', secret: newSecret() })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const code = `${randomLetters(5)}-${randomLetters(5)}`;
  const fresh = await tx
    .updateTable('site')
    .set({ setup_code_hash: hashSecret(code) })
    .where('id', '=', 1)
    .where('set_up_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return fresh ? code : null;
};
