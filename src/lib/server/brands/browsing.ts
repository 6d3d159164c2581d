import type { Reader } from '../../../../db/schema.ts';
import { widthsOf } from '../../domain/pictures.ts';
import { joinedPicture, pictureColumns } from '../images/joining.ts';

/** All brands of the site, the most followed first. */
export const browseBrands = async (read: Reader, limit = 100) => {
  const rows = await read
    .selectFrom('brands')
    .leftJoin('pictures', 'pictures.id', 'brands.cover_picture_id')
    .select([
      'brands.id',
      'brands.slug',
      'brands.name',
      'brands.tagline',
      'brands.followers',
      'brands.challenge_count as challenges',
    ])
    .select(pictureColumns)
    .orderBy('brands.followers', 'desc')
    .orderBy('brands.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    tagline: row.tagline,
    followers: row.followers,
    challenges: row.challenges,
    cover: joinedPicture(row),
  }));
};

/** One brand as anyone may see it. */
export const showBrand = async (read: Reader, slug: string) => {
  const row = await read
    .selectFrom('brands')
    .leftJoin('pictures', 'pictures.id', 'brands.cover_picture_id')
    .leftJoin('pictures as logos', 'logos.id', 'brands.logo_picture_id')
    .select([
      'brands.id',
      'brands.slug',
      'brands.name',
      'brands.tagline',
      'brands.about',
      'brands.website',
      'brands.followers',
      'brands.cover_alt as alt',
      'logos.id as logo',
      'logos.width as logo_width',
    ])
    .select(pictureColumns)
    .where('brands.slug', '=', slug)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      slug: row.slug,
      name: row.name,
      tagline: row.tagline,
      about: row.about,
      website: row.website,
      followers: row.followers,
      alt: row.alt,
      logo: row.logo && row.logo_width ? `/pictures/${row.logo}/${widthsOf(row.logo_width)[0]}.webp` : null,
      cover: joinedPicture(row),
    }
  );
};
