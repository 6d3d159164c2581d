import { randomBytes } from 'node:crypto';
import { join as inFolder } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { afterEach, describe, expect, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import {
  acceptInvitation,
  fill,
  go,
  inviteTeam,
  join,
  letterTo,
  launchCampaign,
  openVoting,
  pick,
  press,
  runChallenge,
  sees,
  setUpSite,
  signIn,
  until,
  type Site,
} from './stories.ts';

const day = 24 * 3600_000;

describe.skipIf(!hasBrowser)('the washing machine', () => {
  const chromium = useChromium();
  let app: Running | undefined;
  afterEach(() => app?.stop());

  test('from twelve drafts by a vote, finalists, experts, a prototype and a final vote to a campaign', async () => {
    app = await run();
    const site: Site = { app, scripts: true, leapt: 0 };
    const visitor = () => chromium.visitor({ viewport: { width: 1280, height: 900 } });
    const arrive = async (name: string, email: string) => {
      const one = await visitor();
      await join(one, site, name, email);
      const cookies = await one.context.cookies();
      if (!cookies.some(({ name, value }) => name === 'session' && value)) await signIn(one, site, email);
      return one;
    };

    const owner = await visitor();
    await setUpSite(owner, site);
    const designer = await visitor();
    const invitation = await inviteTeam(owner, site, 'designer@example.com', 'designer');
    await acceptInvitation(designer, site, 'Okafor', 'designer@example.com', invitation);
    designer.page.on('response', (r) => {
      if (r.request().method() === 'POST') console.log('POST', r.url(), r.status());
    });
    designer.page.on('console', (r) => console.log('CONSOLE', r.text()));
    const desk = await runChallenge(designer, site).catch((error: unknown) => {
      console.log('COMPLAINTS', JSON.stringify(designer.complaints));
      throw error;
    });
    const id = desk.split('/').at(-1)!;
    enter(app, id, 9);
    expect(app.query('select 1 from drafts where challenge_id = ?', id)).toHaveLength(12);

    // The stages are planned before the vote, for everybody to see.
    await go(designer, site, `${desk}/stages`);
    for (const [kind, title] of [
      ['review', 'In the laundry laboratory'],
      ['prototype', 'A drum that turns'],
    ]) {
      await fill(designer, {
        kind: kind!,
        title: title!,
        planned_from: '2027-01-04',
        planned_until: '2027-01-20',
      });
      await press(designer, site, 'Add a stage');
      await sees(designer, title!);
    }
    await go(designer, site, `/challenges/${id}`);
    await sees(designer, /In the laundry laboratory[\s\S]*planned/);

    // Members vote, and the vote closes by itself.
    await openVoting(designer, site, desk);
    const fan = await arrive('林郁真', 'fan@example.com');
    await vote(fan, site, id, 'fan@example.com', ['Drum 1', 'Drum 2']);
    const other = await arrive('Ana Sousa', 'ana@example.com');
    await vote(other, site, id, 'ana@example.com', ['Drum 1', 'Drum 3']);
    leap(site, 6 * day);
    await until(() => stateOf(site, id) === 'deciding', 'voting closes by itself');

    // Four finalists: one of them in the place of a tie, with a reason for everyone to read.
    await go(designer, site, `${desk}/stages`);
    await designer.page.getByRole('link', { name: 'Choose the finalists' }).click();
    await designer.page.waitForURL(/shortlist/);
    for (const title of ['Drum 1', 'Drum 2', 'Drum 3', 'Drum 4'])
      await designer.page
        .locator('main li', { hasText: new RegExp(`${title}(?!\\d)`) })
        .locator('[name=finalists]')
        .check();
    await sees(designer, /Others have more picks/);
    await fill(designer, { reason: 'Drum 4 had no pick, and is the only one that needs no pump.' });
    await press(designer, site, 'Publish the shortlist');
    await designer.page.waitForURL(/\/stages/);
    await go(fan, site, `/challenges/${id}`);
    await sees(fan, /needs no pump/);

    // An expert is asked, accepts, and scores by the brand's criteria; nobody sees it before the review ends.
    await go(designer, site, `${desk}/stages`);
    await fill(designer, { name: 'Water', weight: '3' });
    await press(designer, site, 'Add the criterion');
    await sees(designer, /weight 3/);
    await fill(designer, { email: 'ito@example.com' });
    await press(designer, site, 'Send the invitation');
    const link = await letterTo(site, 'ito@example.com', /http\S+\/experts\/[\w-]+/);
    const expert = await arrive('Dr Ito', 'ito@example.com');
    await go(expert, site, link);
    await press(expert, site, 'Accept and judge');
    await go(designer, site, `${desk}/stages`);
    await stage(designer, 'In the laundry laboratory').getByRole('button', { name: 'Begin' }).click();
    await sees(designer, /0 of 4 reviews/);
    await go(expert, site, `/challenges/${id}/review`);
    const form = expert.page.locator('main section.finalist', { hasText: 'Drum 2' });
    await form.locator('input[type=radio][value="5"]').check();
    await form.locator('textarea').fill('It rinses with half the water.');
    await form.getByRole('button').click();
    await sees(expert, /Kept/);
    await go(fan, site, `/challenges/${id}`);
    expect(await fan.page.locator('main').innerText()).not.toContain('half the water');
    await go(designer, site, `${desk}/stages`);
    await press(designer, site, 'End the review and publish it');
    await go(fan, site, `/challenges/${id}`);
    await sees(fan, /Drum 2\s+5\.0 of 5/);
    await fan.page.getByText('What 1 expert says').click();
    await sees(fan, /Dr Ito[\s\S]*half the water/);

    // A prototype of one finalist, with a picture.
    await go(designer, site, `${desk}/stages`);
    await stage(designer, 'A drum that turns').getByRole('button', { name: 'Begin' }).click();
    await designer.page.getByRole('link', { name: 'Post a prototype' }).click();
    await designer.page.waitForURL(/prototype/);
    await designer.page.waitForLoadState('networkidle');
    await designer.page.locator('main [name=draft]').selectOption({ label: 'Drum 2' });
    await fill(designer, { title: 'The first drum', story: 'It turns, and it is **quiet**.' });
    await designer.page.locator('main input[type=file][name=files]').setInputFiles({
      name: 'drum.jpg',
      mimeType: 'image/jpeg',
      buffer: await sharp({ create: { width: 900, height: 1100, channels: 3, background: '#7a8a92' } })
        .jpeg()
        .toBuffer(),
    });
    await designer.page.locator('main textarea[name=alt]').first().fill('A steel drum on a bench');
    await press(designer, site, 'Post');
    await designer.page.waitForURL(/done=posted/);
    await press(designer, site, 'End the stage');
    await go(fan, site, `/challenges/${id}`);
    await sees(fan, /The first drum/);
    expect(await fan.page.getByAltText('A steel drum on a bench').count()).toBe(1);

    // The final vote is among the finalists alone, and begins anew.
    await go(designer, site, `${desk}/stages`);
    await designer.page.locator('main summary', { hasText: 'Open the final vote' }).click();
    await press(designer, site, 'Open the final vote');
    await until(() => stateOf(site, id) === 'voting', 'the final vote is open');
    await go(fan, site, `/challenges/${id}`);
    expect(await fan.page.locator('main input[name="drafts[]"]').count()).toBe(4);
    expect(await fan.page.locator('main input[name="drafts[]"]:checked').count()).toBe(0);
    await vote(fan, site, id, 'fan@example.com', ['Drum 2']);
    leap(site, 15 * day);
    await until(() => stateOf(site, id) === 'deciding', 'the final vote closes by itself');

    // The brand decides as the final vote says, and offers it.
    await go(designer, site, `${desk}/decision`);
    await sees(designer, /needs no reason|rule/i);
    await press(designer, site, 'Announce the decision');
    await until(() => stateOf(site, id) === 'decided', 'the decision stands');
    await go(fan, site, `/challenges/${id}`);
    await sees(fan, /Decision[\s\S]*Drum 2/);
    await sees(fan, /needs no pump/);
    await launchCampaign(owner, site);
    expect(
      app.query<{ state: string }>(
        `select campaigns.state from campaigns join revisions on revisions.draft_id = campaigns.draft_id
         where revisions.title = 'Drum 2'`,
      ),
    ).toEqual([{ state: 'live' }]);
    for (const one of [owner, designer, fan, other, expert]) {
      expect(one.complaints).toEqual([]);
      await one.context.close();
    }
  });
});

const leap = (site: Site, milliseconds: number) => {
  site.leapt = milliseconds;
  site.app.leap(milliseconds);
};

const stateOf = ({ app }: Site, id: string) =>
  app.query<{ state: string }>('select state from challenges where id = ?', id)[0]?.state;

const stage = ({ page }: Visitor, title: string) => page.locator('main li', { hasText: title });

const vote = async (fan: Visitor, site: Site, id: string, email: string, titles: string[]) => {
  await go(fan, site, `/challenges/${id}`);
  for (const title of titles) await pick(fan, title);
  await press(fan, site, /cast/i);
  await until(
    () =>
      site.app.query<{ n: number }>(
        `select count(*) as n from ballot_picks join ballots on ballots.id = ballot_id
         join members on members.id = member_id join challenges on challenges.id = challenge_id
         where challenge_id = ? and ballots.round = challenges.round and members.email = ?`,
        id,
        email,
      )[0]!.n === titles.length,
    'the ballot is cast',
  );
};

/** Drafts as members would have entered them, each with the picture of one that is there. */
const enter = ({ dataDir }: Running, challenge: string, count: number) => {
  const database = new DatabaseSync(inFolder(dataDir, 'muster.sqlite'));
  const newId = () => randomBytes(16).toString('hex').slice(0, 16);
  const like = database
    .prepare(
      `select drafts.brand_id, drafts.created_at, drafts.submitted_at, revision_pictures.picture_id from drafts
       join revision_pictures on revision_pictures.revision_id = drafts.revision_id where challenge_id = ? limit 1`,
    )
    .get(challenge) as { brand_id: string; created_at: number; submitted_at: number; picture_id: string };
  database.exec('begin');
  for (let n = 1; n <= count; n++) {
    const [draft, revision] = [newId(), newId()];
    database
      .prepare(
        `insert into drafts (id, challenge_id, brand_id, state, revision_id, position, created_at, submitted_at)
         values (?, ?, ?, 'submitted', ?, ?, ?, ?)`,
      )
      .run(draft, challenge, like.brand_id, revision, 10 + n, like.created_at, like.submitted_at);
    database
      .prepare(
        `insert into revisions (id, draft_id, number, title, created_at, published_at) values (?, ?, 1, ?, ?, ?)`,
      )
      .run(revision, draft, `Drum ${n}`, like.created_at, like.submitted_at);
    database
      .prepare('insert into revision_pictures values (?, 0, ?, ?)')
      .run(revision, like.picture_id, `Drum ${n}`);
  }
  database.prepare('update challenges set draft_count = draft_count + ? where id = ?').run(count, challenge);
  database.exec('commit');
  database.close();
};
