import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { addresses } from '../addresses.ts';
import { grow, widen } from '../growing.ts';
import { photo } from '../fixtures/pictures.ts';
import { scansOf } from '../plans.ts';
import { run, type Running } from '../running.ts';

const people = ['fan', 'buyer', 'designer', 'merchant', 'admin'] as const;
type Person = (typeof people)[number];

/** What everybody may see: how many queries it takes signed out, and for a member who votes and follows. */
const open: [path: string, signedOut: number, signedIn: number][] = [
  ['/', 6, 8],
  ['/challenges', 3, 5],
  ['/challenges?show=decided', 3, 5],
  ['/challenges/{voting}', 4, 7],
  ['/challenges/{collecting}', 4, 7],
  ['/challenges/{deciding}', 4, 7],
  ['/challenges/{decided}', 4, 7],
  ['/challenges/{cancelled}', 4, 7],
  ['/challenges/{open}', 6, 9],
  ['/challenges/{open}/terms', 4, 5],
  ['/challenges/{voting}/rule', 1, 2],
  ['/challenges/{coded}/code', 2, 4],
  ['/challenges/{voting}/result', 4, 6],
  ['/challenges/{decided}/result', 5, 7],
  ['/challenges/{specified}/ballot', 6, 9],
  ['/challenges/{score}/ballot', 3, 6],
  ['/challenges/{schulze}/ballot', 3, 6],
  ['/challenges/{equal-shares}/ballot', 4, 7],
  ['/challenges/{duels}/ballot', 4, 7],
  ['/challenges/{voting}/receipt/check', 3, 4],
  ['/drafts/{draft}', 10, 12],
  ['/drafts/{draft}?order=oldest', 10, 12],
  ['/drafts/{draft}?only=suggestions', 10, 12],
  ['/drafts/{draft}?thread={comment}', 10, 12],
  ['/drafts/{composable}', 13, 16],
  ['/drafts/{composable}/compose', 3, 4],
  ['/compositions/{composition}', 4, 6],
  ['/compositions/{composition}/640.jpg', 1, 2],
  ['/drafts/{draft}/revisions', 4, 5],
  ['/drafts/{draft}/revisions/1', 5, 6],
  ['/drafts/{draft}/revisions/compare', 5, 6],
  ['/campaigns', 2, 4],
  ['/campaigns?show=made', 2, 4],
  ['/campaigns/{live}', 7, 9],
  ['/campaigns/{picked}', 9, 11],
  ['/campaigns/{producing}', 6, 8],
  ['/campaigns/{failed}', 5, 7],
  ['/calls/{call}', 2, 5],
  ['/brands', 2, 3],
  ['/brands/{slug}', 9, 12],
  ['/search', 1, 2],
  ['/search?q=冰箱', 5, 6],
  ['/search?q=應該由你們', 3, 4],
  ['/members/{fan}', 7, 8],
  ['/feed.atom', 2, 2],
  ['/brands/{slug}/feed.atom', 2, 2],
  ['/share/challenges/{voting}.jpg', 3, 3],
  ['/share/drafts/{draft}.jpg', 3, 3],
  ['/share/campaigns/{live}.jpg', 3, 3],
  ['/share/compositions/{composition}.jpg', 4, 4],
  ['/pictures/{picture}/320.webp', 0, 0],
  ['/healthz', 0, 0],
  ['/readyz', 1, 1],
  ['/nothing-here', 1, 2],
  ['/sign-out', 1, 2],
];

