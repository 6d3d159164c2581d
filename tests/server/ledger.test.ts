import { spawnSync } from 'node:child_process';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Balances } from '../../src/lib/domain/ledger.ts';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { auditLedger } from '../../src/lib/server/ledger/auditing.ts';
import { brandBalances, campaignBalances, preorderBalances } from '../../src/lib/server/ledger/balancing.ts';
import { exportLedger } from '../../src/lib/server/ledger/exporting.ts';
import { orderPreorder } from '../../src/lib/server/preorders/ordering.ts';
import { markPaid } from '../../src/lib/server/preorders/paying.ts';
import { refundPreorder } from '../../src/lib/server/preorders/refunding.ts';
import { closeCampaign, settleCampaign } from '../../src/lib/server/preorders/settling.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeMember } from '../making.ts';
import { makeLiveCampaign, orderOf } from '../making-campaigns.ts';
import { bookkeepingProvider, card } from '../standing-in.ts';
import { workThrough } from '../working.ts';

const day = 24 * 3600_000;
const one = 136_000;

/** A campaign that has succeeded, of three preorders at NT$ 1,360 with shipping: two by card, one by transfer. */
const succeeded = async (world: World) => {
  const bank = bookkeepingProvider();
  const staged = await world.write(async (tx) => {
    const owner = await makeMember(tx, world.now);
    const brand = await makeBrand(tx, world.now, [{ member: owner, role: 'owner' }]);
    const members = [await makeMember(tx, world.now), await makeMember(tx, world.now)];
    const third = await makeMember(tx, world.now);
    return {
      owner,
      brand,
      members: [...members, third],
      campaign: await makeLiveCampaign(tx, world.now, { brand }),
    };
  });
  const means = { read: world.read, write: world.write, cards: bank.provider };
  const preorders: string[] = [];
  for (const [i, member] of staged.members.entries()) {
    const order = orderOf(staged.campaign, { paymentMethod: i < 2 ? 'card' : 'manual' });
    const placed = await orderPreorder(means, member, order, card, world.now);
    if (isRefusal(placed)) throw new Error(placed.reason);
    preorders.push(placed.id);
  }
  return { ...staged, bank, preorders, after: staged.campaign.deadline + 1 };
};
const sums = (world: World, campaign: { id: string }) =>
  world.read((read) => campaignBalances(read, campaign.id));
const rules = async (world: World) =>
  (await world.read(auditLedger)).violations.map(({ rule }) => rule).sort();
/** What the worker does at the deadline, and what follows of it. */
const work = async (world: World, { campaign, bank, after }: Awaited<ReturnType<typeof succeeded>>) => {
  await settleCampaign(world.database, campaign.id, after);
  await workThrough(world, bank.provider, after);
};
const none: Balances = { owed: 0, received: 0, goods: 0, shipping: 0, 'given back': 0 };

