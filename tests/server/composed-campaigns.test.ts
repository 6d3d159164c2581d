import { expect, test } from 'vitest';
import type { Configuration } from '../../src/lib/domain/configuring.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { offeredBy } from '../../src/lib/server/campaigns/composing.ts';
import { browseCampaigns } from '../../src/lib/server/campaigns/browsing.ts';
import { launchCampaign } from '../../src/lib/server/campaigns/launching.ts';
import { makeCampaign } from '../../src/lib/server/campaigns/making.ts';
import { campaignMinded } from '../../src/lib/server/campaigns/minding.ts';
import { candidatesOf } from '../../src/lib/server/campaigns/picking.ts';
import { variantsOf } from '../../src/lib/server/campaigns/reading.ts';
import { saveCampaign, type CampaignInput } from '../../src/lib/server/campaigns/saving.ts';
import { exportPreorders } from '../../src/lib/server/fulfilments/exporting.ts';
import { preordersOf } from '../../src/lib/server/fulfilments/viewing.ts';
import { newId } from '../../src/lib/server/ids.ts';
import { hideContent } from '../../src/lib/server/moderation/hiding.ts';
import { practiceProvider } from '../../src/lib/server/payments/practising.ts';
import { amendPreorder } from '../../src/lib/server/preorders/amending.ts';
import { offerOf, quoteOf } from '../../src/lib/server/preorders/offering.ts';
import { ownPreorder, ownPreorders } from '../../src/lib/server/preorders/owning.ts';
import { placePreorder, type PreorderInput } from '../../src/lib/server/preorders/placing.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { address, orderOf } from '../making-campaigns.ts';
import { makeComposedCampaign, makeComposition } from '../making-composed-campaigns.ts';
import { makeConfiguration } from '../making-configurations.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

const day = 24 * 3600_000;
const minted = { front: 'mint', handle: 'steel', feet: 'low' };
const walnutTall = { front: 'walnut', handle: 'brass', feet: 'tall' };

/** What a revision offers after the walnut was taken from it. */
const withoutWalnut = ({ parts, ...rest }: Configuration): Configuration => ({
  ...rest,
  parts: parts.map((part) =>
    part.id === 'front'
      ? {
          ...part,
          choices: [
            ...part.choices.filter(({ id }) => id !== 'walnut'),
            { ...part.choices[0]!, id: 'pine', name: 'Pine' },
          ],
        }
      : part,
  ),
  rules: [],
});

const reason = (result: unknown) => (isRefusal(result) ? result.reason : result);
const place = (world: World, member: { id: string }, input: PreorderInput) =>
  world.write((tx) => placePreorder(tx, member, input, world.now));
const rows = (world: World) =>
  world.read((read) => read.selectFrom('preorders').selectAll().orderBy('placed_at').execute());

