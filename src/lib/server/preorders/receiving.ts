import type { Transaction } from '../../../../db/schema.ts';
import { preorderLifecycle, statesBefore } from '../../domain/lifecycles.ts';
import { refuse, type Refusal } from '../../domain/refusals.ts';
import { recordEvent } from '../events/recording.ts';
import { ownPreorderRow } from './reading.ts';
import { preorderEvent } from './telling.ts';

/** The buyer says that the parcel arrived. */
export const markReceived = async (
  tx: Transaction,
  member: { id: string },
  { preorder: id }: { preorder: string },
  now: number,
): Promise<Refusal | undefined> => {
  const before = await ownPreorderRow(tx, member, id);
  if (!before) return refuse('not-found');
  const received = await tx
    .updateTable('preorders')
    .set({ state: 'received', changed_at: now })
    .where('id', '=', id)
    .where('state', 'in', statesBefore(preorderLifecycle, 'received'))
    .returning('id')
    .executeTakeFirst();
  if (!received) return refuse('impossible-transition');
  await tx
    .updateTable('shipments')
    .set({ received_at: now })
    .where('preorder_id', '=', id)
    .where('received_at', 'is', null)
    .execute();
  await recordEvent(tx, preorderEvent('preorder-received', before, member), now);
  return undefined;
};
