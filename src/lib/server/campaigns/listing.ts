import type { Reader } from '../../../../db/schema.ts';
import { presentPrice } from '../../domain/price-breaks.ts';
import { firstPictures } from './picturing.ts';
import { breaksColumn, breaksIn } from './pricing.ts';

/** All campaigns of a brand for its desk: those that need somebody first, the latest before the older. */
export const campaignsOfBrand = async (read: Reader, brand: { id: string }) => {
  const rows = await read
    .selectFrom('campaigns')
    .select([
      'id',
      'state',
      'title',
      'currency',
      'price_minor',
      'closing_minor',
      'minimum_quantity',
      'units',
      'preorder_count',
      'deadline',
      'time_zone',
      'delivery_month',
      'revision_id',
      'launched_at',
      'created_at',
    ])
    .select(breaksColumn)
    .where('brand_id', '=', brand.id)
    .orderBy('created_at', 'desc')
    .execute();
  const pictures = await firstPictures(
    read,
    rows.map((row) => row.revision_id),
  );
  return rows
    .map((row) => ({
      ...row,
      price: presentPrice({ ...row, breaks: breaksIn(row.breaks) }),
      picture: pictures.get(row.revision_id) ?? null,
    }))
    .sort((a, b) => weight[a.state] - weight[b.state]);
};

const weight = {
  live: 0,
  preparing: 1,
  succeeded: 2,
  producing: 2,
  shipping: 2,
  delivered: 3,
  failed: 4,
  cancelled: 4,
};
