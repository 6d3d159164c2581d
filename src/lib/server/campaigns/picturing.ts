import type { Reader } from '../../../../db/schema.ts';
import { shownPicture, type ShownPicture } from '../images/keeping.ts';

export type RevisionPicture = ShownPicture & { alt: string };

/** The pictures of a revision with their texts, in order. */
export const picturesOf = async (read: Reader, revisionId: string): Promise<RevisionPicture[]> =>
  (await pictured(read).where('revision_pictures.revision_id', '=', revisionId).execute()).map(present);

/** The first picture of each revision. */
export const firstPictures = async (
  read: Reader,
  revisionIds: string[],
): Promise<Map<string, RevisionPicture>> => {
  const rows = await pictured(read).where('revision_pictures.revision_id', 'in', revisionIds).execute();
  const first = new Map<string, RevisionPicture>();
  for (const row of rows) if (!first.has(row.revision_id)) first.set(row.revision_id, present(row));
  return first;
};

const pictured = (read: Reader) =>
  read
    .selectFrom('revision_pictures')
    .innerJoin('pictures', 'pictures.id', 'revision_pictures.picture_id')
    .select([
      'revision_pictures.revision_id',
      'revision_pictures.alt',
      'pictures.id',
      'pictures.width',
      'pictures.height',
      'pictures.widths',
      'pictures.thumbhash',
      'pictures.avif_at',
    ])
    .orderBy('revision_pictures.revision_id')
    .orderBy('revision_pictures.position');

const present = ({
  revision_id: _,
  alt,
  ...picture
}: Awaited<ReturnType<ReturnType<typeof pictured>['execute']>>[number]): RevisionPicture => ({
  ...shownPicture(picture),
  alt,
});
