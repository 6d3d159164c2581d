import { readFile } from 'node:fs/promises';
import { widthsOf } from '../../domain/pictures.ts';
import type { Database } from '../database.ts';
import { decodePicture, encodePicture } from './receiving.ts';
import { inTurn } from './sharp.ts';
import { addToPicture, originalFile } from './storing.ts';

/**
 * Makes the AVIF files of a picture from its original: a job, since it takes seconds. It may run twice, or be cut off
 * and run again: files are written whole under names that are always the same, and only then is the picture said to have them.
 */
export const refinePicture = async (
  database: Pick<Database, 'read' | 'write'>,
  dataDir: string,
  id: string,
  now: number,
): Promise<void> => {
  const picture = await database.read((read) =>
    read.selectFrom('pictures').select(['width', 'avif_at']).where('id', '=', id).executeTakeFirst(),
  );
  if (!picture || picture.avif_at !== null) return;

  const original = await readFile(originalFile(dataDir, id));
  const widths = widthsOf(picture.width);
  const files = await inTurn(async () =>
    encodePicture(await decodePicture(original, widths.at(-1)!), widths, 'avif'),
  );
  await addToPicture(dataDir, id, files);

  const more = files.reduce((sum, file) => sum + file.bytes.length, 0);
  await database.write((tx) =>
    tx
      .updateTable('pictures')
      .set((eb) => ({ avif_at: now, bytes: eb('bytes', '+', more) }))
      .where('id', '=', id)
      .where('avif_at', 'is', null)
      .execute(),
  );
};
