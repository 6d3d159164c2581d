import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { render } from 'svelte/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import Picture from '../../src/lib/components/Picture.svelte';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { sharePicture } from '../../src/lib/server/images/composing.ts';
import { balanceLines, breakLines, clip, widthInEm } from '../../src/lib/server/images/lettering.ts';
import { receivePicture } from '../../src/lib/server/images/receiving.ts';
import { storePicture } from '../../src/lib/server/images/storing.ts';
import { GET } from '../../src/routes/pictures/[id]/[file]/+server.ts';
import { photo } from '../fixtures/pictures.ts';

describe('the address of a picture', () => {
  const id = '0123456789abcdefghjkmnpqrs';
  let dataDir: string;
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'muster-shown-'));
    const received = await receivePicture(await photo());
    if (isRefusal(received)) throw new Error(received.reason);
    await storePicture(dataDir, id, received);
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  const ask = async (params: { id: string; file: string }, headers: Record<string, string> = {}) =>
    GET({
      params,
      request: new Request('http://muster.test/', { headers }),
      locals: { muster: { dataDir } },
    } as never);

  test.for(['webp', 'jpeg'])('serves %s for good', async (format) => {
    const response = await ask({ id, file: `640.${format}` });
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toEqual({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-length': String(bytes.length),
      'content-type': `image/${format}`,
      etag: `"${id}-640.${format}"`,
      'x-content-type-options': 'nosniff',
    });
    expect((await sharp(bytes).metadata()).width).toBe(640);
  });

  test('says when nothing changed', async () => {
    const response = await ask({ id, file: '640.webp' }, { 'if-none-match': `W/"x", "${id}-640.webp"` });
    expect([response.status, await response.text()]).toEqual([304, '']);
  });

  test.for(['640.avif', '2048.webp', '640.png', '../640.webp', 'original'])('knows no %s', async (file) => {
    const response = await ask({ id, file });
    expect([response.status, response.headers.get('cache-control')]).toEqual([404, 'no-store']);
  });
});

describe('the picture on a page', () => {
  const picture = {
    id: 'p',
    width: 1000,
    height: 1250,
    thumbhash: '1QcSHQRnh493V4dIh4eXh1h4kJUI',
    avif: false,
  };
  const drawn = (more: object = {}) =>
    render(Picture, { props: { picture, alt: 'A coat & a hat', sizes: '50vw', ...more } }).body;

  test('offers what is there, and holds its place', () => {
    const body = drawn();
    expect(body).toContain(
      'srcset="/pictures/p/320.webp 320w, /pictures/p/640.webp 640w, /pictures/p/1000.webp 1000w"',
    );
    expect(body).toContain('src="/pictures/p/1000.jpeg"');
    expect(body).toContain('width="1000" height="1250"');
    expect(body).toContain('alt="A coat &amp; a hat"');
    expect(body).toContain('loading="lazy"');
    expect(body).not.toContain('avif');
    expect(body).not.toContain('style=');
  });

  test('offers AVIF once it is made, and hurries where it is asked to', () => {
    const body = drawn({ picture: { ...picture, avif: true }, eager: true });
    expect(body.indexOf('image/avif')).toBeLessThan(body.indexOf('image/webp'));
    expect(body).toContain('loading="eager"');
    expect(body).toContain('fetchpriority="high"');
  });
});

describe('the share picture', () => {
  const text = { site: 'Muster', title: 'The overshirt for a wet autumn', locale: 'en' } as const;
  const corner = async (bytes: Uint8Array, left: number, top: number) => [
    ...(await sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer()),
  ];

  test('is 1200 × 630 px, in JPEG, and shows the picture on the right', async () => {
    const bytes = await sharePicture({ ...text, picture: await photo({ width: 1000, height: 1000 }) });
    const { format, width, height } = await sharp(bytes).metadata();
    expect([format, width, height]).toEqual(['jpeg', 1200, 630]);
    const [r = 0, , b = 0] = await corner(bytes, 1150, 500);
    expect(b - r).toBeGreaterThan(100);
    const [paper = 0] = await corner(bytes, 20, 500);
    expect(paper).toBeGreaterThan(230);
  });

  test('bears any text, and a picture that is gone', async () => {
    const nasty = '</text><script>&\u0000\ud800 "\'\u001b￿ 眾'.repeat(30);
    const bytes = await sharePicture({
      site: nasty,
      eyebrow: nasty,
      title: nasty,
      lines: [nasty, [nasty, nasty], ['', '']],
      picture: '/nowhere/at/all.webp',
      locale: 'zh-TW',
    });
    expect((await sharp(bytes).metadata()).width).toBe(1200);
    expect((await sharp(await sharePicture({ ...text, title: '' })).metadata()).width).toBe(1200);
  });

  test('breaks lines between words, Chinese ones too, and never before a comma', () => {
    expect(balanceLines('雨季的工作襯衫，騎車也不悶', 10)).toEqual(['雨季的工作襯衫，', '騎車也不悶']);
    expect(breakLines('The overshirt for a wet autumn', 8)).toEqual(['The overshirt', 'for a wet', 'autumn']);
    for (const line of breakLines('一二三「四五六」，七八九（十）。'.repeat(8), 5)) {
      expect(widthInEm(line)).toBeLessThanOrEqual(6);
      expect(line).not.toMatch(/^[，。」）]|[「（]$/);
    }
    expect(breakLines('Donaudampfschifffahrtsgesellschaft', 6).length).toBeGreaterThan(2);
    expect(breakLines('', 6)).toEqual([]);
    expect(balanceLines('Tea-field check', 7)).toEqual(['Tea-field', 'check']);
    expect(clip('A very long label', 5)).toMatch(/^A very.*…$/);
    expect(clip('short', 5)).toBe('short');
  });
});