onBothDatabases('a campaign in preparation', (world) => {
  const stage = () =>
    world.write(async (tx) => {
      const { now } = world;
      const merchant = await makeMember(tx, now);
      const brand = await makeBrand(tx, now, [{ member: merchant, role: 'merchant' }]);
      await tx
        .updateTable('brands')
        .set({ payment_instructions: 'To account 123' })
        .where('id', '=', brand.id)
        .execute();
      const challenge = await makeChallenge(tx, now, brand, { state: 'decided', drafts: 2 });
      const [draft, other] = challenge.drafts;
      await tx.updateTable('drafts').set({ state: 'won' }).where('id', '=', draft!.id).execute();
      const offered = await makeConfiguration(tx, now, draft!);
      const elsewhere = await makeConfiguration(tx, now, other!);
      const made = await makeCampaign(
        tx,
        merchant,
        { draft: draft!.id, title: 'Fridge', price: 1_680_000, minimum: 2 },
        now,
      );
      if (isRefusal(made)) throw new Error(made.reason);
      const plain = await makeComposition(tx, now, draft!.id, offered, minted, 5);
      const walnut = await makeComposition(tx, now, draft!.id, offered, walnutTall, 1);
      const foreign = await makeComposition(tx, now, other!.id, elsewhere, minted);
      return { merchant, campaign: made.id, draft: draft!, challenge, offered, plain, walnut, foreign };
    });

  const input = (campaign: string, more: Partial<CampaignInput> = {}): CampaignInput => ({
    campaign,
    seen: 0,
    title: 'Fridge',
    story: 'A fridge.',
    price: 1_680_000,
    breaks: [],
    minimum: 2,
    deadline: world.now + 20 * day,
    deliveryMonth: '2027-08',
    perMember: null,
    composing: 'none',
    picked: [],
    options: [],
    stock: {},
    rates: [{ country: 'TW', fee: 60_000 }],
    ...more,
  });
  const save = (member: { id: string }, one: CampaignInput) =>
    world.write((tx) => saveCampaign(tx, member, one, world.now));
  const pick = (composition: string, name: string, difference: number | null = null) => ({
    composition,
    name,
    difference,
  });
  const variants = (campaign: string) => world.read((read) => variantsOf(read, campaign));

  test('takes picked compositions as variants, each with its price, in every size', async () => {
    const { merchant, campaign, plain, walnut } = await stage();
    const picked = [pick(plain, 'Plain'), pick(walnut, 'Study', 150_000)];
    const sizes = { name: 'Door', values: ['Left', 'Right'] };
    expect(
      await save(merchant, input(campaign, { composing: 'picked', picked, options: [sizes] })),
    ).toBeUndefined();
    const before = await variants(campaign);
    expect(
      before.map(({ label, composition_id, difference_minor }) => [label, composition_id, difference_minor]),
    ).toEqual([
      ['Plain / Left', plain, 0],
      ['Plain / Right', plain, 0],
      ['Study / Left', walnut, 150_000],
      ['Study / Right', walnut, 150_000],
    ]);

    // Another name and the price of its choices: what goes on keeps its identity.
    const renamed = [pick(plain, 'Plain'), pick(walnut, 'Library')];
    expect(
      await save(
        merchant,
        input(campaign, { seen: 1, composing: 'picked', picked: renamed, options: [sizes] }),
      ),
    ).toBeUndefined();
    const after = await variants(campaign);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after[2]).toMatchObject({ label: 'Library / Left', difference_minor: 145_000 });

    expect(await save(merchant, input(campaign, { seen: 2 }))).toBeUndefined();
    expect(await variants(campaign)).toMatchObject([
      { label: '', composition_id: null, difference_minor: 0 },
    ]);
  });

  test('refuses what is of another draft, broken, incomplete or gone, and keeps what it had', async () => {
    const { merchant, campaign, draft, offered, foreign } = await stage();
    const [illegal, gone, incomplete] = await world.write(async (tx) => {
      const other = withoutWalnut(offered.configuration);
      const id = newId(world.now);
      await tx
        .insertInto('configurations')
        .values({
          id,
          draft_id: draft.id,
          spec: JSON.stringify(other),
          currency: 'TWD',
          created_at: world.now,
        })
        .execute();
      const fewer = { ...offered.configuration, parts: offered.configuration.parts.slice(0, 2) };
      return [
        await makeComposition(tx, world.now, draft.id, offered, { ...walnutTall, handle: 'steel' }),
        await makeComposition(
          tx,
          world.now,
          draft.id,
          { id, configuration: other },
          { ...minted, front: 'pine' },
        ),
        await makeComposition(tx, world.now, draft.id, { id, configuration: fewer }, minted),
      ];
    });
    const tried = async (composition: string) =>
      reason(
        await save(merchant, input(campaign, { composing: 'picked', picked: [pick(composition, 'One')] })),
      );
    expect(await tried(foreign)).toBe('composition-elsewhere');
    expect(await tried(illegal)).toBe('composition-illegal');
    expect(await tried(gone)).toBe('composition-gone');
    expect(await tried(incomplete)).toBe('composition-incomplete');
    expect(await tried('nothing')).toBe('composition-missing');
    expect(await variants(campaign)).toMatchObject([{ composition_id: null }]);
  });

  test('of a draft with nothing to compose cannot be composed', async () => {
    const { merchant, campaign, draft } = await stage();
    await world.write((tx) =>
      tx
        .updateTable('revisions')
        .set({ configuration_id: null })
        .where('id', '=', draft.revision_id)
        .execute(),
    );
    expect(reason(await save(merchant, input(campaign, { composing: 'own' })))).toBe('composition-elsewhere');
  });

  test('is launched with something picked, and no price of nothing', async () => {
    const { merchant, campaign, plain } = await stage();
    const launch = () =>
      world.write((tx) => launchCampaign(tx, merchant, { campaign, takesCards: false }, world.now));
    const gaps = async () => {
      const result = await launch();
      return isRefusal(result) ? result.detail.gaps : result;
    };
    await save(merchant, input(campaign, { composing: 'picked' }));
    expect(await gaps()).toBe('compositions');
    const free = [pick(plain, 'Plain', -1_680_000)];
    await save(merchant, input(campaign, { seen: 1, composing: 'picked', picked: free }));
    expect(await gaps()).toBe('composition-price');
    // The cheapest of one's own is 5,000 below the price.
    await save(merchant, input(campaign, { seen: 2, composing: 'own', price: 5_000 }));
    expect(await gaps()).toBe('composition-price');
    await save(merchant, input(campaign, { seen: 3, composing: 'own' }));
    expect(await gaps()).toBeUndefined();
    const [listed] = await world.read((read) => browseCampaigns(read, { states: ['live'], limit: 9 }));
    expect(listed!.least).toBe(listed!.price - 5_000);
  });

  test('lists what is chosen most, remixes and what was decided, and says what is not offered any more', async () => {
    const { merchant, campaign, draft, challenge, offered, plain, walnut } = await stage();
    const [remixed, hidden, decided, gone] = await world.write(async (tx) => {
      const { now } = world;
      const remix = async (composition: string, title: string) => {
        const id = newId(now);
        await tx
          .insertInto('remixes')
          .values({ id, draft_id: draft.id, composition_id: composition, title, votes: 7, created_at: now })
          .execute();
        return id;
      };
      const keep = (front: string, handle: string, feet: string, chosen = 0) =>
        makeComposition(tx, now, draft.id, offered, { front, handle, feet }, chosen);
      const one = await keep('mint', 'brass', 'low');
      await remix(one, 'Brass');
      const two = await keep('mint', 'brass', 'tall');
      const admin = await makeMember(tx, now, { role: 'admin' });
      await hideContent(
        tx,
        { ...admin, role: 'admin' as const },
        { kind: 'remix', id: await remix(two, 'Hidden'), reason: 'spam' },
        now,
      );
      const three = await keep('walnut', 'brass', 'low');
      await tx
        .insertInto('decisions')
        .values({
          challenge_id: challenge.id,
          proposal: '{}',
          departs: 0,
          tie_broken: 0,
          reason: '',
          composition_id: three,
          decided_at: now,
        })
        .execute();
      const other = withoutWalnut(offered.configuration);
      const id = newId(now);
      await tx
        .insertInto('configurations')
        .values({ id, draft_id: draft.id, spec: JSON.stringify(other), currency: 'TWD', created_at: now })
        .execute();
      const four = await makeComposition(
        tx,
        now,
        draft.id,
        { id, configuration: other },
        { ...minted, front: 'pine' },
        9,
      );
      return [one, two, three, four];
    });
    const listed = await world.read(async (read) => {
      const row = (await campaignMinded(read, merchant, campaign))!;
      return candidatesOf(read, row, (await offeredBy(read, row))!, [walnut]);
    });
    expect(listed.map(({ id, difference }) => [id, difference])).toEqual([
      [walnut, 145_000],
      [decided, 150_000],
      [remixed, 30_000],
      [gone, null],
      [plain, 0],
    ]);
    expect(listed.map(({ id }) => id)).not.toContain(hidden);
  });
});

