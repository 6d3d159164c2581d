import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { cancelCampaign } from '../../src/lib/server/campaigns/cancelling.ts';
import { hideContent } from '../../src/lib/server/moderation/hiding.ts';
import { practiceCards, practiceProvider } from '../../src/lib/server/payments/practising.ts';
import { amendPreorder } from '../../src/lib/server/preorders/amending.ts';
import { cancelOwnPreorders, cancelPreorder } from '../../src/lib/server/preorders/cancelling.ts';
import { expirePreorder } from '../../src/lib/server/preorders/dropping.ts';
import { insertNumbered } from '../../src/lib/server/preorders/numbering.ts';
import { orderPreorder } from '../../src/lib/server/preorders/ordering.ts';
import { placePreorder, type PreorderInput } from '../../src/lib/server/preorders/placing.ts';
import type { PreorderChange } from '../../src/lib/server/preorders/changing.ts';
import { giveCard } from '../../src/lib/server/preorders/replacing.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeMember } from '../making.ts';
import { address, makeLiveCampaign, orderOf } from '../making-campaigns.ts';
import { bookkeepingProvider, card } from '../standing-in.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

type Campaign = Awaited<ReturnType<typeof makeLiveCampaign>>;

const begin = (world: World, more: Parameters<typeof makeLiveCampaign>[2] = {}) =>
  world.write(async (tx) => ({
    campaign: await makeLiveCampaign(tx, world.now, more),
    member: await makeMember(tx, world.now),
  }));

const place = (world: World, member: { id: string }, input: PreorderInput, now = world.now) =>
  world.write((tx) => placePreorder(tx, member, input, now));

const placed = async (...args: Parameters<typeof place>) => {
  const result = await place(...args);
  if (isRefusal(result)) throw new Error(result.reason);
  return result;
};

const preorders = (world: World) =>
  world.read((read) => read.selectFrom('preorders').selectAll().orderBy('placed_at').orderBy('id').execute());
const preorder = async (world: World, id: string) => (await preorders(world)).find((row) => row.id === id)!;
const events = async (world: World) =>
  (
    await world.read((read) =>
      read.selectFrom('events').select('kind').where('preorder_id', 'is not', null).orderBy('at').execute(),
    )
  )
    .map(({ kind }) => kind)
    .sort();
const jobs = (world: World, kind: string) =>
  world.read((read) => read.selectFrom('jobs').selectAll().where('kind', '=', kind).execute());
const counters = async (world: World, campaign: Campaign) => {
  const row = await world.read((read) =>
    read
      .selectFrom('campaigns')
      .select(['units', 'preorder_count'])
      .where('id', '=', campaign.id)
      .executeTakeFirstOrThrow(),
  );
  const variants = await world.read((read) =>
    read
      .selectFrom('variants')
      .select('ordered')
      .where('campaign_id', '=', campaign.id)
      .orderBy('position')
      .execute(),
  );
  return { units: row.units, preorders: row.preorder_count, ordered: variants.map((v) => v.ordered) };
};
const untouched = { units: 0, preorders: 0, ordered: [0, 0] };

const means = (world: World, cards = practiceProvider()) => ({
  read: world.read,
  write: world.write,
  cards,
});

