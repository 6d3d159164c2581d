import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { addresses } from '../addresses.ts';
import { run, type Running } from '../running.ts';

const password = 'a long enough secret 8341';
const day = 24 * 3600_000;

/** A brand's people with sessions, written straight into the copied world. */
interface Person {
  id: string;
  email: string;
  cookie: string;
}

const person = (database: DatabaseSync, name: string, roles: [string, string][] = []): Person => {
  const now = Date.now();
  const one = { id: `hard-${name}`, email: `${name}@hard.example` };
  database
    .prepare('insert into members (id, email, name, joined_at, email_confirmed_at) values (?, ?, ?, ?, ?)')
    .run(one.id, one.email, name, now, now);
  for (const [brand, role] of roles)
    database
      .prepare('insert into brand_roles (brand_id, member_id, role, granted_at) values (?, ?, ?, ?)')
      .run(brand, one.id, role, now);
  return { ...one, cookie: session(database, one.id, now + 29 * day) };
};

const session = (database: DatabaseSync, member: string, expires: number) => {
  const secret = randomBytes(20).toString('hex');
  database
    .prepare('insert into sessions (id_hash, member_id, expires_at, created_at) values (?, ?, ?, ?)')
    .run(createHash('sha256').update(secret).digest('hex'), member, expires, Date.now());
  return `session=${secret}`;
};

const worldOf = () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'muster-hard-'));
  cpSync(inject('demo'), dataDir, { recursive: true });
  return { dataDir, database: new DatabaseSync(join(dataDir, 'muster.sqlite')) };
};

const asker =
  (app: () => Running) =>
  (path: string, { cookie = '', headers = {}, ...init }: RequestInit & { cookie?: string } = {}) =>
    fetch(`${app().origin}${path}`, {
      redirect: 'manual',
      ...init,
      headers: {
        accept: 'text/html',
        origin: app().origin,
        ...(cookie && { cookie }),
        ...(headers as Record<string, string>),
      },
    });

const cookiesOf = (response: Response) =>
  response.headers.getSetCookie().map((line) => line.slice(0, line.indexOf('=')));
const cookieNamed = (response: Response, name: string) =>
  response.headers
    .getSetCookie()
    .find((line) => line.startsWith(`${name}=`))
    ?.split(';')[0];

