import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { go, press, sees, until, type Site } from './stories.ts';

/** A vote of the demonstration world in which the fan to try has no ballot yet. */
const vote = (app: Running) =>
  app.query<{ id: string; ballots: number; size: number }>(
    `select id, ballot_count as ballots, log_size as size from challenges
     where state = 'voting' and method = 'picks' and tally_shown = 'live' and revising_until is null and round = 1
     and not exists (select 1 from ballots join members on members.id = member_id
       where challenge_id = challenges.id and email = ?) order by id limit 1`,
    accounts.fan,
  )[0]!;

const ways = [
  { name: 'with scripts, in the browser', scripts: true },
  { name: 'without JavaScript, by the server', scripts: false },
] as const;

describe.skipIf(!hasBrowser)('a receipt', () => {
  const chromium = useChromium();
  let app: Running | undefined;
  afterEach(() => app?.stop());

  test.each(ways)('is had, checked, and found out when it was touched: $name', async ({ scripts }) => {
    app = await run({ from: inject('demo') });
    const { id, ballots, size } = vote(app);
    const site: Site = { app, scripts, leapt: 0 };
    const fan: Visitor = await chromium.visitor({ javaScriptEnabled: scripts });
    await signInAs(fan, app, accounts.fan);
    const { page } = fan;
    const home = `/challenges/${id}`;

    await go(fan, site, `${home}/receipt`);
    await sees(fan, /You have no ballot in this vote/);
    await go(fan, site, home);
    const picked = page.locator('main input[name="drafts[]"]').first();
    const [draft] = app.query<{ title: string }>(
      'select title from drafts join revisions on revisions.id = revision_id where drafts.id = ?',
      (await picked.getAttribute('value'))!,
    );
    await picked.check({ force: true });
    await press(fan, site, /^Cast/);
    const signed = () =>
      app!.query<{ size: number }>('select max(size) as size from log_heads where challenge_id = ?', id)[0]!
        .size;
    await until(() => signed() === size + 1, 'a head for the entry');

    // By the keyboard alone: the button, its answer, and the way on.
    await go(fan, site, `${home}/receipt`);
    await sees(fan, new RegExp(`No\\. ${size + 1} of ${size + 1}`));
    expect(await page.locator('main dl li:visible').allInnerTexts()).toEqual([draft!.title]);
    await page.getByRole('button', { name: 'Check this receipt' }).focus();
    await page.keyboard.press('Enter');
    await sees(fan, new RegExp(`The receipt holds: entry ${size + 1} is in the log of ${size + 1} entries`));
    await sees(fan, scripts ? /Checked in this browser/ : /Checked by the server/);

    await go(fan, site, `${home}/receipt`);
    const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    const receipt = await (
      await fetch(`${app.origin}${home}/receipt/file`, { headers: { cookie: cookies } })
    ).text();
    const stranger: Visitor = await chromium.visitor({ javaScriptEnabled: scripts });
    const check = async (text: string) => {
      await go(stranger, site, `${home}/receipt/check`);
      await stranger.page.getByLabel('Receipt').fill(text);
      await stranger.page.getByRole('button', { name: 'Check' }).focus();
      await stranger.page.keyboard.press('Enter');
    };
    await check(receipt);
    await sees(stranger, /The receipt holds/);
    await check(receipt.replace('\\"entry\\":\\"cast\\"', '\\"entry\\":\\"lost\\"'));
    await sees(stranger, /The proof does not lead|the proof does not lead/);
    await check(receipt.slice(0, 100));
    await sees(stranger, /This is no receipt/);
    await check('');
    await sees(stranger, /Paste a receipt or choose a file first/);

    // Before the close nothing but heads and, of a tally that is live, entries; after it the file, which is proved.
    const key = (await (await fetch(`${app.origin}/.well-known/muster-log-key`)).text()).trim();
    const log = (await (await fetch(`${app.origin}${home}/log`)).json()) as { head: { text: string } };
    expect(log.head.text).toContain(key);
    expect((await fetch(`${app.origin}${home}/log/file`)).status).toBe(404);
    expect((await fetch(`${app.origin}${home}/log?first=0&second=${size}`)).status).toBe(200);
    expect((await fetch(`${app.origin}${home}/log?first=${size + 5}`)).status).toBe(404);
    expect((await fetch(`${app.origin}${home}/log?entry=${size}`)).status).toBe(200);
    app.leap(40 * 24 * 3600_000);
    await until(
      () => app!.query('select number from log_heads where challenge_id = ? and final = 1', id).length === 1,
      'the final head',
    );
    const file = await fetch(`${app.origin}${home}/log/file`);
    expect(file.status).toBe(200);
    const folder = mkdtempSync(join(tmpdir(), 'muster-verified-'));
    writeFileSync(join(folder, 'vote.json'), await file.text());
    writeFileSync(join(folder, 'receipt.json'), receipt);
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        resolve('scripts/verify.ts'),
        join(folder, 'vote.json'),
        '--head',
        join(folder, 'receipt.json'),
        '--key',
        key,
      ],
      { encoding: 'utf8' },
    );
    expect(stdout).toContain(
      `The published result follows from the ballots: ${ballots + 1} ballots in ${size + 1} entries`,
    );
    expect(status).toBe(0);
    expect((await fetch(`${app.origin}${home}/log/file?form=count`)).status).toBe(200);
    expect((await fetch(`${app.origin}${home}/log/file?form=blt`)).status).toBe(404);
  });
});
