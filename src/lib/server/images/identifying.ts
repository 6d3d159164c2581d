import { fileTypeFromBuffer } from 'file-type';
import { pictureLimits, type PictureLimits } from '../../domain/pictures.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusals.ts';
import { sharp } from './sharp.ts';

export interface PictureHead {
  /** After the orientation was applied, px. */
  width: number;
  height: number;
}

const formats: Record<string, string> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
  'image/avif': 'heif',
  'image/gif': 'gif',
};

/** Judges an upload by its content, before a single pixel is decoded. Its name and its announced type mean nothing. */
export const identifyPicture = async (
  bytes: Uint8Array,
  limits: PictureLimits = pictureLimits,
): Promise<PictureHead | Refusal> => {
  if (bytes.length > limits.bytes) {
    return refuse('picture-too-large', {
      megabytes: Math.ceil(bytes.length / 1e6),
      limit: Math.floor(limits.bytes / 1e6),
    });
  }
  const format = await formatOf(bytes);
  if (isRefusal(format)) return format;

  const head = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (!head || head.format !== format) return refuse('picture-truncated');

  const { width, height } = head.autoOrient;
  const frames = Math.max(head.pages ?? 1, framesOfPng(bytes));
  if (frames > 1) return refuse('picture-animated', { frames });
  if (width * height > limits.pixels || Math.max(width, height) > limits.side) {
    return refuse('picture-too-many-pixels', {
      width,
      height,
      limit: Math.floor(limits.pixels / 1e6),
      side: limits.side,
    });
  }
  if (Math.min(width, height) < limits.leastSide) {
    return refuse('picture-too-small', { width, height, limit: limits.leastSide });
  }
  return { width, height };
};

const formatOf = async (bytes: Uint8Array): Promise<string | Refusal> => {
  // Scripts can live in an SVG, so it is refused by name, however it is dressed.
  const opening = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  if (/^[^<]{0,8}\s*<(\?xml|!doctype\s+svg|!--|svg)/i.test(opening) && /<([a-z]+:)?svg[\s>]/i.test(opening)) {
    return refuse('picture-svg');
  }
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const format = formats[type?.mime ?? ''];
  if (format) return format;
  return type?.mime.startsWith('image/')
    ? refuse('picture-kind-unsupported', { kind: type.ext.toUpperCase() })
    : refuse('picture-not-a-picture');
};

/** libvips shows an animated PNG as a still one; its `acTL` chunk, before the pixels, holds the number of frames. */
const framesOfPng = (bytes: Uint8Array): number => {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.length < 8 || view.readUInt32BE(0) !== 0x89504e47) return 1;
  for (let at = 8; at + 12 <= view.length; at += 12 + view.readUInt32BE(at)) {
    const chunk = view.toString('latin1', at + 4, at + 8);
    if (chunk === 'acTL') return view.readUInt32BE(at + 8);
    if (chunk === 'IDAT') return 1;
  }
  return 1;
};
