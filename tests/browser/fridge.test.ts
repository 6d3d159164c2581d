import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { priceDifference, type Configuration } from '../../src/lib/domain/configuring.ts';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { fill, follow, go, press, sees, until, type Site } from './stories.ts';

const ways = [
  { name: 'on a live preview', scripts: true },
  { name: 'without JavaScript', scripts: false },
];

const day = 24 * 3600_000;

/** The preorders of a campaign with what they are made of. */
const ordered = (app: Running, campaign: string) =>
  app
    .query<{ own: string | null; picked: string | null; unit: number; choices: string; spec: string }>(
      `select preorders.composition_id as own, variants.composition_id as picked, unit_minor as unit,
              compositions.choices, configurations.spec
       from preorders join variants on variants.id = variant_id
       join compositions on compositions.id = coalesce(preorders.composition_id, variants.composition_id)
       join configurations on configurations.id = configuration_id where preorders.campaign_id = ?`,
      campaign,
    )
    .map(({ spec, ...row }) => ({
      ...row,
      difference: priceDifference(
        JSON.parse(spec) as Configuration,
        JSON.parse(row.choices) as Record<string, string>,
      ),
    }));

describe.skipIf(!hasBrowser)('a fridge', () => {
  const chromium = useChromium();
  let app: Running | undefined;
  afterEach(() => app?.stop());

  test.each(ways)(
    'is composed, specified by a vote, and pre-ordered as it was composed, $name',
    async ({ scripts }) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'muster-fridge-'));
      cpSync(inject('demo'), dataDir, { recursive: true });
      // The designer to try works for another brand: for this story they design for this one too.
      const database = new DatabaseSync(join(dataDir, 'muster.sqlite'));
      database
        .prepare(
          `insert into brand_roles (brand_id, member_id, role, granted_at)
         select challenges.brand_id, members.id, 'designer', joined_at from challenges, members
         where method = 'specification' and email = ?`,
        )
        .run(accounts.designer);
      database
        .prepare(
          `insert into brand_roles (brand_id, member_id, role, granted_at)
         select challenges.brand_id, members.id, 'merchant', joined_at from challenges, members
         where method = 'specification' and email = ? and not exists (select 1 from brand_roles
           where brand_id = challenges.brand_id and member_id = members.id and role = 'merchant')`,
        )
        .run(accounts.merchant);
      database.close();
      app = await run({ dataDir });
      const site: Site = { app, scripts, leapt: 0 };
      const visitors: Visitor[] = [];
      const enter = async (who: keyof typeof accounts) => {
        const one = await chromium.visitor({ javaScriptEnabled: scripts });
        visitors.push(one);
        await signInAs(one, app!, accounts[who]);
        return one;
      };
      const [challenge] = app.query<{ id: string; slug: string; voting_closes_at: number }>(
        `select challenges.id, slug, voting_closes_at from challenges
       join brands on brands.id = brand_id where method = 'specification'`,
      ) as [{ id: string; slug: string; voting_closes_at: number }];
      const choices = () =>
        app!.query<{ part: string; choice: string }>(
          `select part, choice from ballot_choices join ballots on ballots.id = ballot_id
         join members on members.id = member_id where email = ? and ballots.challenge_id = ? order by part`,
          accounts.fan,
          challenge.id,
        );
      const pay = async (one: Visitor) => {
        await one.page.waitForLoadState(scripts ? 'networkidle' : 'load');
        await fill(one, {
          recipient: '林郁真',
          country: 'TW',
          line1: '中正路 27 號 3 樓',
          city: '基隆市',
          postal_code: '200',
          phone: '0912 345 678',
        });
        await one.page.locator('main [name=payment][value=card]').check();
        await press(one, site, 'See the total');
        await fill(one, { card_number: '4242 4242 4242 4242', card_expiry: '12/30', card_code: '123' });
      };
      const state = () =>
        app!.query<{ state: string }>('select state from challenges where id = ?', challenge.id)[0]!.state;

      // A fan composes a fridge, makes it theirs and publishes it as a remix.
      const fan = await enter('fan');
      const [draft] = app.query<{ id: string }>(
        'select id from drafts where challenge_id = ?',
        challenge.id,
      ) as [{ id: string }];
      await go(fan, site, `/drafts/${draft.id}/compose?pattern=leaf&handle=brass&feet=brass`);
      await press(fan, site, 'Keep this composition');
      await fan.page.waitForURL(/\/compositions\//);
      const leafy = new URL(fan.page.url()).pathname.split('/').at(-1)!;
      await press(fan, site, 'Make it mine');
      await fan.page.locator('main summary', { hasText: 'Publish' }).click();
      await fill(fan, { title: 'Leaves on brass' });
      await press(fan, site, /^Publish/);
      await sees(fan, /Leaves on brass/);

      // They want in the vote what cannot be built, are told why, and take what can.
      await go(fan, site, `/challenges/${challenge.id}`);
      await follow(fan, site, 'Make out your ballot');
      const pick = (part: string, choice: string) =>
        fan.page.locator(`main [name="${part}"][value="${choice}"]`).check();
      await pick('lower', 'linen');
      await pick('display', 'touch');
      if (!scripts) {
        await Promise.all([
          fan.page.waitForNavigation(),
          fan.page.getByRole('button', { name: 'Show it' }).click(),
        ]);
      }
      await sees(fan, /This cannot be built as it is/);
      await press(fan, site, 'Cast this ballot');
      await sees(fan, /cannot be built together. Your ballot stands as it was/);
      expect(choices()).toEqual([]);
      await fan.page.getByRole('link', { name: /^Take the nearest that can be built/ }).click();
      await fan.page.getByText('This cannot be built as it is').waitFor({ state: 'detached' });
      await press(fan, site, 'Cast this ballot');
      await sees(fan, /Your ballot counts/);
      expect(choices()).toHaveLength(7);
      await pick('handle', 'strap');
      await press(fan, site, 'Change my ballot');
      await until(
        () => choices().some(({ choice }) => choice === 'strap'),
        'the ballot says what was changed',
      );

      // Voting closes, and the brand confirms what the ballots add up to.
      const leapt = challenge.voting_closes_at + 3600_000 - Date.now();
      app.leap(leapt);
      await until(() => state() === 'deciding', 'voting closes');
      // Nobody decides before the ballots were looked at once more.
      await until(
        () =>
          app!.query(
            "select 1 from jobs where unique_key = ? and state in ('waiting', 'running')",
            `quarantine:${challenge.id}`,
          ).length === 0,
        'the last look at the ballots has ended',
      );
      const designer = await enter('designer');
      await go(designer, site, `/desk/${challenge.slug}/challenges/${challenge.id}`);
      await follow(designer, site, 'Decide');
      await designer.page.locator('main [name=made]').first().check();
      await fill(designer, { reason: 'It is what most of you would build.' });
      await press(designer, site, /Announce/);
      await until(() => state() === 'decided', 'the product is decided');
      const [decided] = app.query<{ state: string; choices: string; departs: number }>(
        `select drafts.state, compositions.choices, departs from decisions
       join compositions on compositions.id = composition_id join drafts on drafts.id = compositions.draft_id
       where decisions.challenge_id = ?`,
        challenge.id,
      );
      expect(decided).toMatchObject({ state: 'won', departs: 0 });
      await go(fan, site, `/challenges/${challenge.id}/ballot`);
      await sees(fan, /What is made/);

      // The brand offers what was decided and the remix: two compositions, each at its price.
      const merchant = await enter('merchant');
      const desk = `/desk/${challenge.slug}/campaigns`;
      const local = (at: number) =>
        new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Taipei' }).slice(0, 16).replace(' ', 'T');
      const prepare = async () => {
        const at = Date.now() + leapt;
        await go(merchant, site, `${desk}/new?draft=${draft.id}`);
        await fill(merchant, { price: '18,800', minimum: '2' });
        await press(merchant, site, 'Create');
        await merchant.page.waitForURL(/\/campaigns\/[0-9a-z]{16}/);
        await fill(merchant, {
          story: 'As you composed it.',
          deadline: local(at + 20 * day),
          delivery_month: local(at + 150 * day).slice(0, 7),
        });
        await merchant.page.locator('main [name^=country]').first().selectOption('TW');
        await merchant.page.locator('main [name^=fee]').first().fill('600');
        return new URL(merchant.page.url()).pathname.split('/').at(-1)!;
      };
      const launch = async () => {
        await press(merchant, site, 'Save');
        await merchant.page.locator('main form.launch input[type=checkbox]').check();
        await press(merchant, site, 'Launch');
        await sees(merchant, /live/i);
      };
      const first = await prepare();
      const [made] = app.query<{ id: string }>(
        'select composition_id as id from decisions where challenge_id = ?',
        challenge.id,
      ) as [{ id: string }];
      await merchant.page.locator('main [name=composing][value=picked]').check();
      await merchant.page.locator(`main [name=picked_${made.id}]`).check();
      await merchant.page.locator(`main [name=picked_${leafy}]`).check();
      await fill(merchant, { [`name_${made.id}`]: 'As decided', [`difference_${leafy}`]: '1,500' });
      await launch();

      // A buyer chooses the remix, which is called as it was published.
      const buyer = await enter('buyer');
      await go(buyer, site, `/campaigns/${first}`);
      await sees(buyer, /As decided[\s\S]*Leaves on brass|Leaves on brass[\s\S]*As decided/);
      await buyer.page.locator('main label', { hasText: 'Leaves on brass' }).click();
      await Promise.all([
        buyer.page.waitForURL(/\/preorder/),
        buyer.page
          .locator('main')
          .getByRole('button', { name: /Pre-order/ })
          .click(),
      ]);
      await pay(buyer);
      await press(buyer, site, /^Pre-order for NT\$\s20,900/);
      await buyer.page.waitForURL(/\/preorders\/[0-9a-z]{16}/);
      await sees(buyer, /Leaves on brass/);
      expect(ordered(app, first)).toMatchObject([{ own: null, picked: leafy, unit: 20_300_00 }]);

      // The brand thinks better of it, and lets each buyer compose their own.
      await go(merchant, site, `${desk}/${first}`);
      await merchant.page.locator('main summary', { hasText: 'Cancel' }).click();
      await fill(merchant, { reason: 'You want more than two of them.' });
      await press(merchant, site, /^Cancel/);
      const second = await prepare();
      await merchant.page.locator('main [name=composing][value=own]').check();
      await launch();

      await go(buyer, site, `/campaigns/${second}`);
      await follow(buyer, site, /^Compose yours/);
      await buyer.page.locator('main [name=pattern][value=leaf]').check();
      await press(buyer, site, 'Pre-order this');
      await buyer.page.waitForURL(/\/preorder\?/);
      await pay(buyer);
      await press(buyer, site, /^Pre-order for/);
      await buyer.page.waitForURL(/\/preorders\/[0-9a-z]{16}/);
      const [before] = ordered(app, second);
      expect(before!.choices).toMatch(/"pattern":"leaf"/);
      expect(before!.unit).toBe(18_800_00 + before!.difference);

      // Until the deadline it may become another one.
      await follow(buyer, site, 'Change this preorder');
      await follow(buyer, site, 'Compose it differently');
      await buyer.page.locator('main [name=handle][value=brass]').check();
      await buyer.page.locator('main [name=feet][value=brass]').check();
      await buyer.page.locator('main [name=pattern][value=leaf]').check();
      await press(buyer, site, 'Take this for my preorder');
      await buyer.page.waitForURL(/\/change\?composition=/);
      await press(buyer, site, 'See what changes');
      await press(buyer, site, 'Change it like this');
      await until(() => ordered(app!, second)[0]!.own === leafy, 'the preorder is of the other composition');
      await go(merchant, site, `${desk}/${second}/preorders`);
      await merchant.page.locator('main details > summary').first().click();
      await sees(merchant, /Composition/);
      for (const one of visitors) expect(one.complaints).toEqual([]);
    },
  );
});
