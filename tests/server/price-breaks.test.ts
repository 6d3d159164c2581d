import { expect, test } from 'vitest';
import type { Transaction } from '../../db/schema.ts';
import { presentPrice } from '../../src/lib/domain/price-breaks.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { browseCampaigns } from '../../src/lib/server/campaigns/browsing.ts';
import { launchCampaign } from '../../src/lib/server/campaigns/launching.ts';
import { makeCampaign } from '../../src/lib/server/campaigns/making.ts';
import { campaignMinded } from '../../src/lib/server/campaigns/minding.ts';
import { breaksIn, breaksOf } from '../../src/lib/server/campaigns/pricing.ts';
import { saveCampaign, type CampaignInput } from '../../src/lib/server/campaigns/saving.ts';
import { campaignPage } from '../../src/lib/server/campaigns/showing.ts';
import { auditLedger } from '../../src/lib/server/ledger/auditing.ts';
import { amountLine, amountOf } from '../../src/lib/server/notifications/amounts.ts';
import { amendPreorder } from '../../src/lib/server/preorders/amending.ts';
import { cancelPreorder } from '../../src/lib/server/preorders/cancelling.ts';
import { offerOf, quoteOf } from '../../src/lib/server/preorders/offering.ts';
import { orderPreorder } from '../../src/lib/server/preorders/ordering.ts';
import { ownPreorder } from '../../src/lib/server/preorders/owning.ts';
import { markPaid } from '../../src/lib/server/preorders/paying.ts';
import { giveCard } from '../../src/lib/server/preorders/replacing.ts';
import { placePreorder } from '../../src/lib/server/preorders/placing.ts';
import { closeCampaign, settleCampaign } from '../../src/lib/server/preorders/settling.ts';
import { describeShared } from '../../src/lib/server/sharing/describing.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';
import { address, makeLiveCampaign, orderOf } from '../making-campaigns.ts';
import { makeComposedCampaign } from '../making-composed-campaigns.ts';
import { bookkeepingProvider, card } from '../standing-in.ts';
import { workThrough } from '../working.ts';

const day = 24 * 3600_000;
const hour = 3600_000;

const begin = (world: World, more: Parameters<typeof makeLiveCampaign>[2] = {}) =>
  world.write(async (tx) => {
    const owner = await makeMember(tx, world.now);
    const brand = await makeBrand(tx, world.now, [{ member: owner, role: 'owner' }]);
    const campaign = await makeLiveCampaign(tx, world.now, {
      brand,
      stock: [null],
      breaks: { 10: 118_000, 20: 108_000 },
      ...more,
    });
    return { owner, campaign, member: await makeMember(tx, world.now) };
  });

const order = async (
  world: World,
  member: { id: string },
  campaign: Parameters<typeof orderOf>[0],
  more: Parameters<typeof orderOf>[1] = {},
) => {
  const placed = await world.write((tx) => placePreorder(tx, member, orderOf(campaign, more), world.now));
  if (isRefusal(placed)) throw new Error(placed.reason);
  return placed;
};

