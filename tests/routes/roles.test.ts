import { randomBytes, createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { addresses } from '../addresses.ts';
import { run, type Running } from '../running.ts';

const roles = ['anyone', 'member', 'designer', 'merchant', 'owner', 'elsewhere', 'admin'] as const;
type Role = (typeof roles)[number];

/** Who may see a page: everybody else is sent to sign in, or finds nothing. */
const may: Record<string, readonly Role[]> = {
  public: roles,
  'signed in': roles.filter((role) => role !== 'anyone'),
  'any role': ['designer', 'merchant', 'owner'],
  designer: ['designer', 'owner'],
  merchant: ['merchant', 'owner'],
  owner: ['owner'],
  admin: ['admin'],
  desk: ['designer', 'merchant', 'owner', 'elsewhere'],
  nobody: [],
};

/** Every address of the site, with who may see it. A new route fails this test until it stands here. */
const rules: [string, keyof typeof may | 'special'][] = [
  ['/', 'public'],
  ['/challenges', 'public'],
  ['/challenges/[id]', 'public'],
  ['/challenges/[id]/rule', 'public'],
  ['/challenges/[id]/ballot', 'public'],
  // Of a challenge in which those who hold a code may vote: tests/server/eligibility.test.ts, tests/browser/pages.test.ts.
  ['/challenges/[id]/code', 'special'],
  ['/challenges/[id]/result', 'public'],
  // It does not end by itself: tests/browser/results.test.ts.
  ['/challenges/[id]/result/live', 'special'],
  ['/challenges/[id]/receipt', 'signed in'],
  ['/challenges/[id]/receipt/check', 'public'],
  // Of a log, which votes have only once something was signed: tests/browser/receipts.test.ts.
  ['/challenges/[id]/receipt/file', 'special'],
  ['/challenges/[id]/log', 'special'],
  ['/challenges/[id]/log/file', 'special'],
  ['/.well-known/muster-log-key', 'special'],
  // Found by the experts of the challenge alone: tests/server/stages.test.ts.
  ['/challenges/[id]/review', 'special'],
  ['/experts/[token]', 'special'],
  // By the link of a letter: tests/server/quarantine.test.ts.
  ['/quarantine/[token]', 'special'],
  ['/quarantine', 'signed in'],
  ['/challenges/[id]/enter', 'special'],
  ['/challenges/[id]/terms', 'special'],
  ['/drafts', 'signed in'],
  ['/drafts/[id]', 'public'],
  ['/drafts/[id]/edit', 'special'],
  ['/drafts/[id]/edit/compare', 'special'],
  ['/drafts/[id]/preview', 'special'],
  ['/drafts/[id]/join', 'special'],
  ['/drafts/[id]/report', 'special'],
  // For whoever voted for an earlier revision alone: tests/server/revising.test.ts.
  ['/drafts/[id]/revised', 'special'],
  ['/drafts/[id]/compose', 'public'],
  ['/compositions/[id]', 'public'],
  ['/compositions/[id]/[width].jpg', 'public'],
  ['/drafts/[id]/revisions', 'public'],
  ['/drafts/[id]/revisions/[number]', 'public'],
  ['/drafts/[id]/revisions/compare', 'public'],
  ['/campaigns', 'public'],
  ['/campaigns/[id]', 'public'],
  ['/campaigns/[id]/preorder', 'signed in'],
  ['/calls/[id]', 'public'],
  ['/calls/[id]/offer', 'signed in'],
  ['/offers', 'signed in'],
  // Found by their supplier, and attachments by the brand's people too: tried below as everyone.
  ['/offers/[id]', 'special'],
  ['/offers/[id]/attachments/[attachment]', 'special'],
  ['/brands', 'public'],
  ['/brands/[slug]', 'public'],
  ['/brands/[slug]/feed.atom', 'public'],
  ['/feed.atom', 'public'],
  ['/search', 'public'],
  ['/share/[kind]/[id].jpg', 'public'],
  ['/pictures/[id]/[file]', 'public'],
  ['/members/[id]', 'public'],
  ['/healthz', 'public'],
  ['/readyz', 'public'],
  ['/join', 'special'],
  ['/sign-in', 'special'],
  ['/sign-out', 'special'],
  ['/reset', 'public'],
  ['/reset/[token]', 'special'],
  ['/confirm', 'special'],
  ['/confirm/[token]', 'special'],
  ['/preferences', 'special'],
  ['/setup', 'nobody'],
  ['/unsubscribe/[token]', 'special'],
  ['/invitations/[token]', 'special'],
  ['/follows', 'special'],
  ['/notifications', 'signed in'],
  ['/settings', 'signed in'],
  ['/settings/sessions', 'signed in'],
  ['/settings/notifications', 'signed in'],
  ['/settings/data', 'signed in'],
  ['/settings/data/download', 'signed in'],
  ['/preorders', 'signed in'],
  ['/preorders/[id]', 'special'],
  ['/preorders/[id]/change', 'special'],
  ['/desk', 'special'],
  ['/desk/[brand]', 'any role'],
  ['/desk/[brand]/settings', 'owner'],
  ['/desk/[brand]/team', 'owner'],
  ['/desk/[brand]/challenges', 'designer'],
  ['/desk/[brand]/challenges/new', 'designer'],
  ['/desk/[brand]/challenges/[id]', 'designer'],
  ['/desk/[brand]/challenges/[id]/edit', 'designer'],
  ['/desk/[brand]/challenges/[id]/costs', 'designer'],
  ['/desk/[brand]/challenges/[id]/voters', 'designer'],
  ['/desk/[brand]/challenges/[id]/decision', 'designer'],
  ['/desk/[brand]/challenges/[id]/specification', 'designer'],
  ['/desk/[brand]/challenges/[id]/shortlist', 'designer'],
  ['/desk/[brand]/challenges/[id]/stages', 'designer'],
  ['/desk/[brand]/challenges/[id]/quarantine', 'designer'],
  ['/desk/[brand]/challenges/[id]/prototype', 'designer'],
  ['/desk/[brand]/challenges/[id]/drafts/new', 'designer'],
  ['/desk/[brand]/drafts/[id]', 'designer'],
  ['/desk/[brand]/drafts/[id]/configuration', 'designer'],
  ['/desk/[brand]/drafts/[id]/preview', 'designer'],
  ['/desk/[brand]/drafts/[id]/compare', 'designer'],
  ['/desk/[brand]/drafts/[id]/review', 'special'],
  ['/desk/[brand]/reviews', 'designer'],
  ['/desk/[brand]/suggestions', 'designer'],
  ['/desk/[brand]/calls', 'any role'],
  ['/desk/[brand]/calls/new', 'any role'],
  ['/desk/[brand]/calls/[id]', 'any role'],
  ['/desk/[brand]/campaigns', 'merchant'],
  ['/desk/[brand]/campaigns/new', 'merchant'],
  ['/desk/[brand]/campaigns/[id]', 'merchant'],
  ['/desk/[brand]/campaigns/[id]/preorders', 'merchant'],
  // By POST alone, because each export is written down: tests/server/fulfilments-export.test.ts.
  ['/desk/[brand]/campaigns/[id]/preorders.csv', 'special'],
  ['/desk/[brand]/campaigns/[id]/ledger.csv', 'merchant'],
  ['/desk/[brand]/campaigns/[id]/updates', 'merchant'],
  ['/desk/[brand]/campaigns/[id]/fulfilment', 'merchant'],
  ['/admin', 'admin'],
  ['/admin/members', 'admin'],
  ['/admin/members/[id]', 'admin'],
  ['/admin/brands', 'admin'],
  ['/admin/reports', 'admin'],
  ['/admin/hidings', 'admin'],
  ['/admin/hidings/[kind]/[id]', 'admin'],
  ['/admin/audit', 'admin'],
  ['/admin/mails', 'admin'],
  ['/admin/mails/[id]', 'admin'],
  ['/admin/mails/[id]/html', 'admin'],
  ['/admin/site', 'admin'],
];

describe('every address, tried as everyone', () => {
  let app: Running;
  const cookies = {} as Record<Role, string>;
  const places: Record<string, string> = {};

  beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'muster-roles-'));
    cpSync(inject('demo'), dataDir, { recursive: true });
    prepare(join(dataDir, 'muster.sqlite'), cookies, places);
    app = await run({ dataDir, env: { WORKER: 'off' } });
  });
  afterAll(() => app?.stop());

  /** An address with real ids of the brand in question. */
  const fill = (pattern: string) =>
    filled(pattern) + (pattern.endsWith('/calls/new') ? `?challenge=${places['challenges/[id]']}` : '');
  const filled = (pattern: string) =>
    Object.entries(places).reduce(
      (path, [part, value]) => path.replace(part, part.slice(0, part.indexOf('[')) + value),
      pattern.replace('[kind]/[id].jpg', `challenges/${places['challenges/[id]']}.jpg`),
    );
  const ask = (role: Role, path: string, init: RequestInit = {}) =>
    fetch(`${app.origin}${path}`, {
      redirect: 'manual',
      ...init,
      // As a browser without scripts asks; for anything else the framework answers a form with JSON.
      headers: {
        cookie: cookies[role],
        origin: app.origin,
        accept: 'text/html',
        ...(init.headers as Record<string, string>),
      },
    });

  /** What a page that is not of this moment sends on to: the challenge in question is being voted on. */
  const sendOn = [
    '/settings',
    '/calls/[id]/offer',
    // Where drafts are picked, the ballot stands on the challenge's own page.
    '/challenges/[id]/ballot',
    '/desk/[brand]/challenges/[id]/edit',
    '/desk/[brand]/challenges/[id]/decision',
    '/desk/[brand]/challenges/[id]/costs',
    '/desk/[brand]/challenges/[id]/voters',
    '/desk/[brand]/challenges/[id]/specification',
    '/desk/[brand]/challenges/[id]/shortlist',
    '/desk/[brand]/challenges/[id]/prototype',
    '/desk/[brand]/challenges/[id]/drafts/new',
  ];

  test('no route stands outside the table', () => {
    const known = rules.map(([pattern]) => pattern);
    expect(
      addresses()
        .map(({ pattern }) => pattern)
        .filter((pattern) => !known.includes(pattern)),
    ).toEqual([]);
    const there = addresses().map(({ pattern }) => pattern);
    expect(known.filter((pattern) => !there.includes(pattern))).toEqual([]);
  });

  for (const [pattern, rule] of rules) {
    if (rule === 'special') continue;
    test.each(roles)(`GET ${pattern} (${rule}) as %s`, async (role) => {
      const response = await ask(role, fill(pattern));
      if (may[rule]!.includes(role)) {
        expect([200, ...(sendOn.includes(pattern) ? [303] : [])], fill(pattern)).toContain(response.status);
      } else if (role === 'anyone' && rule !== 'nobody') {
        expect([303, 404]).toContain(response.status);
        if (response.status === 303) expect(response.headers.get('location')).toMatch(/^\/sign-in\?then=/);
      } else expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('node_modules');
    });
  }

  const closed = rules.filter(([, rule]) => rule !== 'special' && rule !== 'public');
  for (const { pattern, actions } of addresses()) {
    const rule = closed.find(([known]) => known === pattern)?.[1];
    if (!rule || rule === 'special') continue;
    for (const action of actions) {
      const outsiders = roles.filter((role) => !may[rule]!.includes(role));
      if (outsiders.length === 0) continue;
      test.each(outsiders)(`POST ${pattern} ${action} is closed to %s`, async (role) => {
        const before = app.query<{ events: number }>('select count(*) as events from events')[0]!.events;
        const response = await ask(role, `${filled(pattern)}${action === 'default' ? '' : `?/${action}`}`, {
          method: 'POST',
          body: new URLSearchParams({ reason: 'x', title: 'x', name: 'x', id: 'x' }),
        });
        expect(role === 'anyone' ? [303, 404] : [404]).toContain(response.status);
        if (response.status === 303) expect(response.headers.get('location')).toMatch(/^\/sign-in/);
        expect(app.query<{ events: number }>('select count(*) as events from events')[0]!.events).toBe(
          before,
        );
      });
    }
  }

  test('a form from another site is not taken', async () => {
    const response = await ask('member', '/settings/notifications', {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example' },
      body: new URLSearchParams(),
    });
    expect(response.status).toBe(403);
  });

  const acts = addresses()
    .filter(({ pattern }) => pattern.startsWith('/preorders/[id]'))
    .flatMap(({ pattern, actions }) => actions.map((action) => [pattern, action] as const));
  test.each(acts)('POST %s ?/%s does nothing to another member’s preorder', async (pattern, action) => {
    const preorder = () =>
      app.query<{ id: string }>(
        'select * from preorders where member_id is not null order by id limit 1',
      )[0]!;
    const before = preorder();
    const card = { card_number: '4242424242424242', card_expiry: '12/40', card_code: '123' };
    for (const role of roles) {
      const response = await ask(role, `${pattern.replace('[id]', before.id)}?/${action}`, {
        method: 'POST',
        body: new URLSearchParams({ key: 'x'.repeat(20), ...card }),
      });
      expect(role === 'anyone' ? [303] : [404], `${action} ${role}`).toContain(response.status);
      expect(preorder()).toEqual(before);
    }
  });

  const offer = '/offers/rolesoffer000000';
  const attachment = `${offer}/attachments/rolesattachment0`;

  test('an offer is found by its supplier alone', async () => {
    for (const role of roles) {
      const response = await ask(role, offer);
      const expected = role === 'member' ? 200 : role === 'anyone' ? 303 : 404;
      expect(response.status, role).toBe(expected);
      if (role !== 'member') expect(await response.text()).not.toContain('Yilan');
      for (const action of ['save', 'attach', 'detach', 'withdraw']) {
        if (role === 'member') continue;
        const answer = await ask(role, `${offer}?/${action}`, {
          method: 'POST',
          body: new URLSearchParams(),
        });
        expect(answer.status, `${action} ${role}`).toBe(role === 'anyone' ? 303 : 404);
      }
    }
    expect(app.query("select 1 from offers where id = 'rolesoffer000000' and state = 'made'").length).toBe(1);
  });

  test('an attachment is given out to its supplier and the brand’s people, as a file that runs nothing', async () => {
    for (const role of roles) {
      const response = await ask(role, attachment);
      const found = ['member', 'designer', 'merchant', 'owner'].includes(role);
      expect(response.status, role).toBe(found ? 200 : 404);
      if (!found) continue;
      expect(response.headers.get('content-disposition')).toBe(
        "attachment; filename*=UTF-8''%E5%A0%B1%E5%83%B9.pdf",
      );
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      expect(await response.text()).toBe('%PDF-1.4 %%EOF');
    }
    for (const path of [
      '/offers/rolesother000000/attachments/rolesattachment0',
      `${offer}/attachments/none`,
    ]) {
      expect((await ask('member', path)).status).toBe(404);
    }
  });

  const entryActs = addresses()
    .filter(({ pattern }) => /^\/drafts\/\[id\]\/(edit|join)$|drafts\/\[id\]\/review$/.test(pattern))
    .flatMap(({ pattern, actions }) => actions.map((action) => [pattern, action] as const));
  test.each(entryActs)('POST %s ?/%s does nothing to a draft of others', async (pattern, action) => {
    const [draft] = app.query<{ id: string; slug: string }>(
      `select drafts.id, brands.slug from draft_reviews join drafts on drafts.id = draft_id
       join brands on brands.id = drafts.brand_id where answer is null order by drafts.id limit 1`,
    );
    const standing = () =>
      app.query(
        `select drafts.state, (select count(*) from revisions where draft_id = drafts.id) as revisions,
         (select count(*) from draft_authors where draft_id = drafts.id) as authors,
         (select count(*) from author_invitations where draft_id = drafts.id) as invitations,
         (select count(*) from draft_removals where draft_id = drafts.id) as removals
         from drafts where id = '${draft!.id}'`,
      );
    const before = standing();
    const path = pattern.replace('[brand]', draft!.slug).replace('[id]', draft!.id);
    for (const role of roles) {
      // The brand of which somebody else is the owner may be this very one.
      if (role === 'elsewhere') continue;
      const response = await ask(role, `${path}?/${action}`, {
        method: 'POST',
        body: new URLSearchParams({ who: 'a@b.example', reason: 'x', words: 'x', terms: '1', title: 'x' }),
      });
      expect(role === 'anyone' ? [303, 404] : [404], `${action} ${role}`).toContain(response.status);
      expect(standing()).toEqual(before);
    }
  });

  test('a draft that is not public is found by its authors, and once handed in by its brand, alone', async () => {
    const [draft] = app.query<{ id: string; challenge_id: string; slug: string }>(
      `select drafts.id, drafts.challenge_id, brands.slug from draft_reviews join drafts on drafts.id = draft_id
       join brands on brands.id = drafts.brand_id where answer is null order by drafts.id limit 1`,
    );
    const { id, slug, challenge_id: challenge } = draft!;
    for (const role of roles) {
      for (const path of ['edit', 'edit/compare', 'preview', 'join'].map((page) => `/drafts/${id}/${page}`)) {
        const response = await ask(role, path);
        expect(role === 'anyone' ? [303] : [404], `${path} ${role}`).toContain(response.status);
      }
      for (const path of [`/drafts/${id}`, `/drafts/${id}/revisions`, `/share/drafts/${id}.jpg`])
        expect((await ask(role, path)).status, `${path} ${role}`).toBe(404);
      if (role !== 'elsewhere') {
        const judged = await ask(role, `/desk/${slug}/drafts/${id}/review`);
        expect(role === 'anyone' ? [303, 404] : [404], role).toContain(judged.status);
      }
      expect((await ask(role, `/challenges/${challenge}/terms`)).status).toBe(200);
      expect((await ask(role, `/challenges/${challenge}/enter`)).status).toBe(role === 'anyone' ? 303 : 200);
    }
  });

  test('a preorder is found by its buyer alone', async () => {
    const [preorder] = app.query<{ id: string; member_id: string }>(
      'select id, member_id from preorders where member_id is not null limit 1',
    );
    for (const role of roles) {
      for (const path of [`/preorders/${preorder!.id}`, `/preorders/${preorder!.id}/change`]) {
        const response = await ask(role, path);
        expect(role === 'anyone' ? [303, 404] : [404], `${path} ${role}`).toContain(response.status);
      }
    }
    for (const nothing of [
      '/challenges/none',
      '/drafts/none',
      '/campaigns/none',
      '/brands/none',
      '/members/none',
    ]) {
      expect((await ask('member', nothing)).status, nothing).toBe(404);
    }
  });
});

