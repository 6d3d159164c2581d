import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA } from 'thumbhash';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { receivePicture, type ReceivedPicture } from '../../src/lib/server/images/receiving.ts';
import { openPicture } from '../../src/lib/server/images/serving.ts';
import { inTurn } from '../../src/lib/server/images/sharp.ts';
import {
  newPictureId,
  originalFile,
  pictureFolder,
  removePicture,
  storePicture,
} from '../../src/lib/server/images/storing.ts';
import {
  animatedGif,
  animatedPng,
  animatedWebp,
  executable,
  heic,
  hugePng,
  photo,
  secretWord,
  transparentPng,
} from '../fixtures/pictures.ts';

const accepted = async (bytes: Uint8Array): Promise<ReceivedPicture> => {
  const received = await receivePicture(bytes);
  if (isRefusal(received)) throw new Error(`refused: ${received.reason}`);
  return received;
};
const fileOf = ({ files }: ReceivedPicture, width: number, format: string) =>
  files.find((file) => file.width === width && file.format === format)!.bytes;
const pixel = async (bytes: Uint8Array, left: number, top: number) => {
  const { data } = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
};
const reddish = ([r = 0, , b = 0]: number[]) => r > 150 && b < 90;
const bluish = ([r = 0, , b = 0]: number[]) => b > 150 && r < 90;
const truncated = async (format: 'jpeg' | 'png' | 'webp' | 'avif' | 'gif') => {
  const stripes = Uint8Array.from({ length: 300 * 300 * 3 }, (_, i) => (i * i) % 251);
  const whole = await sharp(stripes, { raw: { width: 300, height: 300, channels: 3 } })
    .toFormat(format)
    .toBuffer();
  return whole.subarray(0, Math.floor(whole.length * 0.7));
};
const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><script>alert(1)</script></svg>';

describe('an upload that is no picture for Muster', () => {
  test.for<[string, string, () => Uint8Array | Promise<Uint8Array>, object]>([
    ['a renamed program', 'picture-not-a-picture', executable, {}],
    ['text', 'picture-not-a-picture', () => Buffer.from('hello'), {}],
    ['nothing', 'picture-not-a-picture', () => new Uint8Array(), {}],
    ['an SVG', 'picture-svg', () => Buffer.from(svg), {}],
    [
      'an SVG behind a declaration and a comment',
      'picture-svg',
      () => Buffer.from(`\ufeff<?xml version="1.0"?>\n<!-- drawn -->\n${svg}`),
      {},
    ],
    [
      'an SVG with a prefix',
      'picture-svg',
      () => Buffer.from('<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg"/>'),
      {},
    ],
    ['HEIC', 'picture-kind-unsupported', heic, { kind: 'HEIC' }],
    ['a truncated JPEG', 'picture-truncated', () => truncated('jpeg'), {}],
    ['a truncated PNG', 'picture-truncated', () => truncated('png'), {}],
    ['a truncated WebP', 'picture-truncated', () => truncated('webp'), {}],
    ['a truncated AVIF', 'picture-truncated', () => truncated('avif'), {}],
    ['a truncated GIF', 'picture-truncated', () => truncated('gif'), {}],
    ['the first bytes of a JPEG', 'picture-truncated', async () => (await photo()).subarray(0, 30), {}],
    [
      '30,000 × 30,000 px',
      'picture-too-many-pixels',
      () => hugePng(),
      { width: 30_000, height: 30_000, limit: 50, side: 12_000 },
    ],
    ['a side of 12,001 px', 'picture-too-many-pixels', () => hugePng(12_001, 300), { width: 12_001 }],
    ['60 MB', 'picture-too-large', () => new Uint8Array(60_000_000), { megabytes: 60, limit: 25 }],
    ['a GIF of 1,000 frames', 'picture-animated', () => animatedGif(1000), { frames: 1000 }],
    ['a GIF of 2 frames', 'picture-animated', () => animatedGif(2), { frames: 2 }],
    ['a PNG of 1,000 frames', 'picture-animated', () => animatedPng(1000), { frames: 1000 }],
    ['a WebP of 5 frames', 'picture-animated', () => animatedWebp(5), { frames: 5 }],
    [
      '199 px',
      'picture-too-small',
      () => photo({ width: 400, height: 199 }),
      { width: 400, height: 199, limit: 200 },
    ],
  ])('%s is refused as %s', async ([, reason, make, detail]) => {
    expect(await receivePicture(await make())).toMatchObject({ refused: true, reason, detail });
  });

  test('the limits are the caller’s to narrow', async () => {
    const bytes = await photo();
    const limits = { bytes: 1000, pixels: 1e6, side: 1000, leastSide: 1 };
    expect(await receivePicture(bytes, limits)).toMatchObject({ reason: 'picture-too-large' });
    expect(await receivePicture(bytes, { ...limits, bytes: 1e6, pixels: 100_000 })).toMatchObject({
      reason: 'picture-too-many-pixels',
    });
  });
});

