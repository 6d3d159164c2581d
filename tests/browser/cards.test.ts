import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { run, signIn, type Running } from '../running.ts';
import { hasBrowser, useChromium } from './chromium.ts';

describe.skipIf(!hasBrowser)('cards that were drawn for others', () => {
  const { visitor } = useChromium();
  let app: Running;
  beforeAll(async () => {
    app = await run({ from: inject('demo'), env: { WORKER: 'off' } });
  });
  afterAll(() => app?.stop());

  test('are taken up by the scripts as they stand, and picked', async () => {
    const open = `select id, picks_per_member as limit_ from challenges
      where state = 'voting' and method = 'picks' and picks_per_member > 1
      and id not in (select target_id from hidings)`;
    const [challenge] = app.query<{ id: string; limit_: number }>(open);
    const address = `${app.origin}/challenges/${challenge!.id}`;
    const cookie = await signIn(app, 'buyer@example.com', 'muster-demo');
    for (let i = 0; i < 4; i++) await fetch(address, { headers: { cookie, accept: 'text/html' } });

    const { page, context, complaints } = await visitor();
    const [name, ...value] = cookie.split(';')[0]!.split('=');
    await context.addCookies([{ name: name!, value: value.join('='), url: app.origin }]);
    let release = () => {};
    const released = new Promise<void>((done) => (release = done));
    await page.route('**/_app/**/*.js', async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(address, { waitUntil: 'commit' });
    await page.locator('#rule').waitFor();
    const cards = page.locator('li.card');
    // Each element is marked, so that one that is made anew shows; where a value stands among attributes is no matter.
    const before = await cards.evaluateAll((all) =>
      all.map((card) => {
        for (const one of card.querySelectorAll('*')) Object.assign(one, { seen: true });
        return card.outerHTML.replaceAll(/ value="[^"]*"/g, '');
      }),
    );
    expect(before.length).toBeGreaterThan(1);
    release();
    await page.waitForLoadState('networkidle');
    const after = await cards.evaluateAll((all) =>
      all.map((card) =>
        [...card.querySelectorAll('*')].every((one) => 'seen' in one)
          ? card.outerHTML.replaceAll(/ value="[^"]*"/g, '')
          : 'made anew',
      ),
    );
    expect(after).toEqual(before);

    const boxes = cards.locator('input[name="drafts[]"]');
    for (const box of await boxes.all()) if (await box.isChecked()) await box.uncheck({ force: true });
    await boxes.last().check({ force: true });
    await page.locator('section.ballot button').click();
    await page.waitForLoadState('networkidle');
    await page.reload();
    expect(await boxes.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).checked))).toEqual(
      before.map((_, i) => i === before.length - 1),
    );
    expect(complaints).toEqual([]);
    await context.close();
  });
});
