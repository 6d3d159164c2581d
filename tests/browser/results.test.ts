import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { migrations } from '../../db/migrations/index.ts';
import { keepLog } from '../../src/lib/server/ballots/keeping-log.ts';
import { openDatabase } from '../../src/lib/server/database.ts';
import { makeBrand } from '../making.ts';
import { castAs, makeResult } from '../making-results.ts';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium } from './chromium.ts';
import { examine } from './examining.ts';

const short = ['Tea-field check', 'Night market', 'Harbour rope', 'Quiet grid'];
const twelve = [
  '稻浪：從宜蘭水田到肩線的十二道綠，附可拆式雨帽與反光滾邊',
  '夜市招牌',
  '港邊繩索，雙面可穿的防潑水外套，內裡印上全台灣的燈塔位置',
  '安靜的格子',
  '雨季前夕',
  '老公寓鐵窗花的三十二種排列方式與它們在晨光裡的影子',
  '月台',
  '紅磚',
  '海線',
  '茶山霧',
  '鐵道便當',
  '屋頂花園',
];
/** Each draft once, in an order of its own for every kind of voter. */
const turned = (n: number, by: number, step: number) =>
  Array.from({ length: n }, (_, i) => [(by + i * step) % n]);

const worlds = {
  score: {
    method: 'score' as const,
    titles: short,
    said: [
      { count: 14, scores: [5, 3, 4, 1], wouldBuy: [0, 2] },
      { count: 9, scores: [4, 4, 2, 0], wouldBuy: [0] },
      { count: 7, scores: [2, 5, 3, 2], wouldBuy: [1] },
      { count: 2, scores: [-1, -1, -1, 5] },
    ],
  },
  // A beats B, B beats C, C beats A.
  circle: {
    method: 'schulze' as const,
    titles: short,
    said: [
      { count: 12, ranking: [[0], [1], [2], [3]] },
      { count: 10, ranking: [[1], [2], [0], [3]] },
      { count: 8, ranking: [[2], [0], [1], [3]] },
      { count: 3, ranking: [[0], [1]] },
    ],
  },
  twelve: {
    method: 'schulze' as const,
    titles: twelve,
    title: '下一季的外套由你們決定：從十二件設計稿裡選出要做的那一件',
    none: true,
    said: [
      ...[0, 1, 2, 3, 4].map((by) => ({ count: 6 - by, ranking: turned(12, by, 5) })),
      { count: 4, ranking: [[3], ['none' as const], [0]] },
      { count: 3, ranking: [[6], [0], ['none' as const]] },
    ],
  },
  irv: {
    method: 'irv' as const,
    titles: short,
    said: [
      { count: 14, ranking: [[0], [1]] },
      { count: 11, ranking: [[1], [0]] },
      { count: 9, ranking: [[2], [1]] },
      { count: 5, ranking: [[3], [2], [1]] },
      { count: 2, ranking: [[3]] },
    ],
  },
  stv: {
    method: 'stv' as const,
    titles: [...twelve.slice(0, 7)],
    seats: 3,
    said: [
      { count: 22, ranking: [[0], [1], [2]] },
      { count: 9, ranking: [[1], [3]] },
      { count: 8, ranking: [[2], [4], [1]] },
      { count: 7, ranking: [[3], [5]] },
      { count: 5, ranking: [[4], [3]] },
      { count: 3, ranking: [[5], [6]] },
      { count: 2, ranking: [[6]] },
    ],
  },
  duels: {
    method: 'duels' as const,
    titles: short,
    said: [],
    duels: [
      [0, 9, 7, 11],
      [4, 0, 8, 9],
      [3, 5, 0, 6],
      [1, 2, 4, 0],
    ],
  },
  budget: {
    method: 'equal-shares' as const,
    titles: [...short, 'Left-handed mug', 'Gold-plated lid', 'Nobody’s tray'],
    budget: 1_000_000,
    costs: [420_000, 300_000, 260_000, 340_000, 150_000, 1_400_000, 90_000],
    said: [
      { count: 14, approvals: [0, 1] },
      { count: 4, approvals: [0] },
      { count: 11, approvals: [2, 3] },
      { count: 6, approvals: [4, 5] },
      { count: 4, approvals: [3] },
    ],
  },
  picks: {
    method: 'picks' as const,
    titles: short,
    said: [
      { count: 9, picks: [0, 1] },
      { count: 6, picks: [1, 2] },
      { count: 3, picks: [0] },
    ],
  },
  tie: {
    method: 'picks' as const,
    titles: short,
    said: [
      { count: 6, picks: [0] },
      { count: 6, picks: [2] },
      { count: 2, picks: [1] },
    ],
  },
  hidden: {
    method: 'schulze' as const,
    titles: short,
    said: [{ count: 6, ranking: [[0], [1]] }],
    tallyShown: 'after-close' as const,
    closed: false,
  },
  live: {
    method: 'score' as const,
    titles: short,
    said: [{ count: 6, scores: [5, 3, 2, 1] }],
    closed: false,
  },
};
type World = keyof typeof worlds;
/** What each page must say, drawn or in words. */
const says: Record<World, RegExp> = {
  score: /Tea-field check wins/,
  circle: /gives way/,
  twelve: /None of these/,
  irv: /has more than half/,
  stv: /Quota: 15/,
  duels: /Bradley–Terry/,
  budget: /Bought[^]*Not bought[^]*It costs more than the whole budget/,
  picks: /Night market wins/,
  tie: /are tied/,
  hidden: /not even/,
  live: /is ahead so far/,
};

