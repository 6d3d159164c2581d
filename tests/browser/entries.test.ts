import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { photo } from '../fixtures/pictures.ts';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { fill, follow, go, press, sees, type Site } from './stories.ts';

const ways = [
  { name: 'with JavaScript', scripts: true },
  { name: 'without JavaScript', scripts: false },
];

describe.skipIf(!hasBrowser)('an open challenge', () => {
  const chromium = useChromium();
  let app: Running | undefined;
  afterEach(() => app?.stop());

  test.each(ways)('from the brief to a member’s draft on the table, $name', async ({ scripts }) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'muster-entries-'));
    cpSync(inject('demo'), dataDir, { recursive: true });
    app = await run({ dataDir });
    const site: Site = { app, scripts, leapt: 0 };
    const visitors: Visitor[] = [];
    const enter = async (email: string | null) => {
      const one = await chromium.visitor({
        viewport: { width: 1280, height: 900 },
        javaScriptEnabled: scripts,
      });
      visitors.push(one);
      if (email) await signInAs(one, app!, email);
      return one;
    };
    const challenge = app.query<{ id: string }>(
      "select id from challenges where kind = 'open' and reviewed = 1 and state = 'collecting' limit 1",
    )[0]!.id;
    const designerAddress = app.query<{ email: string }>(
      `select email from members join brand_roles on member_id = members.id join brands on brands.id = brand_id
       where slug = 'dashu' and brand_roles.role = 'designer' limit 1`,
    )[0]!.email;

    // A member reads the brief and the terms, and enters a draft with a picture.
    const fan = await enter(accounts.fan);
    await go(fan, site, `/challenges/${challenge}`);
    await follow(fan, site, 'Submit a draft');
    await sees(fan, /Licence terms/);
    await fill(fan, { title: 'Lint lighthouse' });
    const file = { name: 'lighthouse.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(await photo()) };
    await fan.page.locator('main [name=files]').setInputFiles(file);
    if (!scripts) {
      // The picture goes along with the form, and comes back to be described.
      await press(fan, site, 'Submit for review');
      await sees(fan, /Describe/);
    }
    await fan.page.locator('main [name=alt]').first().fill('A lamp above the drum');
    await press(fan, site, 'Submit for review');
    await sees(fan, /Accept the entry rules/);
    expect(await fan.page.locator('main [name=title]').inputValue()).toBe('Lint lighthouse');
    await fan.page.locator('main [name=terms]').check();
    await press(fan, site, 'Submit for review');
    await sees(fan, /Awaiting review/);
    const draft = /drafts\/([^/]+)\/edit/.exec(fan.page.url())![1]!;

    // Somebody is asked to be named, and accepts.
    await fan.page.locator('summary', { hasText: 'Invite a co-author' }).click();
    await fill(fan, { who: accounts.buyer });
    await press(fan, site, 'Invite a co-author');
    await sees(fan, /no answer yet/);
    const buyer = await enter(accounts.buyer);
    await go(buyer, site, '/drafts');
    await buyer.page.locator(`main a[href="/drafts/${draft}/join"]`).click();
    await sees(buyer, /Be named as an author/);
    await buyer.page.locator('main [name=terms]').check();
    await press(buyer, site, 'Accept');
    await sees(buyer, /You are named as an author now/);

    // The brand returns it with words, then approves what came of them.
    const designer = await enter(designerAddress);
    await go(designer, site, '/desk/dashu/reviews');
    await designer.page.locator(`main a.button[href$="/drafts/${draft}/review"]`).click();
    await fill(designer, { words: 'Show where the lamp sits.' });
    await press(designer, site, 'Return with words');
    await sees(designer, /Returned to its authors/);
    await go(fan, site, `/drafts/${draft}/edit`);
    await sees(fan, /Show where the lamp sits\./);
    await fill(fan, { title: 'Lint lighthouse, on the door' });
    await press(fan, site, 'Submit for review');
    await sees(fan, /Awaiting review/);
    await go(designer, site, `/desk/dashu/drafts/${draft}/review`);
    await press(designer, site, 'Approve');
    await sees(designer, /Approved/);

    // Everybody sees it, with both names.
    const stranger = await enter(null);
    await go(stranger, site, `/challenges/${challenge}`);
    await sees(stranger, /Lint lighthouse, on the door[\s\S]*Yuchen Lin, Hana Kovář/);
    await go(stranger, site, `/drafts/${draft}`);
    await sees(stranger, /Yuchen Lin.*Hana Kovář/);
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([]);
    for (const { context } of visitors) await context.close();
  });
});
