import type { Reader } from '../../../../db/schema.ts';
import { shippingFee } from '../../domain/countries.ts';
import { endedStates, takesPreorders } from '../../domain/preorders.ts';
import { presentPrice } from '../../domain/price-breaks.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { isQuantity, mostUnits, totalOf, type Total } from '../../domain/totals.ts';
import { unitsLeft } from '../../domain/variants.ts';
import { ownDifference } from '../campaigns/composing.ts';
import { breaksColumn, breaksIn } from '../campaigns/pricing.ts';
import { shippingRatesOf, variantsOf } from '../campaigns/reading.ts';
import { namedCompositions } from '../compositions/naming.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import { isShown } from '../moderation/hiding.ts';

export type Offer = NonNullable<Awaited<ReturnType<typeof offerOf>>>;

/**
 * What a buyer can order of a campaign, and what they ordered before: five queries, and four for what is composed.
 * Nothing for what was never launched.
 *
 * @param composition the buyer's own one, where each composes their own
 */
export const offerOf = async (
  read: Reader,
  member: { id: string },
  campaignId: string,
  now: number,
  composition: string | null = null,
) => {
  const campaign = await read
    .selectFrom('campaigns')
    .innerJoin('brands', 'brands.id', 'campaigns.brand_id')
    .leftJoin('revision_pictures', (join) =>
      join
        .onRef('revision_pictures.revision_id', '=', 'campaigns.revision_id')
        .on('revision_pictures.position', '=', 0),
    )
    .leftJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select([
      'campaigns.id',
      'campaigns.title',
      'campaigns.draft_id',
      'campaigns.revision_id',
      'campaigns.composing',
      'campaigns.state',
      'campaigns.currency',
      'campaigns.price_minor',
      'campaigns.closing_minor',
      'campaigns.least_minor',
      'campaigns.minimum_quantity',
      'campaigns.units',
      'campaigns.deadline',
      'campaigns.time_zone',
      'campaigns.per_member_limit',
      'brands.name as brand_name',
      'brands.slug as brand_slug',
      'brands.payment_instructions',
      'revision_pictures.alt',
    ])
    .select(pictureColumns)
    .select(breaksColumn)
    .where('campaigns.id', '=', campaignId)
    .where('campaigns.launched_at', 'is not', null)
    .where(isShown('campaign', 'campaigns.id'))
    .executeTakeFirst();
  if (!campaign) return undefined;
  const breaks = breaksIn(campaign.breaks);
  const variants = await variantsOf(read, campaignId);
  const own = campaign.composing === 'own';
  const difference = own ? await ownDifference(read, campaign, composition ?? '') : 0;
  const compositions = own ? [composition] : variants.map((variant) => variant.composition_id);
  const named = await namedCompositions(read, compositions);
  return {
    campaign: {
      id: campaign.id,
      title: campaign.title,
      draft: campaign.draft_id,
      composing: campaign.composing,
      brand: campaign.brand_name,
      brandSlug: campaign.brand_slug,
      currency: campaign.currency,
      /** What one costs at most: what is agreed to. */
      priceMinor: campaign.price_minor,
      /** What one costs with the orders so far; the same where there are no breaks. */
      presentMinor: presentPrice({ ...campaign, breaks }),
      breaks,
      /** What the cheapest costs, where not all cost the same. */
      leastMinor: campaign.least_minor,
      minimum: campaign.minimum_quantity,
      units: campaign.units,
      deadline: campaign.deadline,
      timeZone: campaign.time_zone,
      limit: campaign.per_member_limit,
      alt: campaign.alt ?? campaign.title,
      picture: joinedPicture(campaign),
    },
    takes: takesPreorders(campaign, now),
    /** Without instructions nobody would know where to send a transfer. */
    takesTransfers: campaign.payment_instructions.trim() !== '',
    variants: variants.map((variant) => ({
      id: variant.id,
      label: variant.label,
      left: unitsLeft(variant),
      /** What this one costs, minor units: with the difference of its composition. */
      priceMinor: campaign.price_minor + variant.difference_minor,
      differenceMinor: variant.difference_minor,
      composed: named.get(variant.composition_id ?? '') ?? null,
    })),
    /** The buyer's own composition, and what it costs more or why it cannot be ordered; null where none is composed. */
    composed: own
      ? {
          composition: (isRefusal(difference) ? undefined : named.get(composition ?? '')) ?? null,
          difference,
        }
      : null,
    rates: await shippingRatesOf(read, campaignId),
    own: await ownOpen(read, member, campaignId),
    lastAddress: await lastAddress(read, member),
  };
};

const ownOpen = (read: Reader, member: { id: string }, campaignId: string) =>
  read
    .selectFrom('preorders')
    .select(['id', 'number', 'quantity'])
    .where('campaign_id', '=', campaignId)
    .where('member_id', '=', member.id)
    .where('state', 'not in', endedStates)
    .orderBy('placed_at')
    .execute();

/** Where the member's last preorder went: it will most likely go there again. */
const lastAddress = (read: Reader, member: { id: string }) =>
  read
    .selectFrom('preorders')
    .select(['recipient', 'line1', 'line2', 'city', 'region', 'postal_code', 'country', 'phone'])
    .where('member_id', '=', member.id)
    .orderBy('placed_at', 'desc')
    .limit(1)
    .executeTakeFirst();

export interface Wish {
  variant: string;
  quantity: number;
  country: string;
}

/** The preorder that a wish would change: what it holds is free for it again, and its price stays. */
export interface Instead {
  id: string;
  variant: string;
  quantity: number;
  unitMinor: number;
  /** What its composition costs more, minor units: taken off where another takes its place. */
  differenceMinor?: number;
}

/** What a wish would cost, or why it cannot be had. Only placing it makes it certain: until then others may be quicker. */
export const quoteOf = (offer: Offer, wish: Wish, instead?: Instead): Total | Refusal => {
  const { limit, priceMinor } = offer.campaign;
  const variant = offer.variants.find(({ id }) => id === wish.variant);
  if (!offer.takes) return refuse(instead ? 'preorder-bound' : 'campaign-not-live');
  if (!variant) return refuse('variant-not-in-campaign');
  if (!isQuantity(wish.quantity)) return refuse('quantity-impossible', { limit: mostUnits });
  const back = instead?.variant === variant.id ? instead.quantity : 0;
  if (variant.left !== null && variant.left + back < wish.quantity) return refuse('sold-out');
  const others = offer.own
    .filter(({ id }) => id !== instead?.id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  const more = wish.quantity > (instead?.quantity ?? 0);
  if (more && limit !== null && others + wish.quantity > limit) return refuse('limit-per-member', { limit });
  const difference = offer.composed ? offer.composed.difference : variant.differenceMinor;
  if (isRefusal(difference)) return difference;
  const fee = shippingFee(offer.rates, wish.country);
  if (fee === null) return refuse('country-not-shipped');
  const base = instead ? instead.unitMinor - (instead.differenceMinor ?? 0) : priceMinor;
  return totalOf(base + difference, wish.quantity, fee) ?? refuse('total-too-large');
};
