import { afterEach, describe, expect, test } from 'vitest';
import { run, signIn as signInByForm, type Running } from '../running.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import {
  acceptInvitation,
  fill,
  follow,
  go,
  inviteTeam,
  join,
  launchCampaign,
  letterTo,
  local,
  openVoting,
  photograph,
  pick,
  press,
  secret,
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

  test('from an open brief and twelve submissions by a vote, finalists, experts, a prototype and a final vote to a campaign', async () => {
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

    // An open brief, in public.
    const desk = await postBrief(designer, site);
    const id = desk.split('/').at(-1)!;

    // Twelve members submit a draft each: three as members do, the others by the same forms.
    const fan = await arrive('林郁真', 'fan@example.com');
    const other = await arrive('Ana Sousa', 'ana@example.com');
    const third = await arrive('Petr Dvořák', 'petr@example.com');
    for (const [i, member] of [fan, other, third].entries()) await submit(member, site, id, `Drum ${i + 1}`);
    for (let n = 4; n <= 12; n++) await submitByForms(site, id, n);
    expect(
      app.query(
        `select drafts.member_id from drafts join draft_authors on draft_id = drafts.id and drafts.member_id = draft_authors.member_id
         where challenge_id = ? and drafts.state = 'submitted' group by drafts.member_id`,
        id,
      ),
    ).toHaveLength(12);
    await go(third, site, `/challenges/${id}`);
    await sees(third, /Drum 12[\s\S]*Member 12/);

    // The stages are planned before the vote, for everybody to see.
    await go(designer, site, `${desk}/stages`);
    const planned = (days: number) => local(Date.now() + days * day).slice(0, 10);
    const plan = async (kind: string, title: string, from: number, to: number) => {
      await fill(designer, { kind, title, planned_from: planned(from), planned_until: planned(to) });
      await press(designer, site, 'Add a stage');
    };
    await plan('prototype', 'A drum that turns', 10, 40);
    await sees(designer, 'A drum that turns');
    await plan('review', 'In the laundry laboratory', 30, 50);
    await sees(designer, /“A drum that turns” comes before it and ends after this day/);
    await plan('review', 'In the laundry laboratory', 40, 50);
    await sees(designer, /A drum that turns[\s\S]*In the laundry laboratory/);
    await stage(designer, 'In the laundry laboratory').getByRole('button', { name: 'Earlier' }).click();
    await sees(designer, /In the laundry laboratory[\s\S]*A drum that turns/);
    await go(designer, site, `/challenges/${id}`);
    await sees(designer, /In the laundry laboratory[\s\S]*planned/);

    // Members vote, and the vote closes by itself.
    await openVoting(designer, site, desk);
    await vote(fan, site, id, 'fan@example.com', ['Drum 1', 'Drum 2']);
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
      buffer: await photograph('#7a8a92'),
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
    for (const one of [owner, designer, fan, other, third, expert]) {
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

/** A brief for any member to answer, made public; gives the address of its desk. */
const postBrief = async (designer: Visitor, site: Site) => {
  const { page } = designer;
  const now = Date.now();
  await go(designer, site, '/desk/halo/challenges/new');
  await fill(designer, {
    title: 'A washing machine that people repair',
    brief: 'One drum, one motor, and **every part** within reach of a hand.',
    collecting_opens_at: '',
    voting_opens_at: local(now + 2 * day),
    voting_closes_at: local(now + 5 * day),
    picks: '2',
    seats: '1',
    quorum: '1',
    cover_alt: 'A drum, taken apart on a table',
  });
  await page.locator('main [name=kind][value=open]').check();
  await fill(designer, {
    entry_rules: 'One idea a draft, and a picture of it.',
    licence: 'You keep what does not win.',
  });
  await page.locator('main [name=tally_shown][value=live]').check();
  await page
    .locator('main input[type=file]')
    .first()
    .setInputFiles({ name: 'cover.jpg', mimeType: 'image/jpeg', buffer: await photograph('#b9bdb8') });
  await press(designer, site, 'Save');
  await page.waitForURL(/\/desk\/halo\/challenges\/[0-9a-z]{16}/);
  const desk = new URL(page.url()).pathname;
  await press(designer, site, 'Publish now');
  await sees(designer, /public now/);
  return desk;
};

const submit = async (member: Visitor, site: Site, challenge: string, title: string) => {
  await go(member, site, `/challenges/${challenge}`);
  await follow(member, site, 'Submit a draft');
  await fill(member, { title, story: 'It opens from the front.' });
  await member.page.locator('main [name=files]').setInputFiles({
    name: 'drum.jpg',
    mimeType: 'image/jpeg',
    buffer: await photograph('#7a8a92'),
  });
  await member.page.locator('main [name=alt]').first().fill(`${title}, from the front`);
  await member.page.locator('main [name=terms]').check();
  await press(member, site, 'Submit');
  await sees(member, /Submitted/);
};

/** Joins and submits as a browser without scripts does: each form is posted as it came. */
const submitByForms = async (site: Site, challenge: string, n: number) => {
  const { origin } = site.app;
  const [name, email, title] = [`Member ${n}`, `member-${n}@example.com`, `Drum ${n}`];
  const post = (path: string, body: URLSearchParams | FormData, cookie = '') =>
    fetch(path.startsWith('http') ? path : `${origin}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin, cookie, accept: 'text/html' },
      body,
    });
  await post('/join', new URLSearchParams({ name, email, new_password: secret }));
  await post(await letterTo(site, email, /http\S+\/confirm\/\S+/), new URLSearchParams());
  const cookie = await signInByForm(site.app, email, secret);
  const form = new FormData();
  form.set('title', title);
  form.set('story', 'It opens from the top.');
  form.set('terms', '1');
  form.set('files', new Blob([await photograph('#5d6b73')], { type: 'image/jpeg' }), 'drum.jpg');
  // The picture comes back to be described.
  const page = await (await post(`/challenges/${challenge}/enter?/submit`, form, cookie)).text();
  form.delete('files');
  form.set('picture', /name="picture" value="(\w+)"/.exec(page)![1]!);
  form.set('alt', `${title}, from the top`);
  const submitted = await post(`/challenges/${challenge}/enter?/submit`, form, cookie);
  expect(submitted.headers.get('location')).toMatch(/done=submitted/);
};