const campaignRow = (world: World, id: string) =>
  world.read((read) =>
    read.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
const preorders = (world: World) =>
  world.read((read) => read.selectFrom('preorders').selectAll().orderBy('placed_at').orderBy('id').execute());
const preorder = async (world: World, id: string) => (await preorders(world)).find((one) => one.id === id)!;
const settle = (world: World, id: string, now: number) => settleCampaign(world.database, id, now);

onBothDatabases('price breaks', (world) => {
  test('the tenth buyer reaches the break, and everyone pays less than they agreed to', async () => {
    const { campaign } = await begin(world);
    const buyers = await world.write(async (tx) => {
      const members = [];
      for (let i = 0; i < 10; i++) members.push(await makeMember(tx, world.now));
      return members;
    });
    for (const buyer of buyers.slice(0, 9)) await order(world, buyer, campaign);
    const page = async () => (await world.read((read) => campaignPage(read, null, campaign.id)))!.campaign;
    expect(presentPrice(await page())).toBe(128_000);
    await order(world, buyers[9]!, campaign, { paymentMethod: 'manual' });
    expect(presentPrice(await page())).toBe(118_000);
    // Nobody has to pay yet: what was agreed stands until the close.
    expect((await preorders(world)).every(({ total_minor }) => total_minor === 136_000)).toBe(true);
    await settle(world, campaign.id, campaign.deadline);
    expect(await campaignRow(world, campaign.id)).toMatchObject({
      state: 'succeeded',
      closing_minor: 118_000,
    });
    const rows = await preorders(world);
    expect(rows).toHaveLength(10);
    for (const row of rows)
      expect(row).toMatchObject({ unit_minor: 118_000, total_minor: 126_000, agreed_minor: 136_000 });
  });

  test('the units at the close decide, even if the break had been reached before', async () => {
    const { campaign, member } = await begin(world);
    const nine = await order(world, member, campaign, { quantity: 9 });
    const tenth = await order(world, member, campaign);
    await world.write((tx) => cancelPreorder(tx, member, { preorder: tenth.id }, world.now + hour));
    await settle(world, campaign.id, campaign.deadline);
    expect((await campaignRow(world, campaign.id)).closing_minor).toBe(128_000);
    expect(await preorder(world, nine.id)).toMatchObject({
      unit_minor: 128_000,
      total_minor: 1_160_000,
      agreed_minor: 1_160_000,
    });
    expect(await preorder(world, tenth.id)).toMatchObject({ state: 'cancelled', total_minor: 136_000 });
  });

  test('a card that has not answered by the deadline reaches no break', async () => {
    const { campaign, member } = await begin(world);
    await order(world, member, campaign, { quantity: 9 });
    await world.write((tx) =>
      placePreorder(tx, member, orderOf(campaign, { paymentMethod: 'card' }), campaign.deadline - 1),
    );
    expect((await campaignRow(world, campaign.id)).units).toBe(10);
    await settle(world, campaign.id, campaign.deadline);
    expect(await campaignRow(world, campaign.id)).toMatchObject({ units: 9, closing_minor: 128_000 });
  });

  test('a campaign that fails has no closing price, and what its preorders say stays as it was agreed', async () => {
    const { campaign, member } = await begin(world, { minimum: 30 });
    await order(world, member, campaign, { quantity: 20 });
    await settle(world, campaign.id, campaign.deadline);
    expect(await campaignRow(world, campaign.id)).toMatchObject({ state: 'failed', closing_minor: null });
    expect((await preorders(world))[0]).toMatchObject({
      state: 'released',
      total_minor: 2_568_000,
      agreed_minor: 2_568_000,
    });
  });

  test('without breaks everything costs what it did', async () => {
    const { campaign, member } = await begin(world, { breaks: {} });
    await order(world, member, campaign, { quantity: 3 });
    await settle(world, campaign.id, campaign.deadline);
    expect((await campaignRow(world, campaign.id)).closing_minor).toBe(128_000);
    expect((await preorders(world))[0]).toMatchObject({ total_minor: 392_000, agreed_minor: 392_000 });
  });

  test('cards are charged the lowered amount, transfers owe it', async () => {
    const { owner, campaign, member } = await begin(world);
    const bank = bookkeepingProvider();
    const means = { ...world, cards: bank.provider };
    const byCard = orderOf(campaign, { quantity: 12, paymentMethod: 'card' });
    await orderPreorder(means, member, byCard, card, world.now);
    const transfer = await order(world, member, campaign, { quantity: 8 });
    expect(bank.did('authorise')).toMatchObject([{ amount: 1_544_000 }]);
    await settle(world, campaign.id, campaign.deadline);
    await workThrough(world, bank.provider, campaign.deadline);
    expect(bank.did('charge')).toMatchObject([{ amount: 12 * 108_000 + 8_000 }]);
    const paid = (await preorders(world)).find(({ payment_method }) => payment_method === 'card')!;
    expect(paid).toMatchObject({ state: 'charged', total_minor: 1_304_000, authorised_minor: 1_544_000 });
    expect(
      await world.read((read) => ownPreorder(read, member, transfer.id, campaign.deadline)),
    ).toMatchObject({
      standing: 'awaiting-transfer',
      totalMinor: 872_000,
      agreedMinor: 1_032_000,
      soFar: null,
    });
    expect(
      await world.write((tx) =>
        markPaid(tx, owner, { preorder: transfer.id, reference: 'B1' }, campaign.deadline + day),
      ),
    ).toBeUndefined();
    const payments = await world.read((read) =>
      read.selectFrom('payments').select('amount_minor').where('preorder_id', '=', transfer.id).execute(),
    );
    expect(payments).toEqual([{ amount_minor: 872_000 }]);
  });

  test('cut off between two chunks and gone on with twice, every total falls once', async () => {
    const { campaign, member } = await begin(world, { minimum: 5 });
    await world.write(async (tx) => {
      for (let i = 0; i < 20; i++) await placePreorder(tx, member, orderOf(campaign), world.now);
      // More than one chunk takes: copies of the same.
      const row = await tx.selectFrom('preorders').selectAll().limit(1).executeTakeFirstOrThrow();
      const copies = Array.from({ length: 600 }, (_, i) => ({
        ...row,
        id: `copy-${String(i).padStart(4, '0')}`,
        number: `C-${i}`,
        idempotency_key: `copy-${i}`,
      }));
      for (let from = 0; from < 600; from += 300)
        await tx
          .insertInto('preorders')
          .values(copies.slice(from, from + 300))
          .execute();
      await tx.updateTable('campaigns').set({ units: 620 }).where('id', '=', campaign.id).execute();
    });
    let transactions = 0;
    const dying = {
      read: world.read,
      write: <T>(work: (tx: Transaction) => Promise<T>) => {
        if (++transactions > 2) throw new Error('power failure');
        return world.write(work);
      },
    };
    await expect(settleCampaign(dying, campaign.id, campaign.deadline)).rejects.toThrow('power failure');
    const lowered = async () =>
      (await preorders(world)).filter(({ total_minor }) => total_minor === 116_000).length;
    expect(await lowered()).toBe(500);
    await Promise.all([
      settle(world, campaign.id, campaign.deadline + hour),
      settle(world, campaign.id, campaign.deadline + hour),
    ]);
    await settle(world, campaign.id, campaign.deadline + day);
    expect(await lowered()).toBe(620);
  });

  test('between the close and its follow-up nobody is told or asked for what was agreed', async () => {
    const { owner, campaign, member } = await begin(world, { minimum: 5 });
    const { id } = await order(world, member, campaign, { quantity: 10 });
    const line = async () => {
      const amount = await world.read((read) => amountOf(read, { preorder_id: id }));
      return amountLine('preorder-placed', amount, 'en');
    };
    expect(await line()).toMatch(/at most NT\$\s?12,880/);
    await world.write((tx) => closeCampaign(tx, campaign.id, campaign.deadline));
    expect(await preorder(world, id)).toMatchObject({ total_minor: 1_288_000, due_at: null });
    expect(await world.read((read) => ownPreorder(read, member, id, campaign.deadline))).toMatchObject({
      unitMinor: 118_000,
      totalMinor: 1_188_000,
    });
    expect(await line()).toMatch(/NT\$\s?11,880/);
    expect(
      await world.write((tx) => markPaid(tx, owner, { preorder: id, reference: '' }, campaign.deadline)),
    ).toMatchObject({ reason: 'payment-not-due' });
    await settle(world, campaign.id, campaign.deadline);
    expect(await line()).toMatch(/NT\$\s?11,880/);
    expect(
      await world.write((tx) => markPaid(tx, owner, { preorder: id, reference: '' }, campaign.deadline)),
    ).toBeUndefined();
  });

  test('a card that is given between the close and its follow-up is charged what was reached', async () => {
    const { campaign, member } = await begin(world, { minimum: 5 });
    const bank = bookkeepingProvider();
    const means = { read: world.read, write: world.write, cards: bank.provider };
    const input = orderOf(campaign, { quantity: 10, paymentMethod: 'card' });
    const placed = await orderPreorder(means, member, input, card, world.now);
    if (isRefusal(placed)) throw new Error(placed.reason);
    await world.write((tx) => closeCampaign(tx, campaign.id, campaign.deadline));
    const given = await giveCard(
      means,
      member,
      { preorder: placed.id, card, key: 'other' },
      campaign.deadline,
    );
    expect(given).toBeUndefined();
    await workThrough(world, bank.provider, campaign.deadline);
    expect(bank.taken(placed.id)).toBe(0);
    await settleCampaign(world.database, campaign.id, campaign.deadline);
    await workThrough(world, bank.provider, campaign.deadline);
    expect(bank.taken(placed.id)).toBe(1_188_000);
    expect((await world.read(auditLedger)).violations).toEqual([]);
  });

  test('what is agreed to is the most it can be, whatever the page of yesterday said', async () => {
    const { campaign, member } = await begin(world);
    const yesterday = (await world.read((read) => offerOf(read, member, campaign.id, world.now)))!;
    await order(world, member, campaign, { quantity: 10 });
    const offer = (await world.read((read) => offerOf(read, member, campaign.id, world.now)))!;
    expect(yesterday.campaign).toMatchObject({ priceMinor: 128_000, presentMinor: 128_000 });
    expect(offer.campaign).toMatchObject({ priceMinor: 128_000, presentMinor: 118_000 });
    const wish = { variant: campaign.variants[0]!, quantity: 1, country: 'TW' };
    expect(quoteOf(yesterday, wish)).toMatchObject({ totalMinor: 136_000 });
    expect(quoteOf(offer, wish)).toMatchObject({ totalMinor: 136_000 });
    // What it would cost as things are is no offer.
    expect(
      await world.write((tx) =>
        placePreorder(tx, member, orderOf(campaign, { expectedMinor: 126_000 }), world.now),
      ),
    ).toMatchObject({ reason: 'total-changed' });
    const { id } = await order(world, member, campaign);
    expect(await world.read((read) => ownPreorder(read, member, id, world.now))).toMatchObject({
      totalMinor: 136_000,
      agreedMinor: 136_000,
      soFar: { totalMinor: 126_000, next: { missing: 9, priceMinor: 108_000 } },
    });
  });

  test('a change agrees anew', async () => {
    const { campaign, member } = await begin(world);
    const { id } = await order(world, member, campaign, { quantity: 2 });
    const change = {
      preorder: id,
      variant: campaign.variants[0]!,
      quantity: 10,
      address,
      note: '',
      key: 'c1',
    };
    const means = { ...world, cards: bookkeepingProvider().provider };
    expect(
      await amendPreorder(means, member, { ...change, expectedMinor: 1_288_000 }, world.now),
    ).toBeUndefined();
    expect(await preorder(world, id)).toMatchObject({ total_minor: 1_288_000, agreed_minor: 1_288_000 });
    await settle(world, campaign.id, campaign.deadline);
    expect(await preorder(world, id)).toMatchObject({ total_minor: 1_188_000, agreed_minor: 1_288_000 });
  });

  test('what compositions cost more stays, and their price falls with the others', async () => {
    const { campaign, member } = await world.write(async (tx) => ({
      campaign: await makeComposedCampaign(tx, world.now, 'picked', {
        stock: [null, null],
        breaks: { 3: 100_000 },
      }),
      member: await makeMember(tx, world.now),
    }));
    await order(world, member, campaign, { quantity: 2 });
    const walnut = await order(world, member, campaign, {
      variant: campaign.variants[1]!,
      expectedMinor: 128_000 + 145_000 + 8_000,
    });
    await settle(world, campaign.id, campaign.deadline);
    expect(await preorder(world, walnut.id)).toMatchObject({ unit_minor: 245_000, total_minor: 253_000 });
  });

  test('lists and what is shared say the present price, after the close the one that was reached', async () => {
    const { campaign, member } = await begin(world);
    const listed = async (state: 'live' | 'succeeded') =>
      (await world.read((read) => browseCampaigns(read, { states: [state], limit: 9 }))).map(
        (one) => one.price,
      );
    const shared = async () =>
      (await world.read((read) => describeShared(read, 'campaigns', campaign.id)))?.price;
    expect(await listed('live')).toEqual([128_000]);
    await order(world, member, campaign, { quantity: 10 });
    expect(await listed('live')).toEqual([118_000]);
    expect(await shared()).toBe(118_000);
    await world.write((tx) =>
      tx.updateTable('campaigns').set({ least_minor: 120_000 }).where('id', '=', campaign.id).execute(),
    );
    expect(await shared()).toBe(110_000);
    await settle(world, campaign.id, campaign.deadline);
    expect(await listed('succeeded')).toEqual([118_000]);
  });
});

onBothDatabases('price breaks at the desk', (world) => {
  const stage = () =>
    world.write(async (tx) => {
      const merchant = await makeMember(tx, world.now);
      const brand = await makeBrand(tx, world.now, [{ member: merchant, role: 'merchant' }]);
      await tx
        .updateTable('brands')
        .set({ payment_instructions: 'To account 123' })
        .where('id', '=', brand.id)
        .execute();
      const challenge = await makeChallenge(tx, world.now, brand, { state: 'decided', drafts: 1 });
      const draft = challenge.drafts[0]!.id;
      await tx.updateTable('drafts').set({ state: 'won' }).where('id', '=', draft).execute();
      const made = await makeCampaign(
        tx,
        merchant,
        { draft, title: 'Tea', price: 138_000, minimum: 50 },
        world.now,
      );
      if (isRefusal(made)) throw new Error(made.reason);
      return { merchant, campaign: made.id };
    });
  const save = (merchant: { id: string }, campaign: string, more: Partial<CampaignInput>) =>
    world.write((tx) =>
      saveCampaign(
        tx,
        merchant,
        {
          campaign,
          seen: 0,
          title: 'Tea',
          story: 'Tea.',
          price: 138_000,
          breaks: [],
          minimum: 50,
          deadline: world.now + 20 * day,
          deliveryMonth: '2027-03',
          perMember: null,
          composing: 'none',
          picked: [],
          options: [],
          stock: {},
          rates: [{ country: 'TW', fee: 8_000 }],
          ...more,
        },
        world.now,
      ),
    );
  const at = (quantity: number, priceMinor: number) => ({ quantity, priceMinor });
  const two = [at(100, 118_000), at(200, 108_000)];
  const kept = (campaign: string) => world.read((read) => breaksOf(read, campaign));

  test('are saved while it is prepared, replaced by what is saved next, and frozen with the launch', async () => {
    const { merchant, campaign } = await stage();
    expect(await save(merchant, campaign, { breaks: two })).toBeUndefined();
    expect(await kept(campaign)).toEqual(two);
    const minded = await world.read((read) => campaignMinded(read, merchant, campaign));
    expect(breaksIn(minded!.breaks)).toEqual(two);
    expect(await save(merchant, campaign, { seen: 1, breaks: [at(150, 99_900)] })).toBeUndefined();
    expect(await kept(campaign)).toEqual([at(150, 99_900)]);
    const launched = await world.write((tx) =>
      launchCampaign(tx, merchant, { campaign, takesCards: true }, world.now),
    );
    expect(launched).toBeUndefined();
    expect(await save(merchant, campaign, { seen: 2, breaks: two })).toMatchObject({
      reason: 'campaign-launched',
    });
    expect(await kept(campaign)).toEqual([at(150, 99_900)]);
  });

  test.for([
    ['a price that does not fall', [at(100, 138_000)]],
    ['a price that rises again', [at(100, 100_000), at(200, 110_000)]],
    ['the same quantity twice', [at(100, 100_000), at(100, 90_000)]],
    ['nothing to pay', [at(100, 0)]],
    ['no quantity', [at(1, 100_000)]],
    ['an overflow', [at(2 ** 31, 100_000)]],
    ['six of them', Array.from({ length: 6 }, (_, i) => at(100 + i, 100_000 - i))],
  ] as const)('refused: %s', async ([, breaks]) => {
    const { merchant, campaign } = await stage();
    await save(merchant, campaign, { breaks: two });
    expect(await save(merchant, campaign, { seen: 1, breaks: [...breaks], title: 'Changed' })).toMatchObject({
      reason: 'breaks-impossible',
    });
    expect(await kept(campaign)).toEqual(two);
    expect((await campaignRow(world, campaign)).title).toBe('Tea');
  });
});
