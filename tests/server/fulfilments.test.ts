import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import type { PreorderState } from '../../src/lib/domain/lifecycles.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { campaignMinded } from '../../src/lib/server/campaigns/minding.ts';
import { milestonesOf } from '../../src/lib/server/campaigns/reading.ts';
import { advanceCampaign, type MakingState } from '../../src/lib/server/fulfilments/advancing.ts';
import {
  exportPreorders,
  openExport,
  type ExportColumn,
} from '../../src/lib/server/fulfilments/exporting.ts';
import { readParcels } from '../../src/lib/server/fulfilments/importing.ts';
import {
  addMilestone,
  mostMilestones,
  moveMilestone,
  removeMilestone,
} from '../../src/lib/server/fulfilments/planning.ts';
import { reachMilestone } from '../../src/lib/server/fulfilments/reaching.ts';
import { shipPreorder, shipPreorders } from '../../src/lib/server/fulfilments/shipping.ts';
import { totalsOf } from '../../src/lib/server/fulfilments/totalling.ts';
import { preordersOf, type PreorderFilter } from '../../src/lib/server/fulfilments/viewing.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

const day = 24 * 3600_000;
const hour = 3600_000;

/** A campaign of two variants in any state, run by a merchant, with a designer and another brand's merchant beside. */
const stage = (world: World, state: 'live' | 'succeeded' | MakingState | 'failed' = 'shipping') =>
  world.write(async (tx) => {
    const { now } = world;
    const merchant = await makeMember(tx, now);
    const designer = await makeMember(tx, now);
    const stranger = await makeMember(tx, now);
    const buyer = await makeMember(tx, now, { name: '陳柏安' });
    const brand = await makeBrand(tx, now, [
      { member: merchant, role: 'merchant' },
      { member: designer, role: 'designer' },
    ]);
    await makeBrand(tx, now, [{ member: stranger, role: 'merchant' }]);
    const challenge = await makeChallenge(tx, now, brand, { state: 'decided', drafts: 1 });
    const [draft] = challenge.drafts;
    const campaign = `campaign-${brand.id}`;
    await tx
      .insertInto('campaigns')
      .values({
        id: campaign,
        brand_id: brand.id,
        challenge_id: challenge.id,
        draft_id: draft!.id,
        revision_id: draft!.revision_id,
        state,
        title: 'Tea field',
        currency: 'TWD',
        price_minor: 128_000,
        minimum_quantity: 1,
        time_zone: 'Asia/Taipei',
        created_at: now,
        launched_at: now - 20 * day,
      })
      .execute();
    const variants = ['Moss / S', 'Moss / M'].map((label, position) => ({
      id: `${campaign}-${position}`,
      campaign_id: campaign,
      position,
      label,
      stock: position === 0 ? 40 : null,
    }));
    await tx.insertInto('variants').values(variants).execute();
    return { merchant, designer, stranger, buyer, brand, campaign, variants };
  });
type Stage = Awaited<ReturnType<typeof stage>>;

const placed = (
  world: World,
  staged: Stage,
  number: string,
  more: Partial<{
    state: PreorderState;
    variant: number;
    quantity: number;
    at: number;
    recipient: string;
    note: string;
    phone: string;
    refund: boolean;
  }> = {},
) =>
  world.write(async (tx) => {
    const quantity = more.quantity ?? 1;
    const id = `p${number.toLowerCase().replaceAll('-', '')}`;
    await tx
      .insertInto('preorders')
      .values({
        id,
        number,
        campaign_id: staged.campaign,
        variant_id: staged.variants[more.variant ?? 0]!.id,
        member_id: staged.buyer.id,
        state: more.state ?? 'charged',
        quantity,
        currency: 'TWD',
        unit_minor: 128_000,
        shipping_minor: 8_050,
        total_minor: 128_000 * quantity + 8_050,
        payment_method: 'card',
        email: 'buyer@example.com',
        recipient: more.recipient ?? '陳柏安',
        line1: '1 Road, "North"',
        city: '臺北市',
        country: 'TW',
        phone: more.phone ?? '',
        note: more.note ?? '',
        idempotency_key: number,
        placed_at: more.at ?? world.now,
        changed_at: world.now,
        refund_requested_at: more.refund ? world.now : null,
      })
      .execute();
    return id;
  });