describe('at the door', () => {
  let app: Running;
  let fan: Person;
  let owner: Person;
  let due: string;
  let owned = '';
  let picture = '';
  beforeAll(async () => {
    const { dataDir, database } = worldOf();
    const brand = database.prepare('select id, slug from brands limit 1').get() as Record<string, string>;
    fan = person(database, 'fan');
    owner = person(database, 'owner', [[brand.id!, 'owner']]);
    owned = brand.slug!;
    // A session whose half has passed is extended at the next look.
    due = session(database, fan.id, Date.now() + 3 * day);
    picture = (database.prepare('select id from pictures limit 1').get() as { id: string }).id;
    database.close();
    app = await run({ dataDir, env: { WORKER: 'off' } });
  });
  afterAll(() => app?.stop());
  const ask = asker(() => app);
  const post = (path: string, fields: Record<string, string> | [string, string][], cookie = '', more = {}) =>
    ask(path, { method: 'POST', body: new URLSearchParams(fields), cookie, ...more });
  const joining = async (email: string, new_password = password) =>
    post('/join', { name: 'Lin', email, new_password, time_zone: 'Asia/Taipei' });
  const letterTo = (email: string) =>
    app.query<{ text: string }>(
      'select text from mails where to_address = ? order by created_at desc limit 1',
      email,
    )[0]!.text;
  const joined = async (email: string, own = password) => {
    await joining(email, own);
    const path = letterTo(email).match(/\/confirm\/[\w-]+/)![0];
    return cookieNamed(await post(path, {}), 'session')!;
  };

  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/.//evil.example',
    '/\t/evil.example',
  ])('leads nobody to %s', async (then) => {
    const response = await ask(`/sign-in?then=${encodeURIComponent(then)}`, { cookie: fan.cookie });
    expect(new URL(response.headers.get('location')!, app.origin).origin).toBe(app.origin);
    expect(response.headers.get('location')).toBe('/');
  });

  test('leads back to an address in Chinese', async () => {
    const response = await ask(`/sign-in?then=${encodeURIComponent('/search?q=設計#a')}`, {
      cookie: fan.cookie,
    });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/search?q=%E8%A8%AD%E8%A8%88#a');
  });

  test('names of fields and words in addresses that every object has are nothing special', async () => {
    for (const name of ['constructor', '__proto__', 'toString', '__proto__[]']) {
      const response = await post(
        '/settings?/profile',
        [
          [name, 'x'],
          [name, 'y'],
          ['name', ''],
        ],
        fan.cookie,
      );
      expect(response.status, name).toBe(400);
    }
    const ballot = app.query<{ id: string }>(
      "select id from challenges where method = 'specification' and state = 'voting'",
    )[0]!.id;
    for (const part of ['constructor', '__proto__', 'hasOwnProperty'])
      expect((await post(`/challenges/${ballot}/ballot?/cast`, { [part]: 'a' }, fan.cookie)).status).toBe(
        409,
      );
    expect((await ask('/sign-in?done=constructor')).status).toBe(200);
    for (const before of ['Infinity', '1.5', '-1', '1e400', 'x'])
      for (const list of ['/notifications', '/preorders'])
        expect((await ask(`${list}?before=${before}`, { cookie: fan.cookie })).status).toBe(200);
  });

  test('what a buyer wished is still known after the session ended in between', async () => {
    const campaign = app.query<{ id: string }>("select id from campaigns where state = 'live'")[0]!.id;
    for (const act of ['review', 'edit', 'confirm']) {
      const wish = { variant: 'v1', quantity: '3', line1: 'Lane 5' };
      const answer = await post(`/campaigns/${campaign}/preorder?/${act}&composition=c1`, wish);
      const back = new URL(answer.headers.get('location')!, app.origin).searchParams.get('then');
      expect(back, act).toBe(`/campaigns/${campaign}/preorder?variant=v1&quantity=3&composition=c1`);
    }
  });

  test('an address with a NUL in it is none', async () => {
    for (const path of ['/search?q=a%00b', '/drafts/%00', '/brands/x%00', '/challenges/a?pick=%00'])
      expect((await ask(path)).status, path).toBe(400);
    expect((await post('/settings?/profile', { name: '\0', locale: 'en' }, fan.cookie)).status).toBe(400);
  });

  test('takes no more than a form holds from whoever may send no pictures', async () => {
    const much = { email: 'a@b.example', password: 'x'.repeat(1_100_000) };
    expect((await post('/sign-in', much)).status).toBe(413);
    expect((await post('/desk/x/settings?/words', much)).status).toBe(413);
    expect((await post('/admin/site?/words', much, fan.cookie)).status).toBe(413);
    expect((await post('/setup?/code', much)).status).toBe(413);
    expect((await post(`/desk/${owned}/settings?/words`, much, owner.cookie)).status).toBe(400);
    expect((await post('/sign-in', { ...much, password: 'x' })).status).toBe(400);
  });

  test('a form without its length is not read', async () => {
    const { port } = new URL(app.origin);
    const status = await new Promise<number | undefined>((done, fail) => {
      const sent = request({
        host: '127.0.0.1',
        port,
        path: '/sign-in',
        method: 'POST',
        headers: {
          origin: app.origin,
          'content-type': 'application/x-www-form-urlencoded',
          'transfer-encoding': 'chunked',
        },
      });
      sent.on('response', (response) => done(response.statusCode)).on('error', fail);
      sent.write('email=a');
      sent.end();
    });
    expect(status).toBe(413);
  });

  test.each([
    ['none', ''],
    ['null', 'null'],
    ['another port', 'http://127.0.0.1:1'],
    ['another host', 'http://evil.example'],
    ['a longer host', 'suffix'],
  ])('a form from elsewhere is turned away: %s', async (_, from) => {
    const origin = from === 'suffix' ? `${app.origin}.evil.example` : from;
    const response = await post('/settings?/profile', { name: 'X' }, fan.cookie, { headers: { origin } });
    expect(response.status).toBe(403);
  });

  test('what many caches share carries nobody’s cookie, even when a session is due to be extended', async () => {
    const challenge = app.query<{ id: string }>(
      "select id from challenges where state = 'voting' limit 1",
    )[0]!.id;
    const shared = [
      '/feed.atom',
      `/brands/${owned}/feed.atom`,
      `/pictures/${picture}/320.webp`,
      `/share/challenges/${challenge}.jpg`,
    ];
    for (const path of shared) {
      const response = await ask(path, { cookie: due });
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('cache-control')).toMatch(/^public/);
      expect(cookiesOf(response), path).toEqual([]);
      expect(cookiesOf(await ask(path, { cookie: 'session=nothing' })), path).toEqual([]);
    }
    expect(cookiesOf(await ask('/', { cookie: due }))).toEqual(['session']);
  });

  test('every answer says what may run in it and what may be kept of it', async () => {
    const paths = ['/', '/nothing', '/feed.atom', `/pictures/${picture}/320.webp`, '/healthz', '/settings'];
    const answers = await Promise.all(paths.map((path) => ask(path, { cookie: fan.cookie })));
    answers.push(await post('/sign-in', {}, '', { headers: { origin: 'null' } }));
    for (const { headers, url, status } of answers) {
      expect(headers.get('content-security-policy'), url).toMatch(/default-src 'none'/);
      expect(headers.get('content-security-policy'), url).toMatch(/frame-ancestors 'none'/);
      expect(headers.get('content-security-policy'), url).not.toMatch(/unsafe-(inline|eval)/);
      expect(headers.get('x-content-type-options'), `${url} ${status}`).toBe('nosniff');
    }
    for (const path of [
      '/settings',
      '/preorders',
      '/notifications',
      '/settings/data',
      '/reset/x',
      '/confirm/x',
    ])
      expect((await ask(path, { cookie: fan.cookie })).headers.get('cache-control'), path).toBe(
        'private, no-store',
      );
    expect((await ask('/challenges', { cookie: fan.cookie })).headers.get('cache-control')).toMatch(
      /^private/,
    );
  });

  test('an address that is taken and one that is free get the same answers, to the last cookie', async () => {
    await joined('taken@hard.example', `${password} of its owner`);
    const answers = async (email: string) => {
      const given = [
        await joining(email),
        await post('/sign-in', { email, password }),
        await post('/sign-in', { email, password: 'something else' }),
        await post('/confirm', { email }),
        await post('/reset', { email }),
      ];
      return Promise.all(
        given.map(async (response) => [
          response.status,
          response.headers.get('location'),
          response.headers.getSetCookie().map((line) => line.replace(/^mailbox=[^;]*/, 'mailbox')),
          (await response.text()).replaceAll(email, '').replace(/nonce="[^"]*"|nonce-[^']*|\d+/g, '').length,
        ]),
      );
    };
    const taken = await answers('taken@hard.example');
    expect(await answers('freed@hard.example')).toEqual(taken);
    expect(taken.map(([status, location]) => [status, location])).toEqual([
      [303, '/confirm'],
      [303, '/confirm?waiting'],
      [400, null],
      [303, '/confirm?again'],
      [303, '/reset?sent'],
    ]);
    expect(await (await ask('/confirm?waiting')).text()).toContain('not confirmed yet');
  });

  test('each sign-in and each new password begins a session of its own, and ends those before', async () => {
    const first = await joined('rotating@hard.example');
    const settings = async (cookie: string) => (await ask('/settings', { cookie })).status;
    expect(await settings(first)).toBe(200);
    const again = await post('/sign-in', { email: 'rotating@hard.example', password }, first);
    const second = cookieNamed(again, 'session')!;
    expect(second).not.toBe(first);
    expect(await settings(first)).toBe(303);
    const other = cookieNamed(
      await post('/sign-in', { email: 'rotating@hard.example', password }),
      'session',
    )!;
    const changed = await post(
      '/settings?/password',
      { current_password: password, new_password: `${password} more` },
      second,
    );
    const third = cookieNamed(changed, 'session')!;
    expect(third).not.toBe(second);
    expect([await settings(third), await settings(second), await settings(other)]).toEqual([200, 303, 303]);
    await post('/sign-out', {}, third);
    expect(await settings(third)).toBe(303);
  });

  test('a cookie that somebody planted is no session after the sign-in', async () => {
    await joined('planted@hard.example');
    const planted = 'session=planted-by-another';
    const response = await post('/sign-in', { email: 'planted@hard.example', password }, planted);
    expect(cookieNamed(response, 'session')).not.toBe(planted);
    expect((await ask('/settings', { cookie: planted })).status).toBe(303);
  });

  test('the log holds no password, no link and no cookie', async () => {
    const log = app.output();
    expect(log).not.toContain(password);
    expect(log).not.toMatch(/\/(confirm|reset|invitations)\/[\w-]{20,}/);
  });
});