/** What one must have signed in for, or out. */
const closed: [path: string, who: Person | 'anyone', queries: number][] = [
  ['/join', 'anyone', 2],
  ['/sign-in', 'anyone', 1],
  ['/reset', 'anyone', 1],
  ['/confirm', 'anyone', 1],
  ['/drafts/{draft}/report', 'fan', 3],
  ['/drafts', 'fan', 4],
  ['/drafts/{revised}/revised', 'fan', 11],
  ['/challenges/{open}/enter', 'fan', 7],
  ['/challenges/{voting}/receipt', 'fan', 8],
  ['/drafts/{returned}/edit', 'fan', 11],
  ['/drafts/{returned}/edit/compare', 'fan', 6],
  ['/drafts/{returned}/preview', 'fan', 11],
  ['/drafts/{invited}/join', 'buyer', 5],
  ['/notifications', 'fan', 3],
  ['/quarantine', 'fan', 3],
  ['/settings', 'fan', 2],
  ['/settings/sessions', 'fan', 3],
  ['/settings/notifications', 'fan', 3],
  ['/settings/data', 'fan', 4],
  ['/settings/data/download', 'fan', 47],
  ['/campaigns/{live}/preorder', 'buyer', 7],
  ['/campaigns/{picked}/preorder', 'buyer', 9],
  ['/preorders', 'buyer', 3],
  ['/preorders/{authorised}', 'buyer', 5],
  ['/preorders/{shipped}', 'buyer', 5],
  ['/preorders/{authorised}/change', 'buyer', 10],
  ['/desk', 'designer', 3],
  ['/desk/{slug}', 'designer', 13],
  ['/desk/{slug}/settings', 'designer', 7],
  ['/desk/{slug}/team', 'designer', 7],
  ['/desk/{slug}/challenges', 'designer', 6],
  ['/desk/{slug}/challenges/new', 'designer', 8],
  ['/desk/{slug}/challenges/{preparing}', 'designer', 7],
  ['/desk/{slug}/challenges/{voting}', 'designer', 9],
  ['/desk/{slug}/challenges/{preparing}/edit', 'designer', 9],
  ['/desk/{slug}/challenges/{collecting}/costs', 'designer', 7],
  ['/desk/dashu/challenges/{coded}/voters', 'designer', 7],
  ['/desk/{slug}/challenges/{deciding}/decision', 'designer', 6],
  ['/desk/{slug}/challenges/{deciding}/shortlist', 'designer', 7],
  ['/desk/{slug}/challenges/{deciding}/stages', 'designer', 11],
  ['/desk/{slug}/challenges/{deciding}/quarantine', 'designer', 8],
  ['/desk/{slug}/challenges/{collecting}/drafts/new', 'designer', 5],
  ['/desk/{slug}/drafts/{draft}', 'designer', 10],
  ['/desk/{slug}/drafts/{movable}', 'designer', 10],
  ['/desk/{slug}/drafts/{ownComposable}/configuration', 'designer', 8],
  ['/desk/dashu/reviews', 'designer', 7],
  ['/desk/dashu/drafts/{awaiting}/review', 'designer', 10],
  ['/desk/{slug}/suggestions', 'designer', 6],
  ['/desk/{slug}/suggestions?show=accepted', 'designer', 6],
  ['/desk/{slug}/drafts/{draft}/preview', 'designer', 7],
  ['/desk/{slug}/drafts/{draft}/compare', 'designer', 9],
  ['/calls/{call}/offer', 'fan', 4],
  ['/offers', 'buyer', 3],
  ['/offers/{offer}', 'buyer', 6],
  ['/offers/{offer}/attachments/{attachment}', 'buyer', 2],
  ['/desk/{slug}/calls', 'designer', 8],
  ['/desk/{slug}/calls/new?challenge={voting}', 'designer', 6],
  ['/desk/{slug}/calls/{call}', 'designer', 10],
  ['/desk/{slug}/campaigns', 'merchant', 9],
  ['/desk/{slug}/campaigns/new', 'merchant', 7],
  ['/desk/{slug}/campaigns/new?draft={won}', 'merchant', 8],
  ['/desk/{slug}/campaigns/{live}', 'merchant', 8],
  ['/desk/{slug}/campaigns/{live}/preorders', 'merchant', 8],
  ['/desk/{slug}/campaigns/{picked}/preorders', 'merchant', 10],
  ['/desk/{slug}/campaigns/{live}/preorders?state=placed&variant={variant}', 'merchant', 8],
  ['/desk/{slug}/campaigns/{live}/preorders?number=M-', 'merchant', 8],
  ['/desk/{slug}/campaigns/{producing}/preorders', 'merchant', 9],
  ['/desk/{slug}/campaigns/{producing}/ledger.csv', 'merchant', 4],
  ['/desk/{slug}/campaigns/{live}/updates', 'merchant', 7],
  ['/desk/{slug}/campaigns/{producing}/fulfilment', 'merchant', 8],
  ['/admin', 'admin', 5],
  ['/admin/members', 'admin', 3],
  ['/admin/members?q=fan@example.com', 'admin', 3],
  ['/admin/members?q=a&only=banned', 'admin', 3],
  ['/admin/members/{fan}', 'admin', 5],
  ['/admin/brands', 'admin', 3],
  ['/admin/reports', 'admin', 5],
  ['/admin/hidings', 'admin', 5],
  ['/admin/reports?show=answered', 'admin', 5],
  ['/admin/hidings/comment/{hidden}', 'admin', 4],
  ['/admin/hidings/draft/{draft}', 'admin', 4],
  ['/admin/hidings/challenge/{voting}', 'admin', 4],
  ['/admin/hidings/campaign/{live}', 'admin', 4],
  ['/admin/audit', 'admin', 3],
  ['/admin/audit?kind=challenges&member={fan}', 'admin', 5],
  ['/admin/mails', 'admin', 3],
  ['/admin/mails?state=failed', 'admin', 3],
  ['/admin/mails/mail-1', 'admin', 3],
  ['/admin/mails/mail-1/html', 'admin', 2],
  ['/admin/site', 'admin', 3],
];

