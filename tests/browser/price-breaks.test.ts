import { afterEach, describe, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { fill, go, local, press, sees, until, type Site } from './stories.ts';

const day = 24 * 3600_000;
const password = 'muster-demo';
const ways = [
  { name: 'at 390 px', width: 390, scripts: true },
  { name: 'without JavaScript', width: 1280, scripts: false },
];

describe.skipIf(!hasBrowser)('price breaks', () => {
  const chromium = useChromium();
  let app: Running | undefined;
  afterEach(() => app?.stop());

  test.each(ways)('a price break reached by the tenth buyer, $name', async ({ width, scripts }) => {
    app = await run({ from: inject('demo') });
    const site: Site = { app, scripts, leapt: 0 };
    const enter = async (email: string): Promise<Visitor> => {
      const one = await chromium.visitor({ viewport: { width, height: 900 }, javaScriptEnabled: scripts });
      await go(one, site, '/sign-in');
      await fill(one, { email, password });
      await press(one, site, 'Sign in');
      return one;
    };
    const { id } = app.query<{ id: string }>(
      "select id from campaigns where state = 'preparing' and currency = 'TWD'",
    )[0]!;
    const campaign = `/campaigns/${id}`;

    // The merchant types a break that is none, is told at its field, and loses nothing.
    const merchant = await enter('merchant@example.com');
    await go(merchant, site, `/desk/dashu/campaigns/${id}`);
    await fill(merchant, {
      price: '1,380',
      minimum: '5',
      per_member: '',
      deadline: local(Date.now() + 20 * day),
      option_name_0: '',
      option_values_0: '',
      break_quantity_0: '10',
      break_price_0: '1,380',
      break_quantity_2: '20',
      break_price_2: '1,080',
    });
    await press(merchant, site, 'Save');
    await sees(merchant, /This price has to be below the price for fewer pieces/);
    const field = (name: string) => merchant.page.locator(`main [name="${name}"]`);
    expect(await field('break_price_0').getAttribute('aria-invalid')).toBe('true');
    expect(await field('break_quantity_2').inputValue()).toBe('20');
    await fill(merchant, { break_price_0: '1,180' });
    await press(merchant, site, 'Save');
    await sees(merchant, /Saved/);
    // By growing quantity, without the row that stayed empty.
    expect(await field('break_quantity_1').inputValue()).toBe('20');
    await merchant.page.locator('main form.launch input[type=checkbox]').check();
    await press(merchant, site, 'Launch');
    await sees(merchant, /live/i);

    // Nine are ordered by one, and one is missing.
    const order = async (buyer: Visitor, quantity: string) => {
      await go(buyer, site, `${campaign}/preorder?quantity=${quantity}`);
      await fill(buyer, {
        recipient: '林郁真',
        country: 'TW',
        line1: '中正路 27 號 3 樓',
        city: '基隆市',
        postal_code: '200',
        phone: '0912 345 678',
      });
      await buyer.page.locator('main [name=payment][value=card]').check();
      await press(buyer, site, 'See the total');
      await sees(buyer, /At most NT\$\s[\d,]+ is charged/);
      await fill(buyer, { card_number: '4242 4242 4242 4242', card_expiry: '12/30', card_code: '123' });
      await press(buyer, site, /^Pre-order for at most/);
      await buyer.page.waitForURL(/\/preorders\/[0-9a-z]{16}/);
      return new URL(buyer.page.url()).pathname;
    };
    const fan = await enter('fan@example.com');
    const nine = await order(fan, '9');
    await go(fan, site, campaign);
    await sees(fan, /1 more: NT\$\s1,180 for everyone/);
    await go(fan, site, nine);
    await sees(fan, /at most NT\$\s13,220 .* with the orders so far it would be NT\$\s13,220\./);

    // The tenth lowers the price for both.
    const buyer = await enter('buyer@example.com');
    const tenth = await order(buyer, '1');
    await go(fan, site, campaign);
    await sees(fan, /10 more: NT\$\s1,080 for everyone/);
    expect(await fan.page.locator('main li[aria-current=true]').innerText()).toMatch(/From 10[^]*1,180/);

    await go(fan, site, nine);
    await sees(fan, /at most NT\$\s13,220 .* with the orders so far it would be NT\$\s11,420\./);

    // At the close both are charged what was reached, and see what they had agreed to.
    site.leapt = 21 * day;
    app.leap(site.leapt);
    const charged = () =>
      app!.query<{
        quantity: number;
        unit_minor: number;
        amount_minor: number;
        agreed_minor: number;
        shipping_minor: number;
      }>(
        `select quantity, unit_minor, amount_minor, agreed_minor, shipping_minor from payments
         join preorders on preorders.id = preorder_id
         where campaign_id = ? and kind = 'charge' and outcome = 'done' order by quantity desc`,
        id,
      );
    await until(() => charged().length === 2, 'both cards are charged');
    for (const { quantity, unit_minor, amount_minor, agreed_minor, shipping_minor } of charged()) {
      expect(unit_minor).toBe(118_000);
      expect(amount_minor).toBe(118_000 * quantity + shipping_minor);
      expect(agreed_minor).toBe(138_000 * quantity + shipping_minor);
    }
    await go(buyer, site, tenth);
    await sees(buyer, /You agreed to at most NT\$\s2,180; the price fell for everyone/);
    await go(buyer, site, campaign);
    await sees(buyer, /10 were ordered by the close: NT\$\s1,180 for everyone/);
    for (const { complaints } of [merchant, fan, buyer]) expect(complaints).toEqual([]);
  });
});
