import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';

describe('the addresses of revisions', () => {
  let app: Running;
  let draft = '';
  let other = '';
  const one = (sql: string) => app.query<{ id: string }>(sql)[0]!.id;
  beforeAll(async () => {
    app = await run({ from: inject('demo'), env: { WORKER: 'off' } });
    draft = one(
      "select drafts.id from drafts join revisions on revisions.id = revision_id where title = 'Tea-field check' and number = 3",
    );
    other = one(
      `select drafts.id from drafts join revisions on revisions.id = revision_id join challenges on challenges.id = drafts.challenge_id where revisions.number = 1 and challenges.published_at is not null and drafts.state <> 'editing' limit 1`,
    );
  });
  afterAll(() => app?.stop());

  const page = async (path: string) => {
    const response = await fetch(`${app.origin}/drafts/${path}`, { headers: { accept: 'text/html' } });
    return { status: response.status, text: await response.text() };
  };

  test.each(['0', '4', '-1', '1.5', '01', '1e0', 'x', '%20', '99999999999999999999'])(
    'revision %s is not found',
    async (number) => {
      expect((await page(`${draft}/revisions/${number}`)).status).toBe(404);
      expect((await page(`${draft}/revisions/compare?from=${number}&to=2`)).status).toBe(404);
      expect((await page(`${draft}/revisions/compare?from=2&to=${number}`)).status).toBe(404);
    },
  );

  test('a number of another draft is not found here', async () => {
    expect((await page(`${draft}/revisions/3`)).status).toBe(200);
    expect((await page(`${other}/revisions/1`)).status).toBe(200);
    expect((await page(`${other}/revisions/3`)).status).toBe(404);
    expect((await page(`${other}/revisions/compare?from=1&to=3`)).status).toBe(404);
  });

  test('nor are those of what is not public', async () => {
    const [preparing, editing, hidden] = app
      .query<{ id: string }>(
        `select drafts.id from drafts where state = 'submitted' and id not in ('${draft}', '${other}') group by challenge_id limit 3`,
      )
      .map(({ id }) => id);
    for (const id of [preparing, editing, hidden]) expect((await page(`${id}/revisions/1`)).status).toBe(200);
    const database = new DatabaseSync(join(app.dataDir, 'muster.sqlite'), { timeout: 5000 });
    database
      .prepare(
        'update challenges set published_at = null where id = (select challenge_id from drafts where id = ?)',
      )
      .run(preparing!);
    database.prepare("update drafts set state = 'editing' where id = ?").run(editing!);
    database
      .prepare(
        "insert into hidings (target_kind, target_id, hidden_at, reason) values ('draft', ?, 1, 'A copy')",
      )
      .run(hidden!);
    database.close();
    for (const id of [preparing, editing, hidden, 'nothing'])
      for (const path of ['', '/1', '/compare'])
        expect((await page(`${id}/revisions${path}`)).status, path).toBe(404);
  });

  test('the same number twice says so', async () => {
    const { status, text } = await page(`${draft}/revisions/compare?from=2&to=2`);
    expect(status).toBe(200);
    expect(text).toContain('the same revision twice');
    expect(text).not.toContain('<ins');
  });

  test('the later one named first makes no difference', async () => {
    const main = ({ text }: { text: string }) =>
      /<main[\s\S]*<\/main>/
        .exec(text)![0]
        .replace(/<script[\s\S]*?<\/script>/g, '')
        .replace(/nonce="[^"]*"/g, '');
    const straight = await page(`${draft}/revisions/compare?from=1&to=3`);
    const swapped = await page(`${draft}/revisions/compare?from=3&to=1`);
    expect(straight.status).toBe(200);
    expect(main(swapped)).toBe(main(straight));
    expect(main(straight)).toMatch(/<ins[\s\S]*<del|<del[\s\S]*<ins/);
  });

  test('left out, the last is compared with the one before it', async () => {
    expect((await page(`${draft}/revisions/compare`)).text).toContain('revisions 2 and 3 compared');
    expect((await page(`${other}/revisions/compare`)).text).toContain('one revision so far');
  });

  test('two authors who write at once are told, and compare both before anything is submitted', async () => {
    const [found] = app.query<{ id: string; author: string; other: string }>(
      `select drafts.id, draft_authors.member_id as author,
       (select members.id from members where members.id <> draft_authors.member_id
        and email_confirmed_at is not null limit 1) as other
       from drafts join challenges on challenges.id = challenge_id
       join draft_authors on draft_authors.draft_id = drafts.id and left_at is null
       where challenges.kind = 'open' and challenges.state = 'collecting' and drafts.state = 'submitted'
       and drafts.id not in (select draft_id from draft_removals)
       and drafts.id not in (select draft_id from draft_reviews where answer is null)`,
    );
    const { id, author, other } = found!;
    const database = new DatabaseSync(join(app.dataDir, 'muster.sqlite'), { timeout: 5000 });
    database
      .prepare(
        `insert into draft_authors (draft_id, member_id, joined_at) values (?, ?, 1)
         on conflict (draft_id, member_id) do update set left_at = null`,
      )
      .run(id, other);
    const signIn = (member: string) => {
      database
        .prepare('insert into sessions (id_hash, member_id, expires_at, created_at) values (?, ?, ?, ?)')
        .run(createHash('sha256').update(member).digest('hex'), member, Date.now() + 1e9, Date.now());
      return `session=${member}`;
    };
    const cookies = [signIn(author), signIn(other)];
    database.close();
    const ask = (path: string, cookie: string, body?: FormData) =>
      fetch(`${app.origin}/drafts/${id}/edit${path}`, {
        redirect: 'manual',
        headers: { accept: 'text/html', origin: app.origin, cookie },
        ...(body && { method: 'POST', body }),
      });
    const seen = /name="seen" value="(\w+)"/.exec(await (await ask('', cookies[0]!)).text())![1]!;
    const write = (act: string, cookie: string, title: string) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ title, story: 'Words', note: title, seen }))
        form.set(name, value);
      return ask(`?/${act}`, cookie, form);
    };
    expect((await write('save', cookies[0]!, 'Of the first')).headers.get('location')).toMatch(/done=saved$/);
    const second = (await write('submit', cookies[1]!, 'Of the second')).headers.get('location')!;
    const came = new URL(second, app.origin).searchParams.get('came');
    expect(Number(came)).toBeGreaterThan(0);
    const told = await (await ask(`?came=${came}`, cookies[1]!)).text();
    expect(told).toContain('saved this draft while you were writing');
    const link = /href="[^"]*(\/compare\?[^"]*)"/.exec(told)![1]!.replaceAll('&amp;', '&');
    const both = await (await ask(link, cookies[1]!)).text();
    expect(both).toMatch(/first[\s\S]*second/);
    expect(
      app.query(
        "select title from revisions where draft_id = ? and title like 'Of the%' and published_at is null order by number",
        id,
      ),
    ).toEqual([{ title: 'Of the first' }, { title: 'Of the second' }]);
  });

  test('an earlier one says that a newer stands, and links it', async () => {
    const { text } = await page(`${draft}/revisions/1`);
    expect(text).toContain('Revision 3 stands now');
    expect(text).toContain('Tea fields');
    expect((await page(`${draft}/revisions/3`)).text).not.toContain('earlier revision');
  });
});
