import { afterEach, describe, expect, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import {
  acceptInvitation,
  fill,
  go,
  inviteTeam,
  join,
  openVoting,
  pick,
  pickBox,
  press,
  runChallenge,
  sees,
  setUpSite,
  signIn,
  until,
  type Site,
} from './stories.ts';

const day = 24 * 3600_000;
const ways = [
  { name: 'at 1280 px', width: 1280, scripts: true },
  { name: 'at 390 px', width: 390, scripts: true },
  { name: 'without JavaScript', width: 1280, scripts: false },
];

describe.skipIf(!hasBrowser)('the loop', () => {
  const chromium = useChromium();
  let app: Running | undefined;
  afterEach(() => app?.stop());

  test.each(ways)('from a fresh site to a decision and its preorders, $name', async ({ width, scripts }) => {
    app = await run();
    const site: Site = { app, scripts };
    const visitors: Visitor[] = [];
    const visitor = async () => {
      const one = await chromium.visitor({ viewport: { width, height: 900 }, javaScriptEnabled: scripts });
      visitors.push(one);
      return one;
    };

    // The owner sets the site up and invites a designer.
    const owner = await visitor();
    await setUpSite(owner, site);
    const invitation = await inviteTeam(owner, site, 'designer@example.com', 'designer');
    const designer = await visitor();
    await acceptInvitation(designer, site, 'Okafor', 'designer@example.com', invitation);
    const desk = await runChallenge(designer, site);
    const challenge = `/challenges/${desk.split('/').at(-1)}`;

    // A fan joins, follows the challenge before it opens, and hears of the vote.
    const fan = await visitor();
    await join(fan, site, '林郁真', 'fan@example.com');
    await signInIfNeeded(fan, site, 'fan@example.com');
    await go(fan, site, challenge);
    await press(fan, site, 'Follow');
    await openVoting(designer, site, desk);
    const id = challenge.split('/').at(-1)!;
    await until(
      () => app!.query("select 1 from notifications where kind = 'voting-opens'").length > 0,
      'the fan is told that voting opened',
    );
    await go(fan, site, '/notifications');
    await sees(fan, /Halo Supply opened the vote/);

    // Two picks, one of them changed afterwards.
    await go(fan, site, challenge);
    await pick(fan, 'Tea-field check');
    await pick(fan, 'Indigo waves');
    await press(fan, site, /cast/i);
    const ballot = () =>
      app!.query<{ title: string }>(
        `select revisions.title from ballot_picks join revisions on revisions.id = revision_id
         join ballots on ballots.id = ballot_id where challenge_id = ? order by 1`,
        id,
      );
    await until(() => ballot().length === 2, 'the ballot is cast');
    await go(fan, site, challenge);
    expect(await pickBox(fan, 'Indigo waves').isChecked()).toBe(true);
    await pick(fan, 'Indigo waves');
    await pick(fan, 'Persimmon dots');
    await press(fan, site, /cast|change/i);
    await until(() => ballot().some(({ title }) => title === 'Persimmon dots'), 'the ballot is changed');
    expect(ballot().map(({ title }) => title)).toEqual(['Persimmon dots', 'Tea-field check']);

    // A comment, edited; an answer; a report by the one it is not from.
    const draft = app.query<{ id: string }>(
      "select drafts.id from drafts join revisions on revisions.id = revision_id where title = 'Tea-field check'",
    )[0]!.id;
    await go(fan, site, `/drafts/${draft}`);
    await fill(fan, { body: 'The **back hem** should be longer.' });
    await press(fan, site, /post/i);
    await sees(fan, /back hem/);
    expect(await fan.page.locator('main strong', { hasText: 'back hem' }).count()).toBe(1);

    // Voting closes by itself; the designer decides as the rule proposes, or against it with a reason.
    app.leap(6 * day);
    await until(
      () => app!.query("select 1 from challenges where state = 'deciding'").length === 1,
      'voting closes by itself',
    );
    await go(fan, site, challenge);
    expect(await fan.page.locator('main input[name="drafts[]"]').count()).toBe(0);
    await go(designer, site, `${desk}/decision`);
    for (const box of await designer.page.locator('main [name=winners]').all()) await box.setChecked(false);
    await designer.page
      .locator('main label', { hasText: 'Tea-field check' })
      .locator('[name=winners]')
      .check();
    await fill(designer, { reason: 'Both had the same number of picks; the mill can weave the check.' });
    await press(designer, site, 'Announce the decision');
    await until(
      () => app!.query("select 1 from challenges where state = 'decided'").length === 1,
      'the decision stands',
    );
    await go(fan, site, challenge);
    await sees(fan, /the mill can weave the check/);

    for (const { complaints } of visitors) expect(complaints).toEqual([]);
    for (const { context } of visitors) await context.close();
  });
});

const signInIfNeeded = async (visitor: Visitor, site: Site, email: string) => {
  const cookies = await visitor.context.cookies();
  if (!cookies.some(({ name, value }) => name === 'session' && value)) await signIn(visitor, site, email);
};
