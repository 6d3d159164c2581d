import type { Reader } from '../../../../db/schema.ts';
import { keptPictures, type ShownPicture } from '../images/keeping.ts';

/** Whether a price was ever set in the brand's currency. */
export const hasCampaign = async (read: Reader, brand: { id: string }): Promise<boolean> =>
  (await read
    .selectFrom('campaigns')
    .select('id')
    .where('brand_id', '=', brand.id)
    .limit(1)
    .executeTakeFirst()) !== undefined;

export const currencyOf = async (read: Reader, brand: { id: string }): Promise<string> =>
  (await read.selectFrom('brands').select('currency').where('id', '=', brand.id).executeTakeFirstOrThrow())
    .currency;

export const picturesOf = async (
  read: Reader,
  brand: { logo_picture_id: string | null; cover_picture_id: string | null },
) => {
  const ids = [brand.logo_picture_id, brand.cover_picture_id].filter((id) => id !== null);
  const pictures: Map<string, ShownPicture> = ids.length > 0 ? await keptPictures(read, ids) : new Map();
  return {
    logo: pictures.get(brand.logo_picture_id ?? '') ?? null,
    cover: pictures.get(brand.cover_picture_id ?? '') ?? null,
  };
};
