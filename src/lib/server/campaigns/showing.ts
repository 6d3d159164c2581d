import type { Reader } from '../../../../db/schema.ts';
import { fallAhead, settledStates } from '../../domain/preorders.ts';
import { authorsOf } from '../drafts/authors.ts';
import { namedCompositions } from '../compositions/naming.ts';
import { ownComposition } from '../compositions/preferring.ts';
import { cheapestOwn } from './composing.ts';
import { picturesOf } from './picturing.ts';
import { breaksColumn, breaksIn } from './pricing.ts';
import { milestonesOf, optionsOf, shippingRatesOf, variantsOf } from './reading.ts';
import { updatesOf } from './updating.ts';

/**
 * Everything that the page of a campaign shows in a few queries, however much there is of each. What was never launched is not found, except by those who hold a role in its brand; what was hidden neither, except by them and by admins.
 */
export const campaignPage = async (read: Reader, member: { id: string; role: string } | null, id: string) => {
  const campaign = await campaignWithOrigin(read, member, id);
  if (!campaign) return undefined;
  const ofBrand = campaign.role !== null;
  if (campaign.launched_at === null && !ofBrand) return undefined;
  if (campaign.hidden_reason !== null && !ofBrand && member?.role !== 'admin') return undefined;
  const open = campaign.state === 'live' || campaign.state === 'preparing';
  const past = settledStates.includes(campaign.state);
  const variants = open ? await variantsOf(read, id) : [];
  const composes = open && campaign.composing === 'own';
  return {
    authors:
      campaign.challenge_kind === 'open'
        ? ((await authorsOf(read, [campaign.draft_id])).get(campaign.draft_id) ?? [])
        : [],
    campaign: { ...campaign, options: optionsOf(campaign), breaks: breaksIn(campaign.breaks) },
    ofBrand,
    maySell: campaign.role === 'owner' || campaign.role === 'merchant',
    pictures: await picturesOf(read, campaign.revision_id),
    updates: await updatesOf(read, id),
    own: member ? await ownPreorders(read, member, campaign) : [],
    // Before the deadline what can be ordered, after it how the making goes: a page never needs both.
    variants,
    composed: await namedCompositions(
      read,
      variants.map(({ composition_id }) => composition_id),
    ),
    /** Where each buyer composes their own: what the cheapest costs more, and what the visitor has chosen already. */
    cheapest: !composes
      ? null
      : campaign.least_minor !== null
        ? campaign.least_minor - campaign.price_minor
        : await cheapestOwn(read, campaign),
    yours: composes && member ? await ownComposition(read, member, campaign.draft_id) : null,
    rates: open ? await shippingRatesOf(read, id) : [],
    milestones: past ? await milestonesOf(read, id) : [],
  };
};

const campaignWithOrigin = (read: Reader, member: { id: string } | null, id: string) =>
  read
    .selectFrom('campaigns')
    .innerJoin('brands', 'brands.id', 'campaigns.brand_id')
    .innerJoin('challenges', 'challenges.id', 'campaigns.challenge_id')
    .innerJoin('drafts', 'drafts.id', 'campaigns.draft_id')
    .leftJoin('members as author', 'author.id', 'drafts.member_id')
    .leftJoin('hidings', (join) =>
      join.onRef('hidings.target_id', '=', 'campaigns.id').on('hidings.target_kind', '=', 'campaign'),
    )
    .selectAll('campaigns')
    .select(breaksColumn)
    .select((eb) => [
      'brands.name as brand_name',
      'brands.slug as brand_slug',
      'challenges.number as challenge_number',
      'challenges.title as challenge_title',
      'challenges.kind as challenge_kind',
      'challenges.method as challenge_method',
      'challenges.ballot_count',
      'challenges.decided_at',
      'drafts.picks',
      'drafts.submitted_at',
      'author.name as author_name',
      'hidings.reason as hidden_reason',
      eb
        .selectFrom('brand_roles')
        .select((inner) => inner.fn.max<string | null>('brand_roles.role').as('role'))
        .whereRef('brand_roles.brand_id', '=', 'campaigns.brand_id')
        .where('brand_roles.member_id', '=', member?.id ?? '')
        .as('role'),
    ])
    .where('campaigns.id', '=', id)
    .executeTakeFirst();

const ownPreorders = async (
  read: Reader,
  member: { id: string },
  campaign: { id: string; price_minor: number; closing_minor: number | null },
) => {
  const rows = await read
    .selectFrom('preorders')
    .innerJoin('variants', 'variants.id', 'preorders.variant_id')
    .select([
      'preorders.id',
      'preorders.number',
      'preorders.state',
      'preorders.quantity',
      'preorders.total_minor',
      'preorders.due_at',
      'preorders.currency',
      'variants.label',
    ])
    .where('preorders.campaign_id', '=', campaign.id)
    .where('preorders.member_id', '=', member.id)
    .where('preorders.state', '<>', 'cancelled')
    .orderBy('preorders.placed_at', 'desc')
    .execute();
  const { price_minor, closing_minor } = campaign;
  return rows.map((row) => ({
    ...row,
    total_minor: row.total_minor - fallAhead({ ...row, price_minor, closing_minor }) * row.quantity,
  }));
};
