import type { Reader } from '../../../../db/schema.ts';
import { priceDifference } from '../../domain/configuring.ts';
import { isRefusal, type Refusal } from '../../domain/refusals.ts';
import { compositionsBy, offeredBy, ownDifference } from '../campaigns/composing.ts';

interface Composing {
  id: string;
  composing: 'none' | 'picked' | 'own';
  draft_id: string;
  revision_id: string;
  currency: string;
}

interface Composed {
  /** The buyer's own one; null where the variant says it, or nothing is composed. */
  composition: string | null;
  /** What it costs more than the campaign's price, minor units. */
  differenceMinor: number;
}

/** What is composed of what somebody orders, and its price: as the campaign has it, whatever a form says. */
export const composedIn = async (
  read: Reader,
  campaign: Composing,
  { variant, composition = null }: { variant: string; composition?: string | null },
): Promise<Composed | Refusal> => {
  if (campaign.composing === 'own') {
    const differenceMinor = await ownDifference(read, campaign, composition ?? '');
    return isRefusal(differenceMinor) ? differenceMinor : { composition, differenceMinor };
  }
  const differenceMinor =
    campaign.composing === 'picked' ? await variantDifference(read, campaign.id, variant) : 0;
  return { composition: null, differenceMinor };
};

/** What a preorder's composition costs more, as it stands. */
const differenceOfPreorder = async (
  read: Reader,
  campaign: Composing,
  preorder: { variant_id: string; composition_id: string | null },
): Promise<number> => {
  if (campaign.composing === 'none') return 0;
  if (campaign.composing === 'picked') return variantDifference(read, campaign.id, preorder.variant_id);
  const [composition] = await compositionsBy(read, [preorder.composition_id ?? '']);
  const offered = await offeredBy(read, campaign);
  return composition && offered ? priceDifference(offered, composition.choices) : 0;
};

/** What a change makes of a preorder's composition, and of its unit price: what was agreed, and the difference. */
export const recomposedIn = async (
  read: Reader,
  campaign: Composing,
  before: { variant_id: string; composition_id: string | null; unit_minor: number },
  change: { variant: string; composition?: string | null },
): Promise<{ composition: string | null; unitMinor: number } | Refusal> => {
  const composition = change.composition ?? before.composition_id;
  if (change.variant === before.variant_id && composition === before.composition_id)
    return { composition, unitMinor: before.unit_minor };
  const after = await composedIn(read, campaign, { variant: change.variant, composition });
  if (isRefusal(after)) return after;
  const difference = await differenceOfPreorder(read, campaign, before);
  return {
    composition: after.composition,
    unitMinor: before.unit_minor - difference + after.differenceMinor,
  };
};

const variantDifference = async (read: Reader, campaign: string, variant: string) =>
  (
    await read
      .selectFrom('variants')
      .select('difference_minor')
      .where('id', '=', variant)
      .where('campaign_id', '=', campaign)
      .executeTakeFirst()
  )?.difference_minor ?? 0;
