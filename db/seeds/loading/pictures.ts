import { availableParallelism } from 'node:os';
import { isRefusal } from '../../../src/lib/domain/refusals.ts';
import { receiveLayer } from '../../../src/lib/server/images/layering.ts';
import { receivePicture } from '../../../src/lib/server/images/receiving.ts';
import { sharp } from '../../../src/lib/server/images/sharp.ts';
import { removePicture, storePicture } from '../../../src/lib/server/images/storing.ts';
import type { PictureSeed } from '../world/shape.ts';
import type { Loading } from './rows.ts';

interface Wanted {
  id: string;
  member: string | null;
  at: number;
  seed: PictureSeed;
}

/** Collects the pictures of the world, so that they are drawn together. */
export function pictureBook(loading: Loading) {
  const wanted: Wanted[] = [];
  return {
    wanted,
    /** The id under which the picture will be kept. */
    add(seed: PictureSeed, member: string | null, at: number): string {
      const id = loading.ids.id(at) + loading.ids.letters(10);
      wanted.push({ id, member, at, seed });
      return id;
    },
  };
}
export type PictureBook = ReturnType<typeof pictureBook>;

const aspect = (svg: string) => {
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!;
  return [Number(width), Number(height)] as const;
};

/** Draws, shrinks and stores every picture through the product's own pipeline, some at a time, and makes its row. */
export async function drawPictures(
  loading: Loading,
  book: PictureBook,
  dataDir: string,
  progress: (done: number, of: number) => void,
): Promise<void> {
  const rows = new Map<string, Loading['rows']['pictures'][number]>();
  let next = 0;
  const draw = async () => {
    for (let at = next++; at < book.wanted.length; at = next++) {
      const { id, seed, ...of } = book.wanted[at]!;
      const svg = seed.draw();
      const sheet = sharp(Buffer.from(svg), { density: (72 * seed.width) / aspect(svg)[0] }).resize({
        width: seed.width,
      });
      if (!seed.layer) sheet.removeAlpha();
      const drawn = await sheet.png({ compressionLevel: 3 }).toBuffer();
      const received = await (seed.layer ? receiveLayer(drawn, null) : receivePicture(drawn));
      if (isRefusal(received)) throw new Error(`the picture “${seed.alt}” was refused: ${received.reason}`);
      // A loading that was broken off has left some of the same pictures.
      await removePicture(dataDir, id);
      const stored = await storePicture(dataDir, id, received);
      rows.set(id, {
        ...rowOf(id, of),
        width: stored.width,
        height: stored.height,
        widths: JSON.stringify(stored.widths),
        thumbhash: stored.thumbhash,
        bytes: stored.bytes,
      });
      progress(rows.size, book.wanted.length);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, Math.min(4, availableParallelism() + 1)) }, draw));
  for (const { id } of book.wanted) loading.rows.pictures.push(rows.get(id)!);
}

/** The rows alone, for tests in which nobody looks. */
export function pretendPictures(loading: Loading, book: PictureBook): void {
  for (const { id, seed, ...of } of book.wanted) {
    const height = Math.round(seed.width * 1.25);
    loading.rows.pictures.push({
      ...rowOf(id, of),
      width: seed.width,
      height,
      widths: `[320,640,${seed.width}]`,
      thumbhash: '',
      bytes: 0,
    });
  }
}

const rowOf = (id: string, { member, at }: { member: string | null; at: number }) => ({
  id,
  member_id: member,
  created_at: at,
});
