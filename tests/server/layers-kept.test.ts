import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { composedPicture } from '../../src/lib/server/compositions/picturing.ts';
import { keepLayer, patchOf } from '../../src/lib/server/images/layering.ts';
import { openPicture } from '../../src/lib/server/images/serving.ts';
import { stackLayers } from '../../src/lib/server/images/stacking.ts';
import { pictureFolder } from '../../src/lib/server/images/storing.ts';
import { photo, secretWord } from '../fixtures/pictures.ts';
import { onSqlite, type World } from '../harness.ts';
import { makeMember } from '../making.ts';

const size = { width: 400, height: 500 };
const drawn = (shape: string, { width, height } = size) =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shape}</svg>`),
  )
    .png()
    .toBuffer();
const keep = async (world: World, bytes: Buffer, wanted: typeof size | null = size) => {
  const member = await world.write((tx) => makeMember(tx, world.now));
  const file = new Blob([new Uint8Array(bytes)]);
  return keepLayer(world.write, world.dataDir, member, { file, size: wanted }, world.now);
};
const kept = async (world: World, shape: string) => {
  const id = await keep(world, await drawn(shape));
  if (isRefusal(id)) throw new Error(id.reason);
  return { id, width: size.width };
};
const pixelOf = async (jpeg: Uint8Array, left: number, top: number) => [
  ...(await sharp(jpeg).extract({ left, top, width: 1, height: 1 }).raw().toBuffer()),
];
const near = (pixel: number[], wanted: number[]) =>
  Math.max(...pixel.map((value, i) => Math.abs(value - wanted[i]!)));

onSqlite('layers', (world) => {
  test('keep their transparency and nothing of what the file said besides, and wait for no AVIF', async () => {
    const id = await keep(world, await drawn('<circle cx="200" cy="250" r="90" fill="#c2311d"/>'));
    if (isRefusal(id)) throw new Error(id.reason);
    const { bytes } = (await openPicture(world.dataDir, id, '400.webp'))!;
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect(info.channels).toBe(4);
    expect(data[3]).toBe(0);
    expect(data[(250 * 400 + 200) * 4 + 3]).toBe(255);
    expect(await openPicture(world.dataDir, id, '400.jpeg')).toBeNull();
    expect(await world.read((read) => read.selectFrom('jobs').select('kind').execute())).toEqual([]);
    const told = await keep(world, await photo({ width: 400, height: 500 }));
    if (isRefusal(told)) throw new Error(told.reason);
    for (const file of ['400.webp', 'pixels'])
      expect((await readFile(join(pictureFolder(world.dataDir, told), file))).includes(secretWord)).toBe(
        false,
      );
  });

  test('of another size than the base are refused with both sizes, and nothing is kept', async () => {
    const refused = await keep(
      world,
      await drawn('<rect width="9" height="9"/>', { width: 401, height: 500 }),
    );
    expect(refused).toMatchObject({
      reason: 'layer-size-wrong',
      detail: { width: 401, height: 500, baseWidth: 400, baseHeight: 500 },
    });
    expect(await world.read((read) => read.selectFrom('pictures').select('id').execute())).toEqual([]);
    // Turned upright it has another size than the file names.
    expect(isRefusal(await keep(world, await photo({ width: 500, height: 400, orientation: 6 })))).toBe(
      false,
    );
  });

  test('lie over each other in their order, half-transparent ones over what is beneath', async () => {
    const base = await kept(world, '<rect width="400" height="250" fill="#204060"/>');
    const red = await kept(world, '<rect x="100" y="100" width="200" height="300" fill="#c02020"/>');
    const veil = await kept(
      world,
      '<rect y="200" width="400" height="100" fill="#ffffff" fill-opacity="0.5"/>',
    );
    const nothing = await kept(world, '');
    const picture = await stackLayers(world.dataDir, [base, red, veil, nothing]);
    expect(await sharp(picture).metadata()).toMatchObject({ format: 'jpeg', width: 400, height: 500 });
    expect(near(await pixelOf(picture, 20, 20), [0x20, 0x40, 0x60])).toBeLessThan(8);
    expect(near(await pixelOf(picture, 200, 150), [0xc0, 0x20, 0x20])).toBeLessThan(10);
    expect(near(await pixelOf(picture, 200, 250), [0xe0, 0x90, 0x90])).toBeLessThan(10);
    expect(near(await pixelOf(picture, 20, 450), [0xfb, 0xf8, 0xf1])).toBeLessThan(6);
    // The other order is another picture.
    const other = await stackLayers(world.dataDir, [red, base]);
    expect(near(await pixelOf(other, 200, 150), [0x20, 0x40, 0x60])).toBeLessThan(8);
    expect((await sharp(await stackLayers(world.dataDir, [base, red], 200)).metadata()).width).toBe(200);
  });

  test('are drawn once for all who ask at the same moment, and then read from the disk', async () => {
    const base = await kept(world, '<rect width="400" height="500" fill="#204060"/>');
    const ask = () => composedPicture(world.dataDir, { layers: [base.id], of: 400, width: 400 });
    const [one, two, three] = await Promise.all([ask(), ask(), ask()]);
    expect(one).toBe(two);
    expect(one).toBe(three);
    // Without its layers there is nothing to draw it from.
    await rm(pictureFolder(world.dataDir, base.id), { recursive: true });
    expect(Buffer.from(await ask()).equals(Buffer.from(one))).toBe(true);
  });
});

test('a layer is cut to what it shows', () => {
  const data = Buffer.alloc(4 * 3 * 4);
  data.writeUInt32LE(0xff0000ff, (1 * 4 + 2) * 4);
  data.writeUInt32LE(0x01000000, (2 * 4 + 1) * 4);
  const patch = patchOf({ data, width: 4, height: 3 });
  expect(patch).toMatchObject({ left: 1, top: 1, width: 2, height: 2, whole: { width: 4, height: 3 } });
  expect(patch.data.readUInt32LE(4)).toBe(0xff0000ff);
  expect(patchOf({ data: Buffer.alloc(16), width: 2, height: 2 })).toMatchObject({ width: 0, height: 0 });
});
