import type { Reader } from '../../../../db/schema.ts';
import { compiledOnce } from '../compiling.ts';
import { untilWritten } from '../remembering.ts';
import { widthsOf } from '../../domain/pictures.ts';

const siteRow = untilWritten(
  compiledOnce((read) =>
    read
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
      .where('site.id', '=', 1),
  ),
);

/** What every page shows of the site itself. */
export const presentSite = async (read: Reader) => {
  const [row] = await siteRow(read);
  if (!row) throw new Error('the site has no row: it was not prepared');
  return {
    name: row.name,
    tagline: row.tagline,
    logo: row.width === null ? null : `/pictures/${row.logo_picture_id}/${widthsOf(row.width)[0]}.webp`,
    setUp: row.set_up_at !== null,
    locale: row.locale,
    timeZone: row.time_zone,
  };
};
