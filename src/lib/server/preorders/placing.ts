import type { Transaction } from '../../../../db/schema.ts';
import { cardPatience } from '../../domain/charging.ts';
import { shippingFee } from '../../domain/countries.ts';
import { endedStates } from '../../domain/preorders.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { isQuantity, mostUnits, totalOf } from '../../domain/totals.ts';
import { recordEvent } from '../events/recording.ts';
import { newId } from '../ids.ts';
import { scheduleJob } from '../jobs/scheduling.ts';
import { isShown } from '../moderation/hiding.ts';
import { composedIn } from './composing.ts';
import { countWhileLive, takeUnits } from './counting.ts';
import { insertNumbered } from './numbering.ts';
import { preorderEvent } from './telling.ts';

export interface Address {
  recipient: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  phone: string;
}

export interface PreorderInput {
  campaign: string;
  variant: string;
  /** What the buyer composed, where each composes their own; otherwise nothing. */
  composition?: string | null;
  quantity: number;
  address: Address;
  note: string;
  paymentMethod: 'manual' | 'card';
  /** The total that the buyer was shown and agrees to, minor units. */
  expectedMinor: number;
  /** Made with the form: the same form sent again is the same preorder. */
  key: string;
}

export type Placement = {
  id: string;
  number: string;
  state: string;
  endedReason: string;
  totalMinor: number;
  currency: string;
  /** False where the same form had been answered before. */
  fresh: boolean;
};

/** Places a preorder. One paid by card waits in this state until the card has answered (`ordering.ts`). */
export const placePreorder = async (
  tx: Transaction,
  member: { id: string },
  input: PreorderInput,
  now: number,
): Promise<Placement | Refusal> => {
  const buyer = await holdMember(tx, member);
  if (!buyer?.email || buyer.email_confirmed_at === null || buyer.deleted_at !== null) {
    return refuse('not-confirmed');
  }
  const before = await placedWith(tx, member, input.key);
  if (before) return { ...before, fresh: false };
  if (!isQuantity(input.quantity)) return refuse('quantity-impossible', { limit: mostUnits });

  const { quantity } = input;
  const campaign = await countWhileLive(tx, input.campaign, { units: quantity, preorders: 1 }, now);
  if (!campaign || !(await mayBeSeen(tx, campaign.id))) return refuse('campaign-not-live');
  const beyond = await beyondLimit(tx, member, campaign, quantity);
  if (beyond) return beyond;
  const composed = await composedIn(tx, campaign, input);
  if (isRefusal(composed)) return composed;
  const fee = shippingFee(await ratesOf(tx, campaign.id), input.address.country);
  if (fee === null) return refuse('country-not-shipped');
  const total = totalOf(campaign.price_minor + composed.differenceMinor, quantity, fee);
  if (!total) return refuse('total-too-large');
  if (total.totalMinor !== input.expectedMinor) return refuse('total-changed');
  const wanting = await takeVariant(tx, campaign.id, input.variant, quantity);
  if (wanting) return wanting;

  const card = input.paymentMethod === 'card';
  const row = await insertNumbered(tx, {
    id: newId(now),
    campaign_id: campaign.id,
    variant_id: input.variant,
    composition_id: composed.composition,
    member_id: member.id,
    quantity,
    currency: campaign.currency,
    unit_minor: total.unitMinor,
    shipping_minor: total.shippingMinor,
    total_minor: total.totalMinor,
    agreed_minor: total.totalMinor,
    payment_method: input.paymentMethod,
    email: buyer.email,
    ...addressColumns(input.address),
    note: input.note,
    idempotency_key: input.key,
    due_at: card ? now + cardPatience : null,
    placed_at: now,
    changed_at: now,
  });
  const subject = { ...row, brand_id: campaign.brand_id, title: campaign.title };
  // The buyer is told of a preorder when it stands: with a card, once the card has answered.
  await recordEvent(tx, preorderEvent(card ? 'preorder-reserved' : 'preorder-placed', subject, member), now);
  if (card) {
    await scheduleJob(
      tx,
      {
        kind: 'expire-preorder',
        payload: { preorder: row.id },
        runAt: now + cardPatience,
        key: `expire-preorder:${row.id}`,
      },
      now,
    );
  }
  return { ...placementOf(row), fresh: true };
};

/**
 * Holds a member's row until the end of the transaction: the same form pressed twice is answered one after the
 * other, and no account is deleted beneath its preorder.
 */
export const holdMember = (tx: Transaction, member: { id: string }) =>
  tx
    .updateTable('members')
    .set((eb) => ({ unread: eb.ref('unread') }))
    .where('id', '=', member.id)
    .returning(['email', 'email_confirmed_at', 'deleted_at'])
    .executeTakeFirst();

const placedWith = async (tx: Transaction, member: { id: string }, key: string) => {
  const row = await tx
    .selectFrom('preorders')
    .select(['id', 'number', 'state', 'ended_reason', 'total_minor', 'currency'])
    .where('member_id', '=', member.id)
    .where('idempotency_key', '=', key)
    .executeTakeFirst();
  return row && placementOf(row);
};

const placementOf = (row: {
  id: string;
  number: string;
  state: string;
  ended_reason: string;
  total_minor: number;
  currency: string;
}) => ({
  id: row.id,
  number: row.number,
  state: row.state,
  endedReason: row.ended_reason,
  totalMinor: row.total_minor,
  currency: row.currency,
});

const mayBeSeen = async (tx: Transaction, campaignId: string) =>
  (await tx
    .selectFrom('campaigns')
    .select('id')
    .where('id', '=', campaignId)
    .where(isShown('campaign', 'campaigns.id'))
    .executeTakeFirst()) !== undefined;

/** Refuses what would bring the member above the campaign's limit. The campaign is held, so that the sum stays true. */
export const beyondLimit = async (
  tx: Transaction,
  member: { id: string },
  campaign: { id: string; per_member_limit: number | null },
  quantity: number,
  except = '',
): Promise<Refusal | undefined> => {
  const limit = campaign.per_member_limit;
  if (limit === null) return undefined;
  const { units } = await tx
    .selectFrom('preorders')
    .select(({ fn }) => fn.sum<number | null>('quantity').as('units'))
    .where('campaign_id', '=', campaign.id)
    .where('member_id', '=', member.id)
    .where('state', 'not in', endedStates)
    .where('id', '<>', except)
    .executeTakeFirstOrThrow();
  return (units ?? 0) + quantity > limit ? refuse('limit-per-member', { limit }) : undefined;
};

export const ratesOf = (tx: Transaction, campaignId: string) =>
  tx
    .selectFrom('shipping_rates')
    .select(['country', 'fee_minor'])
    .where('campaign_id', '=', campaignId)
    .execute();

export const takeVariant = async (
  tx: Transaction,
  campaignId: string,
  variantId: string,
  units: number,
): Promise<Refusal | undefined> => {
  if (await takeUnits(tx, campaignId, variantId, units)) return undefined;
  const exists = await tx
    .selectFrom('variants')
    .select('id')
    .where('id', '=', variantId)
    .where('campaign_id', '=', campaignId)
    .executeTakeFirst();
  return refuse(exists ? 'sold-out' : 'variant-not-in-campaign');
};

export const addressColumns = (address: Address) => ({
  recipient: address.recipient,
  line1: address.line1,
  line2: address.line2,
  city: address.city,
  region: address.region,
  postal_code: address.postalCode,
  country: address.country,
  phone: address.phone,
});
