import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { addresses } from '../addresses.ts';
import { run, setupCodeOf, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { examine } from './examining.ts';
import { unsubscribeToken } from '../../src/lib/server/notifications/unsubscribing.ts';
import { fill, letterTo, press, type Site } from './stories.ts';

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
    `/challenges/${ids.decided}/result`,
    `/challenges/${ids.deciding}/result`,
    ...['score', 'schulze', 'irv', 'stv', 'duels', 'equal-shares'].map(
      (method) => `/challenges/${ids[`decided ${method}`]}/result`,
    ),
    `/challenges/${ids.coded}/code`,
    `/challenges/${ids.score}/ballot`,
    `/challenges/${ids.stv}/ballot`,
    `/challenges/${ids.cancelled}`,
    `/challenges/${ids.open}`,
    `/challenges/${ids.open}/terms`,
    `/challenges/${ids.voting}/receipt/check`,
    `/challenges/${ids.blind}`,
    `/challenges/${ids.specified}`,
    `/challenges/${ids.specified}/ballot`,
    `/challenges/${ids.specified}/ballot?lower=linen&display=touch`,
    `/drafts/${ids.draft}`,
    `/drafts/${ids.revised}/revisions`,
    `/drafts/${ids.revised}/revisions/1`,
    `/drafts/${ids.revised}/revisions/compare?from=1&to=3`,
    `/drafts/${ids.revised}/revisions/compare?from=2&to=2`,
    `/drafts/${ids.suggested}?only=suggestions`,
    `/drafts/${ids.composable}`,
    `/drafts/${ids.composable}/compose`,
    `/compositions/${ids.composition}`,
    `/calls/${ids.call}`,
    '/campaigns',
    '/campaigns?show=made',
    `/campaigns/${ids.live}`,
    `/campaigns/${ids.producing}`,
    `/campaigns/${ids.failed}`,
    `/campaigns/${ids.madeWith}`,
    `/members/${ids.suggester}`,
    '/brands',
    `/brands/${ids.slug}`,
    '/search?q=%E8%A5%AF%E8%A1%AB',
    '/search',
    '/join',
    '/sign-in',
    '/sign-out',
    '/reset',
    '/confirm',
    `/members/${ids.fan}`,
    '/nothing-here',
  ],
  fan: (ids) => [
    `/challenges/${ids.voting}`,
    `/drafts/${ids.draft}`,
    `/drafts/${ids.draft}/report`,
    `/drafts/${ids.asked}/revised`,
    `/calls/${ids.call}/offer`,
    '/offers',
    '/drafts',
    `/challenges/${ids.open}/enter`,
    `/challenges/${ids.voting}/receipt`,
    `/drafts/${ids.returned}/edit`,
    `/drafts/${ids.returned}/preview`,
    '/sign-out',
    '/notifications',
    '/quarantine',
    '/settings',
    '/settings/sessions',
    '/settings/notifications',
    '/settings/data',
    `/members/${ids.fan}`,
    `/drafts/${ids.returned}/edit/compare`,
  ],
  buyer: (ids) => [
    `/campaigns/${ids.live}/preorder`,
    '/offers',
    `/offers/${ids.offer}`,
    `/drafts/${ids.invited}/join`,
    '/preorders',
    ...['authorised', 'placed', 'charged', 'shipped', 'received', 'charge failed', 'dropped', 'refunded'].map(
      (state) => `/preorders/${ids[state]}`,
    ),
    `/preorders/${ids.authorised}/change`,
  ],
  designer: (ids) => [
    '/desk',
    `/desk/${ids.slug}`,
    `/desk/${ids.slug}/settings`,
    `/desk/${ids.slug}/team`,
    `/desk/${ids.slug}/challenges`,
    `/desk/${ids.slug}/challenges/new`,
    `/desk/${ids.slug}/challenges/${ids.ownPreparing}`,
    `/desk/${ids.slug}/challenges/${ids.ownPreparing}/edit`,
    `/desk/${ids.slug}/challenges/${ids.ownVoting}`,
    `/desk/${ids.slug}/challenges/${ids.ownDeciding}/decision`,
    `/desk/${ids.slug}/challenges/${ids.ownDeciding}/shortlist`,
    `/desk/${ids.slug}/challenges/${ids.ownDeciding}/stages`,
    `/desk/${ids.slug}/challenges/${ids.ownDeciding}/quarantine`,
    `/desk/${ids.slug}/challenges/${ids.ownCollecting}/drafts/new`,
    `/desk/${ids.slug}/challenges/${ids.ownCollecting}/costs`,
    `/desk/dashu/challenges/${ids.coded}/voters`,
    `/desk/${ids.slug}/drafts/${ids.ownDraft}`,
    `/desk/${ids.slug}/calls`,
    `/desk/${ids.slug}/calls/new?challenge=${ids.ownVoting}`,
    `/desk/${ids.slug}/calls/${ids.call}`,
    '/desk/dashu/reviews',
    `/desk/dashu/drafts/${ids.awaiting}/review`,
    `/desk/${ids.slug}/suggestions`,
    `/desk/${ids.slug}/suggestions?show=accepted`,
    `/drafts/${ids.suggested}?only=suggestions`,
    `/desk/${ids.slug}/drafts/${ids.ownComposable}/configuration`,
    `/desk/${ids.slug}/drafts/${ids.ownDraft}/configuration`,
    `/desk/${ids.slug}/drafts/${ids.ownDraft}/preview`,
    `/desk/${ids.slug}/drafts/${ids.revised}/compare?from=1&to=3`,
  ],
  merchant: (ids) => [
    `/desk/${ids.otherSlug}/calls/${ids.compared}`,
    `/desk/${ids.slug}/campaigns`,
    `/desk/${ids.slug}/campaigns/new?draft=${ids.ownWon}`,
    `/desk/${ids.slug}/campaigns/${ids.ownLive}`,
    `/desk/${ids.slug}/campaigns/${ids.ownLive}/preorders`,
    `/desk/${ids.slug}/campaigns/${ids.ownLive}/updates`,
    `/desk/${ids.slug}/campaigns/${ids.ownMade}/fulfilment`,
  ],
  admin: (ids) => [
    '/admin',
    '/admin/members',
    `/admin/members/${ids.fan}`,
    '/admin/brands',
    '/admin/reports',
    '/admin/hidings',
    `/admin/hidings/comment/${ids.hidden}`,
    '/admin/audit',
    '/admin/mails',
    `/admin/mails/${ids.mail}`,
    '/admin/site',
  ],
};
/** Where letters lead, and what only a fresh site has: looked at further down, as those come there who do. */
const byLetter = [
  '/confirm/[token]',
  '/reset/[token]',
  '/invitations/[token]',
  '/unsubscribe/[token]',
  '/setup',
  // tests/browser/fridge.test.ts.
  '/desk/[brand]/challenges/[id]/specification',
  // tests/browser/washing-machine.test.ts.
  '/experts/[token]',
  // By a letter's link: quarantine.test.ts.
  '/quarantine/[token]',
  '/challenges/[id]/review',
  '/desk/[brand]/challenges/[id]/prototype',
];

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

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
      ids[state] = one(`select id from challenges where state = '${state}' and method = 'picks' limit 1`);
    }
    for (const state of ['live', 'producing', 'failed']) {
      ids[state] = one(`select id from campaigns where state = '${state}' limit 1`);
    }
    ids.draft = one(
      "select drafts.id from drafts join challenges on challenges.id = challenge_id where challenges.state = 'voting' and drafts.state = 'submitted' order by comment_count desc limit 1",
    );
    ids.revised = one(
      "select drafts.id from drafts join revisions on revisions.id = revision_id where revisions.title = 'Tea-field check' and number = 3",
    );
    ids.asked = one('select id from drafts where picks_outdated > 0 limit 1');
    ids.suggested = one(
      `select draft_id from suggestions where brand_id = ${halo} and picture_id is not null group by draft_id order by count(*) desc limit 1`,
    );
    ids.composition = one('select composition_id from remixes order by votes desc limit 1');
    ids.composable = one(`select draft_id from compositions where id = '${ids.composition}'`);
    ids.ownComposable = one(
      `select drafts.id from drafts join revisions on revisions.id = revision_id where brand_id = ${halo} and configuration_id is not null limit 1`,
    );
    ids.madeWith = one(
      "select campaigns.id from campaigns join suggestions on suggestions.draft_id = campaigns.draft_id where carried_by is not null and campaigns.state <> 'preparing' limit 1",
    );
    ids.suggester = one(
      'select member_id from comments join suggestions on comment_id = comments.id where carried_by is not null limit 1',
    );
    ids.call = one(`select id from calls where brand_id = ${halo} and state = 'open' limit 1`);
    ids.offer = one(
      "select offers.id from offers join members on members.id = member_id where members.email = 'buyer@example.com'",
    );
    ids.compared = one('select id from calls order by offer_count desc limit 1');
    ids.otherSlug = one(
      'select slug from calls join brands on brands.id = brand_id order by offer_count desc limit 1',
    );
    ids.specified = one(
      "select id from challenges where method = 'specification' and state = 'voting' limit 1",
    );
    for (const method of ['score', 'schulze', 'irv', 'stv', 'duels', 'equal-shares']) {
      ids[`decided ${method}`] = one(
        `select id from challenges where method = '${method}' and state = 'decided' limit 1`,
      );
      ids[method] = one(`select id from challenges where method = '${method}' and state = 'voting' limit 1`);
    }
    ids.coded = one("select id from challenges where eligibility = 'codes' limit 1");
    ids.fan = one("select id from members where email = 'fan@example.com'");
    for (const { state, id } of app.query<{ state: string; id: string }>(
      "select preorders.state, preorders.id from preorders join members on members.id = member_id where members.email = 'buyer@example.com'",
    )) {
      ids[state] = id;
    }
    ids.hidden = one("select target_id from hidings where target_kind = 'comment' limit 1");
    for (const state of ['Preparing', 'Voting', 'Deciding', 'Collecting']) {
      ids[`own${state}`] = one(
        `select id from challenges where brand_id = ${halo} and state = '${state.toLowerCase()}' limit 1`,
      );
    }
    ids.ownDraft = one(
      `select drafts.id from drafts join challenges on challenges.id = challenge_id where drafts.brand_id = ${halo} and challenges.state = 'collecting' order by suggestion_serial desc limit 1`,
    );
    ids.ownWon = one(
      `select id from drafts where brand_id = ${halo} and state = 'won' and id not in (select draft_id from campaigns) limit 1`,
    );
    ids.ownLive = one(`select id from campaigns where brand_id = ${halo} and state = 'live' limit 1`);
    ids.ownMade = one(
      `select id from campaigns where brand_id = ${halo} and state in ('succeeded', 'producing', 'shipping') limit 1`,
    );
    ids.open = one("select id from challenges where kind = 'open' and reviewed = 1 limit 1");
    ids.blind = one('select id from challenges where blind = 1 limit 1');
    ids.awaiting = one('select draft_id from draft_reviews where answer is null limit 1');
    ids.returned = one("select draft_id from draft_reviews where answer = 'returned' limit 1");
    ids.invited = one('select draft_id from author_invitations where answer is null limit 1');
    const world = new DatabaseSync(join(app.dataDir, 'muster.sqlite'));
    world.exec(
      `insert into brand_roles (brand_id, member_id, role, granted_at) select brands.id, members.id, 'designer', 0
       from brands, members where slug = 'dashu' and email = 'designer@example.com'`,
    );
    world.close();
    // Somebody who forgot the password makes the world's first letter.
    const { status } = await fetch(`${app.origin}/reset`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: app.origin },
      body: new URLSearchParams({ email: accounts.fan }),
    });
    expect(status).toBeLessThan(400);
    ids.secret = one('select secret from site');
    ids.mail = one('select id from mails limit 1');
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

  const look = async (visitor: Visitor, path: string) => {
    visitor.complaints.length = 0;
    await visitor.page.goto(`${app.origin}${path}`, { waitUntil: 'load' });
    // The scripts take the page over while axe looks; what they complain of is heard until it is done.
    return examine(visitor, path);
  };

  test('the scripts of a challenge weigh less than 60 kB as they travel', async () => {
    const guest = await enter('anyone', 'light');
    const sizes: Promise<number>[] = [];
    guest.page.on('response', (response) => {
      if (response.request().resourceType() === 'script' || response.url().endsWith('.js'))
        sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    await guest.page.goto(`${app.origin}/challenges/${ids.voting}`, { waitUntil: 'networkidle' });
    const all = await Promise.all(sizes);
    await guest.context.close();
    expect(all.length).toBeGreaterThan(3);
    expect(all.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
  });

  test('no page is forgotten', () => {
    const looked = Object.values(pages).flatMap((list) => list(ids));
    const forgotten = addresses()
      .filter(({ page, pattern }) => page && !byLetter.includes(pattern))
      .filter(({ pattern }) => {
        const path = new RegExp(`^${pattern.replace(/\[[^\]]+\]/g, '[^/]+')}(\\?|$)`);
        return !looked.some((one) => path.test(one));
      })
      .map(({ pattern }) => pattern);
    expect(forgotten).toEqual([]);
  });

  test.each(Object.keys(pages) as (keyof typeof pages)[])(
    'axe and the console have nothing to say to %s',
    async (who) => {
      const found: string[] = [];
      const paths = pages[who](ids);
      for (const path of paths)
        expect(path, 'the demonstration world holds what this page needs').not.toContain('none');
      const guests = [await enter(who, 'light'), await enter(who, 'dark', 'zh-TW')];
      // What a picture shows is nothing to axe, and to draw hundreds of them is most of the time; at 360 px they are loaded.
      for (const { page } of guests)
        await page.route(/\.(avif|webp|jpg)$/, (route) =>
          route.fulfill({ contentType: 'image/png', body: dot }),
        );
      // The one half in English on paper, the other in Chinese on ink, side by side; each with the colours of both.
      const halves = guests.map(async (guest, half) => {
        for (const [i, path] of paths.entries()) if (i % 2 === half) found.push(...(await look(guest, path)));
        await guest.context.close();
      });
      await Promise.all(halves);
      expect(found).toEqual([]);
    },
    // Forty pages, each looked at in the colours of both themes.
    900_000,
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

  test('nor have they to where letters lead, or on a fresh site', async () => {
    const found: string[] = [];
    const site: Site = { app, scripts: true, leapt: 0 };
    for (const theme of ['light', 'dark'] as const) {
      const guest = await enter('anyone', theme);
      await guest.page.goto(`${app.origin}/join`, { waitUntil: 'networkidle' });
      const email = `${theme}@example.com`;
      await fill(guest, { name: 'Noor', email });
      await guest.page.locator('main [type=password]').first().fill('a quiet grey heron 27');
      await press(guest, site, 'Join');
      found.push(...(await examine(guest, 'after joining')));
      const designer = await enter('designer', theme);
      await designer.page.goto(`${app.origin}/desk/${ids.slug}/team`, { waitUntil: 'networkidle' });
      await fill(designer, { email });
      await designer.page.locator('main form [name="role"][value="merchant"]').check();
      await press(designer, site, /send/i);
      for (const [to, link] of [
        [accounts.fan, /http\S+(\/reset\/\S+)/],
        [email, /http\S+(\/invitations\/\S+)/],
        [email, /http\S+(\/confirm\/\S+)/],
      ] as const) {
        found.push(...(await look(guest, new URL(await letterTo({ ...site, app }, to, link)).pathname)));
      }
      found.push(...(await look(guest, `/unsubscribe/${unsubscribeToken(ids.secret!, ids.fan!, 'update')}`)));
      await designer.context.close();

      const fresh = await run();
      await guest.context.addCookies([{ name: 'theme', value: theme, url: fresh.origin }]);
      const { page } = guest;
      guest.complaints.length = 0;
      await page.goto(fresh.origin, { waitUntil: 'networkidle' });
      found.push(...(await examine(guest, '/setup: code')));
      await fill(guest, { code: setupCodeOf(fresh) });
      await press(guest, site, 'Continue');
      found.push(...(await examine(guest, '/setup: site')));
      await fill(guest, { name: 'Night Market', tagline: '', time_zone: 'Asia/Taipei' });
      await press(guest, site, 'Continue');
      found.push(...(await examine(guest, '/setup: owner')));
      await fill(guest, { name: 'Lin', email, new_password: 'a quiet grey heron 27' });
      await press(guest, site, 'Continue');
      found.push(...(await examine(guest, '/setup: brand')));
      await guest.context.close();
      await fresh.stop();
    }
    expect(found).toEqual([]);
  });
});
