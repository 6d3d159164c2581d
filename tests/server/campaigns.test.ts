import { describe, expect, test } from 'vitest';
import type { Transaction } from '../../db/schema.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { cancelCampaign, discardCampaign } from '../../src/lib/server/campaigns/cancelling.ts';
import { launchCampaign } from '../../src/lib/server/campaigns/launching.ts';
import { campaignsOfBrand } from '../../src/lib/server/campaigns/listing.ts';
import { draftsToOffer, makeCampaign } from '../../src/lib/server/campaigns/making.ts';
import { campaignMinded } from '../../src/lib/server/campaigns/minding.ts';
import { variantsOf } from '../../src/lib/server/campaigns/reading.ts';
import { saveCampaign, type CampaignInput } from '../../src/lib/server/campaigns/saving.ts';
import { campaignPage } from '../../src/lib/server/campaigns/showing.ts';
import { supplementCampaign } from '../../src/lib/server/campaigns/supplementing.ts';
import { postUpdate } from '../../src/lib/server/campaigns/updating.ts';
import { findEntries } from '../../src/lib/server/search/finding.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

const day = 24 * 3600_000;

/** A brand with a merchant, a designer and a stranger, and a challenge whose first draft has won. */
const stage = (world: World) =>
  world.write(async (tx) => {
    const { now } = world;
    const merchant = await makeMember(tx, now, { name: 'Ting' });
    const owner = await makeMember(tx, now);
    const designer = await makeMember(tx, now);
    const stranger = await makeMember(tx, now);
    const brand = await makeBrand(tx, now, [
      { member: merchant, role: 'merchant' },
      { member: owner, role: 'owner' },
      { member: designer, role: 'designer' },
    ]);
    await makeBrand(tx, now, [{ member: stranger, role: 'merchant' }]);
    const challenge = await makeChallenge(tx, now, brand, { state: 'decided', drafts: 3 });
    const [draft, other] = challenge.drafts;
    await tx.updateTable('drafts').set({ state: 'won', picks: 612 }).where('id', '=', draft!.id).execute();
    return { merchant, owner, designer, stranger, brand, challenge, draft: draft!, other: other! };
  });
type Stage = Awaited<ReturnType<typeof stage>>;

const whole = (campaign: string, now: number, seen = 0): CampaignInput => ({
  campaign,
  seen,
  title: 'Tea-field overshirt',
  story: 'Water-repellent **cotton**, 防潑水棉.',
  price: 128_000,
  breaks: [],
  minimum: 50,
  deadline: now + 20 * day,
  deliveryMonth: '2027-03',
  perMember: 3,
  composing: 'none',
  picked: [],
  options: [
    { name: 'Colour', values: ['Moss', 'Indigo'], swatches: { Moss: '#6c7a5a' } },
    { name: 'Size', values: ['S', 'M'] },
  ],
  stock: {},
  rates: [
    { country: 'TW', fee: 8_000 },
    { country: '*', fee: 50_000 },
  ],
});

const made = async (tx: Transaction, { merchant, draft }: Stage, now: number) => {
  const campaign = await makeCampaign(
    tx,
    merchant,
    { draft: draft.id, title: 'Tea field', price: 100, minimum: 50 },
    now,
  );
  if (isRefusal(campaign)) throw new Error(campaign.reason);
  return campaign.id;
};
const prepared = (world: World, staged: Stage) =>
  world.write(async (tx) => {
    const id = await made(tx, staged, world.now);
    await saveCampaign(tx, staged.merchant, whole(id, world.now), world.now);
    return id;
  });
const launched = async (world: World, staged: Stage) => {
  const id = await prepared(world, staged);
  await world.write((tx) =>
    launchCampaign(tx, staged.merchant, { campaign: id, takesCards: true }, world.now),
  );
  return id;
};
/** What happened, by name: several things in one millisecond have no order. */
const eventsOf = (world: World, campaign: string) =>
  world.read(async (read) =>
    (await read.selectFrom('events').select('kind').where('campaign_id', '=', campaign).execute())
      .map(({ kind }) => kind)
      .sort(),
  );