const headings = new Proxy({} as Record<ExportColumn, string>, { get: (_, name) => String(name) });
const parcel = (number: string, carrier = 'Post') => ({
  number,
  carrier,
  trackingNumber: `T-${number}`,
  trackingUrl: '',
});

onBothDatabases('fulfilments', (world) => {
  const minded = (staged: Stage) =>
    world.read(async (read) => (await campaignMinded(read, staged.merchant, staged.campaign))!);
  const events = (kind: string) =>
    world.read((read) => read.selectFrom('events').selectAll().where('kind', '=', kind).execute());
  const stateOf = async (number: string) =>
    (
      await world.read((read) =>
        read.selectFrom('preorders').select('state').where('number', '=', number).executeTakeFirstOrThrow(),
      )
    ).state;

  describe('advancing', () => {
    const advance = (staged: Stage, to: MakingState, member = staged.merchant) =>
      world.write((tx) => advanceCampaign(tx, member, { campaign: staged.campaign, to }, world.now));

    test('step by step, each with an event', async () => {
      const staged = await stage(world, 'succeeded');
      for (const to of ['producing', 'shipping', 'delivered'] as const) {
        expect(await advance(staged, to)).toBeUndefined();
        expect(await events(`campaign-${to}`)).toMatchObject([
          { actor_id: staged.merchant.id, campaign_id: staged.campaign },
        ]);
      }
      expect((await minded(staged)).state).toBe('delivered');
    });

    test.for([
      ['live', 'producing'],
      ['failed', 'producing'],
      ['succeeded', 'shipping'],
      ['succeeded', 'delivered'],
      ['producing', 'producing'],
      ['producing', 'delivered'],
      ['shipping', 'producing'],
      ['delivered', 'shipping'],
    ] as const)('not from %s to %s', async ([from, to]) => {
      const staged = await stage(world, from);
      expect(await advance(staged, to)).toMatchObject({ reason: 'impossible-transition' });
      expect((await minded(staged)).state).toBe(from);
    });

    test('of two at once one wins', async () => {
      const staged = await stage(world, 'succeeded');
      const results = await Promise.all([advance(staged, 'producing'), advance(staged, 'producing')]);
      expect(results.filter(isRefusal)).toMatchObject([{ reason: 'impossible-transition' }]);
      expect(await events('campaign-producing')).toHaveLength(1);
    });

    test('not delivered while something paid is still here; what is being refunded does not count', async () => {
      const staged = await stage(world);
      await placed(world, staged, 'M-AAAA-0001');
      await placed(world, staged, 'M-AAAA-0002', { refund: true });
      expect(await advance(staged, 'delivered')).toMatchObject({
        reason: 'preorders-unshipped',
        detail: { count: 1 },
      });
      await world.write((tx) =>
        shipPreorder(tx, staged.merchant, { campaign: staged.campaign, ...parcel('M-AAAA-0001') }, world.now),
      );
      expect(await advance(staged, 'delivered')).toBeUndefined();
    });

    test('not by a designer, not by another brand', async () => {
      const staged = await stage(world, 'succeeded');
      for (const member of [staged.designer, staged.stranger]) {
        expect(await advance(staged, 'producing', member)).toMatchObject({ reason: 'not-found' });
      }
    });
  });

  describe('milestones', () => {
    const add = async (staged: Stage, title: string) => {
      const added = await world.write((tx) =>
        addMilestone(
          tx,
          staged.merchant,
          { campaign: staged.campaign, title, dueMonth: '2027-01' },
          world.now,
        ),
      );
      if (isRefusal(added)) throw new Error(added.reason);
      return added.id;
    };
    const titles = async (staged: Stage) =>
      (await world.read((read) => milestonesOf(read, staged.campaign))).map(({ title }) => title);

    test('are added at the end, moved and taken out', async () => {
      const staged = await stage(world, 'succeeded');
      const [cloth, cut] = [await add(staged, 'Cloth'), await add(staged, 'Cut')];
      await add(staged, 'Sewn');
      const move = (milestone: string, by: -1 | 1) =>
        world.write((tx) => moveMilestone(tx, staged.merchant, { campaign: staged.campaign, milestone, by }));
      await move(cloth, 1);
      expect(await titles(staged)).toEqual(['Cut', 'Cloth', 'Sewn']);
      await move(cut, -1);
      expect(await titles(staged)).toEqual(['Cut', 'Cloth', 'Sewn']);
      await move(cut, 1);
      await move(cut, 1);
      await move(cut, 1);
      expect(await titles(staged)).toEqual(['Cloth', 'Sewn', 'Cut']);
      expect(await move('nothing', 1)).toMatchObject({ reason: 'not-found' });
      await world.write((tx) =>
        removeMilestone(tx, staged.merchant, { campaign: staged.campaign, milestone: cut }),
      );
      expect(await titles(staged)).toEqual(['Cloth', 'Sewn']);
    });

    test('are reached once, on a day that has been, with an event; what was reached stays', async () => {
      const staged = await stage(world, 'producing');
      const id = await add(staged, 'Cloth');
      const reach = (member: { id: string }, reachedAt: number) =>
        world.write((tx) =>
          reachMilestone(tx, member, { campaign: staged.campaign, milestone: id, reachedAt }, world.now),
        );
      expect(await reach(staged.designer, world.now)).toMatchObject({ reason: 'not-found' });
      expect(await reach(staged.merchant, world.now + day)).toBeUndefined();
      expect(await world.read((read) => milestonesOf(read, staged.campaign))).toMatchObject([
        { reached_at: world.now },
      ]);
      expect(await reach(staged.merchant, world.now - day)).toMatchObject({
        reason: 'milestone-reached-already',
      });
      expect(await events('milestone-reached')).toHaveLength(1);
      expect(
        await world.write((tx) =>
          removeMilestone(tx, staged.merchant, { campaign: staged.campaign, milestone: id }),
        ),
      ).toMatchObject({ reason: 'changed-meanwhile' });
      expect(await titles(staged)).toEqual(['Cloth']);
    });

    test('not too many, not where nothing is made, not by others', async () => {
      const staged = await stage(world, 'succeeded');
      for (let i = 0; i < mostMilestones; i++) await add(staged, `Step ${i}`);
      await expect(add(staged, 'One more')).rejects.toThrow('too-many-milestones');
      const input = { campaign: staged.campaign, title: 'x', dueMonth: '' };
      for (const member of [staged.designer, staged.stranger]) {
        expect(await world.write((tx) => addMilestone(tx, member, input, world.now))).toMatchObject({
          reason: 'not-found',
        });
        expect(
          await world.write((tx) =>
            removeMilestone(tx, member, { campaign: staged.campaign, milestone: 'x' }),
          ),
        ).toMatchObject({ reason: 'not-found' });
        expect(
          await world.write((tx) =>
            moveMilestone(tx, member, { campaign: staged.campaign, milestone: 'x', by: 1 }),
          ),
        ).toMatchObject({ reason: 'not-found' });
      }
      const failed = await stage(world, 'failed');
      await expect(add(failed, 'x')).rejects.toThrow('impossible-transition');
    });
  });

  describe('shipping', () => {
    const ship = (staged: Stage, number: string, member = staged.merchant) =>
      world.write((tx) =>
        shipPreorder(tx, member, { campaign: staged.campaign, ...parcel(number) }, world.now),
      );

    test('a paid preorder is on its way, with its parcel and an event for the buyer', async () => {
      const staged = await stage(world);
      const id = await placed(world, staged, 'M-AAAA-0001');
      expect(await ship(staged, 'M-AAAA-0001')).toBeUndefined();
      expect(await stateOf('M-AAAA-0001')).toBe('shipped');
      const shipments = await world.read((read) => read.selectFrom('shipments').selectAll().execute());
      expect(shipments).toMatchObject([
        {
          preorder_id: id,
          carrier: 'Post',
          tracking_number: 'T-M-AAAA-0001',
          shipped_by: staged.merchant.id,
          shipped_at: world.now,
        },
      ]);
      expect(await events('preorder-shipped')).toMatchObject([
        { preorder_id: id, subject_member_id: staged.buyer.id, campaign_id: staged.campaign },
      ]);
      expect(await ship(staged, 'M-AAAA-0001')).toMatchObject({ reason: 'preorder-already-shipped' });
    });

    test.for([
      'placed',
      'authorised',
      'charge failed',
      'cancelled',
      'released',
      'dropped',
      'refunded',
    ] as const)('not what is %s', async (state) => {
      const staged = await stage(world);
      await placed(world, staged, 'M-AAAA-0001', { state });
      expect(await ship(staged, 'M-AAAA-0001')).toMatchObject({ reason: 'preorder-not-paid' });
      expect(await stateOf('M-AAAA-0001')).toBe(state);
    });

    test('not what is being refunded, not before the campaign ships, not by others, not another campaign’s', async () => {
      const staged = await stage(world);
      await placed(world, staged, 'M-AAAA-0001', { refund: true });
      expect(await ship(staged, 'M-AAAA-0001')).toMatchObject({ reason: 'preorder-not-paid' });
      await placed(world, staged, 'M-AAAA-0002');
      expect(await ship(staged, 'M-AAAA-0002', staged.designer)).toMatchObject({ reason: 'not-found' });
      expect(await ship(staged, 'M-AAAA-0002', staged.stranger)).toMatchObject({ reason: 'not-found' });
      const early = await stage(world, 'producing');
      await placed(world, early, 'M-BBBB-0001');
      expect(await ship(early, 'M-BBBB-0001')).toMatchObject({ reason: 'not-shipping-yet' });
      expect(await ship(staged, 'M-BBBB-0001')).toMatchObject({ reason: 'not-found' });
      expect(await stateOf('M-BBBB-0001')).toBe('charged');
      expect(await events('preorder-shipped')).toEqual([]);
    });

    test('of two at once one ships', async () => {
      const staged = await stage(world);
      await placed(world, staged, 'M-AAAA-0001');
      const results = await Promise.all([ship(staged, 'M-AAAA-0001'), ship(staged, 'M-AAAA-0001')]);
      expect(results.filter((result) => result === undefined)).toHaveLength(1);
      expect(await events('preorder-shipped')).toHaveLength(1);
    });

    test('by the list: the good ones go, the others are named', async () => {
      const staged = await stage(world);
      await placed(world, staged, 'M-AAAA-0001');
      await placed(world, staged, 'M-AAAA-0002', { state: 'placed' });
      await placed(world, staged, 'M-AAAA-0003', { state: 'shipped' });
      await placed(world, staged, 'M-AAAA-0004');
      const result = await world.write((tx) =>
        shipPreorders(
          tx,
          staged.merchant,
          {
            campaign: staged.campaign,
            parcels: [
              ...['M-AAAA-0001', 'M-AAAA-0002', 'M-AAAA-0003', 'M-ZZZZ-9999', 'M-AAAA-0001'],
              'M-AAAA-0004',
            ].map((number, index) => ({ ...parcel(number), line: index + 2 })),
          },
          world.now,
        ),
      );
      if (isRefusal(result)) throw new Error(result.reason);
      expect(result.shipped).toBe(2);
      expect(
        result.problems
          .map(({ parcel: { line }, problem }) => [line, problem] as const)
          .sort((a, b) => a[0] - b[0]),
      ).toEqual([
        [3, 'not-paid'],
        [4, 'already-shipped'],
        [5, 'unknown-number'],
        [6, 'twice'],
      ]);
      expect(await events('preorder-shipped')).toHaveLength(2);
    });

    test('hundreds take a few statements', async () => {
      const staged = await stage(world);
      const numbers = Array.from({ length: 250 }, (_, i) => `M-CCCC-${String(i).padStart(4, '0')}`);
      for (const number of numbers) await placed(world, staged, number);
      world.statements.length = 0;
      const result = await world.write((tx) =>
        shipPreorders(
          tx,
          staged.merchant,
          { campaign: staged.campaign, parcels: numbers.map((number) => parcel(number)) },
          world.now,
        ),
      );
      expect(result).toMatchObject({ shipped: 250, problems: [] });
      expect(world.statements.length).toBeLessThan(15);
    });
  });

  describe('reading preorders', () => {
    const read = (staged: Stage, filter: PreorderFilter = {}, page = {}) =>
      minded(staged).then((campaign) => world.read((r) => preordersOf(r, campaign, filter, page)));

    test('page by page, each preorder once, the latest first', async () => {
      const staged = await stage(world);
      for (let i = 0; i < 7; i++) {
        await placed(world, staged, `M-AAAA-000${i}`, { at: world.now - Math.floor(i / 3) * hour });
      }
      const seen: string[] = [];
      let after: string | null = '';
      let pages = 0;
      while (after !== null) {
        const page = await read(staged, {}, { after, limit: 3 });
        seen.push(...page.preorders.map(({ number }) => number));
        after = page.next;
        pages++;
      }
      expect(pages).toBe(3);
      expect(seen).toHaveLength(7);
      expect(new Set(seen).size).toBe(7);
      expect(seen.slice(0, 3).sort()).toEqual(['M-AAAA-0000', 'M-AAAA-0001', 'M-AAAA-0002']);
      expect((await read(staged, {}, { after: "'; drop table" })).preorders).toHaveLength(7);
    });

    test('by state, by variant, by number', async () => {
      const staged = await stage(world);
      await placed(world, staged, 'M-AAAA-0001', { state: 'placed' });
      await placed(world, staged, 'M-AAAA-0002', { variant: 1 });
      await placed(world, staged, 'M-AAAA-0003');
      const numbers = async (filter: PreorderFilter) =>
        (await read(staged, filter)).preorders.map(({ number }) => number).sort();
      expect(await numbers({ state: 'charged' })).toEqual(['M-AAAA-0002', 'M-AAAA-0003']);
      expect(await numbers({ state: 'charged', variant: staged.variants[0]!.id })).toEqual(['M-AAAA-0003']);
      expect(await numbers({ number: 'm-aaaa-0001' })).toEqual(['M-AAAA-0001']);
    });

    test('totals by variant and state in one query', async () => {
      const staged = await stage(world);
      await placed(world, staged, 'M-AAAA-0001', { quantity: 2 });
      await placed(world, staged, 'M-AAAA-0002', { quantity: 3 });
      await placed(world, staged, 'M-AAAA-0003', { state: 'placed' });
      world.statements.length = 0;
      const totals = await world.read((r) => totalsOf(r, staged.campaign));
      expect(world.statements).toHaveLength(1);
      expect(totals).toEqual({
        variants: [
          { id: staged.variants[0]!.id, label: 'Moss / S', stock: 40, units: { charged: 5, placed: 1 } },
          { id: staged.variants[1]!.id, label: 'Moss / M', stock: null, units: {} },
        ],
        states: {
          charged: { preorders: 2, units: 5, minor: 5 * 128_000 + 2 * 8_050 },
          placed: { preorders: 1, units: 1, minor: 136_050 },
        },
      });
    });
  });

  describe('exporting', () => {
    const exported = async (staged: Stage, filter: PreorderFilter = {}) => {
      let text = '';
      for await (const chunk of exportPreorders(world.read, await minded(staged), filter, headings))
        text += chunk;
      return text;
    };

    test('is CSV that Excel reads, in Chinese too, and no cell is a formula', async () => {
      const staged = await stage(world);
      await placed(world, staged, 'M-AAAA-0001', {
        recipient: '=HYPERLINK("http://evil.example","x")',
        note: '@SUM(A1)\nsecond line',
        phone: '+886 912 345 678',
      });
      await placed(world, staged, 'M-AAAA-0003', { recipient: '＝1+1', note: '\n=1+1' });
      await placed(world, staged, 'M-AAAA-0002', { note: '=1+1\nsecond line', quantity: 2, state: 'placed' });
      const text = await exported(staged);
      expect(text.startsWith('\uFEFF"')).toBe(false);
      expect(text.charCodeAt(0)).toBe(0xfeff);
      const { data } = Papa.parse<Record<string, string>>(text.slice(1), {
        header: true,
        skipEmptyLines: true,
      });
      const rows = new Map(data.map((row) => [row.number, row]));
      expect(rows.get('M-AAAA-0001')).toMatchObject({
        recipient: '\'=HYPERLINK("http://evil.example","x")',
        note: "'@SUM(A1)\nsecond line",
        phone: "'+886 912 345 678",
        line1: '1 Road, "North"',
        city: '臺北市',
        total: '1360.50',
        state: 'charged',
      });
      expect(rows.get('M-AAAA-0003')).toMatchObject({ recipient: "'＝1+1", note: "'\n=1+1" });
      expect(rows.get('M-AAAA-0002')!.note).toBe("'=1+1\nsecond line");
      const filtered = await exported(staged, { state: 'placed' });
      expect(filtered).toContain('M-AAAA-0002');
      expect(filtered).not.toContain('M-AAAA-0001');
    });

    test('is written down with who and how many; others are refused', async () => {
      const staged = await stage(world);
      await placed(world, staged, 'M-AAAA-0001');
      await placed(world, staged, 'M-AAAA-0002');
      const open = (member: { id: string }) =>
        world.write((tx) => openExport(tx, member, { campaign: staged.campaign }, world.now));
      expect(await open(staged.designer)).toMatchObject({ reason: 'not-found' });
      expect(await open(staged.stranger)).toMatchObject({ reason: 'not-found' });
      expect(await events('preorders-exported')).toEqual([]);
      expect(await open(staged.merchant)).toMatchObject({ id: staged.campaign });
      expect(await events('preorders-exported')).toMatchObject([
        { actor_id: staged.merchant.id, payload: JSON.stringify({ count: 2 }) },
      ]);
    });

    test('whatever stands in a cell comes back as it was, but for the apostrophe', async () => {
      const staged = await stage(world);
      const notes = fc.sample(fc.string({ unit: 'binary', maxLength: 30 }), 40).map((note) =>
        // PostgreSQL keeps no NUL, and no half of a surrogate pair.
        note.replaceAll('\0', '').toWellFormed(),
      );
      for (const [i, note] of notes.entries()) {
        await placed(world, staged, `M-AAAA-${String(i).padStart(4, '0')}`, { note });
      }
      const { data } = Papa.parse<Record<string, string>>((await exported(staged)).slice(1), {
        header: true,
        newline: '\r\n',
        skipEmptyLines: true,
      });
      const found = new Map(data.map((row) => [row.number!, row.note!]));
      for (const [i, note] of notes.entries()) {
        const cell = found.get(`M-AAAA-${String(i).padStart(4, '0')}`)!;
        expect(cell).toBe(/^[=+\-@\t\r\n＝＋－＠]/.test(note) ? `'${note}` : note);
      }
    });
  });
});