/** By a letter's link, on a fresh site, or by POST alone; the server tests hold the plans of their queries too. */
const elsewhere = [
  // Once a head was signed: tests/browser/receipts.test.ts.
  '/.well-known/muster-log-key',
  '/challenges/[id]/log',
  '/challenges/[id]/log/file',
  '/challenges/[id]/receipt/file',
  '/confirm/[token]',
  '/reset/[token]',
  '/invitations/[token]',
  '/unsubscribe/[token]',
  '/setup',
  // Looked at once a second at most, for all who follow: tests/server/results.test.ts.
  '/challenges/[id]/result/live',
  '/follows',
  '/preferences',
  '/desk/[brand]/campaigns/[id]/preorders.csv',
  // Once its vote has closed: tests/browser/fridge.test.ts.
  '/desk/[brand]/challenges/[id]/specification',
  // For experts while a review runs, and while a prototype is made: tests/server/stages.test.ts.
  '/experts/[token]',
  '/quarantine/[token]',
  '/challenges/[id]/review',
  '/desk/[brand]/challenges/[id]/prototype',
];

const cookieOf = (who: Person | 'anyone') => (who === 'anyone' ? '' : `session=queries-${who}`);

describe('what each page asks of the database', () => {
  let small: Running;
  let large: Running;
  const ids: Record<string, string> = {};
  const statements = new Set<string>();

  beforeAll(async () => {
    const start = async (times: number) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'muster-queries-'));
      cpSync(inject('demo'), dataDir, { recursive: true });
      const database = new DatabaseSync(join(dataDir, 'muster.sqlite'));
      prepare(database, ids, times);
      database.close();
      return run({ dataDir, env: { WORKER: 'off', LOG_LEVEL: 'trace' } });
    };
    small = await start(1);
    large = await start(5);
  });
  afterAll(async () => {
    await small?.stop();
    await large?.stop();
  });

  const fill = (path: string) =>
    path.replace(/\{([\w-]+)\}/g, (_, name: string) => {
      expect(ids[name], `the demonstration world has no ${name}`).toBeTruthy();
      return ids[name]!;
    });

  /** What a page asks right after something was written, so that nothing is remembered. */
  const asks = async (app: Running, path: string, who: Person | 'anyone', form?: FormData) => {
    write(app);
    const from = app.output().length;
    const response = await fetch(`${app.origin}${fill(path)}`, {
      redirect: 'manual',
      headers: { cookie: cookieOf(who), accept: 'text/html', origin: app.origin },
      ...(form && { method: 'POST', body: form }),
    });
    const body = await response.arrayBuffer();
    const lines = await linesUntilAnswered(app, from);
    const asked = lines.flatMap(({ sql }) => (sql && !uncounted.test(sql) ? sql : []));
    for (const statement of asked) statements.add(statement);
    return { status: response.status, size: body.byteLength, asked };
  };

  const expectQueries = async (path: string, who: Person | 'anyone', queries: number) => {
    for (const app of [small, large]) {
      const { status, asked } = await asks(app, path, who);
      expect(status, path).toBe(path === '/nothing-here' ? 404 : 200);
      expect(asked.length, asked.join('\n')).toBe(queries);
    }
  };

  test.each(open)('%s: %i queries signed out, %i signed in', async (path, signedOut, signedIn) => {
    await expectQueries(path, 'anyone', signedOut);
    await expectQueries(path, 'fan', signedIn);
  });

  test.each(closed)('%s for %s: %i queries', expectQueries);

  test('no address is forgotten', () => {
    const counted = [...open, ...closed].map(([path]) => path);
    const forgotten = addresses()
      .filter(({ pattern }) => !elsewhere.includes(pattern))
      .filter(({ pattern }) => {
        const path = new RegExp(`^${pattern.replaceAll('.', '\\.').replace(/\[[^\]]+\]/g, '[^/]+')}(\\?|$)`);
        return !counted.some((one) => path.test(one));
      });
    expect(forgotten.map(({ pattern }) => pattern)).toEqual([]);
  });

  test('the larger world is larger on its pages too', async () => {
    for (const [path, who] of [
      ['/brands', 'anyone'],
      ['/brands/{slug}', 'anyone'],
      ['/challenges/{voting}', 'fan'],
      ['/drafts/{draft}', 'fan'],
      ['/campaigns/{live}', 'fan'],
      ['/search?q=冰箱', 'fan'],
      ['/notifications', 'fan'],
      ['/settings/sessions', 'fan'],
      ['/preorders', 'buyer'],
      ['/desk/{slug}/challenges', 'designer'],
      ['/desk/{slug}/suggestions', 'designer'],
      ['/desk/{slug}/team', 'designer'],
      ['/desk/{slug}/campaigns', 'merchant'],
      ['/admin/mails', 'admin'],
    ] as const) {
      const few = await asks(small, path, who);
      const many = await asks(large, path, who);
      expect(many.size, path).toBeGreaterThan(few.size * 1.05);
    }
  });

  // Acts of which the server tests do not ask every query; the others' plans are held there.
  test('acts by the way succeed', async () => {
    const picture = new File([await photo()], 'logo.jpg', { type: 'image/jpeg' });
    const acts: [path: string, who: Person, form: Record<string, string | File>][] = [
      ['/preferences', 'fan', { locale: 'en', back: '/' }],
      ['/settings?/profile', 'fan', { name: 'Fan', locale: 'en', time_zone: 'UTC' }],
      ['/settings/sessions?/end', 'fan', { session: 'another-1' }],
      ['/settings/sessions?/others', 'fan', {}],
      ['/settings/notifications', 'fan', {}],
      ['/notifications', 'fan', {}],
      ['/follows', 'fan', { kind: 'challenge', id: ids.collecting!, want: 'follow', back: '/' }],
      ['/challenges/{voting}?/cast', 'fan', { 'drafts[]': ids.draft! }],
      ['/drafts/{draft}?/comment', 'fan', { body: 'Longer sleeves.' }],
      ['/desk/{slug}/settings?/logo', 'designer', { logo: picture }],
      ['/desk/{slug}/challenges/{collecting}?/move', 'designer', { draft: ids.movable!, direction: 'down' }],
      ['/sign-in', 'admin', { email: 'fan@example.com', password: 'muster-demo' }],
      ['/sign-out', 'merchant', {}],
    ];
    for (const [path, who, fields] of acts) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      const { status, asked } = await asks(small, path, who, form);
      expect(status, path).toBe(303);
      expect(
        asked.some((sql) => /^(insert|update|delete)/.test(sql)),
        path,
      ).toBe(true);
    }
  });

  test('all of it by an index', () => {
    const file = new SQLite(join(small.dataDir, 'muster.sqlite'), { readonly: true });
    const scans = [...statements].flatMap((statement) =>
      scansOf(file, statement).map((detail) => `${detail}: ${statement}`),
    );
    file.close();
    expect(statements.size).toBeGreaterThan(100);
    expect(scans).toEqual([]);
  });
});

