import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { examine } from './examining.ts';

describe.skipIf(!hasBrowser)('revisions', () => {
  const { visitor } = useChromium();
  let app: Running;
  let draft = '';
  beforeAll(async () => {
    app = await run({ from: inject('demo'), env: { WORKER: 'off' } });
    draft = app.query<{ id: string }>(
      "select drafts.id from drafts join revisions on revisions.id = revision_id where title = 'Tea-field check' and number = 3",
    )[0]!.id;
  });
  afterAll(() => app?.stop());

  test('the edge between two pictures moves by the arrow keys', async () => {
    const guest = await visitor();
    const { page } = guest;
    await page.goto(`${app.origin}/drafts/${draft}/revisions/compare?from=1&to=3`, {
      waitUntil: 'networkidle',
    });
    expect(await page.getByRole('slider').count()).toBe(0);
    const beside = page.getByRole('radio', { name: 'Side by side' }).first();
    await beside.focus();
    await page.keyboard.press('ArrowRight');
    const slider = page.getByRole('slider', { name: 'Edge between revision 1 and revision 3' });
    await slider.waitFor();
    // The later picture lies over the earlier one and is cut at the edge.
    const edge = () =>
      page.locator('.over figure:nth-child(2) .frame').evaluate((frame) => getComputedStyle(frame).clipPath);
    expect(await edge()).toBe('inset(0px 0px 0px 50%)');
    await page.keyboard.press('Tab');
    expect(await slider.evaluate((input) => document.activeElement === input)).toBe(true);
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    expect(await edge()).toBe('inset(0px 0px 0px 55%)');
    expect(await slider.getAttribute('aria-valuetext')).toBe('55 % revision 1, the rest revision 3');
    await page.keyboard.press('End');
    expect(await edge()).toBe('inset(0px 0px 0px 100%)');
    await page.keyboard.press('Home');
    expect(await edge()).toBe('inset(0px 0px 0px 0%)');
    const boxes = await page
      .locator('.over figure img')
      .evaluateAll((images) => images.map((image) => image.getBoundingClientRect().left));
    expect(boxes[0]).toBe(boxes[1]);
    const held = (await page.locator('.over').first().boundingBox())!;
    await page.mouse.move(held.x + held.width / 2, held.y + held.height / 2);
    await page.mouse.down();
    await page.mouse.move(held.x + held.width / 4, held.y + held.height / 2, { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(held.x + held.width * 0.9, held.y + held.height / 2);
    expect(await edge()).toBe('inset(0px 0px 0px 25%)');
    expect(await examine(guest, 'two revisions, the one over the other')).toEqual([]);
    await guest.context.close();
  });

  test('without scripts the two stand side by side, and which two is chosen by a form', async () => {
    const guest = await visitor({ javaScriptEnabled: false });
    const { page } = guest;
    await page.goto(`${app.origin}/drafts/${draft}`);
    await page.getByRole('link', { name: 'What changed since revision 2' }).click();
    expect(new URL(page.url()).search).toBe('?from=2&to=3');
    await page.getByLabel('Earlier').selectOption('1');
    await page.getByRole('button', { name: 'Compare' }).click();
    expect(new URL(page.url()).search).toBe('?from=1&to=3');
    expect(await page.getByRole('radio').count()).toBe(0);
    const boxes = await page
      .locator('main figure img')
      .evaluateAll((images) => images.slice(0, 2).map((image) => image.getBoundingClientRect()));
    expect(boxes[1]!.left).toBeGreaterThan(boxes[0]!.right);
    expect(await page.locator('main figure img').first().getAttribute('alt')).toMatch(/^Short overshirt/);
    expect(await page.locator('ins').first().innerText()).toMatch(/^Added:/);
    await guest.context.close();
  });

  test('two designers who save at once: both are kept, the second is told and compares the two', async () => {
    const [own] = app.query<{ id: string; slug: string }>(
      "select drafts.id, brands.slug from drafts join challenges on challenges.id = challenge_id join brands on brands.id = drafts.brand_id where brands.slug = 'halo-supply' and challenges.state = 'collecting' and drafts.state = 'submitted' limit 1",
    );
    const there = `${app.origin}/desk/${own!.slug}/drafts/${own!.id}`;
    const enter = async (scripts: boolean) => {
      const guest = await visitor({ javaScriptEnabled: scripts });
      await signInAs(guest, app, accounts.designer);
      await guest.page.goto(there, scripts ? { waitUntil: 'networkidle' } : {});
      return guest;
    };
    const first = await enter(true);
    const second = await enter(false);
    const save = async ({ page }: Visitor, title: string, button: RegExp) => {
      await page.fill('[name=title]', title);
      await page.getByRole('button', { name: button }).click();
    };
    await save(first, 'Sleeves longer', /^Save$/);
    await first.page.getByText('Saved. Nobody outside').waitFor();
    // To publish is not done either before the second has seen what came before.
    await save(second, 'Sleeves shorter', /^Publish revision/);
    await second.page.getByText(/while you were writing. Both are kept/).waitFor();
    expect(await second.page.inputValue('[name=title]')).toBe('Sleeves shorter');
    const rows = app.query<{ title: string; published_at: number | null }>(
      'select title, published_at from revisions where draft_id = ? order by number desc limit 2',
      own!.id,
    );
    expect(rows).toEqual([
      { title: 'Sleeves shorter', published_at: null },
      { title: 'Sleeves longer', published_at: null },
    ]);
    await second.page.getByRole('link', { name: 'Compare two revisions' }).first().click();
    expect(await second.page.locator('del').first().innerText()).toContain('longer');
    expect(await second.page.locator('ins').first().innerText()).toContain('shorter');
    // The first finds out when they come back.
    await first.page.goto(there, { waitUntil: 'networkidle' });
    await first.page.getByText('Two working copies stand beside each other').waitFor();
    await first.context.close();
    await second.context.close();
  });
});