onBothDatabases('the ledger', (world) => {
  test('follows the money from the deadline to the last refund, for a preorder, a campaign and a brand', async () => {
    const { owner, brand, campaign, preorders, bank, after } = await succeeded(world);
    expect(await sums(world, campaign)).toEqual(none);

    await settleCampaign(world.database, campaign.id, after);
    expect(await sums(world, campaign)).toEqual({
      ...none,
      owed: 3 * one,
      goods: -3 * 128_000,
      shipping: -3 * 8_000,
    });
    await workThrough(world, bank.provider, after);
    expect(await sums(world, campaign)).toMatchObject({ owed: one, received: 2 * one });
    await world.write((tx) => markPaid(tx, owner, { preorder: preorders[2]!, reference: 'T1' }, after));
    expect(await sums(world, campaign)).toMatchObject({ owed: 0, received: 3 * one });

    await world.write((tx) => refundPreorder(tx, owner, { preorder: preorders[0]!, reason: 'x' }, after));
    await workThrough(world, bank.provider, after);
    const end = { owed: 0, received: 2 * one, goods: -384_000, shipping: -24_000, 'given back': one };
    expect(await sums(world, campaign)).toEqual(end);
    expect(await world.read((read) => brandBalances(read, brand))).toEqual([
      { currency: 'TWD', balances: end },
    ]);
    expect(await world.read((read) => preorderBalances(read, preorders[0]!))).toMatchObject({
      received: 0,
      'given back': one,
    });
    expect(await world.read(auditLedger)).toEqual({
      campaigns: 1,
      preorders: 3,
      entries: 3 * 3 + 1,
      violations: [],
    });
  });

  test('what is not paid in time is owed no more, and owed again where the money comes late', async () => {
    const staged = await succeeded(world);
    const { owner, campaign, preorders, bank, after } = staged;
    await work(world, staged);
    const late = after + 8 * day;
    await workThrough(world, bank.provider, late);
    expect(await sums(world, campaign)).toEqual({
      ...none,
      received: 2 * one,
      goods: -2 * 128_000,
      shipping: -2 * 8_000,
    });
    expect(await rules(world)).toEqual([]);
    await world.write((tx) => markPaid(tx, owner, { preorder: preorders[2]!, reference: 'T1' }, late));
    expect(await sums(world, campaign)).toMatchObject({ owed: 0, received: 3 * one });
    expect(await rules(world)).toEqual([]);
  });

  test('a transfer is not booked before the follow-up has said what is due', async () => {
    const { owner, campaign, preorders, after } = await succeeded(world);
    const book = () =>
      world.write((tx) => markPaid(tx, owner, { preorder: preorders[2]!, reference: 'T1' }, after));
    await world.write((tx) => closeCampaign(tx, campaign.id, after));
    expect(await book()).toMatchObject({ reason: 'payment-not-due' });
    await settleCampaign(world.database, campaign.id, after);
    expect(await book()).toBeUndefined();
  });

  test('is only ever added to', async () => {
    const { campaign, after } = await succeeded(world);
    await settleCampaign(world.database, campaign.id, after);
    const { root } = world.database;
    const act = (statement: ReturnType<typeof sql>) => statement.execute(root);
    await expect(act(sql`update ledger_entries set amount_minor = 1`)).rejects.toThrow('only ever added to');
    await expect(act(sql`delete from ledger_entries`)).rejects.toThrow('only ever added to');
    await expect(
      act(sql`insert into ledger_entries
        select 'x', preorder_id, campaign_id, brand_id, null, 'paid', debit, credit, 1, currency, 0 from ledger_entries limit 1`),
    ).rejects.toThrow(/check/i);
    expect(await rules(world)).toEqual([]);
  });

  test('an audit finds what was changed behind its back', async () => {
    const staged = await succeeded(world);
    const { campaign, preorders } = staged;
    await work(world, staged);
    const { root } = world.database;
    const undo: (() => Promise<unknown>)[] = [];
    const change = async (id: string, values: Record<string, string | number>) => {
      const before = await root
        .selectFrom('preorders')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      await root.updateTable('preorders').set(values).where('id', '=', id).execute();
      undo.push(() => root.updateTable('preorders').set(before).where('id', '=', id).execute());
    };
    const [paid, , waiting] = preorders as [string, string, string];
    await change(paid, { unit_minor: 127_999, total_minor: one - 1 });
    expect(await rules(world)).toContain('beyond what was agreed');
    await change(waiting, { state: 'charged', charged_at: world.now });
    expect(await rules(world)).toContain('state');
    for (const back of undo.reverse()) await back();
    expect(await rules(world)).toEqual([]);

    await root
      .updateTable('payments')
      .set({ outcome: 'error' })
      .where('preorder_id', '=', paid)
      .where('kind', '=', 'charge')
      .execute();
    expect(await rules(world)).toEqual(['entry without payment']);
    await root
      .updateTable('payments')
      .set({ outcome: 'done' })
      .where('preorder_id', '=', paid)
      .where('kind', '=', 'charge')
      .execute();
    await root
      .updateTable('ledger_balances')
      .set({ balance_minor: 0 })
      .where('campaign_id', '=', campaign.id)
      .where('account', '=', 'received')
      .execute();
    expect(await rules(world)).toEqual(['balance']);
  });

  test('is exported line by line, in the words of whoever reads it', async () => {
    const staged = await succeeded(world);
    const { campaign } = staged;
    await work(world, staged);
    const same = <Key extends string>(...keys: Key[]) =>
      Object.fromEntries(keys.map((key) => [key, key] as const)) as { [One in Key]: One };
    let text = '';
    for await (const part of exportLedger(world.read, campaign, {
      headings: same('posted_at', 'number', 'movement', 'debit', 'credit', 'amount', 'currency', 'reference'),
      movements: same('due', 'dropped', 'paid', 'refunded'),
      accounts: same('owed', 'received', 'goods', 'shipping', 'given back'),
    }))
      text += part;
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 3 * 2 + 2);
    expect(lines[0]).toBe('\uFEFFposted_at,number,movement,debit,credit,amount,currency,reference');
    expect(lines.filter((line) => /,due,owed,goods,1280(\.00)?,TWD,$/.test(line))).toHaveLength(3);
    expect(lines.filter((line) => /,paid,received,owed,1360(\.00)?,TWD,ref-/.test(line))).toHaveLength(2);
  });

  test('the command says in a sentence whether it is true, by its exit code too', async () => {
    const staged = await succeeded(world);
    const { campaign } = staged;
    await work(world, staged);
    const run = (...more: string[]) =>
      spawnSync(process.execPath, ['scripts/audit.ts', ...more], {
        encoding: 'utf8',
        env: { ...process.env, DATA_DIR: world.dataDir, DATABASE_URL: world.url, NODE_ENV: 'production' },
      });
    const good = run();
    expect(good.stdout).toMatch(/^The ledger is true: 8 entries of 3 preorders in 1 campaigns\./);
    expect(good.status).toBe(0);
    await world.database.root
      .updateTable('ledger_balances')
      .set({ balance_minor: 7 })
      .where('campaign_id', '=', campaign.id)
      .where('account', '=', 'owed')
      .execute();
    const bad = run();
    expect(bad.stdout).toMatch(/: balance \(owed: kept 7, .*NOT true: 1 violations/s);
    expect(bad.status).toBe(1);
    expect(JSON.parse(run('--json').stdout)).toMatchObject({ violations: [{ rule: 'balance' }] });
  });
});