describe.skipIf(!hasBrowser)('the result page of every method', () => {
  const { visitor } = useChromium();
  let app: Running;
  const ids = {} as Record<World, string>;
  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'muster-results-'));
    cpSync(inject('demo'), dataDir, { recursive: true });
    const database = openDatabase({ dataDir });
    await migrate(database.root as never, 'sqlite', migrations);
    const now = Date.now();
    const pictures = await database.read((read) =>
      read
        .selectFrom('revision_pictures')
        .innerJoin('drafts', 'drafts.revision_id', 'revision_pictures.revision_id')
        .select('picture_id')
        .where('revision_pictures.position', '=', 0)
        .orderBy('drafts.id')
        .limit(12)
        .execute(),
    );
    const designer = await database.read((read) =>
      read
        .selectFrom('members')
        .select('id')
        .where('email', '=', accounts.designer)
        .executeTakeFirstOrThrow(),
    );
    const brand = await database.write((tx) =>
      makeBrand(tx, now, [{ member: designer, role: 'designer' }], { name: 'Halo', slug: 'halo-counts' }),
    );
    for (const [name, world] of Object.entries(worlds)) {
      const made = await makeResult(database, now, brand, {
        ...world,
        pictures: pictures.map(({ picture_id }) => picture_id),
      });
      ids[name as World] = made.id;
    }
    await database.close();
    app = await run({ dataDir, env: { WORKER: 'off' } });
  });
  afterAll(() => app?.stop());

  test.each(Object.keys(worlds) as World[])('%s', async (name) => {
    const path = `/challenges/${ids[name]}/result`;
    for (const width of [1280, 390]) {
      const seen = await visitor({ viewport: { width, height: 900 } });
      await seen.page.goto(`${app.origin}${path}`);
      expect(await seen.page.locator('main').innerText()).toMatch(says[name]);
      expect(await examine(seen, `${name} at ${width}`)).toEqual([]);
      const wide = await seen.page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, 'the page itself never scrolls sideways').toBeLessThanOrEqual(width);
      await seen.context.close();
    }
  });

  test('nothing of a hidden tally is in the page', async () => {
    const page = await (await fetch(`${app.origin}/challenges/${ids.hidden}/result`)).text();
    expect(page).not.toMatch(/pairwise|winners/);
    expect((await fetch(`${app.origin}/challenges/${ids.hidden}/result/live`)).status).toBe(404);
  });

  test('the desk shows the order of each method, nothing before anybody else, and decides by it', async () => {
    const seen = await visitor();
    const { page } = seen;
    await signInAs(seen, app, accounts.designer);
    const desk = `${app.origin}/desk/halo-counts/challenges`;
    const tally = page.locator('#tally');

    await page.goto(`${desk}/${ids.hidden}`);
    expect(await tally.innerText()).toMatch(/hidden from everybody/);
    expect(await page.content()).not.toMatch(/duels? won/);

    const figures: [World, RegExp][] = [
      ['score', /mean 4, lower end 3\.13/],
      ['circle', /2 duels won/],
      ['stv', /15 votes in its last round/],
      ['duels', /score 75\.68/],
      ['budget', /18 approvals/],
    ];
    for (const [name, figure] of figures) {
      await page.goto(`${desk}/${ids[name]}`);
      expect(await tally.innerText(), name).toMatch(figure);
      expect(await tally.innerText(), name).not.toMatch(/picks?/);
      expect(await examine(seen, `the desk: ${name}`)).toEqual([]);
    }

    await page.goto(`${desk}/${ids.circle}/decision`);
    expect(await page.locator('.big').innerText()).toBe('Tea-field check');
    await page.getByRole('link', { name: 'The whole count, as everybody sees it' }).waitFor();
    await page.getByRole('button', { name: /announce/i }).click();
    await page.waitForURL(/done=decided/);

    await page.goto(`${app.origin}/challenges/${ids.circle}`);
    expect(await page.locator('.drafts .card h3').first().innerText()).toBe('Tea-field check');
    expect(await page.locator('.drafts').innerText()).not.toMatch(/\bpicks?\b/);
    await page.locator('.decision').getByRole('link', { name: 'How it was counted' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tea-field check was chosen' }).waitFor();
    await seen.context.close();
  });

  test('a count that changes comes to whoever looks, until they pause it; nothing of the numbers is in what is sent', async () => {
    const aborting = new AbortController();
    const lines = await Promise.all(
      Array.from({ length: 4 }, () =>
        fetch(`${app.origin}/challenges/${ids.live}/result/live`, { signal: aborting.signal }),
      ),
    );
    for (const { status, headers } of lines) {
      expect(status).toBe(200);
      expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
    }
    const { page, context } = await visitor();
    await page.goto(`${app.origin}/challenges/${ids.live}/result`);
    await page.getByText('Numbers follow the ballots').waitFor();
    // Whoever comes from this machine may be a proxy's visitor: they are not held for one.
    const more = await Promise.all(
      Array.from({ length: 5 }, () =>
        fetch(`${app.origin}/challenges/${ids.live}/result/live`, { signal: aborting.signal }),
      ),
    );
    expect(more.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);

    const reader = lines[0]!.body!.getReader();
    const decoder = new TextDecoder();
    let heard = '';
    const until = async (wanted: RegExp) => {
      while (!wanted.test(heard)) heard += decoder.decode((await reader.read()).value);
    };
    await until(/retry/);
    await score(9, [0, 5, 0, 0]);
    await until(/event: count/);
    expect(heard).toBe('retry: 5000\n\nevent: count\ndata: {}\n\n');
    await page.getByRole('heading', { level: 1, name: 'Night market is ahead so far' }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await score(40, [5, 0, 0, 0]);
    heard = '';
    await until(/event: count/);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch('Night market');
    await page.getByRole('button', { name: 'Go on' }).click();
    await score(1, [5, 0, 0, 0]);
    await page.getByRole('heading', { level: 1, name: 'Tea-field check is ahead so far' }).waitFor();
    aborting.abort();
    await context.close();
  });

  /** So many more ballots, cast by another process than the one that is looked at. */
  const score = async (count: number, scores: number[]) => {
    const database = openDatabase({ dataDir: app.dataDir });
    const now = Date.now();
    await castAs(database, now, ids.live, { count, scores });
    await keepLog(database, ids.live, now);
    await database.close();
  };
});
