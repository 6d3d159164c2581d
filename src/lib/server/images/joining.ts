import type { ShownPicture } from './keeping.ts';

/** The columns of a joined picture, and what `Picture.svelte` wants of them. */
export interface PictureRow {
  picture_id: string | null;
  picture_width: number | null;
  picture_height: number | null;
  picture_thumbhash: string | null;
  picture_avif_at: number | null;
}

/** For `.select(pictureColumns)` beside a join of `pictures`. */
export const pictureColumns = [
  'pictures.id as picture_id',
  'pictures.width as picture_width',
  'pictures.height as picture_height',
  'pictures.thumbhash as picture_thumbhash',
  'pictures.avif_at as picture_avif_at',
] as const;

/** The widths are left out: they follow from the width (`widthsOf`). */
export const joinedPicture = (row: PictureRow): Omit<ShownPicture, 'widths'> | null =>
  row.picture_id === null
    ? null
    : {
        id: row.picture_id,
        width: row.picture_width!,
        height: row.picture_height!,
        thumbhash: row.picture_thumbhash!,
        avif: row.picture_avif_at !== null,
      };
