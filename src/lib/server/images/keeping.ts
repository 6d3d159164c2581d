import type { Reader, Transaction } from '../../../../db/schema.ts';
import { scheduleJob } from '../jobs/scheduling.ts';
import type { StoredPicture } from './storing.ts';

/** What a page needs to show a picture. */
export interface ShownPicture {
  id: string;
  width: number;
  height: number;
  widths: number[];
  /** Base64. */
  thumbhash: string;
  /** Whether the AVIF files have been made. */
  avif: boolean;
}

/**
 * Makes known a picture whose files are written, and asks for its AVIF, but for layers: those are never shown alone.
 * What is not used within a day is swept away.
 */
export const keepPicture = async (
  tx: Transaction,
  member: { id: string } | null,
  stored: StoredPicture,
  now: number,
  { refine = true }: { refine?: boolean } = {},
): Promise<string> => {
  const { id, width, height, widths, thumbhash, bytes } = stored;
  await tx
    .insertInto('pictures')
    .values({
      id,
      member_id: member?.id ?? null,
      width,
      height,
      widths: JSON.stringify(widths),
      thumbhash,
      bytes,
      created_at: now,
    })
    .execute();
  const job = { kind: 'make-avif' as const, payload: { picture: id }, runAt: now, key: `avif:${id}` };
  if (refine) await scheduleJob(tx, job, now);
  return id;
};

/** Pictures by their ids, in one query. */
export const keptPictures = async (read: Reader, ids: string[]): Promise<Map<string, ShownPicture>> => {
  const rows = await read
    .selectFrom('pictures')
    .select(['id', 'width', 'height', 'widths', 'thumbhash', 'avif_at'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, shownPicture(row)]));
};

interface PictureRow {
  id: string;
  width: number;
  height: number;
  widths: string;
  thumbhash: string;
  avif_at: number | null;
}

export const shownPicture = ({ avif_at, widths, ...row }: PictureRow): ShownPicture => ({
  ...row,
  widths: JSON.parse(widths) as number[],
  avif: avif_at !== null,
});
