import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PictureFormat } from '../../domain/pictures.ts';
import { newId, randomLetters } from '../ids.ts';
import type { PictureFile, ReceivedPicture } from './receiving.ts';

export interface StoredPicture extends Pick<ReceivedPicture, 'width' | 'height' | 'widths' | 'thumbhash'> {
  id: string;
  /** What its files take on disk, the original included. */
  bytes: number;
}

/** Longer than other ids: pictures are served to whoever knows their address, those of unpublished drafts too. */
export const newPictureId = (now: number) => newId(now) + randomLetters(10);

// The end of an id is chance, its beginning is time: only the end spreads the folders.
export const pictureFolder = (dataDir: string, id: string) => join(dataDir, 'pictures', id.slice(-2), id);
export const originalFile = (dataDir: string, id: string) => join(dataDir, 'originals', id.slice(-2), id);
/** Where something is written until it is whole. */
const partOf = (path: string) => `${path}.part`;
export const pixelsFileName = 'pixels';
export const pictureFileName = (width: number, format: PictureFormat) => `${width}.${format}`;

/**
 * Writes a picture's files, before the transaction that makes it known. All or none: they are written aside,
 * flushed, and moved into place at once. Throws what the disk says (`code` is `ENOSPC` when it is full), with nothing left behind.
 */
export const storePicture = async (
  dataDir: string,
  id: string,
  received: ReceivedPicture,
): Promise<StoredPicture> => {
  const folder = pictureFolder(dataDir, id);
  const aside = partOf(folder);
  try {
    await writeDurably(originalFile(dataDir, id), received.original);
    await mkdir(aside, { recursive: true });
    for (const file of received.files) {
      await writeFlushed(join(aside, pictureFileName(file.width, file.format)), file.bytes);
    }
    if (received.pixels) await writeFlushed(join(aside, pixelsFileName), received.pixels);
    await flushFolder(aside);
    await rename(aside, folder);
    await flushFolder(dirname(folder));
  } catch (error) {
    await removePicture(dataDir, id).catch(() => {});
    throw error;
  }
  const { width, height, widths, thumbhash, original, files, pixels } = received;
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, original.length + (pixels?.length ?? 0));
  return { id, width, height, widths, thumbhash, bytes };
};

/** Adds files to a picture that stands, each complete or not at all. */
export const addToPicture = async (dataDir: string, id: string, files: PictureFile[]): Promise<void> => {
  for (const { width, format, bytes } of files) {
    await writeDurably(join(pictureFolder(dataDir, id), pictureFileName(width, format)), bytes);
  }
};

export const removePicture = async (dataDir: string, id: string): Promise<void> => {
  const places = [pictureFolder(dataDir, id), originalFile(dataDir, id)];
  const ends = await Promise.allSettled(
    [...places, ...places.map(partOf)].map((place) => rm(place, { recursive: true, force: true })),
  );
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
};

/** Writes a file whole or not at all, and is done when a power cut cannot undo it. */
export const writeDurably = async (path: string, bytes: Uint8Array) => {
  const aside = partOf(path);
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFlushed(aside, bytes);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => {});
    throw error;
  }
  await flushFolder(dirname(path));
};

const writeFlushed = async (path: string, bytes: Uint8Array) => {
  const file = await open(path, 'w', 0o640);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
};

/** A rename is only safe from a power cut once its folder is flushed. */
const flushFolder = async (path: string) => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};