onBothDatabases('placing a preorder', (world) => {
  test('a transfer: the price, the shipping, the number and the counters', async () => {
    const { campaign, member } = await begin(world);
    const result = await placed(world, member, orderOf(campaign, { quantity: 2 }));
    const row = await preorder(world, result.id);
    expect(row).toMatchObject({
      state: 'placed',
      unit_minor: 128_000,
      shipping_minor: 8_000,
      total_minor: 264_000,
      currency: 'TWD',
      email: member.email,
      due_at: null,
    });
    expect(row.number).toMatch(/^M-[0-9A-HJKMNP-TV-Z]{4}-\d{4}$/);
    expect(await counters(world, campaign)).toEqual({ units: 2, preorders: 1, ordered: [2, 0] });
    expect(await events(world)).toEqual(['preorder-placed']);
  });

  test('everywhere else costs what it says', async () => {
    const { campaign, member } = await begin(world);
    const result = await placed(
      world,
      member,
      orderOf(campaign, { address: { ...address, country: 'DE' }, expectedMinor: 158_000 }),
    );
    expect((await preorder(world, result.id)).shipping_minor).toBe(30_000);
  });

  const refusals: [
    string,
    Parameters<typeof makeLiveCampaign>[2],
    (campaign: Campaign) => PreorderInput,
    number,
  ][] = [
    ['campaign-not-live', {}, (c) => orderOf(c), 5 * day],
    ['campaign-not-live', {}, (c) => orderOf(c), 6 * day],
    ['quantity-impossible', {}, (c) => orderOf(c, { quantity: 0 }), 0],
    ['quantity-impossible', {}, (c) => orderOf(c, { quantity: 1000 }), 0],
    ['quantity-impossible', {}, (c) => orderOf(c, { quantity: 1.5 }), 0],
    ['limit-per-member', { limit: 2 }, (c) => orderOf(c, { quantity: 3 }), 0],
    ['sold-out', {}, (c) => orderOf(c, { variant: c.variants[1]!, quantity: 6 }), 0],
    ['variant-not-in-campaign', {}, (c) => orderOf(c, { variant: 'elsewhere' }), 0],
    ['country-not-shipped', { rates: { JP: 100 } }, (c) => orderOf(c), 0],
    ['country-not-shipped', {}, (c) => orderOf(c, { address: { ...address, country: '*' } }), 0],
    ['total-changed', {}, (c) => orderOf(c, { expectedMinor: 1 }), 0],
    ['total-too-large', { price: 1e14 }, (c) => orderOf(c, { quantity: 999 }), 0],
  ];
  test.each(refusals)('%s is refused without a trace', async (reason, more, input, later) => {
    const { campaign, member } = await begin(world, more);
    expect(await place(world, member, input(campaign), world.now + later)).toMatchObject({ reason });
    expect(await counters(world, campaign)).toEqual(untouched);
    expect(await preorders(world)).toEqual([]);
    expect(await events(world)).toEqual([]);
  });

  test('the last moment before the deadline counts, the deadline itself does not', async () => {
    const { campaign, member } = await begin(world);
    await placed(world, member, orderOf(campaign), campaign.deadline - 1);
    expect(await place(world, member, orderOf(campaign), campaign.deadline)).toMatchObject({
      reason: 'campaign-not-live',
    });
  });

  test('another campaign’s variant is not this one’s', async () => {
    const { campaign, member } = await begin(world);
    const other = await world.write((tx) => makeLiveCampaign(tx, world.now));
    expect(await place(world, member, orderOf(campaign, { variant: other.variants[0]! }))).toMatchObject({
      reason: 'variant-not-in-campaign',
    });
    expect(await counters(world, other)).toEqual(untouched);
  });

  test.each(['preparing', 'succeeded', 'failed', 'cancelled'] as const)(
    'a campaign that is %s takes none',
    async (state) => {
      const { campaign, member } = await begin(world);
      await world.write((tx) =>
        tx.updateTable('campaigns').set({ state }).where('id', '=', campaign.id).execute(),
      );
      expect(await place(world, member, orderOf(campaign))).toMatchObject({ reason: 'campaign-not-live' });
    },
  );

  test('a hidden campaign takes none', async () => {
    const { campaign, member } = await begin(world);
    await world.write((tx) =>
      hideContent(
        tx,
        { id: member.id, role: 'admin' },
        { kind: 'campaign', id: campaign.id, reason: 'x' },
        world.now,
      ),
    );
    expect(await place(world, member, orderOf(campaign))).toMatchObject({ reason: 'campaign-not-live' });
  });

  test('only with a confirmed address, and only while the account is there', async () => {
    const { campaign } = await begin(world);
    const fresh = await world.write((tx) => makeMember(tx, world.now, { confirmed: false }));
    const gone = await world.write((tx) => makeMember(tx, world.now));
    await world.write((tx) =>
      tx.updateTable('members').set({ deleted_at: world.now }).where('id', '=', gone.id).execute(),
    );
    for (const member of [fresh, gone, { id: 'nobody' }]) {
      expect(await place(world, member, orderOf(campaign))).toMatchObject({ reason: 'not-confirmed' });
    }
  });

  test('the same form sent again is the same preorder, even after the deadline', async () => {
    const { campaign, member } = await begin(world);
    const input = orderOf(campaign);
    const first = await placed(world, member, input);
    const again = await placed(world, member, { ...input, quantity: 2, expectedMinor: 264_000 });
    const late = await placed(world, member, input, campaign.deadline + day);
    expect([again.id, late.id]).toEqual([first.id, first.id]);
    expect([first.fresh, again.fresh, late.fresh]).toEqual([true, false, false]);
    expect(await counters(world, campaign)).toEqual({ units: 1, preorders: 1, ordered: [1, 0] });
  });

  test('the same key of another member is another preorder', async () => {
    const { campaign, member } = await begin(world);
    const other = await world.write((tx) => makeMember(tx, world.now));
    const input = orderOf(campaign);
    expect((await placed(world, member, input)).id).not.toBe((await placed(world, other, input)).id);
  });

  test('pressed five times at once: one preorder, and everybody is led to it', async () => {
    const { campaign, member } = await begin(world);
    const input = orderOf(campaign);
    const results = await Promise.all([1, 2, 3, 4, 5].map(() => placed(world, member, input)));
    expect(new Set(results.map(({ id }) => id)).size).toBe(1);
    expect(results.filter(({ fresh }) => fresh)).toHaveLength(1);
    expect(await counters(world, campaign)).toEqual({ units: 1, preorders: 1, ordered: [1, 0] });
  });

  test('the last unit, wanted by eight at once: one gets it, the others are told', async () => {
    const { campaign } = await begin(world, { stock: [null, 1] });
    const members = await world.write((tx) =>
      Promise.all(Array.from({ length: 8 }, () => makeMember(tx, world.now))),
    );
    const results = await Promise.all(
      members.map((member) => place(world, member, orderOf(campaign, { variant: campaign.variants[1]! }))),
    );
    expect(results.filter((result) => !isRefusal(result))).toHaveLength(1);
    expect(results.filter(isRefusal).map(({ reason }) => reason)).toEqual(Array(7).fill('sold-out'));
    expect(await counters(world, campaign)).toEqual({ units: 1, preorders: 1, ordered: [0, 1] });
  });

  test('the limit of a member holds over all of their preorders, in whatever state and however many at once', async () => {
    const { campaign, member } = await begin(world, { limit: 3 });
    const results = await Promise.all(
      Array.from({ length: 6 }, () => place(world, member, orderOf(campaign))),
    );
    expect(results.filter((result) => !isRefusal(result))).toHaveLength(3);
    expect(results.filter(isRefusal).map(({ reason }) => reason)).toEqual(Array(3).fill('limit-per-member'));
    const other = await world.write((tx) => makeMember(tx, world.now));
    await placed(world, other, orderOf(campaign, { quantity: 3 }));
    const own = (await preorders(world)).find(({ member_id }) => member_id === member.id)!;
    await world.write((tx) => cancelPreorder(tx, member, { preorder: own.id }, world.now));
    await placed(world, member, orderOf(campaign));
  });

  test('a number that is taken is not given twice', async () => {
    const { campaign, member } = await begin(world);
    const first = await placed(world, member, orderOf(campaign));
    const { number, id, ...values } = await preorder(world, first.id);
    const proposals = [number, number, 'M-AAAA-0001'];
    const second = await world.write((tx) =>
      insertNumbered(tx, { ...values, id: `${id}x`, idempotency_key: 'other' }, () => proposals.shift()!),
    );
    expect(second.number).toBe('M-AAAA-0001');
  });
});