describe('an owner of another brand', () => {
  let app: Running;
  let owner: Person;
  let own = '';
  const ids: Record<string, string> = {};
  const mine: Record<string, string> = {};
  beforeAll(async () => {
    const { dataDir, database } = worldOf();
    const one = (sql: string, ...values: string[]) =>
      Object.values(database.prepare(sql).get(...values) ?? {})[0] as string;
    const brand =
      one("select id from brands where slug = 'halo-supply'") ?? one('select id from brands limit 1');
    const other = one(
      "select brand_id from campaigns where brand_id != ? and state in ('live', 'preparing') limit 1",
      brand,
    );
    owner = person(database, 'elsewhere', [[other, 'owner']]);
    own = one('select slug from brands where id = ?', other);
    for (const [place, of] of [
      [ids, brand],
      [mine, other],
    ] as const) {
      place.challenge = one('select id from challenges where brand_id = ? limit 1', of);
      place.draft = one("select id from drafts where brand_id = ? and state != 'editing' limit 1", of);
      place.campaign = one(
        'select id from campaigns where brand_id = ? and launched_at is not null limit 1',
        of,
      );
    }
    ids.preorder = one('select id from preorders where campaign_id = ? limit 1', ids.campaign!);
    ids.number = one('select number from preorders where campaign_id = ? limit 1', ids.campaign!);
    ids.variant = one('select id from variants where campaign_id = ? limit 1', ids.campaign!);
    ids.picture = one(
      'select picture_id from revision_pictures join revisions on revisions.id = revision_id where draft_id = ? limit 1',
      ids.draft!,
    );
    ids.member = one('select member_id from brand_roles where brand_id = ? limit 1', brand);
    ids.invitation = 'invited-there';
    database
      .prepare(
        "insert into invitations (id, brand_id, email, role, token_hash, invited_by, created_at, expires_at) values (?, ?, 'x@y.example', 'designer', 'hash', ?, 1, 9999999999999)",
      )
      .run(ids.invitation, brand, ids.member!);
    ids.milestone = one('select id from milestones where campaign_id = ? limit 1', ids.campaign!) ?? 'none';
    database.close();
    app = await run({ dataDir, env: { WORKER: 'off' } });
  });
  afterAll(() => app?.stop());
  const ask = asker(() => app);

  /** Everything that a form of the desk could name, all of the brand that is not theirs. */
  const theirs = () =>
    new URLSearchParams({
      draft: ids.draft!,
      direction: 'up',
      preorder: ids.preorder!,
      number: ids.number!,
      carrier: 'x',
      reference: 'x',
      refund_reason: 'x',
      tracking_number: 'x',
      milestone: ids.milestone!,
      move: `${ids.milestone} up`,
      member: ids.member!,
      'roles[]': 'designer',
      invitation: ids.invitation!,
      winners: ids.draft!,
      [`stock_${ids.variant}`]: '1000',
    });
  /** What belongs to the other brand, as it stands. */
  const standing = () =>
    [
      'select * from challenges where id = ?1',
      'select * from drafts where challenge_id = ?1',
      'select * from campaigns where id = ?2',
      'select * from variants where campaign_id = ?2',
      'select * from preorders where campaign_id = ?2',
      'select * from milestones where campaign_id = ?2',
    ]
      .map((sql) =>
        JSON.stringify(
          app.query(sql.replace(/\?\d/, '?'), sql.includes('?1') ? ids.challenge! : ids.campaign!),
        ),
      )
      .concat(
        JSON.stringify(app.query('select * from invitations')),
        JSON.stringify(app.query('select * from brand_roles where member_id = ?', ids.member!)),
        JSON.stringify(app.query('select * from revision_pictures')),
        JSON.stringify(app.query('select cover_picture_id, logo_picture_id from brands')),
      );
  const place = (pattern: string, of: Record<string, string>) =>
    pattern
      .replace('[brand]', own)
      .replace('challenges/[id]', `challenges/${of.challenge}`)
      .replace('campaigns/[id]', `campaigns/${of.campaign}`)
      .replace('drafts/[id]', `drafts/${of.draft}`);

  const desk = addresses().filter(({ pattern }) => pattern.startsWith('/desk/[brand]'));
  const deep = desk.filter(({ pattern }) => pattern.includes('[id]'));

  test.each(deep.map(({ pattern }) => pattern))(
    'finds nothing of it under the own brand: %s',
    async (pattern) => {
      expect((await ask(place(pattern, ids), { cookie: owner.cookie })).status).toBeGreaterThanOrEqual(404);
    },
  );

  test.each(deep.flatMap(({ pattern, actions }) => actions.map((action) => [pattern, action] as const)))(
    'does nothing to it under the own brand: %s ?/%s',
    async (pattern, action) => {
      const before = standing();
      const path = `${place(pattern, ids)}${action === 'default' ? '' : `?/${action}`}`;
      const response = await ask(path, { method: 'POST', cookie: owner.cookie, body: theirs() });
      expect(response.status).toBe(404);
      expect(standing()).toEqual(before);
    },
  );

  test.each(desk.flatMap(({ pattern, actions }) => actions.map((action) => [pattern, action] as const)))(
    'does nothing to it by naming it in a form of the own: %s ?/%s',
    async (pattern, action) => {
      // To leave the own brand is one's own to do.
      if (action === 'leave') return;
      const before = standing();
      const path = `${place(pattern, mine)}${action === 'default' ? '' : `?/${action}`}`;
      const response = await ask(path, { method: 'POST', cookie: owner.cookie, body: theirs() });
      expect(response.status, await response.text()).toBeLessThan(500);
      expect(standing()).toEqual(before);
    },
  );

  test('puts no picture of it on an own draft, challenge, brand or site', async () => {
    const before = standing();
    const preparing = app.query<{ id: string }>(
      "select id from challenges where state in ('preparing', 'collecting') and brand_id = (select id from brands where slug = ?)",
      own,
    )[0]?.id;
    const forms: [string, Record<string, string>][] = [
      [
        `/desk/${own}/challenges/new?/save`,
        {
          title: 'x',
          brief: 'x',
          cover: ids.picture!,
          cover_alt: 'x',
          voting_opens_at: '',
          voting_closes_at: '',
        },
      ],
      [`/desk/${own}/settings?/logo`, { logo_kept: ids.picture! }],
      [`/desk/${own}/settings?/cover`, { cover_kept: ids.picture!, cover_alt: 'x' }],
      ...(preparing
        ? [
            [
              `/desk/${own}/challenges/${preparing}/drafts/new?/save`,
              { title: 'x', story: '', picture: ids.picture!, alt: 'x' },
            ] as [string, Record<string, string>],
          ]
        : []),
    ];
    for (const [path, fields] of forms) {
      const response = await ask(path, {
        method: 'POST',
        cookie: owner.cookie,
        body: new URLSearchParams(fields),
      });
      expect(response.status, path).toBeLessThan(500);
    }
    expect(standing()).toEqual(before);
    expect(app.query('select id from challenges where cover_picture_id = ?', ids.picture!)).toEqual([]);
  });
});

describe('behind a proxy', () => {
  let app: Running;
  beforeAll(async () => {
    app = await run({ from: inject('demo'), env: { WORKER: 'off', ADDRESS_HEADER: 'X-Forwarded-For' } });
  });
  afterAll(() => app?.stop());

  test('what a visitor writes into the header does not make another visitor of them', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 25; i++) {
      const response = await asker(() => app)('/sign-in', {
        method: 'POST',
        headers: { 'x-forwarded-for': `10.0.0.${i}, 203.0.113.7` },
        body: new URLSearchParams({ email: `guess-${i}@hard.example`, password: 'wrong' }),
      });
      statuses.push(response.status);
    }
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(400));
    expect(statuses.slice(20)).toEqual(Array(5).fill(429));
  });
});
