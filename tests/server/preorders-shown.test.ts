import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { hideContent } from '../../src/lib/server/moderation/hiding.ts';
import { practiceCards, practiceProvider } from '../../src/lib/server/payments/practising.ts';
import { offerOf, quoteOf } from '../../src/lib/server/preorders/offering.ts';
import { orderPreorder } from '../../src/lib/server/preorders/ordering.ts';
import { ownPreorder, ownPreorders } from '../../src/lib/server/preorders/owning.ts';
import { placePreorder } from '../../src/lib/server/preorders/placing.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeMember } from '../making.ts';
import { makeLiveCampaign, orderOf } from '../making-campaigns.ts';
import { card } from '../standing-in.ts';

const begin = (world: World, more: Parameters<typeof makeLiveCampaign>[2] = {}) =>
  world.write(async (tx) => ({
    campaign: await makeLiveCampaign(tx, world.now, more),
    member: await makeMember(tx, world.now),
  }));

/** The statements of some reading, each of which must find its rows by an index. */
const read = async <T>(world: World, work: () => Promise<T>): Promise<{ result: T; queries: number }> => {
  world.statements.length = 0;
  const result = await work();
  const statements = [...world.statements];
  if (world.dialect === 'sqlite') {
    const database = new SQLite(join(world.dataDir, 'muster.sqlite'), { readonly: true });
    for (const statement of statements) {
      const plan = database
        .prepare(`explain query plan ${statement}`)
        .all(...Array.from({ length: statement.split('?').length - 1 }, () => 0)) as { detail: string }[];
      expect(
        plan.map(({ detail }) => detail).filter((detail) => /^SCAN/.test(detail)),
        statement,
      ).toEqual([]);
    }
    database.close();
  }
  return { result, queries: statements.length };
};

