import { afterEach, describe, expect, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import {
  acceptInvitation,
  fill,
  go,
  inviteTeam,
  join,
  launchCampaign,
  openVoting,
  pick,
  pickBox,
  preorder,
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
    const site: Site = { app, scripts, leapt: 0 };
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
    leap(site, 6 * day);
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

    // The merchant offers the winner; two buy it, one with a card that fails at first; a third card is declined.
    await until(
      () => app!.query("select 1 from drafts where state = 'won'").length === 1,
      'one draft has won',
    );
    const campaignDesk = await launchCampaign(owner, site);
    const campaign = `/campaigns/${campaignDesk.split('/').at(-1)}`;
    await preorder(fan, site, campaign, { card: '4000 0000 0000 0002', size: 'M' });
    await press(fan, site, /^Pre-order for/);
    await sees(fan, /declined|refused|did not/i);
    expect(preorders(site).filter(({ state }) => state !== 'cancelled')).toEqual([]);
    await preorder(fan, site, campaign, { card: '4242 4242 4242 4242', size: 'M' });
    await sees(fan, /1,360/);
    await press(fan, site, /^Pre-order for NT\$\s1,360/);
    await fan.page.waitForURL(/\/preorders\/[0-9a-z]{16}/);
    const buyer = await visitor();
    await join(buyer, site, 'Ana Sousa', 'buyer@example.com');
    await signInIfNeeded(buyer, site, 'buyer@example.com');
    await preorder(buyer, site, campaign, { card: '4000 0000 0000 0341', size: 'L' });
    await press(buyer, site, /^Pre-order for/);
    await buyer.page.waitForURL(/\/preorders\/[0-9a-z]{16}/);
    await go(buyer, site, '/preorders');
    await sees(buyer, /Tea-field check/);
    expect(app.query<{ units: number }>('select units from campaigns')[0]!.units).toBe(2);

    // The deadline: it settles by itself, one card is charged at once, the other on the second try.
    leap(site, 27 * day);
    await until(
      () => preorders(site).filter(({ state }) => state === 'charged').length === 1,
      'one card is charged',
    );
    await until(
      () => app!.query("select 1 from payments where kind = 'charge' and outcome = 'error'").length === 1,
      'the other fails once',
    );
    leap(site, 29 * day);
    await until(
      () => preorders(site).filter(({ state }) => state === 'charged').length === 2,
      'both are charged',
    );
    const paid = app.query<{ amount_minor: number; outcome: string }>(
      "select amount_minor, outcome from payments where kind = 'charge' order by recorded_at",
    );
    expect(paid.filter(({ outcome }) => outcome === 'done').map(({ amount_minor }) => amount_minor)).toEqual([
      136_000, 136_000,
    ]);

    // The making, a parcel, and the buyer who has it in hand.
    await go(owner, site, `${campaignDesk}/fulfilment`);
    await press(owner, site, 'Production has begun');
    await press(owner, site, 'Shipping has begun');
    await go(owner, site, `${campaignDesk}/updates`);
    await fill(owner, { update_title: 'The first bolts are woven', body: 'They are *green*.' });
    await press(owner, site, 'Post');
    await go(owner, site, `${campaignDesk}/preorders?state=charged`);
    // The entry's own summary: the first click without JavaScript, as with it.
    await owner.page.locator('main details:has(form[action="?/ship"]) > summary').first().click();
    await fill(owner, { carrier: 'Chunghwa Post', tracking_number: 'RR123456789TW' });
    await press(owner, site, 'Mark as shipped');
    await until(() => preorders(site).some(({ state }) => state === 'shipped'), 'a parcel has left');
    const shipped = app.query<{ email: string; id: string }>(
      "select email, id from preorders where state = 'shipped'",
    )[0]!;
    const receiver = shipped.email === 'fan@example.com' ? fan : buyer;
    await go(receiver, site, `/preorders/${shipped.id}`);
    await sees(receiver, /RR123456789TW/);
    await press(receiver, site, 'It has arrived');
    await until(() => preorders(site).some(({ state }) => state === 'received'), 'the buyer has it');
    await until(
      () => app!.query("select 1 from notifications where kind = 'update'").length === 2,
      'both buyers hear the news',
    );

    for (const { complaints } of visitors) expect(complaints).toEqual([]);
    for (const { context } of visitors) await context.close();
  });
});

const leap = (site: Site, milliseconds: number) => {
  site.leapt = milliseconds;
  site.app.leap(milliseconds);
};

const preorders = ({ app }: Site) => app.query<{ state: string }>('select state from preorders');

const signInIfNeeded = async (visitor: Visitor, site: Site, email: string) => {
  const cookies = await visitor.context.cookies();
  if (!cookies.some(({ name, value }) => name === 'session' && value)) await signIn(visitor, site, email);
};