describe('a picture that is taken', () => {
  test.for(['jpeg', 'png', 'webp', 'avif', 'gif'] as const)('may be %s', async (format) => {
    const bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#2b6650' } })
      .toFormat(format)
      .toBuffer();
    const received = await accepted(bytes);
    expect(received).toMatchObject({ width: 400, height: 300, widths: [320, 400], original: bytes });
    for (const file of received.files) {
      const made = await sharp(file.bytes).metadata();
      expect([made.format, made.width]).toEqual([file.format, file.width]);
    }
  });

  test('stands upright, whatever way the camera was held', async () => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const received = await accepted(await photo({ orientation }));
      const lying = orientation <= 4;
      expect([received.width, received.height]).toEqual(lying ? [800, 600] : [600, 800]);
      const file = fileOf(received, received.width, 'webp');
      const made = await sharp(file).metadata();
      expect([made.width, made.height, made.orientation]).toEqual([
        received.width,
        received.height,
        undefined,
      ]);
      // Red was stored on the left: where is it now?
      const [first, last] = [
        await pixel(file, 20, 20),
        await pixel(file, received.width - 20, received.height - 20),
      ];
      const redFirst = [1, 4, 5, 6].includes(orientation);
      expect([reddish(first), bluish(first), reddish(last), bluish(last)]).toEqual([
        redFirst,
        !redFirst,
        !redFirst,
        redFirst,
      ]);
    }
  });

  test('says nothing of the place and the camera', async () => {
    const bytes = await photo();
    expect((await sharp(bytes).metadata()).exif?.toString('latin1')).toContain(secretWord);
    const { files } = await accepted(bytes);
    expect(files).toHaveLength(6);
    for (const file of files) {
      const { exif, xmp, iptc, icc } = await sharp(file.bytes).metadata();
      expect({ exif, xmp, iptc, icc }).toEqual({});
      const text = Buffer.from(file.bytes).toString('latin1');
      expect(text).not.toContain(secretWord);
      expect(text).not.toContain('Exif');
    }
  });

  test.for([
    [200, [200]],
    [320, [320]],
    [321, [320, 321]],
    [640, [320, 640]],
    [1000, [320, 640, 1000]],
    [2048, [320, 640, 1280, 2048]],
    [2600, [320, 640, 1280, 2048]],
  ] as const)('of %i px is never enlarged', async ([width, widths]) => {
    const received = await accepted(await photo({ width, height: 240 }));
    expect(received.widths).toEqual(widths);
    const made = received.files.map((file) => `${file.width}.${file.format}`);
    expect(made).toEqual([...widths.map((w) => `${w}.webp`), ...widths.map((w) => `${w}.jpeg`)]);
  });

  test('keeps its transparency in WebP, and lies on the sheet in JPEG', async () => {
    const received = await accepted(await transparentPng());
    expect((await pixel(fileOf(received, 500, 'webp'), 5, 5))[3]).toBe(0);
    const [r = 0, g = 0, b = 0] = await pixel(fileOf(received, 500, 'jpeg'), 5, 5);
    expect(Math.hypot(r - 0xfb, g - 0xf8, b - 0xf1)).toBeLessThan(4);
    expect(reddish(await pixel(fileOf(received, 500, 'jpeg'), 250, 200))).toBe(true);
  });

  test('comes out in sRGB from another profile and from CMYK', async () => {
    const green = sharp({ create: { width: 300, height: 300, channels: 3, background: '#3a9a5c' } });
    for (const bytes of [
      await green.clone().withIccProfile('p3').jpeg({ quality: 95 }).toBuffer(),
      await green.clone().withIccProfile('cmyk').toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer(),
      await green.clone().toColourspace('rgb16').png().toBuffer(),
    ]) {
      const [r = 0, g = 0, b = 0] = await pixel(fileOf(await accepted(bytes), 300, 'webp'), 150, 150);
      expect(Math.hypot(r - 0x3a, g - 0x9a, b - 0x5c)).toBeLessThan(30);
    }
  });

  test('has a thumbhash with its shape and its colour', async () => {
    const hash = Buffer.from((await accepted(await photo({ orientation: 6 }))).thumbhash, 'base64');
    expect(thumbHashToApproximateAspectRatio(hash)).toBeLessThan(1);
    const { r, g, b } = thumbHashToAverageRGBA(hash);
    expect([r > g, b > g]).toEqual([true, true]);
    expect((await accepted(await transparentPng())).thumbhash.length).toBeLessThan(40);
  });

  test('gives the same files each time', async () => {
    const bytes = await photo();
    const [once, again] = [await accepted(bytes), await accepted(bytes)];
    expect(again).toEqual(once);
  });
});

