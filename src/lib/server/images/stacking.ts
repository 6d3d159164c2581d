import { layerPixels, wordsOf, type Patch } from './layering.ts';
import { inTurn, sharp } from './sharp.ts';

/** `--sheet` of the look, as a little-endian word with its alpha. */
const paper = 0xfff1f8fb;

/**
 * Layers laid over each other, from the back to the front, as one JPEG.
 *
 * @param width px; that of the layers where it is left out
 */
export const stackLayers = (
  dataDir: string,
  layers: { id: string; width: number }[],
  width?: number,
): Promise<Uint8Array<ArrayBuffer>> =>
  inTurn(async () => {
    const [base, ...others] = layers;
    const first = base && (await layerPixels(dataDir, base));
    const whole = first?.whole ?? { width: 640, height: 800 };
    const size = whole.width * whole.height;
    const covered = first !== undefined && hidesAll(first, size);
    const pixels = covered ? wordsOf(first.data) : new Uint32Array(size).fill(paper);
    if (first && !covered) layOver(pixels, whole.width, first);
    // One is unpacked while the one before it is laid: all of a dozen at once are more than a small machine holds.
    let next = others[0] && layerPixels(dataDir, others[0]);
    for (let i = 0; next; i++) {
      const layer = await next;
      const after = others[i + 1];
      next = after && layerPixels(dataDir, after);
      // A layer that cannot be read is found out where it is waited for.
      next?.catch(() => {});
      layOver(pixels, whole.width, layer);
    }
    const picture = sharp(Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength), {
      raw: { ...whole, channels: 4 },
    }).removeAlpha();
    if (width && width < whole.width) picture.resize({ width });
    // Tables made for the picture would save a twentieth of the bytes, and take more than half of the encoding's time.
    return new Uint8Array(await picture.jpeg({ quality: 84, optimiseCoding: false }).toBuffer());
  });

/** Whether a base leaves no paper to be seen: then it is the ground itself. */
const hidesAll = ({ data }: Patch, size: number): boolean => {
  const pixels = wordsOf(data);
  if (pixels.length !== size) return false;
  for (let at = 0; at < size; at++) if (pixels[at]! >>> 24 !== 255) return false;
  return true;
};

/** Source over (Porter and Duff 1984) on an opaque ground, with 8 bits for each colour. */
const layOver = (ground: Uint32Array, groundWidth: number, { data, left, top, width, height }: Patch) => {
  const layer = wordsOf(data);
  for (let y = 0; y < height; y++) {
    let to = (y + top) * groundWidth + left;
    for (let at = y * width, end = at + width; at < end; at++, to++) {
      const over = layer[at]!;
      const alpha = over >>> 24;
      if (alpha === 0) continue;
      if (alpha === 255) ground[to] = over;
      else ground[to] = mixed(over, ground[to]!, alpha);
    }
  }
};

const mixed = (over: number, under: number, alpha: number): number => {
  const rest = 255 - alpha;
  // Divided by 255 and rounded, without a division.
  const red = (((over & 255) * alpha + (under & 255) * rest + 128) * 257) >>> 16;
  const green = ((((over >>> 8) & 255) * alpha + ((under >>> 8) & 255) * rest + 128) * 257) >>> 16;
  const blue = ((((over >>> 16) & 255) * alpha + ((under >>> 16) & 255) * rest + 128) * 257) >>> 16;
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
};