onBothDatabases('what a buyer sees', (world) => {
  test('the list: one query, the newest first, without what a card refused at once', async () => {
    const { campaign, member } = await begin(world);
    const means = { ...world, cards: practiceProvider() };
    for (const at of [1, 2, 3]) {
      await world.write((tx) => placePreorder(tx, member, orderOf(campaign), world.now + at));
    }
    const refused = { ...card, number: practiceCards.declined };
    await orderPreorder(means, member, orderOf(campaign, { paymentMethod: 'card' }), refused, world.now + 4);
    const { result, queries } = await read(world, () =>
      world.read((r) => ownPreorders(r, member, world.now)),
    );
    expect(queries).toBe(1);
    expect(result.preorders.map(({ placedAt }) => placedAt - world.now)).toEqual([3, 2, 1]);
    expect(result.preorders[0]).toMatchObject({
      title: 'Tea-field overshirt',
      standing: 'waiting',
      totalMinor: 136_000,
      variantLabel: 'Size 0',
    });
    expect(result.next).toBeNull();
    const other = await world.write((tx) => makeMember(tx, world.now));
    expect((await world.read((r) => ownPreorders(r, other, world.now))).preorders).toEqual([]);
  });

  test('fifty at a time', async () => {
    const { campaign, member } = await begin(world);
    for (let at = 0; at < 53; at++) {
      await world.write((tx) => placePreorder(tx, member, orderOf(campaign), world.now + at));
    }
    const first = await world.read((r) => ownPreorders(r, member, world.now));
    expect(first.preorders).toHaveLength(50);
    const rest = await world.read((r) => ownPreorders(r, member, world.now, first.next!));
    expect(rest.preorders).toHaveLength(3);
    expect(rest.next).toBeNull();
  });

  test('one preorder: three queries; another’s is not found', async () => {
    const { campaign, member } = await begin(world);
    const placed = await world.write((tx) => placePreorder(tx, member, orderOf(campaign), world.now));
    const id = 'id' in placed ? placed.id : '';
    const { result, queries } = await read(world, () =>
      world.read((r) => ownPreorder(r, member, id, world.now)),
    );
    expect(queries).toBe(3);
    expect(result).toMatchObject({ mayChange: true, mayCancel: true, mayGiveCard: false, payments: [] });
    expect(result!.address).toMatchObject({ recipient: 'Lin Yu-chen', country: 'TW' });
    const late = await world.read((r) => ownPreorder(r, member, id, campaign.deadline));
    expect(late).toMatchObject({ mayChange: false, mayCancel: false, standing: 'settling' });
    const other = await world.write((tx) => makeMember(tx, world.now));
    expect(await world.read((r) => ownPreorder(r, other, id, world.now))).toBeUndefined();
  });

  test('an offer: five queries; what was never launched or is hidden is not there', async () => {
    const { campaign, member } = await begin(world);
    await world.write((tx) => placePreorder(tx, member, orderOf(campaign), world.now));
    const offer = () => world.read((r) => offerOf(r, member, campaign.id, world.now));
    const { result, queries } = await read(world, offer);
    expect(queries).toBe(5);
    expect(result).toMatchObject({
      takes: true,
      takesTransfers: false,
      own: [{ quantity: 1 }],
      lastAddress: { city: 'Keelung' },
    });
    expect(result!.variants.map(({ left }) => left)).toEqual([null, 5]);
    await world.write((tx) =>
      hideContent(
        tx,
        { id: member.id, role: 'admin' },
        { kind: 'campaign', id: campaign.id, reason: 'x' },
        world.now,
      ),
    );
    expect(await offer()).toBeUndefined();
    const { campaign: other } = await begin(world);
    await world.write((tx) =>
      tx.updateTable('campaigns').set({ launched_at: null }).where('id', '=', other.id).execute(),
    );
    expect(await world.read((r) => offerOf(r, member, other.id, world.now))).toBeUndefined();
  });

  test('a quote says what placing would say', async () => {
    const { campaign, member } = await begin(world, { limit: 3, rates: { TW: 8_000 } });
    const [first, second] = campaign.variants as [string, string];
    const quote = async (variant: string, quantity: number, country: string, now = world.now) => {
      const offer = await world.read((r) => offerOf(r, member, campaign.id, now));
      const quoted = quoteOf(offer!, { variant, quantity, country });
      const total = isRefusal(quoted) ? 128_000 * quantity + 8_000 : quoted.totalMinor;
      const { address } = orderOf(campaign);
      const placed = await world.write(async (tx) => {
        const result = await placePreorder(
          tx,
          member,
          orderOf(campaign, { variant, quantity, address: { ...address, country }, expectedMinor: total }),
          now,
        );
        // Only asked: whatever it says is undone.
        return {
          refused: true as const,
          reason: 'not-found' as const,
          detail: { result: JSON.stringify(result) },
        };
      });
      const answer = JSON.parse(String(placed.detail.result)) as { reason?: string; totalMinor?: number };
      if (isRefusal(quoted)) expect(answer.reason).toBe(quoted.reason);
      else expect(answer.totalMinor).toBe(quoted.totalMinor);
      return isRefusal(quoted) ? quoted.reason : quoted.totalMinor;
    };
    expect(await quote(first, 2, 'TW')).toBe(264_000);
    expect(await quote(first, 4, 'TW')).toBe('limit-per-member');
    expect(await quote(first, 1, 'JP')).toBe('country-not-shipped');
    expect(await quote('elsewhere', 1, 'TW')).toBe('variant-not-in-campaign');
    expect(await quote(first, 0, 'TW')).toBe('quantity-impossible');
    expect(await quote(first, 1, 'TW', campaign.deadline)).toBe('campaign-not-live');
    await world.write((tx) =>
      tx.updateTable('variants').set({ stock: 1 }).where('id', '=', second).execute(),
    );
    expect(await quote(second, 2, 'TW')).toBe('sold-out');
    expect(await quote(second, 1, 'TW')).toBe(136_000);
  });

  test('a quote for a change counts what the preorder holds as free', async () => {
    const { campaign, member } = await begin(world, { limit: 2, stock: [2] });
    const [variant] = campaign.variants as [string];
    const placed = await world.write((tx) =>
      placePreorder(tx, member, orderOf(campaign, { quantity: 2 }), world.now),
    );
    const held = { id: 'id' in placed ? placed.id : '', variant, quantity: 2, unitMinor: 100_000 };
    const offer = (await world.read((r) => offerOf(r, member, campaign.id, world.now)))!;
    expect(quoteOf(offer, { variant, quantity: 2, country: 'TW' })).toMatchObject({ reason: 'sold-out' });
    expect(quoteOf(offer, { variant, quantity: 2, country: 'TW' }, held)).toMatchObject({
      totalMinor: 208_000,
    });
    expect(quoteOf(offer, { variant, quantity: 3, country: 'TW' }, held)).toMatchObject({
      reason: 'sold-out',
    });
    const late = (await world.read((r) => offerOf(r, member, campaign.id, campaign.deadline)))!;
    expect(quoteOf(late, { variant, quantity: 1, country: 'TW' }, held)).toMatchObject({
      reason: 'preorder-bound',
    });
  });
});
