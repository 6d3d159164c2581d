import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';

// Every page of the demonstration world as those see it who use it: by axe, at 360 px, with an ear to the console.
const pages: Record<'anyone' | keyof typeof accounts, (ids: Record<string, string>) => string[]> = {
  anyone: (ids) => [
    '/',
    '/challenges',
    '/challenges?show=decided',
    `/challenges/${ids.voting}`,
    `/challenges/${ids.collecting}`,
    `/challenges/${ids.deciding}`,
    `/challenges/${ids.decided}`,
    `/challenges/${ids.cancelled}`,
    `/drafts/${ids.draft}`,
    '/campaigns',
    '/campaigns?show=made',
    `/campaigns/${ids.live}`,
    `/campaigns/${ids.producing}`,
    `/campaigns/${ids.failed}`,
    '/brands',
    `/brands/${ids.slug}`,
    '/search?q=%E8%A5%AF%E8%A1%AB',
    '/join',
    '/sign-in',
    '/reset',
    '/nothing-here',
  ],
  fan: (ids) => [
    `/challenges/${ids.voting}`,
    `/drafts/${ids.draft}`,
    '/notifications',
    '/settings',
    '/settings/sessions',
    '/settings/notifications',
    '/settings/data',
    `/members/${ids.fan}`,
  ],
  buyer: (ids) => [`/campaigns/${ids.live}/preorder`, '/preorders', `/preorders/${ids.preorder}`],
  designer: (ids) => [
    '/desk',
    `/desk/${ids.slug}`,
    `/desk/${ids.slug}/settings`,
    `/desk/${ids.slug}/team`,
    `/desk/${ids.slug}/challenges`,
    `/desk/${ids.slug}/challenges/new`,
    `/desk/${ids.slug}/challenges/${ids.ownPreparing}`,
    `/desk/${ids.slug}/challenges/${ids.ownVoting}`,
    `/desk/${ids.slug}/challenges/${ids.ownDeciding}/decision`,
    `/desk/${ids.slug}/challenges/${ids.ownCollecting}/drafts/new`,
    `/desk/${ids.slug}/drafts/${ids.ownDraft}`,
    `/desk/${ids.slug}/drafts/${ids.ownDraft}/preview`,
  ],
  merchant: (ids) => [
    `/desk/${ids.slug}/campaigns`,
    `/desk/${ids.slug}/campaigns/new?draft=${ids.ownWon}`,
    `/desk/${ids.slug}/campaigns/${ids.ownLive}`,
    `/desk/${ids.slug}/campaigns/${ids.ownLive}/preorders`,
    `/desk/${ids.slug}/campaigns/${ids.ownLive}/updates`,
    `/desk/${ids.slug}/campaigns/${ids.ownMade}/fulfilment`,
  ],
  admin: () => ['/admin', '/admin/members', '/admin/reports', '/admin/audit', '/admin/mails', '/admin/site'],
};

describe.skipIf(!hasBrowser)('every page', () => {
  const { visitor } = useChromium();
  let app: Running;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    app = await run({ from: inject('demo'), env: { WORKER: 'off' } });
    const one = (sql: string) => Object.values(app.query<Record<string, string>>(sql)[0] ?? {})[0] ?? 'none';
    const halo = "(select id from brands where slug = 'halo-supply')";
    ids.slug = 'halo-supply';
    for (const state of ['voting', 'collecting', 'deciding', 'decided', 'cancelled']) {
      ids[state] = one(`select id from challenges where state = '${state}' limit 1`);
    }
    for (const state of ['live', 'producing', 'failed']) {
      ids[state] = one(`select id from campaigns where state = '${state}' limit 1`);
    }
    ids.draft = one(
      "select drafts.id from drafts join challenges on challenges.id = challenge_id where challenges.state = 'voting' and drafts.state = 'submitted' order by comment_count desc limit 1",
    );
    ids.fan = one("select id from members where email = 'fan@example.com'");
    ids.preorder = one(
      "select preorders.id from preorders join members on members.id = member_id where members.email = 'buyer@example.com' limit 1",
    );
    for (const state of ['Preparing', 'Voting', 'Deciding', 'Collecting']) {
      ids[`own${state}`] = one(
        `select id from challenges where brand_id = ${halo} and state = '${state.toLowerCase()}' limit 1`,
      );
    }
    ids.ownDraft = one(
      `select drafts.id from drafts join challenges on challenges.id = challenge_id where drafts.brand_id = ${halo} and challenges.state = 'collecting' limit 1`,
    );
    ids.ownWon = one(
      `select id from drafts where brand_id = ${halo} and state = 'won' and id not in (select draft_id from campaigns) limit 1`,
    );
    ids.ownLive = one(`select id from campaigns where brand_id = ${halo} and state = 'live' limit 1`);
    ids.ownMade = one(
      `select id from campaigns where brand_id = ${halo} and state in ('succeeded', 'producing', 'shipping') limit 1`,
    );
  });
  afterAll(() => app?.stop());

  const enter = async (who: keyof typeof pages, theme: 'light' | 'dark', locale = 'en') => {
    const guest = await visitor({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    await guest.context.addCookies([
      { name: 'theme', value: theme, url: app.origin },
      { name: 'locale', value: locale, url: app.origin },
    ]);
    if (who !== 'anyone') await signInAs(guest, app, accounts[who]);
    return guest;
  };

  const look = async ({ page, complaints }: Visitor, path: string) => {
    complaints.length = 0;
    await page.goto(`${app.origin}${path}`, { waitUntil: 'networkidle' });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    return [
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target }) => `${path}: ${id} at ${target.join(' ')}`),
      ),
      // A page that is not there says so in the console, as browsers do.
      ...complaints.filter((line) => !/status of 404/.test(line)),
    ];
  };

  test.each(Object.keys(pages) as (keyof typeof pages)[])(
    'axe and the console have nothing to say to %s',
    async (who) => {
      const found: string[] = [];
      for (const [theme, locale] of [
        ['light', 'en'],
        ['dark', 'zh-TW'],
      ] as const) {
        const guest = await enter(who, theme, locale);
        for (const path of pages[who](ids)) {
          expect(path, 'the demonstration world holds what this page needs').not.toContain('none');
          found.push(...(await look(guest, path)).map((line) => `${theme} ${line}`));
        }
        await guest.context.close();
      }
      expect(found).toEqual([]);
    },
  );

  test.each(Object.keys(pages) as (keyof typeof pages)[])(
    'nothing sticks out at 360 px for %s',
    async (who) => {
      const guest = await enter(who, 'light', 'en');
      await guest.page.setViewportSize({ width: 360, height: 740 });
      const wide: string[] = [];
      for (const path of pages[who](ids)) {
        await guest.page.goto(`${app.origin}${path}`);
        const width = await guest.page.evaluate(() => document.documentElement.scrollWidth);
        if (width > 360) wide.push(`${path} is ${width} px wide`);
      }
      await guest.context.close();
      expect(wide).toEqual([]);
    },
  );
});
