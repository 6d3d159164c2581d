import type { Reader } from '../../../../db/schema.ts';

/** What every page shows of the site itself. */
export const presentSite = async (read: Reader) => {
  const row = await read
    .selectFrom('site')
    .select(['name', 'tagline', 'logo_picture_id', 'set_up_at', 'locale', 'time_zone'])
    .where('id', '=', 1)
    .executeTakeFirstOrThrow();
  return {
    name: row.name,
    tagline: row.tagline,
    logo: row.logo_picture_id ? `/pictures/${row.logo_picture_id}/320.webp` : null,
    setUp: row.set_up_at !== null,
    locale: row.locale,
    timeZone: row.time_zone,
  };
};
