import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fridgeLayers } from '../../db/seeds/drawings/fridge-layers.ts';
import { baseSheet, layerSheet } from '../../db/seeds/drawings/layers.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { receiveLayer } from '../../src/lib/server/images/layering.ts';
import { sharp } from '../../src/lib/server/images/sharp.ts';
import { stackLayers } from '../../src/lib/server/images/stacking.ts';
import {
  newPictureId,
  pictureFileName,
  pictureFolder,
  storePicture,
} from '../../src/lib/server/images/storing.ts';

// How long a composed picture takes: six layers of the demonstration world's fridge, 2048 px wide, against decoding
// its base alone. `npm run bench` does it too.

const width = 2048;
const rounds = 15;
const dataDir = mkdtempSync(join(tmpdir(), 'muster-composing-'));

const keep = async (svg: string) => {
  const bytes = await sharp(Buffer.from(svg), { density: (72 * width) / 400 })
    .resize({ width })
    .png()
    .toBuffer();
  const received = await receiveLayer(bytes, null);
  if (isRefusal(received)) throw new Error(received.reason);
  return storePicture(dataDir, newPictureId(Date.now()), received);
};
const drawn = [
  baseSheet(fridgeLayers.base()),
  // The dearest choices: they show the most.
  ...fridgeLayers.parts
    .slice(0, 5)
    .map(({ choices }) => layerSheet(choices.findLast(({ draw }) => draw)!.draw!())),
];
const layers = await Promise.all(drawn.map(keep));

const median = async (work: () => Promise<unknown>) => {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b)[rounds >> 1]!;
};
const base = await readFile(join(pictureFolder(dataDir, layers[0]!.id), pictureFileName(width, 'webp')));
const decoded = await median(() => sharp(base).raw().toBuffer());
const composed = await median(() => stackLayers(dataDir, layers));
const { width: wide, height } = layers[0]!;
console.log(JSON.stringify({ layers: layers.length, wide, height, composed, decoded, rounds }));
rmSync(dataDir, { recursive: true });
