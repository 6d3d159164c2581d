import { rgbaToThumbHash } from 'thumbhash';
import { pictureLimits, widthsOf, type PictureFormat, type PictureLimits } from '../../domain/pictures.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { identifyPicture } from './identifying.ts';
import { inTurn, sharp } from './sharp.ts';

export interface PictureFile {
  width: number;
  format: PictureFormat;
  bytes: Uint8Array;
}

export interface ReceivedPicture {
  /** As it came, with whatever it says about the place and the camera: kept apart, never served. */
  original: Uint8Array;
  /** After the orientation was applied, px. */
  width: number;
  height: number;
  widths: number[];
  /** Base64. */
  thumbhash: string;
  files: PictureFile[];
  /** Of a layer: its pixels, packed (layering.ts). */
  pixels?: Uint8Array;
}

/** `--sheet` of the look: what shows through where JPEG knows no transparency. */
const sheet = '#fbf8f1';
const patienceInSeconds = 15;

/** Checks an upload, and makes of it what pages show, or says why not. Touches neither disk nor database. */
export const receivePicture = async (
  bytes: Uint8Array,
  limits: PictureLimits = pictureLimits,
): Promise<ReceivedPicture | Refusal> => {
  const head = await identifyPicture(bytes, limits);
  if (isRefusal(head)) return head;
  return inTurn(async () => {
    const widths = widthsOf(head.width);
    const base = await decodePicture(bytes, widths.at(-1)!).catch(() => null);
    if (!base) return refuse('picture-truncated');
    const [webp, jpeg, thumbhash] = await Promise.all([
      encodePicture(base, widths, 'webp'),
      encodePicture(base, widths, 'jpeg'),
      thumbhashOf(base),
    ]);
    return { ...head, original: bytes, widths, thumbhash, files: [...webp, ...jpeg] };
  });
};

export type DecodedPicture = Awaited<ReturnType<typeof decodePicture>>;

/**
 * The one decode: upright, in sRGB, without metadata, at the greatest width that is kept.
 * A file that ends early is an error; the harmless irregularities of many cameras are not.
 */
export const decodePicture = (bytes: Uint8Array, width: number) =>
  sharp(bytes, { failOn: 'error', limitInputPixels: pictureLimits.pixels })
    .autoOrient()
    .resize({ width, withoutEnlargement: true })
    .toColourspace('srgb')
    .timeout({ seconds: patienceInSeconds })
    .raw()
    .toBuffer({ resolveWithObject: true });

export const encodePicture = async (
  { data, info }: DecodedPicture,
  widths: number[],
  format: PictureFormat,
): Promise<PictureFile[]> => {
  const files: PictureFile[] = [];
  for (const width of widths) {
    const picture = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
    if (width < info.width) picture.resize({ width });
    // What mozjpeg would save of a file that few browsers ask for, it takes fifteen times the time for.
    if (format === 'jpeg') picture.flatten({ background: sheet }).jpeg({ quality: 80, progressive: true });
    else if (format === 'webp') picture.webp({ quality: 80 });
    else picture.avif({ quality: 55, effort: 2 });
    files.push({ width, format, bytes: await picture.toBuffer() });
  }
  return files;
};

export const thumbhashOf = async ({ data, info }: DecodedPicture) => {
  const small = await sharp(data, {
    raw: { width: info.width, height: info.height, channels: info.channels },
  })
    .resize(100, 100, { fit: 'inside' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(small.info.width, small.info.height, small.data)).toString('base64');
};
