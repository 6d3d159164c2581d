import { isLocale, type Locale } from '../../domain/locales.ts';
import type { Database } from '../database.ts';

export interface KnownSite {
  setUp: boolean;
  /** Spoken to those who say no language that we have. */
  locale: Locale;
}

const fresh = 60_000;

/**
 * What must be known of the site before any page is made. Asked each time until the site is set up, then once a minute.
 * Where the database does not answer, what was known last holds: the page itself will say what is wrong.
 */
export const siteMemory = ({ read }: Pick<Database, 'read'>) => {
  let known: KnownSite = { setUp: false, locale: 'en' };
  let until = 0;
  return async (now: number): Promise<KnownSite> => {
    if (known.setUp && now < until) return known;
    until = now + fresh;
    try {
      const row = await read((r) =>
        r.selectFrom('site').select(['set_up_at', 'locale']).where('id', '=', 1).executeTakeFirst(),
      );
      known = { setUp: row?.set_up_at != null, locale: isLocale(row?.locale) ? row.locale : 'en' };
    } catch {
      until = 0;
    }
    return known;
  };
};