/** The looks at the count of commits, what holds writes together, and what is asked of the site once a minute. */
const uncounted =
  /^(pragma|begin|commit|savepoint|release|rollback)|^select "set_up_at", "locale" from "site" where "id" = \?$/;

let commits = 0;

/** A commit of somebody else: whatever the app remembers is forgotten. */
const write = ({ dataDir }: Running) => {
  const database = new DatabaseSync(join(dataDir, 'muster.sqlite'), { timeout: 5000 });
  // Written anew for certain: what is updated to what it was is not.
  database.exec(`pragma user_version = ${++commits}`);
  database.close();
};

/** The log ends each request with a line, but comes through a pipe of its own. */
const linesUntilAnswered = async (app: Running, from: number) => {
  for (let tries = 0; tries < 500; tries++) {
    const lines = app
      .output()
      .slice(from)
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { msg: string; sql?: string });
    if (lines.some(({ msg }) => msg === 'request')) return lines;
    await new Promise((done) => setTimeout(done, 2));
  }
  throw new Error('the request was not logged');
};

const prepare = (database: DatabaseSync, ids: Record<string, string>, times: number) => {
  const one = (sql: string, ...values: string[]) =>
    Object.values(database.prepare(sql).get(...values) ?? {})[0] as string;
  const now = Date.now();
  const month = 30 * 24 * 3600_000;
  ids.slug = 'halo-supply';
  const brand = one('select id from brands where slug = ?', ids.slug);
  for (const who of people) {
    ids[who] = one('select id from members where email = ?', `${who}@example.com`);
    database
      .prepare('insert into sessions (id_hash, member_id, expires_at, created_at) values (?, ?, ?, ?)')
      .run(createHash('sha256').update(`queries-${who}`).digest('hex'), ids[who], now + month, now);
  }
  for (const state of ['preparing', 'voting', 'collecting', 'deciding', 'decided', 'cancelled']) {
    ids[state] = one('select id from challenges where brand_id = ? and state = ? limit 1', brand, state);
  }
  // Votes by other methods than picks; two of them are those that are open, held by another one.
  for (const method of ['score', 'schulze']) {
    ids[method] = one("select id from challenges where state = 'voting' and method = ? limit 1", method);
  }
  for (const method of ['equal-shares', 'duels']) {
    ids[method] = one(
      `select id from challenges where state = 'voting' and method = 'picks' and kind = 'showcase' and id <> ?
       and sealed_at is not null order by draft_count desc limit 1`,
      ids.voting!,
    );
    database.prepare('update challenges set method = ? where id = ?').run(method, ids[method]);
  }
  ids.coded = one("select id from challenges where eligibility = 'codes' limit 1");
  ids.specified = one(
    "select id from challenges where method = 'specification' and state = 'voting' limit 1",
  );
  for (const state of ['live', 'producing', 'failed']) {
    ids[state] = one(
      "select id from campaigns where brand_id = ? and state = ? and composing = 'none' limit 1",
      brand,
      state,
    );
  }
  ids.picked = one(
    "select id from campaigns where brand_id = ? and state = 'live' and composing = 'picked' limit 1",
    brand,
  );
  for (const state of ['authorised', 'shipped']) {
    ids[state] = one('select id from preorders where member_id = ? and state = ? limit 1', ids.buyer!, state);
  }
  ids.draft = one(
    "select id from drafts where challenge_id = ? and state = 'submitted' order by comment_count desc limit 1",
    ids.voting!,
  );
  ids.won = one(
    "select id from drafts where brand_id = ? and state = 'won' and id not in (select draft_id from campaigns) limit 1",
    brand,
  );
  ids.movable = one(
    "select id from drafts where challenge_id = ? and state = 'submitted' order by position limit 1",
    ids.collecting!,
  );
  ids.composition = one('select id from compositions order by chosen desc, id limit 1');
  ids.composable = one('select draft_id from compositions where id = ?', ids.composition!);
  ids.ownComposable = one(
    "select drafts.id from drafts join revisions on revisions.id = revision_id where brand_id = ? and state <> 'won' and configuration_id is not null limit 1",
    brand,
  );
  ids.comment = one('select id from comments where draft_id = ? and parent_id is null limit 1', ids.draft!);
  ids.variant = one('select id from variants where campaign_id = ? limit 1', ids.live!);
  ids.call = one("select id from calls where brand_id = ? and state = 'open' limit 1", brand);
  ids.offer = one('select id from offers where member_id = ?', ids.buyer!);
  ids.attachment = one('select id from attachments where offer_id = ?', ids.offer!);
  ids.hidden = one("select target_id from hidings where target_kind = 'comment' limit 1");
  ids.picture = one('select picture_id from revision_pictures limit 1');

  ids.revised = one(
    `select ballot_picks.draft_id from ballot_picks join ballots on ballots.id = ballot_id
     join drafts on drafts.id = ballot_picks.draft_id
     where ballots.member_id = ? and ballot_picks.revision_id <> drafts.revision_id limit 1`,
    ids.fan!,
  );
  ids.open = one("select id from challenges where kind = 'open' and reviewed = 1 limit 1");
  ids.awaiting = one('select draft_id from draft_reviews where answer is null limit 1');
  ids.returned = one("select draft_id from draft_reviews where answer = 'returned' limit 1");
  ids.invited = one('select draft_id from author_invitations where answer is null limit 1');

  // What the demonstration world has none of.
  database
    .prepare(
      "insert into brand_roles (brand_id, member_id, role, granted_at) select id, ?, 'designer', ? from brands where slug = 'dashu'",
    )
    .run(ids.designer!, now);
  database
    .prepare(
      "insert into brand_roles (brand_id, member_id, role, granted_at) select id, ?, 'merchant', ? from brands where id <> ? limit 1",
    )
    .run(ids.designer!, now, brand);
  for (let n = 1; n <= times; n++) {
    database
      .prepare(
        `insert into mails (id, kind, member_id, to_address, subject, text, html, created_at)
         values (?, 'test', ?, 'fan@example.com', 'Hello', 'Hello', '<p>Hello</p>', ?)`,
      )
      .run(`mail-${n}`, ids.fan!, now);
    database
      .prepare(
        `insert into invitations (id, brand_id, email, role, token_hash, created_at, expires_at)
         values (?, ?, ?, 'merchant', ?, ?, ?)`,
      )
      .run(`invitation-${n}`, brand, `invited-${n}@example.com`, `hash-${n}`, now, now + month);
    database
      .prepare('insert into sessions (id_hash, member_id, expires_at, created_at) values (?, ?, ?, ?)')
      .run(`another-${n}`, ids.fan!, now + month, now);
    database
      .prepare("insert into follows values (?, 'challenge', ?, ?) on conflict do nothing")
      .run(ids.fan!, ids.voting!, now);
  }
  if (times === 1) return;
  grow(database, times, { voter: ids.fan! });
  const challenges = `(select id from challenges where brand_id = '${brand}')`;
  const campaigns = `(select id from campaigns where brand_id = '${brand}')`;
  const drafts = `(select id from drafts where challenge_id in ${challenges})`;
  widen(database, times, {
    revision_pictures: {
      by: ['revision_id'],
      where: `revision_id in (select id from revisions where draft_id in ${drafts})`,
    },
    revisions: { by: ['id', 'draft_id'], where: `draft_id in ${drafts}` },
    drafts: { by: ['id', 'revision_id'], where: `challenge_id in ${challenges}` },
    comments: { by: ['id'], where: `draft_id in ${drafts}` },
    suggestions: { by: ['id', 'comment_id'], where: `draft_id in ${drafts}` },
    variants: { by: ['id'], where: `campaign_id in ${campaigns}` },
    updates: { by: ['id'], where: `campaign_id in ${campaigns}` },
    milestones: { by: ['id'], where: `campaign_id in ${campaigns}` },
    preorders: { by: ['id', 'number', 'idempotency_key'], where: `campaign_id in ${campaigns}` },
  });
  database.exec(`insert into brand_roles (brand_id, member_id, role, granted_at)
    select '${brand}', id, 'merchant', 1 from members where id like '%~%' limit 20`);
};