describe('reading a list of parcels', () => {
  test('with and without a heading, between commas, semicolons and tabs', () => {
    const expected = [
      { line: 2, number: 'M-AAAA-0001', carrier: 'Post', trackingNumber: '123', trackingUrl: '' },
    ];
    for (const separator of [',', ';', '\t']) {
      const text = `\uFEFF訂單編號${separator}物流${separator}追蹤編號\r\nm-aaaa-0001${separator}Post${separator}123\r\n`;
      expect(readParcels(text)).toEqual({ parcels: expected, problems: [] });
    }
    expect(readParcels('M-AAAA-0001,Post,123').parcels).toEqual([{ ...expected[0], line: 1 }]);
  });

  test('what is wrong is named by its line; the rest is read', () => {
    const { parcels, problems } = readParcels(
      [
        'order,carrier,tracking,address',
        'M-AAAA-0001,"Post, north",\'+123,https://post.example/1',
        '',
        ',Post,5',
        'M-AAAA-0002,,6',
        'M-AAAA-0003,Post,7,javascript:alert(1)',
        `M-AAAA-0004,${'x'.repeat(61)},8`,
        'M-AAAA-0005,Post,',
      ].join('\n'),
    );
    expect(parcels).toEqual([
      {
        line: 2,
        number: 'M-AAAA-0001',
        carrier: 'Post, north',
        trackingNumber: '+123',
        trackingUrl: 'https://post.example/1',
      },
      { line: 8, number: 'M-AAAA-0005', carrier: 'Post', trackingNumber: '', trackingUrl: '' },
    ]);
    expect(problems).toEqual([
      { line: 4, number: '', problem: 'number-missing' },
      { line: 5, number: 'M-AAAA-0002', problem: 'carrier-missing' },
      { line: 6, number: 'M-AAAA-0003', problem: 'url-wrong' },
      { line: 7, number: 'M-AAAA-0004', problem: 'too-long' },
    ]);
  });

  test('whatever is given, it answers', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readParcels(text)).toHaveProperty('parcels');
      }),
    );
  });
});
