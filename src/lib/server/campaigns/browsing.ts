import type { Reader } from '../../../../db/schema.ts';
import type { CampaignState } from '../../domain/lifecycles.ts';
import { presentPrice } from '../../domain/price-breaks.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';
import { isShown } from '../moderation/hiding.ts';
import { breaksColumn, breaksIn } from './pricing.ts';

export type ListedCampaign = Awaited<ReturnType<typeof browseCampaigns>>[number];

/** Campaigns that anyone may see, each with the first picture of what is made; live ones by what ends first. */
export const browseCampaigns = async (
  read: Reader,
  {
    states,
    brand,
    challenge,
    limit,
    offset = 0,
  }: { states: CampaignState[]; brand?: string; challenge?: string; limit: number; offset?: number },
) => {
  let query = read
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
      'campaigns.state',
      'campaigns.currency',
      'campaigns.price_minor',
      'campaigns.closing_minor',
      'campaigns.least_minor',
      'campaigns.minimum_quantity as minimum',
      'campaigns.units',
      'campaigns.deadline',
      'campaigns.time_zone as timeZone',
      'campaigns.delivery_month as deliveryMonth',
      'campaigns.draft_id as draft',
      'brands.name as brand',
      'brands.slug as brandSlug',
      'revision_pictures.alt',
    ])
    .select(pictureColumns)
    .select(breaksColumn)
    .where('campaigns.state', 'in', states)
    .where('campaigns.launched_at', 'is not', null)
    .where(isShown('campaign', 'campaigns.id'))
    .limit(limit)
    .offset(offset);
  if (brand) query = query.where('campaigns.brand_id', '=', brand);
  if (challenge) query = query.where('campaigns.challenge_id', '=', challenge);
  query = states.includes('live')
    ? query.orderBy('campaigns.deadline').orderBy('campaigns.id')
    : query.orderBy('campaigns.deadline', 'desc').orderBy('campaigns.id', 'desc');
  return (await query.execute()).map((row) => ({
    ...pricesOf(row),
    id: row.id,
    title: row.title,
    state: row.state,
    currency: row.currency,
    minimum: row.minimum,
    units: row.units,
    deadline: row.deadline,
    timeZone: row.timeZone,
    deliveryMonth: row.deliveryMonth,
    draft: row.draft,
    brand: row.brand,
    brandSlug: row.brandSlug,
    alt: row.alt ?? row.title,
    picture: joinedPicture(row),
  }));
};

/** What it costs as things are, and the cheapest of it where not all cost the same. */
const pricesOf = (row: {
  price_minor: number;
  closing_minor: number | null;
  least_minor: number | null;
  units: number;
  breaks: string | null;
}) => {
  const price = presentPrice({ ...row, breaks: breaksIn(row.breaks) });
  return { price, least: row.least_minor === null ? null : row.least_minor - row.price_minor + price };
};
