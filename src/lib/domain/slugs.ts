/** What an address may look like: 2 to 40 of a–z, 0–9 and hyphens, which stand between letters and never in pairs. */
export const slugPattern = /^(?=.{2,40}$)[a-z0-9]+(-[a-z0-9]+)*$/;

/** Words of the site itself: a brand under one of them would be taken for a page. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  'account',
  'admin',
  'all',
  'api',
  'brand',
  'brands',
  'campaign',
  'campaigns',
  'challenge',
  'challenges',
  'confirm',
  'desk',
  'draft',
  'drafts',
  'feed',
  'help',
  'join',
  'members',
  'muster',
  'new',
  'notifications',
  'pictures',
  'preferences',
  'preorders',
  'reset',
  'search',
  'settings',
  'setup',
  'sign-in',
  'sign-out',
  'team',
  'unsubscribe',
]);

export type SlugFault = 'shape' | 'reserved';

/** What is wrong with an address, or null. Whether it is taken, only the database knows. */
export const slugFault = (slug: string): SlugFault | null =>
  !slugPattern.test(slug) ? 'shape' : reservedSlugs.has(slug) ? 'reserved' : null;

/**
 * An address made of a name: its Latin letters and digits, accents dropped, words joined by hyphens.
 * @returns a slug without fault, or an empty string where the name has too few such letters (a Chinese one)
 */
export const suggestSlug = (name: string): string => {
  const slug = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return slugFault(slug) === null ? slug : slugFault(`${slug}-brand`) === null ? `${slug}-brand` : '';
};