onBothDatabases('campaigns', (world) => {
  const load = (id: string) =>
    world.read((read) =>
      read.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    );
  const launch = (member: { id: string }, campaign: string, takesCards = true) =>
    world.write((tx) => launchCampaign(tx, member, { campaign, takesCards }, world.now));

  describe('making', () => {
    test('a draft that has won is offered once, with its own words, currency and zone', async () => {
      const staged = await stage(world);
      expect(await world.read((read) => draftsToOffer(read, staged.brand))).toMatchObject([
        { id: staged.draft.id, picks: 612, picture: { width: 800, alt: 'Front of draft 1' } },
      ]);
      const id = await world.write((tx) => made(tx, staged, world.now));
      expect(await load(id)).toMatchObject({
        state: 'preparing',
        title: 'Tea field',
        story: 'Cut for rain.',
        currency: 'TWD',
        time_zone: 'Asia/Taipei',
        price_minor: 100,
        minimum_quantity: 50,
        challenge_id: staged.challenge.id,
      });
      expect(await world.read((read) => variantsOf(read, id))).toMatchObject([{ label: '', stock: null }]);
      expect(await world.read((read) => draftsToOffer(read, staged.brand))).toEqual([]);
      expect(await eventsOf(world, id)).toEqual(['campaign-created']);
    });

    test('a second campaign of the same draft is refused, also when two are made at once', async () => {
      const staged = await stage(world);
      const input = { draft: staged.draft.id, title: 'Again', price: 100, minimum: 5 };
      const results = await Promise.all(
        [staged.merchant, staged.owner].map((member) =>
          world.write((tx) => makeCampaign(tx, member, input, world.now)),
        ),
      );
      expect(results.filter(isRefusal)).toMatchObject([{ reason: 'draft-has-campaign' }]);
      expect(await world.read((read) => campaignsOfBrand(read, staged.brand))).toHaveLength(1);
    });

    test('a draft that has not won, and whoever may not sell for the brand', async () => {
      const staged = await stage(world);
      const make = (member: { id: string }, draft: { id: string }) =>
        world.write((tx) =>
          makeCampaign(tx, member, { draft: draft.id, title: 'x', price: 1, minimum: 1 }, world.now),
        );
      expect(await make(staged.merchant, staged.other)).toMatchObject({ reason: 'draft-not-won' });
      for (const member of [staged.designer, staged.stranger]) {
        expect(await make(member, staged.draft)).toMatchObject({ reason: 'not-found' });
      }
      expect(await make(staged.merchant, { id: 'nothing' })).toMatchObject({ reason: 'not-found' });
      expect(await world.read((read) => campaignsOfBrand(read, staged.brand))).toEqual([]);
    });
  });

  describe('saving', () => {
    test('variants keep their identity and their stock when the options are edited', async () => {
      const staged = await stage(world);
      const id = await prepared(world, staged);
      const before = await world.read((read) => variantsOf(read, id));
      expect(before.map(({ label }) => label)).toEqual(['Moss / S', 'Moss / M', 'Indigo / S', 'Indigo / M']);
      await world.write((tx) =>
        saveCampaign(
          tx,
          staged.merchant,
          {
            ...whole(id, world.now, 1),
            options: [
              { name: 'Colour', values: ['Tea green', 'Indigo', 'Clay'] },
              { name: 'Size', values: ['S', 'M'] },
            ],
            stock: { [before[0]!.id]: 40, [before[3]!.id]: 0 },
          },
          world.now,
        ),
      );
      const after = await world.read((read) => variantsOf(read, id));
      expect(after.map(({ label, stock }) => [label, stock])).toEqual([
        ['Tea green / S', 40],
        ['Tea green / M', null],
        ['Indigo / S', null],
        ['Indigo / M', 0],
        ['Clay / S', null],
        ['Clay / M', null],
      ]);
      expect(after.slice(0, 4).map((variant) => variant.id)).toEqual(before.map((variant) => variant.id));
      expect(after[2]!.choices).toEqual({ Colour: 'Indigo', Size: 'S' });
    });

    test('whoever saves over what they did not see is told, and nothing of the other is lost', async () => {
      const staged = await stage(world);
      const id = await prepared(world, staged);
      const save = (member: { id: string }, seen: number, price: number) =>
        world.write((tx) => saveCampaign(tx, member, { ...whole(id, world.now, seen), price }, world.now));
      const answers = await Promise.all([save(staged.merchant, 1, 700), save(staged.owner, 1, 900)]);
      expect(answers.filter((answer) => answer?.reason === 'changed-meanwhile')).toHaveLength(1);
      expect((await load(id))?.price_minor).toBe(answers[0] ? 900 : 700);
      expect(await save(staged.owner, NaN, 1)).toMatchObject({ reason: 'changed-meanwhile' });
      expect(await save(staged.owner, 2, 800)).toBeUndefined();
      expect((await load(id))?.price_minor).toBe(800);
    });

    test('after the launch, or by another: refused, and nothing has changed', async () => {
      const staged = await stage(world);
      const id = await launched(world, staged);
      const before = await load(id);
      const save = (member: { id: string }) =>
        world.write((tx) => saveCampaign(tx, member, { ...whole(id, world.now), price: 1 }, world.now));
      expect(await save(staged.merchant)).toMatchObject({ reason: 'campaign-launched' });
      expect(await save(staged.designer)).toMatchObject({ reason: 'not-found' });
      expect(await save(staged.stranger)).toMatchObject({ reason: 'not-found' });
      expect(await load(id)).toEqual(before);
      expect(await world.read((read) => variantsOf(read, id))).toHaveLength(4);
    });
  });

  describe('launching', () => {
    test('goes live with its job, its event, and an entry in the search', async () => {
      const staged = await stage(world);
      const id = await launched(world, staged);
      expect(await load(id)).toMatchObject({ state: 'live', launched_at: world.now });
      const job = await world.read((read) =>
        read.selectFrom('jobs').selectAll().where('kind', '=', 'settle-campaign').executeTakeFirstOrThrow(),
      );
      expect(job).toMatchObject({
        unique_key: `settle-campaign:${id}`,
        run_at: world.now + 20 * day,
        payload: JSON.stringify({ campaign: id }),
      });
      expect(await eventsOf(world, id)).toEqual(['campaign-created', 'campaign-launched']);
      for (const words of ['overshirt', '潑水', 'moss', staged.brand.name]) {
        expect(await world.read((read) => findEntries(read, words)), words).toContainEqual({
          kind: 'campaign',
          id,
        });
      }
    });

    test('with something missing: refused, and it stays in preparation', async () => {
      const staged = await stage(world);
      const id = await world.write((tx) => made(tx, staged, world.now));
      expect(await launch(staged.merchant, id)).toMatchObject({
        reason: 'campaign-not-ready',
        detail: { gaps: 'deadline delivery-month countries' },
      });
      expect(await load(id)).toMatchObject({ state: 'preparing', launched_at: null });
      expect(await eventsOf(world, id)).toEqual(['campaign-created']);
      const jobs = await world.read((read) =>
        read.selectFrom('jobs').select('id').where('kind', '=', 'settle-campaign').execute(),
      );
      expect(jobs).toEqual([]);
    });

    test('without any way to pay it: refused, until the brand says where a transfer goes', async () => {
      const staged = await stage(world);
      const id = await prepared(world, staged);
      const say = (payment_instructions: string) =>
        world.write((tx) => tx.updateTable('brands').set({ payment_instructions }).execute());
      await say(' ');
      expect(await launch(staged.merchant, id, false)).toMatchObject({ detail: { gaps: 'payment' } });
      expect(await load(id)).toMatchObject({ state: 'preparing' });
      await say('To account 812-0001.');
      expect(await launch(staged.merchant, id, false)).toBeUndefined();
    });

    test('of two launchers at once one wins, the other is told', async () => {
      const staged = await stage(world);
      const id = await prepared(world, staged);
      const results = await Promise.all([
        launch(staged.merchant, id),
        launch(staged.owner, id),
        launch(staged.merchant, id),
      ]);
      expect(results.filter((result) => result === undefined)).toHaveLength(1);
      expect(results.filter(isRefusal)).toMatchObject([
        { reason: 'impossible-transition' },
        { reason: 'impossible-transition' },
      ]);
      expect((await eventsOf(world, id)).filter((kind) => kind === 'campaign-launched')).toHaveLength(1);
    });

    test('not by a designer, not by another brand', async () => {
      const staged = await stage(world);
      const id = await prepared(world, staged);
      expect(await launch(staged.designer, id)).toMatchObject({ reason: 'not-found' });
      expect(await launch(staged.stranger, id)).toMatchObject({ reason: 'not-found' });
      expect(await load(id)).toMatchObject({ state: 'preparing' });
      expect(await world.read((read) => campaignMinded(read, staged.designer, id))).toBeUndefined();
      expect(await world.read((read) => campaignMinded(read, null, id))).toBeUndefined();
    });
  });

  describe('supplementing', () => {
    const supplement = (
      member: { id: string },
      campaign: string,
      more: Partial<Parameters<typeof supplementCampaign>[2]>,
    ) =>
      world.write(async (tx) => {
        const { edits: seen } = await tx
          .selectFrom('campaigns')
          .select('edits')
          .where('id', '=', campaign)
          .executeTakeFirstOrThrow();
        const input = { campaign, seen, story: 'Longer.', stock: {}, rates: [], ...more };
        return supplementCampaign(tx, member, input, world.now);
      });

    test('whoever writes over what they did not see is told, and nothing of the other is lost', async () => {
      const staged = await stage(world);
      const id = await launched(world, staged);
      expect(await supplement(staged.merchant, id, { seen: 1, story: 'one' })).toBeUndefined();
      expect(await supplement(staged.owner, id, { seen: 1, story: 'other' })).toMatchObject({
        reason: 'changed-meanwhile',
      });
      expect((await load(id))?.story).toBe('one');
    });

    test('the story, more stock and more countries', async () => {
      const staged = await stage(world);
      const id = await prepared(world, staged);
      const [first, second] = await world.read((read) => variantsOf(read, id));
      await world.write((tx) =>
        saveCampaign(
          tx,
          staged.merchant,
          { ...whole(id, world.now, 1), stock: { [first!.id]: 40, [second!.id]: 40 } },
          world.now,
        ),
      );
      await launch(staged.merchant, id);
      expect(
        await supplement(staged.merchant, id, {
          story: 'Now with a longer hem 後襬.',
          stock: { [first!.id]: 60, [second!.id]: null },
          rates: [{ country: 'JP', fee: 30_000 }],
        }),
      ).toBeUndefined();
      expect((await world.read((read) => variantsOf(read, id))).map(({ stock }) => stock)).toEqual([
        60,
        null,
        null,
        null,
      ]);
      const page = await world.read((read) => campaignPage(read, null, id));
      expect(page!.rates).toEqual([
        { country: '*', fee_minor: 50_000 },
        { country: 'JP', fee_minor: 30_000 },
        { country: 'TW', fee_minor: 8_000 },
      ]);
      expect(await world.read((read) => findEntries(read, '後襬'))).toEqual([{ kind: 'campaign', id }]);
      expect(await eventsOf(world, id)).toContain('campaign-changed');
    });

    test('less stock, a country again, a campaign that is not live: refused without a trace', async () => {
      const staged = await stage(world);
      const id = await launched(world, staged);
      const [first] = await world.read((read) => variantsOf(read, id));
      const before = await load(id);
      expect(await supplement(staged.merchant, id, { stock: { [first!.id]: 500 } })).toMatchObject({
        reason: 'stock-only-rises',
      });
      expect(await supplement(staged.merchant, id, { rates: [{ country: 'TW', fee: 0 }] })).toMatchObject({
        reason: 'country-already-served',
      });
      expect(await supplement(staged.designer, id, {})).toMatchObject({ reason: 'not-found' });
      expect(await load(id)).toEqual(before);
      await world.write((tx) =>
        cancelCampaign(tx, staged.merchant, { campaign: id, reason: 'The mill closed.' }, world.now),
      );
      expect(await supplement(staged.merchant, id, {})).toMatchObject({ reason: 'impossible-transition' });
    });

    test('stock of a variant is raised, and only of this campaign', async () => {
      const staged = await stage(world);
      const id = await prepared(world, staged);
      const [first] = await world.read((read) => variantsOf(read, id));
      await world.write((tx) =>
        saveCampaign(
          tx,
          staged.merchant,
          { ...whole(id, world.now, 1), stock: { [first!.id]: 40 } },
          world.now,
        ),
      );
      await launch(staged.merchant, id);
      expect(await supplement(staged.merchant, id, { stock: { [first!.id]: 39 } })).toMatchObject({
        reason: 'stock-only-rises',
      });
      expect(await supplement(staged.merchant, id, { stock: { another: 100 } })).toMatchObject({
        reason: 'stock-only-rises',
      });
      expect(await supplement(staged.merchant, id, { stock: { [first!.id]: 40 } })).toBeUndefined();
    });
  });

  describe('cancelling', () => {
    test('a live one: the reason is kept, settling is asked for at once, the search forgets it', async () => {
      const staged = await stage(world);
      const id = await launched(world, staged);
      const later = world.now + day;
      expect(
        await world.write((tx) =>
          cancelCampaign(tx, staged.owner, { campaign: id, reason: 'The mill closed.' }, later),
        ),
      ).toBeUndefined();
      expect(await load(id)).toMatchObject({
        state: 'cancelled',
        cancelled_at: later,
        cancelled_reason: 'The mill closed.',
      });
      const jobs = await world.read((read) =>
        read.selectFrom('jobs').selectAll().where('kind', '=', 'settle-campaign').execute(),
      );
      expect(jobs).toMatchObject([{ run_at: later, state: 'waiting' }]);
      expect(await world.read((read) => findEntries(read, 'overshirt'))).toEqual([]);
      expect(await eventsOf(world, id)).toContain('campaign-cancelled');
      // The draft can be offered again.
      expect(await world.read((read) => draftsToOffer(read, staged.brand))).toHaveLength(1);
      await world.write((tx) => made(tx, staged, later));
    });

    test('what is not live, or not theirs', async () => {
      const staged = await stage(world);
      const id = await prepared(world, staged);
      const cancel = (member: { id: string }) =>
        world.write((tx) => cancelCampaign(tx, member, { campaign: id, reason: 'No.' }, world.now));
      expect(await cancel(staged.merchant)).toMatchObject({ reason: 'impossible-transition' });
      expect(await cancel(staged.designer)).toMatchObject({ reason: 'not-found' });
      await launch(staged.merchant, id);
      expect(await cancel(staged.merchant)).toBeUndefined();
      expect(await cancel(staged.merchant)).toMatchObject({ reason: 'impossible-transition' });
    });

    test('putting away: only what was never launched, quietly', async () => {
      const staged = await stage(world);
      const id = await prepared(world, staged);
      const discard = (member: { id: string }, campaign = id) =>
        world.write((tx) => discardCampaign(tx, member, { campaign }, world.now));
      expect(await discard(staged.stranger)).toMatchObject({ reason: 'not-found' });
      expect(await discard(staged.merchant)).toBeUndefined();
      expect(await discard(staged.merchant)).toMatchObject({ reason: 'impossible-transition' });
      expect(await load(id)).toMatchObject({ state: 'cancelled', launched_at: null });
      expect(await world.read((read) => campaignPage(read, null, id))).toBeUndefined();
      const again = await launched(world, staged);
      expect(await discard(staged.merchant, again)).toMatchObject({ reason: 'impossible-transition' });
      expect(await eventsOf(world, id)).toEqual(['campaign-created', 'campaign-discarded']);
    });
  });

  describe('updates', () => {
    test('are posted in Markdown, with an event; not before the launch, not by others', async () => {
      const staged = await stage(world);
      const id = await prepared(world, staged);
      const post = (member: { id: string }) =>
        world.write((tx) =>
          postUpdate(
            tx,
            member,
            { campaign: id, title: 'Cloth has come', body: '**200 m** <script>alert(1)</script>' },
            world.now,
          ),
        );
      expect(await post(staged.merchant)).toMatchObject({ reason: 'campaign-not-launched' });
      await launch(staged.merchant, id);
      expect(await post(staged.designer)).toMatchObject({ reason: 'not-found' });
      expect(await post(staged.merchant)).toHaveProperty('id');
      const page = await world.read((read) => campaignPage(read, null, id));
      expect(page!.updates).toHaveLength(1);
      expect(page!.updates[0]!.html).toContain('<strong>200 m</strong>');
      expect(page!.updates[0]!.html).not.toContain('<script');
      expect(await eventsOf(world, id)).toContain('update-posted');
    });
  });

  describe('the page of a campaign', () => {
    test('in preparation: for those of the brand alone', async () => {
      const staged = await stage(world);
      const id = await prepared(world, staged);
      const see = (member: { id: string; role: string } | null) =>
        world.read((read) => campaignPage(read, member, id));
      expect(await see(null)).toBeUndefined();
      expect(await see(staged.stranger)).toBeUndefined();
      expect(await see({ ...staged.stranger, role: 'admin' })).toBeUndefined();
      expect(await see(staged.designer)).toMatchObject({ ofBrand: true, maySell: false });
      expect(await see(staged.merchant)).toMatchObject({ ofBrand: true, maySell: true });
    });

    test('hidden: for those of the brand and for admins alone', async () => {
      const staged = await stage(world);
      const id = await launched(world, staged);
      await world.write((tx) =>
        tx
          .insertInto('hidings')
          .values({ target_kind: 'campaign', target_id: id, hidden_at: world.now, reason: 'Copied.' })
          .execute(),
      );
      const see = (member: { id: string; role: string } | null) =>
        world.read((read) => campaignPage(read, member, id));
      expect(await see(null)).toBeUndefined();
      expect(await see(staged.stranger)).toBeUndefined();
      expect(await see({ ...staged.stranger, role: 'admin' })).toMatchObject({
        campaign: { hidden_reason: 'Copied.' },
      });
      expect(await see(staged.designer)).toBeDefined();
    });

    test('in six queries at most, live and after, with the buyer’s own preorder', async () => {
      const staged = await stage(world);
      const id = await launched(world, staged);
      const [variant] = await world.read((read) => variantsOf(read, id));
      const preorder = (member: { id: string }, number: string) => ({
        id: `preorder-${number}`,
        number,
        campaign_id: id,
        variant_id: variant!.id,
        member_id: member.id,
        state: 'authorised' as const,
        quantity: 2,
        currency: 'TWD',
        unit_minor: 128_000,
        shipping_minor: 8_000,
        total_minor: 264_000,
        payment_method: 'card' as const,
        email: 'a@example.com',
        recipient: 'A',
        line1: '1 Road',
        city: 'Taipei',
        country: 'TW',
        idempotency_key: number,
        placed_at: world.now,
        changed_at: world.now,
      });
      await world.write(async (tx) => {
        await tx.insertInto('preorders').values(preorder(staged.stranger, 'M-1')).execute();
        await tx.insertInto('preorders').values(preorder(staged.owner, 'M-2')).execute();
        await tx
          .insertInto('milestones')
          .values({ id: 'm', campaign_id: id, position: 0, title: 'Cloth', due_month: '2027-01' })
          .execute();
      });
      world.statements.length = 0;
      const live = await world.read((read) => campaignPage(read, staged.stranger, id));
      expect(world.statements).toHaveLength(6);
      expect(live).toMatchObject({
        campaign: { picks: 612, brand_name: staged.brand.name, challenge_number: staged.challenge.number },
        ofBrand: false,
        own: [{ number: 'M-1', label: 'Moss / S' }],
        pictures: [{ alt: 'Front of draft 1' }],
      });
      expect(live!.variants).toHaveLength(4);

      await world.write((tx) =>
        tx.updateTable('campaigns').set({ state: 'producing' }).where('id', '=', id).execute(),
      );
      world.statements.length = 0;
      const after = await world.read((read) => campaignPage(read, staged.stranger, id));
      expect(world.statements.length).toBeLessThanOrEqual(6);
      expect(after).toMatchObject({ variants: [], rates: [], milestones: [{ title: 'Cloth' }] });
    });
  });

  test('the desk lists what needs somebody first', async () => {
    const staged = await stage(world);
    const first = await launched(world, staged);
    await world.write((tx) =>
      cancelCampaign(tx, staged.merchant, { campaign: first, reason: 'No.' }, world.now),
    );
    const second = await prepared(world, staged);
    world.statements.length = 0;
    const rows = await world.read((read) => campaignsOfBrand(read, staged.brand));
    expect(rows.map(({ id }) => id)).toEqual([second, first]);
    expect(rows[0]!.picture).toMatchObject({ alt: 'Front of draft 1' });
    expect(world.statements).toHaveLength(2);
  });
});