onBothDatabases('a preorder by card', (world) => {
  const order = (member: { id: string }, input: PreorderInput, number: string = practiceCards.succeeds) =>
    orderPreorder(means(world), member, input, { ...card, number }, world.now);

  test('is authorised, and told of once it is', async () => {
    const { campaign, member } = await begin(world);
    const result = await order(member, orderOf(campaign, { paymentMethod: 'card' }));
    expect(isRefusal(result)).toBe(false);
    expect((await preorders(world))[0]).toMatchObject({
      state: 'authorised',
      payment_label: '•••• 4242',
      authorised_minor: 136_000,
      due_at: null,
    });
    expect(await events(world)).toEqual(['preorder-authorised', 'preorder-placed', 'preorder-reserved']);
    expect(await jobs(world, 'expire-preorder')).toEqual([]);
  });

  test('nothing of the card’s number is kept anywhere', async () => {
    const { campaign, member } = await begin(world);
    await order(member, orderOf(campaign, { paymentMethod: 'card' }));
    for (const table of ['preorders', 'payments', 'jobs', 'events'] as const) {
      const rows = await world.read((read) => read.selectFrom(table).selectAll().execute());
      expect(JSON.stringify(rows)).not.toContain(practiceCards.succeeds);
      expect(JSON.stringify(rows)).not.toContain('12/30');
    }
  });

  test.each([
    [practiceCards.declined, 'card-declined'],
    ['4111111111111111', 'card-declined'],
  ])('declined (%s): the units go back, and the same form gets the same answer', async (number, reason) => {
    const { campaign, member } = await begin(world);
    const input = orderOf(campaign, { paymentMethod: 'card' });
    expect(await order(member, input, number)).toMatchObject({ reason });
    expect(await counters(world, campaign)).toEqual(untouched);
    expect((await preorders(world))[0]).toMatchObject({ state: 'cancelled', ended_reason: reason });
    expect(await events(world)).toEqual(['preorder-declined', 'preorder-reserved']);
    expect(await order(member, input, number)).toMatchObject({ reason });
    expect(await preorders(world)).toHaveLength(1);
    // Another form, another card.
    expect(isRefusal(await order(member, orderOf(campaign, { paymentMethod: 'card' })))).toBe(false);
  });

  test.each(['error', 'silent', 'unheard'] as const)(
    'a provider that answers %s leaves nothing behind',
    async (how) => {
      const { campaign, member } = await begin(world);
      const bank = bookkeepingProvider();
      bank.answer(how);
      expect(
        await orderPreorder(
          means(world, bank.provider),
          member,
          orderOf(campaign, { paymentMethod: 'card' }),
          card,
          world.now,
        ),
      ).toMatchObject({ reason: 'card-unreachable' });
      expect(await counters(world, campaign)).toEqual(untouched);
    },
  );

  test('pressed twice at once asks the card once', async () => {
    const { campaign, member } = await begin(world);
    const bank = bookkeepingProvider();
    const input = orderOf(campaign, { paymentMethod: 'card' });
    const results = await Promise.all(
      [1, 2].map(() => orderPreorder(means(world, bank.provider), member, input, card, world.now)),
    );
    expect(results[0]).toEqual(results[1]);
    expect(bank.asked).toHaveLength(1);
    expect(await preorders(world)).toHaveLength(1);
  });

  test('whoever dies before the card answers leaves units that come back a quarter of an hour later', async () => {
    const { campaign, member } = await begin(world);
    const { id } = await placed(world, member, orderOf(campaign, { paymentMethod: 'card' }));
    const [job] = await jobs(world, 'expire-preorder');
    expect(job).toMatchObject({ run_at: world.now + 15 * minute });
    await world.write((tx) => expirePreorder(tx, id, world.now + 14 * minute));
    expect((await preorder(world, id)).state).toBe('placed');
    await world.write((tx) => expirePreorder(tx, id, world.now + 15 * minute));
    await world.write((tx) => expirePreorder(tx, id, world.now + 15 * minute));
    expect(await preorder(world, id)).toMatchObject({ state: 'cancelled', ended_reason: 'card-unanswered' });
    expect(await counters(world, campaign)).toEqual(untouched);
  });

  test('a preorder that stands does not expire, nor does one paid by transfer', async () => {
    const { campaign, member } = await begin(world);
    await order(member, orderOf(campaign, { paymentMethod: 'card' }));
    await placed(world, member, orderOf(campaign));
    for (const { id } of await preorders(world)) {
      await world.write((tx) => expirePreorder(tx, id, world.now + day));
    }
    expect((await preorders(world)).map(({ state }) => state).sort()).toEqual(['authorised', 'placed']);
  });

  test('cancelled from another window while the card answers: what was authorised is let go', async () => {
    const { campaign, member } = await begin(world);
    const bank = bookkeepingProvider();
    const provider = {
      ...bank.provider,
      authorise: async (...args: Parameters<typeof bank.provider.authorise>) => {
        const outcome = await bank.provider.authorise(...args);
        const [row] = await preorders(world);
        await world.write((tx) => cancelPreorder(tx, member, { preorder: row!.id }, world.now));
        return outcome;
      },
    };
    expect(
      await orderPreorder(
        means(world, provider),
        member,
        orderOf(campaign, { paymentMethod: 'card' }),
        card,
        world.now,
      ),
    ).toMatchObject({ reason: 'card-too-late' });
    expect(await jobs(world, 'release-preorder')).toHaveLength(1);
    expect(await counters(world, campaign)).toEqual(untouched);
  });
});

