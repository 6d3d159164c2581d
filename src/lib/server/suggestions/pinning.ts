import type { Place } from '../../domain/suggestions.ts';

export type Pin = Place & { picture: string };

/** Where on a picture a suggestion points, or null where it is about the whole draft. */
export const pinOf = (row: {
  picture_id: string | null;
  x: number | null;
  y: number | null;
  w: number | null;
  h: number | null;
}): Pin | null =>
  row.picture_id === null || row.x === null || row.y === null
    ? null
    : { picture: row.picture_id, x: row.x, y: row.y, w: row.w, h: row.h };