onBothDatabases('a preorder of a picked composition', (world) => {
  const begin = () =>
    world.write(async (tx) => ({
      campaign: await makeComposedCampaign(tx, world.now, 'picked', { stock: [null, null] }),
      member: await makeMember(tx, world.now),
    }));

  test('costs what its variant costs, whatever the form says', async () => {
    const { campaign, member } = await begin();
    const walnut = campaign.variants[1]!;
    const cheaper = orderOf(campaign, { variant: walnut });
    expect(reason(await place(world, member, cheaper))).toBe('total-changed');
    const result = await place(
      world,
      member,
      orderOf(campaign, { variant: walnut, quantity: 2, expectedMinor: 2 * 273_000 + 8_000 }),
    );
    expect(reason(result)).toMatchObject({ totalMinor: 554_000 });
    expect(await rows(world)).toMatchObject([{ unit_minor: 273_000, composition_id: null }]);
    const { preorders } = await world.read((read) => ownPreorders(read, member, world.now));
    expect(preorders[0]!.composed).toMatchObject({
      id: campaign.walnut,
      names: [
        { part: 'Front', choice: 'Walnut' },
        { part: 'Handle', choice: 'Brass' },
        { part: 'Feet', choice: 'Tall' },
      ],
      file: 640,
    });
  });

  test('changed to another one costs the difference', async () => {
    const { campaign, member } = await begin();
    const result = await place(world, member, orderOf(campaign));
    if (isRefusal(result)) throw new Error(result.reason);
    const change = {
      preorder: result.id,
      variant: campaign.variants[1]!,
      quantity: 1,
      address,
      note: '',
      key: 'change',
      expectedMinor: 136_000,
    };
    const means = { read: world.read, write: world.write, cards: practiceProvider() };
    expect(reason(await amendPreorder(means, member, change, world.now))).toBe('total-changed');
    expect(
      await amendPreorder(means, member, { ...change, expectedMinor: 281_000 }, world.now),
    ).toBeUndefined();
    expect(await rows(world)).toMatchObject([{ unit_minor: 273_000, total_minor: 281_000 }]);
  });
});