/** A member of each role with a session, written straight into the copied world; and the ids that fill the addresses. */
const prepare = (file: string, cookies: Record<Role, string>, places: Record<string, string>) => {
  const database = new DatabaseSync(file);
  const one = (sql: string, ...values: string[]) =>
    Object.values(database.prepare(sql).get(...values) ?? {})[0] as string;
  const now = Date.now();
  const brand =
    one("select id from brands where slug = 'halo-supply'") ?? one('select id from brands limit 1');
  const other = one('select id from brands where id != ? limit 1', brand);
  for (const role of roles) {
    cookies[role] = '';
    if (role === 'anyone') continue;
    const id = `role-${role}`;
    database
      .prepare(
        'insert into members (id, email, name, role, joined_at, email_confirmed_at) values (?, ?, ?, ?, ?, ?)',
      )
      .run(id, `${role}@roles.example`, role, role === 'admin' ? 'admin' : 'member', now, now);
    if (role !== 'member' && role !== 'admin') {
      database
        .prepare('insert into brand_roles (brand_id, member_id, role, granted_at) values (?, ?, ?, ?)')
        .run(role === 'elsewhere' ? other : brand, id, role === 'elsewhere' ? 'owner' : role, now);
    }
    const session = randomBytes(25).toString('hex').slice(0, 40);
    database
      .prepare('insert into sessions (id_hash, member_id, expires_at, created_at) values (?, ?, ?, ?)')
      .run(createHash('sha256').update(session).digest('hex'), id, now + 30 * 24 * 3600_000, now);
    cookies[role] = `session=${session}`;
  }
  places['desk/[brand]'] = one('select slug from brands where id = ?', brand);
  places['brands/[slug]'] = places['desk/[brand]'];
  places['challenges/[id]'] = one(
    "select id from challenges where brand_id = ? and state = 'voting' limit 1",
    brand,
  );
  const composed = one('select id from compositions order by id limit 1');
  places['drafts/[id]/compose'] =
    `${one('select draft_id from compositions where id = ?', composed)}/compose`;
  places['compositions/[id]/[width].jpg'] = `${composed}/640.jpg`;
  places['compositions/[id]'] = composed;
  places['drafts/[id]'] = one(
    "select drafts.id from drafts join challenges on challenges.id = challenge_id where drafts.brand_id = ? and challenges.state = 'voting' and drafts.state = 'submitted' limit 1",
    brand,
  );
  places['revisions/[number]'] = '1';
  places['campaigns/[id]'] = one(
    "select id from campaigns where brand_id = ? and state = 'live' limit 1",
    brand,
  );
  const picture = one('select picture_id from revision_pictures limit 1');
  places['pictures/[id]/[file]'] = `${picture}/320.webp`;
  places['members/[id]'] = 'role-member';
  const call = one("select id from calls where brand_id = ? and state = 'open' limit 1", brand);
  places['calls/[id]'] = call;
  database.exec(`insert into offers (id, call_id, brand_id, member_id, version, made_at, changed_at)
      values ('rolesoffer000000', '${call}', '${brand}', 'role-member', 1, ${now}, ${now});
    insert into offer_versions (offer_id, number, company, contact, country, currency, minimum_quantity,
      tooling_minor, lead_weeks, made_at)
      values ('rolesoffer000000', 1, 'Yilan Moulding', 'Wu', 'TW', 'TWD', 100, 0, 8, ${now});
    insert into attachments (id, offer_id, kind, name, bytes, added_at)
      values ('rolesattachment0', 'rolesoffer000000', 'document', '報價.pdf', 14, ${now})`);
  const shelf = join(dirname(file), 'attachments', 't0');
  mkdirSync(shelf, { recursive: true });
  writeFileSync(join(shelf, 'rolesattachment0'), '%PDF-1.4 %%EOF');
  places['hidings/[kind]/[id]'] = `comment/${one('select id from comments limit 1')}`;
  places['mails/[id]'] = 'letter';
  database
    .prepare(
      "insert into mails (id, kind, to_address, subject, text, html, created_at) values ('letter', 'test', 'a@b.example', 'Hello', 'Hello', '<p>Hello</p>', ?)",
    )
    .run(now);
  database.close();
};
