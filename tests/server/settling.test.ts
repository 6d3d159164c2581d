import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, inject, test } from 'vitest';
import type { Transaction } from '../../db/schema.ts';
import { newId } from '../../src/lib/server/ids.ts';
import { practiceProvider } from '../../src/lib/server/payments/practising.ts';
import { cancelPreorder } from '../../src/lib/server/preorders/cancelling.ts';
import { orderPreorder } from '../../src/lib/server/preorders/ordering.ts';
import { placePreorder } from '../../src/lib/server/preorders/placing.ts';
import { closeCampaign, settleCampaign } from '../../src/lib/server/preorders/settling.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeMember } from '../making.ts';
import { makeLiveCampaign, orderOf } from '../making-campaigns.ts';
import { bookkeepingProvider, card } from '../standing-in.ts';
import { workThrough } from '../working.ts';

const day = 24 * 3600_000;

const begin = (world: World, more: Parameters<typeof makeLiveCampaign>[2] = {}) =>
  world.write(async (tx) => ({
    campaign: await makeLiveCampaign(tx, world.now, { stock: [null], ...more }),
    member: await makeMember(tx, world.now),
  }));

const campaignRow = (world: World, id: string) =>
  world.read((read) =>
    read.selectFrom('campaigns').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
const preorders = (world: World) =>
  world.read((read) => read.selectFrom('preorders').selectAll().orderBy('placed_at').orderBy('id').execute());
const kinds = async (world: World) => {
  const rows = await world.read((read) => read.selectFrom('events').select('kind').execute());
  const counts: Record<string, number> = {};
  for (const { kind } of rows) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};
const waiting = async (world: World) => {
  const rows = await world.read((read) =>
    read.selectFrom('jobs').select('kind').where('state', '=', 'waiting').execute(),
  );
  const counts: Record<string, number> = {};
  for (const { kind } of rows) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
};
const settle = (world: World, id: string, now: number) => settleCampaign(world.database, id, now);

/** Preorders by the thousand, written as they stand before a deadline. */
const manyPreorders = async (
  tx: Transaction,
  campaign: { id: string; variants: string[] },
  member: { id: string },
  count: number,
  now: number,
) => {
  for (let from = 0; from < count; from += 500) {
    const rows = Array.from({ length: Math.min(500, count - from) }, (_, i) => {
      const byCard = (from + i) % 5 !== 0;
      return {
        id: newId(now),
        number: `N-${from + i}`,
        campaign_id: campaign.id,
        variant_id: campaign.variants[0]!,
        member_id: member.id,
        state: byCard ? ('authorised' as const) : ('placed' as const),
        quantity: 1,
        currency: 'TWD',
        unit_minor: 128_000,
        shipping_minor: 8_000,
        total_minor: 136_000,
        payment_method: byCard ? ('card' as const) : ('manual' as const),
        payment_token: byCard ? 'practice:succeeds' : null,
        payment_key: byCard ? `k${from + i}` : '',
        authorised_minor: byCard ? 136_000 : 0,
        email: 'a@example.com',
        recipient: 'A',
        line1: 'B',
        city: 'C',
        country: 'TW',
        idempotency_key: `k${from + i}`,
        placed_at: now,
        changed_at: now,
      };
    });
    await tx.insertInto('preorders').values(rows).execute();
  }
  await tx
    .updateTable('campaigns')
    .set({ units: count, preorder_count: count })
    .where('id', '=', campaign.id)
    .execute();
};

onBothDatabases('settling a campaign', (world) => {
  test('the minimum is reached: cards are charged, transfers awaited, once', async () => {
    const { campaign, member } = await begin(world, { minimum: 3 });
    const means = { ...world, cards: practiceProvider() };
    await world.write((tx) => placePreorder(tx, member, orderOf(campaign, { quantity: 2 }), world.now));
    await orderPreorder(means, member, orderOf(campaign, { paymentMethod: 'card' }), card, world.now);
    const now = campaign.deadline;
    await settle(world, campaign.id, now);
    await settle(world, campaign.id, now + day);
    expect(await campaignRow(world, campaign.id)).toMatchObject({
      state: 'succeeded',
      settled_at: now,
      units: 3,
    });
    const [byCard, transfer] = (await preorders(world)).sort((a, b) =>
      a.payment_method.localeCompare(b.payment_method),
    );
    expect(transfer).toMatchObject({ state: 'placed', due_at: now + 7 * day });
    expect(byCard).toMatchObject({ state: 'authorised', due_at: now });
    expect(await waiting(world)).toMatchObject({ 'charge-preorder': 1, 'drop-preorder': 1 });
    expect((await kinds(world))['campaign-succeeded']).toBe(1);
  });

  test('one short of the minimum: everybody is released and nobody pays', async () => {
    const { campaign, member } = await begin(world, { minimum: 4 });
    const bank = bookkeepingProvider();
    const means = { ...world, cards: bank.provider };
    await world.write((tx) => placePreorder(tx, member, orderOf(campaign, { quantity: 2 }), world.now));
    await orderPreorder(means, member, orderOf(campaign, { paymentMethod: 'card' }), card, world.now);
    await settle(world, campaign.id, campaign.deadline);
    await settle(world, campaign.id, campaign.deadline);
    expect(await campaignRow(world, campaign.id)).toMatchObject({ state: 'failed', units: 3 });
    for (const row of await preorders(world)) {
      expect(row).toMatchObject({ state: 'released', ended_reason: 'campaign-failed' });
    }
    expect(await kinds(world)).toMatchObject({ 'campaign-failed': 1, 'preorder-released': 2 });
    expect(await waiting(world)).toMatchObject({ 'release-preorder': 1 });
    expect(bank.did('charge')).toEqual([]);
  });

  test('a campaign without any preorder fails', async () => {
    const { campaign } = await begin(world);
    await settle(world, campaign.id, campaign.deadline);
    expect((await campaignRow(world, campaign.id)).state).toBe('failed');
  });

  test('before the deadline nothing happens, but the job is put where it belongs', async () => {
    const { campaign } = await begin(world);
    await settle(world, campaign.id, campaign.deadline - 1);
    expect((await campaignRow(world, campaign.id)).state).toBe('live');
    const [job] = await world.read((read) =>
      read
        .selectFrom('jobs')
        .select(['run_at', 'unique_key'])
        .where('kind', '=', 'settle-campaign')
        .execute(),
    );
    expect(job).toEqual({ run_at: campaign.deadline, unique_key: `settle-campaign:${campaign.id}` });
  });

  test('cancelled by the brand while live: everybody is released', async () => {
    const { campaign, member } = await begin(world, { minimum: 1 });
    await world.write((tx) => placePreorder(tx, member, orderOf(campaign), world.now));
    await world.write((tx) =>
      placePreorder(tx, member, orderOf(campaign, { paymentMethod: 'card' }), world.now),
    );
    await world.write((tx) =>
      tx.updateTable('campaigns').set({ state: 'cancelled' }).where('id', '=', campaign.id).execute(),
    );
    await settle(world, campaign.id, world.now);
    for (const row of await preorders(world)) {
      expect(row).toMatchObject({ state: 'released', ended_reason: 'campaign-cancelled' });
    }
  });

  test('a card that has not answered by the deadline does not count toward the minimum', async () => {
    const { campaign, member } = await begin(world, { minimum: 2 });
    await world.write((tx) => placePreorder(tx, member, orderOf(campaign), world.now));
    await world.write((tx) =>
      placePreorder(tx, member, orderOf(campaign, { paymentMethod: 'card' }), campaign.deadline - 1),
    );
    await settle(world, campaign.id, campaign.deadline);
    expect(await campaignRow(world, campaign.id)).toMatchObject({
      state: 'failed',
      units: 1,
      preorder_count: 1,
    });
    expect((await preorders(world)).map(({ state }) => state).sort()).toEqual(['cancelled', 'released']);
  });

  test('a card that answers after the settling is let go, and its buyer is told', async () => {
    const { campaign, member } = await begin(world, { minimum: 1 });
    const bank = bookkeepingProvider();
    const provider = {
      ...bank.provider,
      authorise: async (...args: Parameters<typeof bank.provider.authorise>) => {
        const outcome = await bank.provider.authorise(...args);
        await settle(world, campaign.id, campaign.deadline);
        return outcome;
      },
    };
    const means = { ...world, cards: provider };
    const input = orderOf(campaign, { paymentMethod: 'card' });
    expect(await orderPreorder(means, member, input, card, campaign.deadline - 1)).toMatchObject({
      reason: 'card-too-late',
    });
    expect((await campaignRow(world, campaign.id)).state).toBe('failed');
    expect(await waiting(world)).toMatchObject({ 'release-preorder': 1 });
  });

  test('two closers, a buyer who cancels and one who orders, all at the deadline: one decision, on true numbers', async () => {
    const { campaign, member } = await begin(world, { minimum: 2 });
    const first = await world.write((tx) => placePreorder(tx, member, orderOf(campaign), world.now));
    await world.write((tx) => placePreorder(tx, member, orderOf(campaign), world.now));
    const before = campaign.deadline - 1;
    const id = 'id' in first ? first.id : '';
    const [one, two] = await Promise.all([
      world.write((tx) => closeCampaign(tx, campaign.id, campaign.deadline)),
      world.write((tx) => closeCampaign(tx, campaign.id, campaign.deadline)),
      world.write((tx) => cancelPreorder(tx, member, { preorder: id }, before)),
      world.write((tx) => placePreorder(tx, member, orderOf(campaign), before)),
    ]);
    expect([one, two].sort()).toEqual(['not-due', 'settled']);
    await settle(world, campaign.id, campaign.deadline);
    const row = await campaignRow(world, campaign.id);
    const open = (await preorders(world)).filter(({ state }) => ['placed', 'released'].includes(state));
    expect(row.units).toBe(open.length);
    expect(row.state).toBe(open.length >= 2 ? 'succeeded' : 'failed');
    const { 'campaign-succeeded': yes = 0, 'campaign-failed': no = 0 } = await kinds(world);
    expect(yes + no).toBe(1);
  });

  test('ten thousand preorders settle with few statements', async () => {
    const { campaign, member } = await begin(world, { minimum: 10_000 });
    await world.write((tx) => manyPreorders(tx, campaign, member, 10_000, world.now));
    world.statements.length = 0;
    await settle(world, campaign.id, campaign.deadline);
    expect(world.statements.length).toBeLessThan(200);
    expect(await waiting(world)).toMatchObject({ 'charge-preorder': 8_000, 'drop-preorder': 2_000 });
    expect((await preorders(world)).every(({ due_at }) => due_at !== null)).toBe(true);
  });

  test('cut off in the middle it goes on where it stopped', async () => {
    const { campaign, member } = await begin(world, { minimum: 5_000 });
    await world.write((tx) => manyPreorders(tx, campaign, member, 1_200, world.now));
    let transactions = 0;
    const dying = {
      read: world.read,
      write: <T>(work: (tx: Transaction) => Promise<T>) => {
        if (++transactions > 2) throw new Error('power failure');
        return world.write(work);
      },
    };
    await expect(settleCampaign(dying, campaign.id, campaign.deadline)).rejects.toThrow('power failure');
    const half = (await preorders(world)).filter(({ state }) => state === 'released').length;
    expect(half).toBe(500);
    await settle(world, campaign.id, campaign.deadline + day);
    expect((await preorders(world)).every(({ state }) => state === 'released')).toBe(true);
    expect(await kinds(world)).toMatchObject({ 'campaign-failed': 1, 'preorder-released': 1_200 });
    expect(await waiting(world)).toMatchObject({ 'release-preorder': 960 });
  });

  test('four processes at once settle it once', async () => {
    const { campaign, member } = await begin(world, { minimum: 1_000 });
    await world.write((tx) => manyPreorders(tx, campaign, member, 2_000, world.now));
    let url = '';
    if (world.dialect === 'postgres') {
      const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
        world.database.root,
      );
      url = `${inject('postgres')}/${rows[0]!.name}`;
    }
    const script = join(import.meta.dirname, 'settling-process.ts');
    const exits = await Promise.all(
      [1, 2, 3, 4].map(
        () =>
          new Promise<string>((resolve) => {
            const args = [script, url, world.dataDir, campaign.id, String(campaign.deadline)];
            const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
            let errors = '';
            child.stderr.on('data', (data) => (errors += String(data)));
            child.on('exit', (code) => resolve(code === 0 ? 'ok' : errors));
          }),
      ),
    );
    expect(exits).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect((await campaignRow(world, campaign.id)).state).toBe('succeeded');
    expect((await kinds(world))['campaign-succeeded']).toBe(1);
    expect(await waiting(world)).toMatchObject({ 'charge-preorder': 1_600, 'drop-preorder': 400 });
  });

  test('the worker does all of it by itself after two weeks of downtime', async () => {
    const { campaign, member } = await begin(world, { minimum: 2 });
    const bank = bookkeepingProvider();
    const means = { ...world, cards: bank.provider };
    await world.write((tx) => placePreorder(tx, member, orderOf(campaign), world.now));
    await orderPreorder(means, member, orderOf(campaign, { paymentMethod: 'card' }), card, world.now);
    await settle(world, campaign.id, world.now);
    const now = world.now + 19 * day;
    await workThrough(world, bank.provider, now);
    expect((await campaignRow(world, campaign.id)).state).toBe('succeeded');
    expect((await preorders(world)).map(({ state }) => state).sort()).toEqual(['charged', 'placed']);
    expect(bank.taken()).toBe(136_000);
    // The seven days for the transfer begin when the campaign settles, not when it should have.
    await workThrough(world, bank.provider, now + 7 * day);
    expect((await preorders(world)).map(({ state }) => state).sort()).toEqual(['charged', 'dropped']);
  });
});
