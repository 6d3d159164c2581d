import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';
import { widthsOf } from '../../domain/pictures.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import type { Database } from '../database.ts';
import { whyNotAdmitted } from './admitting.ts';
import { identifyPicture } from './identifying.ts';
import { keepPicture } from './keeping.ts';
import { decodePicture, encodePicture, thumbhashOf, type ReceivedPicture } from './receiving.ts';
import { inTurn, sharp } from './sharp.ts';
import { newPictureId, pictureFileName, pictureFolder, pixelsFileName, storePicture } from './storing.ts';

export interface Size {
  width: number;
  height: number;
}

/** From a form's file to a layer that is kept, if it has exactly the size that was asked for. */
export const keepLayer = async (
  write: Database['write'],
  dataDir: string,
  member: { id: string },
  { file, size }: { file: Blob; size: Size | null },
  now: number,
): Promise<string | Refusal> => {
  const refused = await whyNotAdmitted(write, member, file, now);
  if (refused) return refused;
  const received = await receiveLayer(new Uint8Array(await file.arrayBuffer()), size);
  if (isRefusal(received)) return received;
  const stored = await storePicture(dataDir, newPictureId(now), received);
  return write((tx) => keepPicture(tx, member, stored, now, { refine: false }));
};

/**
 * Checks a layer, and makes of it what a page lays over others: WebP alone, since JPEG knows no transparency, and the
 * pixels as they are, from which a composed picture is made in a fraction of the time that decoding takes.
 */
export const receiveLayer = async (
  bytes: Uint8Array,
  size: Size | null,
): Promise<(ReceivedPicture & { pixels: Uint8Array }) | Refusal> => {
  const head = await identifyPicture(bytes);
  if (isRefusal(head)) return head;
  if (size && (head.width !== size.width || head.height !== size.height)) {
    return refuse('layer-size-wrong', {
      width: head.width,
      height: head.height,
      baseWidth: size.width,
      baseHeight: size.height,
    });
  }
  return inTurn(async () => {
    const widths = widthsOf(head.width);
    const decoded = await decodePicture(bytes, widths.at(-1)!).catch(() => null);
    if (!decoded) return refuse('picture-truncated');
    const [files, thumbhash, pixels] = await Promise.all([
      encodePicture(decoded, widths, 'webp'),
      thumbhashOf(decoded),
      packPixels(await withAlpha(decoded)),
    ]);
    return { ...head, original: bytes, widths, thumbhash, files, pixels };
  });
};

interface Pixels extends Size {
  /** RGBA, row by row. */
  data: Buffer;
}

/** The part of a layer that shows anything, and where it lies in the whole. */
export interface Patch extends Pixels {
  left: number;
  top: number;
  whole: Size;
}

const withAlpha = async ({ data, info }: Awaited<ReturnType<typeof decodePicture>>): Promise<Pixels> => {
  const { width, height, channels } = info;
  if (channels === 4) return { data, width, height };
  const raw = sharp(data, { raw: { width, height, channels } });
  return { data: await raw.toColourspace('srgb').ensureAlpha().raw().toBuffer(), width, height };
};

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);
const head = 24;

const packPixels = async (whole: Pixels): Promise<Uint8Array> => {
  const { data, left, top, width, height } = patchOf(whole);
  const numbers = Buffer.alloc(head);
  [whole.width, whole.height, left, top, width, height].forEach((n, i) => numbers.writeUInt32LE(n, i * 4));
  const packed = await compress(data, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  return Buffer.concat([numbers, packed]);
};

/** What is left of a layer when all that is wholly transparent around it is cut off. */
export const patchOf = ({ data, width, height }: Pixels): Patch => {
  const pixels = wordsOf(data);
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (pixels[y * width + x]! >>> 24 === 0) continue;
      if (top > y) top = y;
      if (left > x) left = x;
      if (right < x) right = x;
      bottom = y;
    }
  }
  const whole = { width, height };
  if (bottom < 0) return { data: Buffer.alloc(0), left: 0, top: 0, width: 0, height: 0, whole };
  const wide = right - left + 1;
  const high = bottom - top + 1;
  const cut = Buffer.alloc(wide * high * 4);
  for (let y = 0; y < high; y++) {
    const from = ((y + top) * width + left) * 4;
    data.copy(cut, y * wide * 4, from, from + wide * 4);
  }
  return { data: cut, left, top, width: wide, height: high, whole };
};

/** Little-endian words of a pixel each: alpha in the highest byte. Copied where they do not lie on a word's edge. */
export const wordsOf = (data: Buffer): Uint32Array =>
  data.byteOffset % 4 === 0
    ? new Uint32Array(data.buffer, data.byteOffset, data.length / 4)
    : new Uint32Array(new Uint8Array(data).buffer);

/** The pixels of a kept layer; decoded from its largest WebP where they are not beside it. */
export const layerPixels = async (
  dataDir: string,
  { id, width }: { id: string; width: number },
): Promise<Patch> => {
  const folder = pictureFolder(dataDir, id);
  const file = await readFile(join(folder, pixelsFileName)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!file) {
    const largest = await readFile(join(folder, pictureFileName(widthsOf(width).at(-1)!, 'webp')));
    return patchOf(await withAlpha(await decodePicture(largest, width)));
  }
  const [wide, high, left, top, cutWidth, cutHeight] = Array.from({ length: 6 }, (_, i) =>
    file.readUInt32LE(i * 4),
  );
  // In one piece: by default it comes in thousands.
  const data = await decompress(file.subarray(head), { chunkSize: Math.max(64, cutWidth! * cutHeight! * 4) });
  return {
    data,
    left: left!,
    top: top!,
    width: cutWidth!,
    height: cutHeight!,
    whole: { width: wide!, height: high! },
  };
};
