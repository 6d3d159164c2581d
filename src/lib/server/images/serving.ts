import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureFormats, type PictureFormat } from '../../domain/pictures.ts';
import { pictureFileName, pictureFolder } from './storing.ts';

const idPattern = /^[0-9a-z]{16,40}$/;
const filePattern = /^([1-9][0-9]{0,3})\.([a-z]{4})$/;

export interface ServedPicture {
  bytes: Uint8Array<ArrayBuffer>;
  type: `image/${PictureFormat}`;
}

/** The file of a picture by its name, such as `640.webp`; null for whatever is not there, or is no such name. */
export const openPicture = async (
  dataDir: string,
  id: string,
  file: string,
): Promise<ServedPicture | null> => {
  const [, width, ending] = filePattern.exec(file) ?? [];
  const format = pictureFormats.find((known) => known === ending);
  if (!idPattern.test(id) || !format) return null;
  try {
    const bytes = await readFile(join(pictureFolder(dataDir, id), pictureFileName(Number(width), format)));
    return { bytes, type: `image/${format}` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};
