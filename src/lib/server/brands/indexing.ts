import type { Transaction } from '../../../../db/schema.ts';
import { indexEntry } from '../search/indexing.ts';

/** A brand is found by its name, its address, and what it says about itself. */
export const indexBrand = (
  tx: Transaction,
  brand: { id: string; name: string; slug: string; tagline: string; about: string },
): Promise<void> =>
  indexEntry(tx, {
    kind: 'brand',
    id: brand.id,
    text: [brand.name, brand.slug, brand.tagline, brand.about].join('\n'),
  });