onBothDatabases('cancelling a preorder', (world) => {
  test('gives the units back and lets the card go', async () => {
    const { campaign, member } = await begin(world);
    const cards = practiceProvider();
    await placed(world, member, orderOf(campaign, { quantity: 2 }));
    await orderPreorder(
      means(world, cards),
      member,
      orderOf(campaign, { paymentMethod: 'card' }),
      card,
      world.now,
    );
    for (const { id } of await preorders(world)) {
      expect(
        await world.write((tx) => cancelPreorder(tx, member, { preorder: id }, world.now)),
      ).toBeUndefined();
    }
    expect(await counters(world, campaign)).toEqual(untouched);
    expect((await preorders(world)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
    expect(await jobs(world, 'release-preorder')).toHaveLength(1);
    expect((await events(world)).filter((kind) => kind === 'preorder-cancelled')).toHaveLength(2);
  });

  test('another member’s is not found, an ended one has ended, and after the deadline it is bound', async () => {
    const { campaign, member } = await begin(world);
    const other = await world.write((tx) => makeMember(tx, world.now));
    const { id } = await placed(world, member, orderOf(campaign));
    const cancel = (who: { id: string }, now: number) =>
      world.write((tx) => cancelPreorder(tx, who, { preorder: id }, now));
    expect(await cancel(other, world.now)).toMatchObject({ reason: 'not-found' });
    expect(await cancel(member, campaign.deadline)).toMatchObject({ reason: 'preorder-bound' });
    expect(await counters(world, campaign)).toEqual({ units: 1, preorders: 1, ordered: [1, 0] });
    expect(await cancel(member, world.now)).toBeUndefined();
    expect(await cancel(member, world.now)).toMatchObject({ reason: 'impossible-transition' });
    expect(await counters(world, campaign)).toEqual(untouched);
  });

  test('pressed four times at once gives back once', async () => {
    const { campaign, member } = await begin(world);
    await placed(world, member, orderOf(campaign));
    const { id } = await placed(world, member, orderOf(campaign));
    const results = await Promise.all(
      [1, 2, 3, 4].map(() => world.write((tx) => cancelPreorder(tx, member, { preorder: id }, world.now))),
    );
    expect(results.filter((result) => result === undefined)).toHaveLength(1);
    expect(await counters(world, campaign)).toEqual({ units: 1, preorders: 1, ordered: [1, 0] });
  });

  test('an account that is deleted cancels what still may be', async () => {
    const { campaign, member } = await begin(world);
    const ending = await world.write((tx) => makeLiveCampaign(tx, world.now, { deadline: world.now + day }));
    const other = await world.write((tx) => makeMember(tx, world.now));
    await placed(world, member, orderOf(campaign));
    await placed(world, member, orderOf(campaign, { quantity: 2 }));
    await placed(world, member, orderOf(ending));
    await placed(world, other, orderOf(campaign));
    expect(await world.write((tx) => cancelOwnPreorders(tx, member, ending.deadline))).toEqual({
      cancelled: 2,
    });
    expect(await counters(world, campaign)).toEqual({ units: 1, preorders: 1, ordered: [1, 0] });
    expect(await counters(world, ending)).toMatchObject({ units: 1, preorders: 1 });
  });

  test('a brand that cancels the campaign at the same moment leaves true counters', async () => {
    const owner = await world.write((tx) => makeMember(tx, world.now));
    const brand = await world.write((tx) => makeBrand(tx, world.now, [{ member: owner, role: 'owner' }]));
    const { campaign, member } = await begin(world, { brand });
    const { id } = await placed(world, member, orderOf(campaign));
    const [cancelled] = await Promise.all([
      world.write((tx) => cancelPreorder(tx, member, { preorder: id }, world.now)),
      world.write((tx) =>
        cancelCampaign(tx, owner, { campaign: campaign.id, reason: 'the mill closed' }, world.now),
      ),
    ]);
    const units = cancelled === undefined ? 0 : 1;
    expect(await counters(world, campaign)).toMatchObject({ units, ordered: [units, 0] });
  });
});

onBothDatabases('changing a preorder', (world) => {
  const changeOf = (
    campaign: Campaign,
    id: string,
    more: Partial<PreorderChange & { key: string }> = {},
  ): PreorderChange & { key: string } => ({
    preorder: id,
    variant: campaign.variants[0]!,
    quantity: 1,
    address,
    note: '',
    expectedMinor: 128_000 * (more.quantity ?? 1) + 8_000,
    key: `change-${id}-${more.quantity ?? 1}`,
    ...more,
  });
  const amend = (
    member: { id: string },
    change: PreorderChange & { key: string },
    cards = practiceProvider(),
    now = world.now,
  ) => amendPreorder(means(world, cards), member, change, now);

  test('variant, quantity and address; the counters follow', async () => {
    const { campaign, member } = await begin(world);
    const { id } = await placed(world, member, orderOf(campaign, { quantity: 2 }));
    const change = changeOf(campaign, id, {
      variant: campaign.variants[1]!,
      quantity: 3,
      address: { ...address, country: 'JP', postalCode: '100-0001' },
      expectedMinor: 3 * 128_000 + 30_000,
    });
    expect(await amend(member, change)).toBeUndefined();
    expect(await preorder(world, id)).toMatchObject({
      variant_id: campaign.variants[1],
      quantity: 3,
      country: 'JP',
      shipping_minor: 30_000,
      total_minor: 414_000,
      state: 'placed',
    });
    expect(await counters(world, campaign)).toEqual({ units: 3, preorders: 1, ordered: [0, 3] });
    expect(await amend(member, changeOf(campaign, id))).toBeUndefined();
    expect(await counters(world, campaign)).toEqual({ units: 1, preorders: 1, ordered: [1, 0] });
    expect((await events(world)).filter((kind) => kind === 'preorder-changed')).toHaveLength(2);
  });

  test('the agreed price stays, whatever the campaign says later', async () => {
    const { campaign, member } = await begin(world);
    const { id } = await placed(world, member, orderOf(campaign));
    await world.write((tx) =>
      tx.updateTable('campaigns').set({ price_minor: 1 }).where('id', '=', campaign.id).execute(),
    );
    expect(await amend(member, changeOf(campaign, id, { quantity: 2 }))).toBeUndefined();
    expect(await preorder(world, id)).toMatchObject({ unit_minor: 128_000, total_minor: 264_000 });
  });

  test('every refusal leaves it as it was', async () => {
    const { campaign, member } = await begin(world, { limit: 6, rates: { TW: 8_000 } });
    const other = await world.write((tx) => makeMember(tx, world.now));
    const { id } = await placed(world, member, orderOf(campaign));
    await placed(world, member, orderOf(campaign, { variant: campaign.variants[1]!, quantity: 2 }));
    await placed(world, other, orderOf(campaign, { variant: campaign.variants[1]! }));
    const before = await preorder(world, id);
    const standing = await counters(world, campaign);
    const [, second] = campaign.variants;
    const tries: [string, Promise<unknown>][] = [
      ['not-found', amend(other, changeOf(campaign, id, { quantity: 2 }))],
      ['not-found', amend(member, changeOf(campaign, 'nothing'))],
      ['quantity-impossible', amend(member, changeOf(campaign, id, { quantity: 0 }))],
      ['limit-per-member', amend(member, changeOf(campaign, id, { quantity: 5 }))],
      ['sold-out', amend(member, changeOf(campaign, id, { variant: second!, quantity: 3 }))],
      ['variant-not-in-campaign', amend(member, changeOf(campaign, id, { variant: 'elsewhere' }))],
      [
        'country-not-shipped',
        amend(member, changeOf(campaign, id, { address: { ...address, country: 'DE' } })),
      ],
      ['total-changed', amend(member, changeOf(campaign, id, { quantity: 2, expectedMinor: 1 }))],
      [
        'preorder-bound',
        amend(member, changeOf(campaign, id, { quantity: 2 }), practiceProvider(), campaign.deadline),
      ],
    ];
    for (const [reason, result] of tries) expect(await result).toMatchObject({ reason });
    expect(await preorder(world, id)).toEqual(before);
    expect(await counters(world, campaign)).toEqual(standing);
    await world.write((tx) => cancelPreorder(tx, member, { preorder: id }, world.now));
    expect(await amend(member, changeOf(campaign, id))).toMatchObject({ reason: 'impossible-transition' });
  });

  test('a card that is still being checked cannot be changed beneath it', async () => {
    const { campaign, member } = await begin(world);
    const { id } = await placed(world, member, orderOf(campaign, { paymentMethod: 'card' }));
    expect(await amend(member, changeOf(campaign, id, { quantity: 2 }))).toMatchObject({
      reason: 'impossible-transition',
    });
  });

  describe('paid by card', () => {
    const authorised = async (more: Parameters<typeof makeLiveCampaign>[2] = {}) => {
      const { campaign, member } = await begin(world, more);
      const bank = bookkeepingProvider();
      const input = orderOf(campaign, { paymentMethod: 'card', quantity: 2 });
      const result = await orderPreorder(means(world, bank.provider), member, input, card, world.now);
      if (isRefusal(result)) throw new Error(result.reason);
      return { campaign, member, bank, id: result.id };
    };

    test('a lower total needs no new authorisation, nor does going back to what was authorised', async () => {
      const { campaign, member, bank, id } = await authorised();
      expect(await amend(member, changeOf(campaign, id), bank.provider)).toBeUndefined();
      expect(await amend(member, changeOf(campaign, id, { quantity: 2 }), bank.provider)).toBeUndefined();
      expect(bank.asked).toHaveLength(1);
      expect(await preorder(world, id)).toMatchObject({ total_minor: 264_000, authorised_minor: 264_000 });
    });

    test('a higher total is authorised anew, and the old authorisation let go', async () => {
      const { campaign, member, bank, id } = await authorised();
      expect(await amend(member, changeOf(campaign, id, { quantity: 3 }), bank.provider)).toBeUndefined();
      expect(bank.did('reauthorise')).toMatchObject([{ amount: 392_000 }]);
      expect(await preorder(world, id)).toMatchObject({ total_minor: 392_000, authorised_minor: 392_000 });
      expect(await jobs(world, 'release-preorder')).toHaveLength(1);
    });

    test.each([
      ['declined', 'card-raise-declined'],
      ['error', 'card-unreachable'],
      ['silent', 'card-unreachable'],
    ] as const)('a card that answers %s to more leaves it as it was', async (how, reason) => {
      const { campaign, member, bank, id } = await authorised();
      bank.answer(how);
      const before = await preorder(world, id);
      expect(await amend(member, changeOf(campaign, id, { quantity: 3 }), bank.provider)).toMatchObject({
        reason,
      });
      expect(await preorder(world, id)).toEqual(before);
      expect(await counters(world, campaign)).toMatchObject({ units: 2 });
    });

    test('more that is sold out meanwhile: what was authorised for it is let go', async () => {
      const { campaign, member, bank, id } = await authorised({ stock: [3, 5] });
      const change = changeOf(campaign, id, { quantity: 4 });
      expect(await amend(member, change, bank.provider)).toMatchObject({ reason: 'sold-out' });
      const [release] = await jobs(world, 'release-preorder');
      expect(JSON.parse(release!.payload)).toMatchObject({ key: change.key, preorder: id });
      expect(await preorder(world, id)).toMatchObject({ quantity: 2, total_minor: 264_000 });
    });

    test('another card before the deadline takes the place of the first', async () => {
      const { member, bank, id } = await authorised();
      const give = (key: string) =>
        giveCard(means(world, bank.provider), member, { preorder: id, card, key }, world.now);
      expect(await give('second')).toBeUndefined();
      expect(await give('second')).toBeUndefined();
      expect(bank.did('authorise')).toHaveLength(2);
      expect(await preorder(world, id)).toMatchObject({
        state: 'authorised',
        payment_key: 'second',
        due_at: null,
      });
      expect(await jobs(world, 'release-preorder')).toHaveLength(1);
      expect(await jobs(world, 'charge-preorder')).toEqual([]);
      bank.answer('declined');
      expect(await give('third')).toMatchObject({ reason: 'new-card-declined' });
      expect(await preorder(world, id)).toMatchObject({ payment_key: 'second' });
    });

    test('another’s preorder takes no card, and a transfer has none', async () => {
      const { campaign, member, bank, id } = await authorised();
      const other = await world.write((tx) => makeMember(tx, world.now));
      const { id: manual } = await placed(world, member, orderOf(campaign));
      const give = (who: { id: string }, preorder: string) =>
        giveCard(means(world, bank.provider), who, { preorder, card, key: 'k' }, world.now);
      expect(await give(other, id)).toMatchObject({ reason: 'not-found' });
      expect(await give(member, manual)).toMatchObject({ reason: 'impossible-transition' });
      expect(bank.asked).toHaveLength(1);
    });
  });

  test('changed from three windows at once: the counters are those of the one that stands', async () => {
    const { campaign, member } = await begin(world);
    const { id } = await placed(world, member, orderOf(campaign));
    const results = await Promise.all([
      amend(member, changeOf(campaign, id, { quantity: 2 })),
      amend(member, changeOf(campaign, id, { quantity: 3, variant: campaign.variants[1]! })),
      amend(member, changeOf(campaign, id, { quantity: 5 })),
      world.write((tx) => cancelPreorder(tx, member, { preorder: id }, world.now)),
    ]);
    for (const result of results) {
      if (result) expect(['changed-meanwhile', 'impossible-transition']).toContain(result.reason);
    }
    const row = await preorder(world, id);
    const units = row.state === 'cancelled' ? 0 : row.quantity;
    const first = row.variant_id === campaign.variants[0];
    expect(await counters(world, campaign)).toEqual({
      units,
      preorders: units ? 1 : 0,
      ordered: first ? [units, 0] : [0, units],
    });
  });
});
