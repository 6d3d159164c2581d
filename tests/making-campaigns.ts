import type { Transaction } from '../db/schema.ts';
import { newId } from '../src/lib/server/ids.ts';
import type { Address, PreorderInput } from '../src/lib/server/preorders/placing.ts';
import { makeBrand, makeChallenge } from './making.ts';

const day = 24 * 3600_000;

export const address: Address = {
  recipient: 'Lin Yu-chen',
  line1: '12 Yixin Road',
  line2: '3F',
  city: 'Keelung',
  region: '',
  postalCode: '202',
  country: 'TW',
  phone: '0912 345 678',
};

/** A campaign that takes preorders for five days more: two variants, NT$ 1,280, shipping within Taiwan 80, elsewhere 300. */
export const makeLiveCampaign = async (
  tx: Transaction,
  now: number,
  more: Partial<{
    brand: { id: string };
    minimum: number;
    limit: number | null;
    stock: (number | null)[];
    price: number;
    deadline: number;
    rates: Record<string, number>;
    /** Prices by the quantity from which everyone pays them. */
    breaks: Record<number, number>;
  }> = {},
) => {
  const brand = more.brand ?? (await makeBrand(tx, now));
  const challenge = await makeChallenge(tx, now, brand, { state: 'decided', drafts: 1 });
  const [draft] = challenge.drafts;
  const id = newId(now);
  await tx.updateTable('drafts').set({ state: 'won' }).where('id', '=', draft!.id).execute();
  await tx
    .insertInto('campaigns')
    .values({
      id,
      brand_id: brand.id,
      challenge_id: challenge.id,
      draft_id: draft!.id,
      revision_id: draft!.revision_id,
      state: 'live',
      title: 'Tea-field overshirt',
      currency: 'TWD',
      price_minor: more.price ?? 128_000,
      minimum_quantity: more.minimum ?? 3,
      deadline: more.deadline ?? now + 5 * day,
      time_zone: 'Asia/Taipei',
      delivery_month: '2027-02',
      per_member_limit: more.limit ?? null,
      created_at: now,
      launched_at: now,
    })
    .execute();
  if (Object.keys(more.breaks ?? {}).length > 0) {
    await tx
      .insertInto('price_breaks')
      .values(
        Object.entries(more.breaks!).map(([quantity, price_minor]) => ({
          campaign_id: id,
          quantity: Number(quantity),
          price_minor,
        })),
      )
      .execute();
  }
  const variants: string[] = [];
  for (const [position, stock] of (more.stock ?? [null, 5]).entries()) {
    const variant = newId(now);
    variants.push(variant);
    await tx
      .insertInto('variants')
      .values({ id: variant, campaign_id: id, position, label: `Size ${position}`, stock })
      .execute();
  }
  await tx
    .insertInto('shipping_rates')
    .values(
      Object.entries(more.rates ?? { TW: 8_000, '*': 30_000 }).map(([country, fee_minor]) => ({
        campaign_id: id,
        country,
        fee_minor,
      })),
    )
    .execute();
  return { id, brand, variants, deadline: more.deadline ?? now + 5 * day };
};

let forms = 0;

/** What a buyer sends to order one of the first variant to Taiwan; `more` changes it, and the total follows the quantity. */
export const orderOf = (
  campaign: { id: string; variants: string[] },
  more: Partial<PreorderInput> = {},
): PreorderInput => ({
  campaign: campaign.id,
  variant: campaign.variants[0]!,
  quantity: 1,
  address,
  note: '',
  paymentMethod: 'manual',
  expectedMinor: 128_000 * (more.quantity ?? 1) + 8_000,
  key: `form-${++forms}`,
  ...more,
});