describe('on disk', () => {
  let dataDir: string;
  beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'muster-pictures-'))));
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));
  const everything = () =>
    readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

  test('a picture lies under its id, and its original apart', async () => {
    const id = newPictureId(1_700_000_000_000);
    const bytes = await photo();
    const stored = await storePicture(dataDir, id, await accepted(bytes));
    expect(stored).toMatchObject({ id, width: 800, height: 600, widths: [320, 640, 800] });
    expect(stored.bytes).toBeGreaterThan(bytes.length);
    expect(readdirSync(pictureFolder(dataDir, id)).sort()).toEqual(
      ['320.jpeg', '320.webp', '640.jpeg', '640.webp', '800.jpeg', '800.webp'].sort(),
    );
    expect(readFileSync(originalFile(dataDir, id))).toEqual(bytes);
    expect(originalFile(dataDir, id).startsWith(join(dataDir, 'originals'))).toBe(true);

    const served = await openPicture(dataDir, id, '640.webp');
    expect(served?.type).toBe('image/webp');
    expect((await sharp(served!.bytes).metadata()).width).toBe(640);
    await removePicture(dataDir, id);
    expect(everything()).toEqual([]);
  });

  test('only the files of a picture are opened', async () => {
    const id = newPictureId(1_700_000_000_000);
    await storePicture(dataDir, id, await accepted(await photo()));
    writeFileSync(join(pictureFolder(dataDir, id), '640.html'), 'x');
    writeFileSync(join(dataDir, '640.webp'), 'x');
    for (const [picture, file] of [
      [id, '640.avif'],
      [id, '641.webp'],
      [id, '640.html'],
      [id, '0640.webp'],
      [id, '640.webp/'],
      [id, '640.webp.part'],
      [id, '../640.webp'],
      [id, `../../../originals/${id.slice(-2)}/${id}`],
      [id.toUpperCase(), '640.webp'],
      ['..', '640.webp'],
      ['../../../../etc/..', '640.webp'],
      [`${id}\0`, '640.webp'],
      ['', '640.webp'],
    ] as const) {
      expect(await openPicture(dataDir, picture, file), `${picture} ${file}`).toBeNull();
    }
  });

  test('a picture that cannot be written leaves nothing behind', async () => {
    const received = await accepted(await photo());
    // The last of the files cannot be written: what came before it must go again.
    received.files.push({ width: 1, format: 'webp', bytes: null as unknown as Uint8Array });
    await expect(storePicture(dataDir, newPictureId(1), received)).rejects.toThrow();
    expect(everything()).toEqual([]);
  });

  test('what the disk says comes through', async () => {
    const id = newPictureId(1);
    const shelf = dirname(pictureFolder(dataDir, id));
    mkdirSync(dirname(shelf), { recursive: true });
    writeFileSync(shelf, 'a file where a folder should be');
    await expect(storePicture(dataDir, id, await accepted(await photo()))).rejects.toMatchObject({
      code: 'ENOTDIR',
    });
    expect(existsSync(originalFile(dataDir, id))).toBe(false);
  });
});

test('no more than two pictures are worked on at a time', async () => {
  let [running, most] = [0, 0];
  const work = async (i: number) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    if (i === 3) throw new Error('broken');
    return i;
  };
  const ends = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((i) => inTurn(() => work(i))));
  expect(most).toBe(2);
  expect(ends.map(({ status }) => status === 'fulfilled')).toEqual([true, true, true, false, true, true]);
});
