import type { Transaction } from '../../../../db/schema.ts';
import { shippingFee } from '../../domain/countries.ts';
import { waitingStates } from '../../domain/preorders.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { isQuantity, mostUnits, totalOf } from '../../domain/totals.ts';
import { recordEvent } from '../events/recording.ts';
import { recordPayment } from '../payments/recording.ts';
import { authorisationPayment, type Answer } from './authorising.ts';
import { recomposedIn } from './composing.ts';
import { countWhileLive, takeUnits } from './counting.ts';
import { addressColumns, beyondLimit, ratesOf, takeVariant, type Address } from './placing.ts';
import { ownPreorderRow, type PreorderRow } from './reading.ts';
import { heldBy, scheduleRelease } from './releasing.ts';
import { preorderEvent } from './telling.ts';

export interface PreorderChange {
  preorder: string;
  variant: string;
  /** Another own composition; left out, it stays. */
  composition?: string | null;
  quantity: number;
  address: Address;
  note: string;
  /** The total that the buyer was shown and agrees to, minor units. */
  expectedMinor: number;
}

/**
 * Changes the member's own preorder before the deadline. The price stays as agreed, but for what another composition
 * costs more or less; shipping follows the country. With a card the total must be covered by its authorisation, the one held or a new one (`amending.ts`).
 */
export const changePreorder = async (
  tx: Transaction,
  member: { id: string },
  change: PreorderChange,
  answer: Answer | null,
  now: number,
): Promise<Refusal | undefined> => {
  const found = await ownPreorderRow(tx, member, change.preorder);
  if (!found) return refuse('not-found');
  if (!mayBeChanged(found)) return refuse('impossible-transition');
  if (!isQuantity(change.quantity)) return refuse('quantity-impossible', { limit: mostUnits });
  const campaign = await countWhileLive(tx, found.campaign_id, { units: 0, preorders: 0 }, now);
  if (!campaign) return refuse('preorder-bound');
  // Read again, now that the campaign is held: what it was before may have been changed from another window.
  const before = (await ownPreorderRow(tx, member, change.preorder))!;
  if (!mayBeChanged(before)) return refuse('changed-meanwhile');
  const more = change.quantity - before.quantity;
  const beyond = more > 0 && (await beyondLimit(tx, member, campaign, change.quantity, before.id));
  if (beyond) return beyond;
  const fee = shippingFee(await ratesOf(tx, campaign.id), change.address.country);
  if (fee === null) return refuse('country-not-shipped');
  const composed = await recomposedIn(tx, campaign, before, change);
  if (isRefusal(composed)) return composed;
  const total = totalOf(composed.unitMinor, change.quantity, fee);
  if (!total) return refuse('total-too-large');
  if (total.totalMinor !== change.expectedMinor) return refuse('total-changed');
  const granted = answer?.outcome.outcome === 'done' ? { ...answer, ...answer.outcome } : null;
  const covered = granted?.amountMinor ?? before.authorised_minor;
  if (before.payment_method === 'card' && covered < total.totalMinor) return refuse('card-raise-declined');
  const wanting = await moveUnits(tx, before, change);
  if (wanting) return wanting;
  await countWhileLive(tx, campaign.id, { units: more, preorders: 0 }, now);

  const changed = await tx
    .updateTable('preorders')
    .set({
      variant_id: change.variant,
      composition_id: composed.composition,
      unit_minor: total.unitMinor,
      quantity: change.quantity,
      shipping_minor: total.shippingMinor,
      total_minor: total.totalMinor,
      agreed_minor: total.totalMinor,
      ...addressColumns(change.address),
      note: change.note,
      changed_at: now,
      ...(granted && {
        payment_token: granted.token,
        payment_label: granted.label,
        payment_key: granted.key,
        authorised_minor: granted.amountMinor,
        authorised_at: now,
      }),
    })
    .where('id', '=', before.id)
    .where('state', '=', before.state)
    .where('variant_id', '=', before.variant_id)
    .where('quantity', '=', before.quantity)
    .where('unit_minor', '=', before.unit_minor)
    .where('payment_key', '=', before.payment_key)
    .returning('id')
    .executeTakeFirst();
  if (!changed) return refuse('changed-meanwhile');
  if (answer && granted) {
    await recordPayment(tx, authorisationPayment(before, answer), now);
    if (before.payment_token !== granted.token) await scheduleRelease(tx, heldBy(before), now);
  }
  const subject = { ...before, total_minor: total.totalMinor };
  await recordEvent(
    tx,
    preorderEvent('preorder-changed', subject, member, differenceOf(before, change)),
    now,
  );
  return undefined;
};

const differenceOf = (before: PreorderRow, change: PreorderChange) => ({
  was: { variant: before.variant_id, quantity: before.quantity, amount: before.total_minor },
  is: { variant: change.variant, quantity: change.quantity, amount: change.expectedMinor },
});

/** While it waits for the deadline; with a card, once the card has answered. */
const mayBeChanged = ({ state, payment_method }: PreorderRow) =>
  (waitingStates as string[]).includes(state) && !(state === 'placed' && payment_method === 'card');

const moveUnits = async (
  tx: Transaction,
  before: PreorderRow,
  { variant, quantity }: PreorderChange,
): Promise<Refusal | undefined> => {
  if (variant === before.variant_id) {
    const more = quantity - before.quantity;
    return more === 0 ? undefined : takeVariant(tx, before.campaign_id, variant, more);
  }
  await takeUnits(tx, before.campaign_id, before.variant_id, -before.quantity);
  return takeVariant(tx, before.campaign_id, variant, quantity);
};
