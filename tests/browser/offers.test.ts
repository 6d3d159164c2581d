import { afterEach, describe, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { fill, follow, go, press, sees, until, type Site } from './stories.ts';

const ways = [
  { name: 'with scripts', scripts: true },
  { name: 'without JavaScript', scripts: false },
];

const pdf = '%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n';

describe.skipIf(!hasBrowser)('offers', () => {
  const chromium = useChromium();
  let app: Running | undefined;
  afterEach(() => app?.stop());

  test.each(ways)('from a call on a won draft to its campaign, $name', async ({ scripts }) => {
    app = await run({ from: inject('demo') });
    const site: Site = { app, scripts, leapt: 0 };
    const visitors: Visitor[] = [];
    const enter = async (who: keyof typeof accounts) => {
      const one = await chromium.visitor({
        viewport: { width: 1280, height: 900 },
        javaScriptEnabled: scripts,
      });
      visitors.push(one);
      await signInAs(one, app!, accounts[who]);
      return one;
    };
    const { id: draft, challenge_id: challenge } = app.query<{ id: string; challenge_id: string }>(
      `select drafts.id, challenge_id from drafts join brands on brands.id = brand_id where slug = 'halo-supply'
       and state = 'won' and drafts.id not in (select draft_id from campaigns) limit 1`,
    )[0]!;

    // The brand asks, in public.
    const designer = await enter('designer');
    await go(designer, site, '/desk/halo-supply/calls');
    await designer.page.locator(`main a[href$="challenge=${challenge}&draft=${draft}"]`).click();
    await designer.page.waitForURL(/\/calls\/new/);
    await fill(designer, { wanted: 'Waxed cotton, *230 g*.', quantities: '100,500' });
    await press(designer, site, 'Open the call');
    await sees(designer, /with spaces between, without separators/);
    expect(await designer.page.locator('main [name=wanted]').inputValue()).toContain('Waxed cotton');
    await fill(designer, { quantities: '500 100' });
    await press(designer, site, 'Open the call');
    await sees(designer, /The call is public now/);
    const desk = new URL(designer.page.url()).pathname;
    const call = desk.split('/').at(-1)!;

    // Two suppliers answer; one sends a drawing.
    const answer = async (who: Visitor, fields: Record<string, string>) => {
      await go(who, site, `/drafts/${draft}`);
      await follow(who, site, 'See what is wanted');
      await follow(who, site, 'Make an offer');
      await fill(who, { country: 'TW', contact: 'Wu, 03 935 0000', ...fields });
      await press(who, site, 'Send the offer');
    };
    const numbers = { cost_100: '900', cost_500: '600', minimum: '300', lead_weeks: '10' };
    const fan = await enter('fan');
    await answer(fan, { company: 'Yilan Sewing', ...numbers, tooling: 'a lot' });
    await sees(fan, /Write an amount such as 12,000, or 0/);
    await fill(fan, { tooling: '60,000' });
    await press(fan, site, 'Send the offer');
    await sees(fan, /The offer is with Halo Supply now/);
    const mine = new URL(fan.page.url()).pathname;
    await fan.page
      .locator('main input[type=file]')
      .setInputFiles({ name: 'drawing.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf) });
    await press(fan, site, 'Upload');
    await sees(fan, /drawing\.pdf/);

    const buyer = await enter('buyer');
    await answer(buyer, { company: 'Kovář Hats', ...numbers, cost_100: '', cost_500: '630', tooling: '0' });
    await sees(buyer, /The offer is with/);

    // A rival who guesses finds neither the offer nor the drawing.
    const file = app.query<{ id: string }>("select id from attachments where name = 'drawing.pdf'")[0]!.id;
    for (const path of [mine, `${mine}/attachments/${file}`, desk]) {
      const response = await buyer.context.request.get(`${app.origin}${path}`);
      expect(response.status(), path).toBe(404);
    }

    // Who has made an offer finds it again from the menu; who has made none reads where makers are asked for.
    const myOffers = async (who: Visitor) => {
      await go(who, site, '/');
      await who.page.locator('header summary').last().click();
      await who.page.locator('header').getByRole('link', { name: 'My offers' }).click();
      await who.page.waitForURL(/\/offers$/);
    };
    await myOffers(fan);
    expect(await fan.page.locator(`main li a[href="${mine}"]`).count()).toBe(1);
    const merchant = await enter('merchant');
    await myOffers(merchant);
    await sees(merchant, /You have made no offers/);

    // The merchant compares, is shown a change, and chooses.
    await go(merchant, site, desk);
    const row = (name: string) => merchant.page.locator('main table tr', { hasText: name });
    const text = async (name: string) => (await row(name).innerText()).replace(/\s+/g, ' ');
    expect(await text('500 units')).toMatch(/NT\$ 720 unit NT\$ 600 NT\$ 630 Lowest unit NT\$ 630/);
    expect(await text('100 units')).toMatch(/NT\$ 1,500 Lowest unit NT\$ 900 Not offered/);
    await press(merchant, site, 'I have seen these');
    await go(fan, site, mine);
    await fill(fan, { cost_500: '500' });
    await press(fan, site, 'Save');
    await sees(fan, /is shown what changed/);
    await go(merchant, site, desk);
    await sees(merchant, /Changed since you looked/);
    await sees(merchant, /was NT\$.600/);
    const drawing = await merchant.context.request.get(`${app.origin}${mine}/attachments/${file}`);
    expect([drawing.status(), await drawing.text()]).toEqual([200, pdf]);
    expect(drawing.headers()['content-disposition']).toMatch(/^attachment;/);
    const entry = merchant.page.locator('article', { hasText: 'Yilan Sewing' });
    await entry.locator('summary').click();
    await press(merchant, site, 'Choose the offer of Yilan Sewing');
    await sees(merchant, /Yilan Sewing is chosen/);
    await until(
      () =>
        ['offer-chosen', 'offer-not-chosen'].every(
          (kind) =>
            app!.query('select 1 from notifications where payload like ?', `%"event":"${kind}"%`).length ===
            1,
        ),
      'both suppliers hear of it',
    );
    await go(buyer, site, `/calls/${call}/offer`);
    await sees(buyer, /chose another offer this time/);
    expect(await buyer.page.locator('main').innerText()).not.toContain('Yilan');

    // The campaign comes filled in: 500 at 100 rather than at 300 is what was given, with 200 of tooling.
    await follow(merchant, site, 'Make a campaign from it');
    await sees(merchant, /Filled in from the offer of Yilan Sewing/);
    const value = (name: string) =>
      merchant.page.locator(`main form[method=POST] [name=${name}]`).inputValue();
    expect([await value('price'), await value('minimum')]).toEqual(['1100', '300']);
    await merchant.page.locator('main [name=margin]').fill('50');
    await merchant.page.getByRole('button', { name: 'Work out the price' }).click();
    await until(async () => (await value('price')) === '1650', 'the price is worked out');
    const deadline = await value('deadline');
    await press(merchant, site, 'Create');
    await merchant.page.waitForURL(/\/campaigns\/[0-9a-z]{16}/);
    await sees(merchant, /The lead time is 10 weeks/);
    const ready = new Date(Date.parse(`${deadline}+08:00`) + 70 * 24 * 3600_000 + 8 * 3600_000);
    expect(await merchant.page.locator('main [name=delivery_month]').inputValue()).toBe(
      ready.toISOString().slice(0, 7),
    );
    await merchant.page.locator('main [name^=country]').first().selectOption('TW');
    await merchant.page.locator('main [name^=fee]').first().fill('80');
    await press(merchant, site, 'Save');
    await merchant.page.locator('main form.launch input[type=checkbox]').check();
    await press(merchant, site, 'Launch');
    await sees(merchant, /live/i);
    expect(
      app.query('select price_minor, minimum_quantity, state from campaigns where draft_id = ?', draft),
    ).toEqual([{ price_minor: 165_000, minimum_quantity: 300, state: 'live' }]);
    for (const { complaints, context } of visitors) {
      expect(complaints).toEqual([]);
      await context.close();
    }
  });
});
