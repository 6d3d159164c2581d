import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reservedSlugs, slugFault, suggestSlug } from '../../src/lib/domain/slugs.ts';

describe('an address', () => {
  test.each(['halo-supply', 'ab', '3m', 'a-b-c', 'x'.repeat(40)])('%s is fine', (slug) =>
    expect(slugFault(slug)).toBeNull(),
  );
  test.each([
    '',
    'a',
    'Halo',
    'halo_supply',
    '-halo',
    'halo-',
    'halo--supply',
    'x'.repeat(41),
    '光環',
    'a b',
    'a/b',
  ])('"%s" has the wrong shape', (slug) => expect(slugFault(slug)).toBe('shape'));
  test('words of the site are reserved, and each of them could be a slug', () => {
    for (const word of reservedSlugs) expect(slugFault(word), word).toBe('reserved');
  });
});

describe('an address suggested', () => {
  test.each([
    ['Halo Supply', 'halo-supply'],
    ['  Café  Noir & Co. ', 'cafe-noir-co'],
    ["Mother's Own", 'mothers-own'],
    ['光環 Halo', 'halo'],
    ['光環', ''],
    ['A', 'a-brand'],
    ['Admin', 'admin-brand'],
    ['', ''],
  ])('"%s" gives "%s"', (name, slug) => expect(suggestSlug(name)).toBe(slug));
  test('it is without fault, or empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        const slug = suggestSlug(name);
        return slug === '' || slugFault(slug) === null;
      }),
    );
  });
});
