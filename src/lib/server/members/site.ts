import type { Reader } from '../../../../db/schema.ts';
import { widthsOf } from '../../domain/pictures.ts';

/** What every page shows of the site itself. */
export const presentSite = async (read: Reader) => {
  const row = await read
    .selectFrom('site')
    .leftJoin('pictures', 'pictures.id', 'site.logo_picture_id')
    .select([
      'site.name',
      'site.tagline',
      'site.logo_picture_id',
      'site.set_up_at',
      'site.locale',
      'site.time_zone',
      'pictures.width',
    ])
    .where('site.id', '=', 1)
    .executeTakeFirstOrThrow();
  return {
    name: row.name,
    tagline: row.tagline,
    logo: row.width === null ? null : `/pictures/${row.logo_picture_id}/${widthsOf(row.width)[0]}.webp`,
    setUp: row.set_up_at !== null,
    locale: row.locale,
    timeZone: row.time_zone,
  };
};
