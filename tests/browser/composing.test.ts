import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { fill, go, press, sees, until, type Site } from './stories.ts';

const ways = [
  { name: 'by keyboard', scripts: true },
  { name: 'without JavaScript', scripts: false },
];

/** A layer of one colour, transparent around a box. */
const layer = async (
  name: string,
  colour: string,
  [x, y, w, h]: number[],
  size = { width: 800, height: 1000 },
) => ({
  name: `${name}.png`,
  mimeType: 'image/png',
  buffer: await sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}"><rect x="${x}" y="${y}" width="${w}" height="${h}" rx="30" fill="${colour}"/></svg>`,
    ),
  )
    .png()
    .toBuffer(),
});

describe.skipIf(!hasBrowser)('a draft that can be composed', () => {
  const chromium = useChromium();
  let app: Running | undefined;
  afterEach(() => app?.stop());

  test.each(ways)('from its layers to a remix, $name', async ({ scripts }) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'muster-composing-'));
    cpSync(inject('demo'), dataDir, { recursive: true });
    app = await run({ dataDir, env: { WORKER: 'off' } });
    const site: Site = { app, scripts, leapt: 0 };
    const visitors: Visitor[] = [];
    const enter = async (who: keyof typeof accounts) => {
      const one = await chromium.visitor({ javaScriptEnabled: scripts });
      visitors.push(one);
      await signInAs(one, app!, accounts[who]);
      return one;
    };
    const draft = app.query<{ id: string }>(
      `select drafts.id from drafts join challenges on challenges.id = challenge_id
       join brands on brands.id = drafts.brand_id join revisions on revisions.id = revision_id
       where slug = 'halo-supply' and challenges.state = 'collecting' and drafts.state = 'submitted'
       and revisions.configuration_id is null and drafts.id not in (select draft_id from draft_removals) limit 1`,
    )[0]!.id;

    // The designer gives it parts with choices, in a form of which every button posts and nothing gets lost.
    const designer = await enter('designer');
    const { page } = designer;
    await go(designer, site, `/desk/halo-supply/drafts/${draft}/configuration`);
    const choose = async (field: string, file: Awaited<ReturnType<typeof layer>>) => {
      await page.locator(`[id="${field}"]`).setInputFiles(file);
      if (!scripts) await press(designer, site, 'Add a rule');
    };
    const arrived = (field: string) =>
      page.locator(`main input[name="${field}_kept"]`).waitFor({ state: 'attached' });
    const bring = async (field: string, file: Awaited<ReturnType<typeof layer>>) => {
      await choose(field, file);
      await arrived(field);
    };
    await press(designer, site, 'Add a part');
    await press(designer, site, 'Add a part');
    const names = page.locator('main input[name^="name-"]');
    await expect.poll(() => names.count()).toBe(6);
    // With scripts the base goes ahead by itself, and what is typed and chosen while it is on its way is kept and sent after it.
    let release = () => {};
    let under = 0;
    let most = 0;
    if (scripts) {
      const released = new Promise<void>((done) => (release = done));
      await page.route('**/configuration?/change', async (route) => {
        most = Math.max(most, ++under);
        await released;
        const answer = await route.fetch();
        under--;
        await route.fulfill({ response: answer });
      });
    }
    await names.first().fill('Fro');
    await page.locator('#base').setInputFiles(await layer('base', '#ece2cd', [100, 100, 600, 800]));
    if (scripts) await expect.poll(() => under).toBe(1);
    for (const [i, name] of ['Front', 'Mint', 'Walnut', 'Handle', 'Steel', 'Brass'].entries())
      await names.nth(i).fill(name);
    await page.locator('main input[name^="price-"]').nth(1).fill('1,200');
    await page.locator('main input[name^="swatch-"]').nth(0).fill('#a8cbb9');
    const files = page.locator('main input[type=file][name^="layer-"]');
    const at = async (i: number) => (await files.nth(i).getAttribute('id'))!;
    await choose(await at(0), await layer('small', '#a8cbb9', [0, 0, 9, 9], { width: 640, height: 800 }));
    release();
    await sees(designer, /This layer is 640 × 800 px, but every layer must be 800 × 1000 px/);
    expect(await names.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))).toEqual([
      'Front',
      'Mint',
      'Walnut',
      'Handle',
      'Steel',
      'Brass',
    ]);
    expect(most).toBe(scripts ? 1 : 0);
    if (scripts) await page.unroute('**/configuration?/change');
    await bring(await at(0), await layer('mint', '#a8cbb9', [140, 140, 520, 700]));
    await bring(await at(1), await layer('walnut', '#7a5a3f', [140, 140, 520, 700]));
    await bring(await at(2), await layer('steel', '#b9bdb8', [560, 300, 30, 300]));
    await bring(await at(3), await layer('brass', '#d8b05a', [560, 300, 30, 300]));
    await press(designer, site, 'Add a rule');
    const keys = await page
      .locator('main select[name^="one-"] option')
      .evaluateAll((options) =>
        options.map((option) => [option.textContent.trim(), (option as HTMLOptionElement).value]),
      );
    const key = (label: string) => keys.find(([text]) => text === label)![1]!;
    const rule = async (one: string, kind: string, other: string) => {
      const last = page.locator('main fieldset.rule').last();
      await last.locator('select[name^="one-"]').selectOption(key(one));
      await last.locator('select[name^="kind-"]').selectOption(kind);
      await last.locator('select[name^="other-"]').selectOption(key(other));
    };
    await rule('Front: Walnut', 'needs', 'Handle: Brass');
    await press(designer, site, 'Save');
    await sees(designer, /Saved in the working copy/);
    await go(designer, site, `/desk/halo-supply/drafts/${draft}`);
    await fill(designer, { note: 'Now to compose.' });
    await press(designer, site, /Publish revision/);
    await until(
      () =>
        app!.query(
          'select 1 from drafts join revisions on revisions.id = revision_id where drafts.id = ? and configuration_id is not null',
          draft,
        ).length > 0,
      'it can be composed in public',
    );

    // A fan composes: what a rule forbids says why, and the way out is one step.
    const fan = await enter('fan');
    await go(fan, site, `/drafts/${draft}`);
    await fan.page.getByRole('link', { name: 'Compose your own' }).first().click();
    await fan.page.waitForURL(/\/compose$/);
    await fan.page.waitForLoadState(scripts ? 'networkidle' : 'load');
    await sees(fan, /Brass/);
    const shown = () =>
      fan.page
        .locator('[data-layer]:not([hidden])')
        .evaluateAll((images) => images.map((image) => (image as HTMLElement).dataset.layer));
    const [mint, walnut, steel, brass] = [
      'Front: Mint',
      'Front: Walnut',
      'Handle: Steel',
      'Handle: Brass',
    ].map(key);
    expect(await shown()).toEqual(['base', mint, steel]);
    const radio = (of: string) =>
      fan.page.locator(`input[name="${of.split(':')[0]}"][value="${of.split(':')[1]}"]`);
    if (scripts) {
      // Larger than its window, the picture is moved by the arrow keys from the button that made it so.
      const zoom = fan.page.getByRole('button', { name: 'Zoom' });
      const moved = () =>
        fan.page.locator('.window').evaluate(({ scrollLeft, scrollTop }) => [scrollLeft > 0, scrollTop > 0]);
      await zoom.focus();
      await fan.page.keyboard.press('Enter');
      expect(await zoom.getAttribute('aria-pressed')).toBe('true');
      await fan.page.keyboard.press('ArrowRight');
      await fan.page.keyboard.press('ArrowDown');
      await expect.poll(moved).toEqual([true, true]);
      expect(await zoom.isVisible()).toBe(true);
      await fan.page.keyboard.press('Enter');
      await expect.poll(async () => (await moved())[0]).toBe(false);

      const requests: string[] = [];
      // Chromium looks for the site's icon again where an address changes.
      fan.page.on('request', (request) => {
        if (!request.url().endsWith('/favicon.svg')) requests.push(request.url());
      });
      await radio(mint!).focus();
      // What the arrow key does is done before the next frame is painted, and nothing is asked of anybody.
      await fan.page.evaluate(() => {
        const stack = document.querySelector('[data-layer]')!.parentElement!;
        const seen = window as unknown as { frame?: boolean; early?: boolean };
        new MutationObserver(() => {
          seen.early ??= seen.frame === undefined;
        }).observe(stack, { subtree: true, attributes: true, attributeFilter: ['hidden'] });
        document.addEventListener(
          'keydown',
          () => requestAnimationFrame(() => setTimeout(() => (seen.frame = true))),
          {
            once: true,
          },
        );
      });
      await fan.page.keyboard.press('ArrowRight');
      await expect.poll(shown).toEqual(['base', walnut, steel]);
      expect(await fan.page.evaluate(() => (window as unknown as { early?: boolean }).early)).toBe(true);
      expect(requests).toEqual([]);
      await sees(fan, /This cannot be made as it is\.\s*Walnut goes only with Brass/);
      expect(new URL(fan.page.url()).searchParams.get(walnut!.split(':')[0]!)).toBe(walnut!.split(':')[1]);
      await fan.page.getByRole('link', { name: 'Change Handle to Brass' }).press('Enter');
      expect(requests).toEqual([]);
    } else {
      await radio(walnut!).check({ force: true });
      await Promise.all([
        fan.page.waitForNavigation(),
        fan.page.getByRole('button', { name: 'Show' }).click(),
      ]);
      expect(await shown()).toEqual(['base', walnut, steel]);
      await sees(fan, /This cannot be made as it is\.\s*Walnut goes only with Brass/);
      await press(fan, site, 'Keep this composition');
      await sees(fan, /Walnut goes only with Brass/);
      expect(app.query('select 1 from compositions where draft_id = ?', draft)).toEqual([]);
      await fan.page.getByRole('link', { name: 'Change Handle to Brass' }).click();
      await fan.page.waitForLoadState();
    }
    await expect.poll(shown).toEqual(['base', walnut, brass]);
    await sees(fan, /\+NT\$\s*1,200/);
    expect(await fan.page.getByRole('img', { name: /Front: Walnut · Handle: Brass/ }).count()).toBe(1);
    await fan.page.getByRole('button', { name: 'Keep this composition' }).press('Enter');
    await fan.page.waitForURL(/\/compositions\/\w+$/);
    const here = new URL(fan.page.url()).pathname;

    // Its picture is made of its layers, once, and stays.
    const picture = await fetch(`${app.origin}${here}/800.jpg`);
    expect(picture.headers.get('cache-control')).toMatch(/immutable/);
    const made = sharp(Buffer.from(await picture.arrayBuffer()));
    expect(await made.metadata()).toMatchObject({ format: 'jpeg', width: 800, height: 1000 });
    const { data } = await made
      .extract({ left: 300, top: 400, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(Math.abs(data[0]! - 0x7a) + Math.abs(data[1]! - 0x5a) + Math.abs(data[2]! - 0x3f)).toBeLessThan(
      12,
    );
    expect((await fetch(`${app.origin}${here}/799.jpg`)).status).toBe(404);

    // It becomes the fan's own, and a remix that others vote for.
    await press(fan, site, 'Make it mine');
    await sees(fan, /Chosen by 1 member/);
    await fan.page.locator('main summary').click();
    await fill(fan, { title: 'Night kitchen', note: 'Dark and warm.' });
    await press(fan, site, 'Publish as a remix');
    await sees(fan, /Remix by/);
    const buyer = await enter('buyer');
    await go(buyer, site, `/drafts/${draft}`);
    await sees(buyer, /What the community prefers[\s\S]*Walnut\s*1 · 100 %[\s\S]*Night kitchen/);
    await buyer.page.getByRole('link', { name: /Night kitchen/ }).click();
    await buyer.page.waitForURL(/\/compositions\//);
    await press(buyer, site, 'Vote for this remix');
    await sees(buyer, /1 vote for this remix/);
    for (const { complaints } of visitors) expect(complaints).toEqual([]);
    for (const { context } of visitors) await context.close();
  });
});