onBothDatabases('a preorder of an own composition', (world) => {
  const begin = (more: Parameters<typeof makeComposedCampaign>[3] = {}) =>
    world.write(async (tx) => ({
      campaign: await makeComposedCampaign(tx, world.now, 'own', more),
      member: await makeMember(tx, world.now),
    }));
  type Campaign = Awaited<ReturnType<typeof begin>>['campaign'];
  const walnutOf = (campaign: Campaign, more: Partial<PreorderInput> = {}) =>
    orderOf(campaign, { composition: campaign.walnut, expectedMinor: 281_000, ...more });

  test('costs the price and its choices, and says what it is everywhere', async () => {
    const { campaign, member } = await begin();
    expect(reason(await place(world, member, walnutOf(campaign, { expectedMinor: 136_000 })))).toBe(
      'total-changed',
    );
    const result = await place(world, member, walnutOf(campaign));
    if (isRefusal(result)) throw new Error(result.reason);
    expect(await rows(world)).toMatchObject([
      { composition_id: campaign.walnut, unit_minor: 273_000, total_minor: 281_000 },
    ]);
    const own = await world.read((read) => ownPreorder(read, member, result.id, world.now));
    expect(own).toMatchObject({ composing: 'own', composed: { id: campaign.walnut } });
    const merchant = await world.write(async (tx) => {
      const one = await makeMember(tx, world.now);
      await tx
        .insertInto('brand_roles')
        .values({ brand_id: campaign.brand.id, member_id: one.id, role: 'merchant', granted_at: world.now })
        .execute();
      return one;
    });
    const minded = (await world.read((read) => campaignMinded(read, merchant, campaign.id)))!;
    const desk = await world.read((read) => preordersOf(read, minded, {}));
    expect(desk.preorders[0]!.composed?.names).toContainEqual({ part: 'Front', choice: 'Walnut' });
    let csv = '';
    for await (const part of exportPreorders(world.read, minded, {}, {} as never)) csv += part;
    expect(csv).toContain('Front: Walnut; Handle: Brass; Feet: Tall');
  });

  test('is refused without one, with one of another draft, illegal, incomplete or gone', async () => {
    const { campaign, member } = await begin();
    const made = await world.write(async (tx) => {
      const { now } = world;
      const challenge = await makeChallenge(tx, now, campaign.brand, { state: 'decided', drafts: 1 });
      const foreign = challenge.drafts[0]!;
      const other = await makeConfiguration(tx, now, foreign);
      const id = newId(now);
      const changed = withoutWalnut(campaign.offered.configuration);
      await tx
        .insertInto('configurations')
        .values({
          id,
          draft_id: campaign.draft.id,
          spec: JSON.stringify(changed),
          currency: 'TWD',
          created_at: now,
        })
        .execute();
      const fewer = { ...changed, parts: changed.parts.slice(0, 2) };
      const own = campaign.draft.id;
      return {
        elsewhere: await makeComposition(tx, now, foreign.id, other, minted),
        illegal: await makeComposition(tx, now, own, campaign.offered, { ...walnutTall, handle: 'steel' }),
        gone: await makeComposition(
          tx,
          now,
          own,
          { id, configuration: changed },
          { ...minted, front: 'pine' },
        ),
        incomplete: await makeComposition(tx, now, own, { id, configuration: fewer }, minted),
      };
    });
    const tried = async (composition: string | null) =>
      reason(await place(world, member, orderOf(campaign, { composition })));
    expect(await tried(null)).toBe('composition-missing');
    expect(await tried('nothing')).toBe('composition-missing');
    expect(await tried(made.elsewhere)).toBe('composition-elsewhere');
    expect(await tried(made.illegal)).toBe('composition-illegal');
    expect(await tried(made.gone)).toBe('composition-gone');
    expect(await tried(made.incomplete)).toBe('composition-incomplete');
    expect(await rows(world)).toEqual([]);
    // What the page says before is the same.
    for (const [composition, why] of [
      [null, 'composition-missing'],
      [made.gone, 'composition-gone'],
    ] as const) {
      const offer = (await world.read((read) => offerOf(read, member, campaign.id, world.now, composition)))!;
      const wish = { variant: campaign.variants[0]!, quantity: 1, country: 'TW' };
      expect(reason(quoteOf(offer, wish))).toBe(why);
    }
  });

  test('keeps to stock and to the limit of each member', async () => {
    const { campaign, member } = await begin({ limit: 2, stock: [1] });
    expect(
      reason(await place(world, member, walnutOf(campaign, { quantity: 3, expectedMinor: 827_000 }))),
    ).toBe('limit-per-member');
    expect(
      reason(await place(world, member, walnutOf(campaign, { quantity: 2, expectedMinor: 554_000 }))),
    ).toBe('sold-out');
    expect(reason(await place(world, member, walnutOf(campaign, { quantity: 0 })))).toBe(
      'quantity-impossible',
    );
  });

  test('is changed to another composition until the deadline, and not to what cannot be made', async () => {
    const { campaign, member } = await begin();
    const result = await place(world, member, walnutOf(campaign));
    if (isRefusal(result)) throw new Error(result.reason);
    const broken = await world.write((tx) =>
      makeComposition(tx, world.now, campaign.draft.id, campaign.offered, { ...walnutTall, handle: 'steel' }),
    );
    const means = { read: world.read, write: world.write, cards: practiceProvider() };
    const change = (composition: string | null, expectedMinor: number, now = world.now) =>
      amendPreorder(
        means,
        member,
        {
          preorder: result.id,
          variant: campaign.variants[0]!,
          composition,
          quantity: 1,
          address,
          note: '',
          key: `change-${expectedMinor}`,
          expectedMinor,
        },
        now,
      );
    expect(reason(await change(broken, 281_000))).toBe('composition-illegal');
    expect(reason(await change(campaign.plain, 281_000))).toBe('total-changed');
    expect(await change(campaign.plain, 136_000)).toBeUndefined();
    expect(await rows(world)).toMatchObject([
      { composition_id: campaign.plain, unit_minor: 128_000, total_minor: 136_000 },
    ]);
    expect(await change(null, 136_000)).toBeUndefined();
    expect(reason(await change(campaign.walnut, 281_000, campaign.deadline))).toBe('preorder-bound');
    expect(await rows(world)).toMatchObject([{ composition_id: campaign.plain }]);
  });

  test('the database has the last word', async () => {
    const { campaign } = await begin();
    const set = (values: object) =>
      world.write((tx) =>
        tx.updateTable('variants').set(values).where('id', '=', campaign.variants[0]!).execute(),
      );
    await expect(set({ difference_minor: 1 })).rejects.toThrow();
    await expect(set({ composition_id: 'nothing' })).rejects.toThrow();
    await expect(
      world.write((tx) =>
        tx
          .updateTable('campaigns')
          .set({ composing: 'some' as never })
          .where('id', '=', campaign.id)
          .execute(),
      ),
    ).rejects.toThrow();
  });
});
