import { join as within } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { hashSecret } from '../../src/lib/server/secrets.ts';
import { surgeSpan, withoutWork } from '../../src/lib/domain/surging.ts';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium } from './chromium.ts';
import { examine } from './examining.ts';
import { fill, go, letterTo, press, secret, sees, type Site } from './stories.ts';

describe.skipIf(!hasBrowser)('stuffed ballots', () => {
  const chromium = useChromium();
  let app: Running;
  const write = (sql: string, ...values: (string | number)[]) => {
    const file = new DatabaseSync(within(app.dataDir, 'muster.sqlite'));
    file.prepare(sql).run(...values);
    file.close();
  };
  const site = (scripts: boolean): Site => ({ app, scripts, leapt: 0 });

  beforeAll(async () => {
    app = await run({ from: inject('demo') });
    // So many as if somebody made accounts by the hundred; in the next ten minutes too.
    for (const later of [0, 1])
      write(
        'insert into attempts (key, failures, last_at) values (?, 1000, ?)',
        `span:join:site:${Math.floor(Date.now() / surgeSpan) + later}`,
        Date.now(),
      );
  });
  afterAll(() => app?.stop());

  test('while many join the browser works for an account, under the policy of the pages', async () => {
    const visitor = await chromium.visitor();
    await go(visitor, site(true), '/join');
    await sees(visitor, /calculation/);
    await fill(visitor, { name: 'Lin', email: 'rush@example.com' });
    await visitor.page.locator('main [type=password]').first().fill(secret);
    await sees(visitor, /The calculation is done/);
    expect(await examine(visitor, '/join')).toEqual([]);
    await press(visitor, site(true), 'Join');
    await visitor.page.waitForURL((url) => url.pathname === '/confirm' && url.search === '');
    await letterTo(site(true), 'rush@example.com', /http\S+\/confirm\/\S+/);
    expect(app.query(`select hash from tokens where kind = 'task'`)).toHaveLength(1);
  });

  test('throw-away mail is refused at its field, and what was typed stays', async () => {
    const visitor = await chromium.visitor();
    await go(visitor, site(true), '/join');
    await fill(visitor, { name: 'Lin', email: 'lin@mailinator.com' });
    await visitor.page.locator('main [type=password]').first().fill(secret);
    await press(visitor, site(true), 'Join');
    await sees(visitor, /throw-away mail/);
    expect(await visitor.page.locator('[name=email]').getAttribute('aria-invalid')).toBe('true');
    expect(await visitor.page.locator('[name=email]').inputValue()).toBe('lin@mailinator.com');
  });

  test('without scripts the letter comes later, and it is said', async () => {
    const visitor = await chromium.visitor({ javaScriptEnabled: false });
    await go(visitor, site(false), '/join');
    await sees(visitor, /half an hour later/);
    await fill(visitor, { name: 'Mei', email: 'still@example.com' });
    await visitor.page.locator('main [type=password]').first().fill(secret);
    await press(visitor, site(false), 'Join');
    await sees(visitor, /half an hour/);
    const [job] = app.query<{ run_at: number }>(
      `select run_at from jobs where unique_key in (select 'mail:' || id from mails where to_address = ?)`,
      'still@example.com',
    );
    expect(job!.run_at).toBeGreaterThan(Date.now() + withoutWork.letterAfter / 2);
  });

  test('the voter confirms by the letter, the brand excludes the rest, without scripts', async () => {
    const [challenge] = app.query<{ id: string; slug: string; round: number }>(
      `select challenges.id, brands.slug, challenges.round from challenges
       join brands on brands.id = challenges.brand_id
       join brand_roles on brand_roles.brand_id = brands.id
       join members on members.id = brand_roles.member_id
       where challenges.state = 'voting' and members.email = ? limit 1`,
      accounts.designer,
    );
    const ballots = app.query<{ id: string; member_id: string }>(
      'select id, member_id from ballots where challenge_id = ? and round = ? and member_id is not null limit 3',
      challenge!.id,
      challenge!.round,
    );
    for (const { id, member_id } of ballots)
      write(
        `insert into quarantines (id, ballot_id, member_id, challenge_id, round, lead, reasons, put_at) values (?, ?, ?, ?, ?, ?, ?, ?)`,
        `q-${id}`,
        id,
        member_id,
        challenge!.id,
        challenge!.round,
        'even-spacing',
        '["even-spacing","same-network"]',
        Date.now(),
      );
    write(
      `insert into tokens (hash, kind, member_id, payload, created_at, expires_at) values (?, 'confirm-ballot', ?, ?, ?, ?)`,
      hashSecret('letter'),
      ballots[0]!.member_id,
      JSON.stringify({ quarantine: `q-${ballots[0]!.id}` }),
      Date.now(),
      Date.now() + 3600_000,
    );
    const voter = await chromium.visitor({ javaScriptEnabled: false });
    await go(voter, site(false), '/quarantine/letter');
    await sees(voter, /even distances/);
    await press(voter, site(false), /confirm/i);
    await sees(voter, /counts again/);
    await go(voter, site(false), '/quarantine/letter');
    await sees(voter, /has been used/);

    const path = `/desk/${challenge!.slug}/challenges/${challenge!.id}/quarantine`;
    const brand = await chromium.visitor();
    await signInAs(brand, app, accounts.designer);
    await go(brand, site(true), path);
    await sees(brand, /Waiting\s+2/);
    expect(await examine(brand, path)).toEqual([]);
    await brand.page.setViewportSize({ width: 360, height: 800 });
    expect(await brand.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    if (process.env.PICTURES)
      await brand.page.screenshot({ path: `${process.env.PICTURES}/quarantine.png`, fullPage: true });

    const still = await chromium.visitor({ javaScriptEnabled: false });
    await still.context.addCookies(await brand.context.cookies());
    await go(still, site(false), path);
    await fill(still, { reason: 'A timer cast these.' });
    await press(still, site(false), 'Exclude');
    await sees(still, /Tick at least one/);
    await fill(still, { which: 'even-spacing' });
    await press(still, site(false), 'Exclude');
    await sees(still, /They stay out of the count/);
    expect(
      app.query(
        'select outcome, reason from quarantines where challenge_id = ? order by outcome',
        challenge!.id,
      ),
    ).toEqual([
      { outcome: 'excluded', reason: 'A timer cast these.' },
      { outcome: 'excluded', reason: 'A timer cast these.' },
      { outcome: 'released', reason: '' },
    ]);
  });
});
