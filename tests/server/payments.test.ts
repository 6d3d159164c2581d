import { expect, test } from 'vitest';
import { isRefusal } from '../../src/lib/domain/refusals.ts';
import { recordPayment } from '../../src/lib/server/payments/recording.ts';
import { practiceCards, practiceProvider } from '../../src/lib/server/payments/practising.ts';
import type { CardProvider } from '../../src/lib/server/payments/providing.ts';
import { beginCharge, chargePreorder, recordCharge } from '../../src/lib/server/preorders/charging.ts';
import { dropPreorder } from '../../src/lib/server/preorders/dropping.ts';
import { orderPreorder } from '../../src/lib/server/preorders/ordering.ts';
import { markPaid } from '../../src/lib/server/preorders/paying.ts';
import { placePreorder } from '../../src/lib/server/preorders/placing.ts';
import { markReceived } from '../../src/lib/server/preorders/receiving.ts';
import { payBack, refundPreorder } from '../../src/lib/server/preorders/refunding.ts';
import { releaseAuthorisation, type Held } from '../../src/lib/server/preorders/releasing.ts';
import { giveCard } from '../../src/lib/server/preorders/replacing.ts';
import { settleCampaign } from '../../src/lib/server/preorders/settling.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeMember } from '../making.ts';
import { makeLiveCampaign, orderOf } from '../making-campaigns.ts';
import { bookkeepingProvider, card } from '../standing-in.ts';
import { workThrough } from '../working.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const total = 136_000;

const preorder = (world: World, id: string) =>
  world.read((read) =>
    read.selectFrom('preorders').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
const payments = (world: World, kind: 'charge' | 'release' | 'refund') =>
  world.read((read) =>
    read
      .selectFrom('payments')
      .select(['outcome', 'amount_minor', 'idempotency_key', 'reference', 'recorded_by'])
      .where('kind', '=', kind)
      .orderBy('recorded_at')
      .execute(),
  );
const happened = async (world: World, kind: string) =>
  (await world.read((read) => read.selectFrom('events').select('id').where('kind', '=', kind).execute()))
    .length;
const job = (world: World, key: string) =>
  world.read((read) => read.selectFrom('jobs').selectAll().where('unique_key', '=', key).executeTakeFirst());

/** An owner, a buyer, and a preorder of a campaign that has just succeeded. */
const succeeded = async (
  world: World,
  cards: CardProvider,
  more: { method?: 'card' | 'manual'; number?: string } = {},
) => {
  const { owner, buyer, campaign } = await world.write(async (tx) => {
    const owner = await makeMember(tx, world.now);
    const brand = await makeBrand(tx, world.now, [{ member: owner, role: 'owner' }]);
    return {
      owner,
      buyer: await makeMember(tx, world.now),
      campaign: await makeLiveCampaign(tx, world.now, { brand, minimum: 1 }),
    };
  });
  const means = { read: world.read, write: world.write, cards };
  const result = await orderPreorder(
    means,
    buyer,
    orderOf(campaign, { paymentMethod: more.method ?? 'card' }),
    { ...card, number: more.number ?? card.number },
    world.now,
  );
  if (isRefusal(result)) throw new Error(result.reason);
  await settleCampaign(world.database, campaign.id, campaign.deadline);
  return { owner, buyer, campaign, means, id: result.id, now: campaign.deadline };
};

onBothDatabases('charging', (world) => {
  test('what was authorised is charged, once', async () => {
    const bank = bookkeepingProvider();
    const { id, now, means } = await succeeded(world, bank.provider);
    await chargePreorder(means, id, now);
    await chargePreorder(means, id, now);
    expect(await preorder(world, id)).toMatchObject({
      state: 'charged',
      charged_at: now,
      charging_since: null,
      due_at: null,
    });
    expect(await payments(world, 'charge')).toMatchObject([
      { outcome: 'done', amount_minor: total, idempotency_key: `${id}:1` },
    ]);
    expect(bank.taken(id)).toBe(total);
    expect(await happened(world, 'preorder-charged')).toBe(1);
  });

  test('nothing is charged before the campaign has succeeded', async () => {
    const bank = bookkeepingProvider();
    const campaign = await world.write((tx) => makeLiveCampaign(tx, world.now));
    const buyer = await world.write((tx) => makeMember(tx, world.now));
    const means = { ...world, cards: bank.provider };
    const result = await orderPreorder(
      means,
      buyer,
      orderOf(campaign, { paymentMethod: 'card' }),
      card,
      world.now,
    );
    const id = 'id' in result ? result.id : '';
    await chargePreorder(means, id, campaign.deadline + day);
    // Not even if it were marked due by mistake.
    await world.write((tx) =>
      tx.updateTable('preorders').set({ due_at: world.now }).where('id', '=', id).execute(),
    );
    await chargePreorder(means, id, campaign.deadline + day);
    expect(bank.did('charge')).toEqual([]);
    await world.write((tx) =>
      tx.updateTable('preorders').set({ due_at: null }).where('id', '=', id).execute(),
    );
    await settleCampaign(world.database, campaign.id, campaign.deadline);
    expect((await preorder(world, id)).state).toBe('released');
    await chargePreorder(means, id, campaign.deadline + day);
    expect(bank.did('charge')).toEqual([]);
  });

  test('more than was authorised is never asked for', async () => {
    const bank = bookkeepingProvider();
    const { id, now, means } = await succeeded(world, bank.provider);
    await world.write((tx) =>
      tx
        .updateTable('preorders')
        .set({ authorised_minor: total - 1 })
        .where('id', '=', id)
        .execute(),
    );
    await expect(chargePreorder(means, id, now)).rejects.toThrow('more than its card was authorised for');
    expect(bank.did('charge')).toEqual([]);
  });

  test('two workers at once, both asking: one charge', async () => {
    const bank = bookkeepingProvider();
    const { id, now, means } = await succeeded(world, bank.provider);
    await Promise.all([1, 2, 3].map(() => chargePreorder(means, id, now)));
    expect(bank.did('charge')).toHaveLength(1);
    expect(await payments(world, 'charge')).toHaveLength(1);
    expect(await happened(world, 'preorder-charged')).toBe(1);
  });

  test('a crash after the provider has charged: the next asks with the same key, and nobody pays twice', async () => {
    const bank = bookkeepingProvider();
    const { id, now, means } = await succeeded(world, bank.provider);
    const attempt = (await world.write((tx) => beginCharge(tx, id, now)))!;
    await bank.provider.charge(attempt.request);
    // Here the process dies. Nothing else may touch the preorder meanwhile.
    await world.write((tx) => dropPreorder(tx, id, now + 30 * day));
    expect((await preorder(world, id)).state).toBe('authorised');
    await chargePreorder(means, id, now + 6 * minute);
    expect((await preorder(world, id)).state).toBe('charged');
    expect(bank.taken(id)).toBe(total);
    expect(bank.asked.filter(({ act }) => act === 'charge').map(({ key }) => key)).toEqual([
      `${id}:1`,
      `${id}:1`,
    ]);
  });

  test('a provider that charges and is not heard: asked again with the same key a quarter of an hour later', async () => {
    const bank = bookkeepingProvider();
    const { id, now, means, buyer } = await succeeded(world, bank.provider);
    bank.answer('unheard');
    await expect(chargePreorder(means, id, now)).rejects.toThrow('connection reset');
    expect(await job(world, `charge-preorder:${id}`)).toMatchObject({
      run_at: now + 15 * minute,
      state: 'waiting',
    });
    expect(await giveCard(means, buyer, { preorder: id, card, key: 'another' }, now + minute)).toMatchObject({
      reason: 'charge-under-way',
    });
    await chargePreorder(means, id, now + 15 * minute);
    expect((await preorder(world, id)).state).toBe('charged');
    expect(bank.taken(id)).toBe(total);
  });

  test('through the worker too, however long the provider stays silent', async () => {
    const bank = bookkeepingProvider();
    const { id, now } = await succeeded(world, bank.provider);
    bank.answer((act) => (act === 'charge' ? 'silent' : 'done'));
    for (let i = 0; i < 12; i++) await workThrough(world, bank.provider, now + i * 16 * minute);
    expect(await preorder(world, id)).toMatchObject({ state: 'authorised', charge_attempts: 1 });
    bank.answer('done');
    await workThrough(world, bank.provider, now + day);
    expect(await preorder(world, id)).toMatchObject({ state: 'charged', charge_attempts: 1 });
    expect(bank.taken(id)).toBe(total);
  });

  test('a late answer to an attempt that was closed before changes nothing', async () => {
    const bank = bookkeepingProvider();
    const { id, now, means } = await succeeded(world, bank.provider);
    const attempt = (await world.write((tx) => beginCharge(tx, id, now)))!;
    await chargePreorder(means, id, now);
    const outcome = { outcome: 'declined', reference: '', note: '' } as const;
    await world.write((tx) => recordCharge(tx, { ...attempt, provider: 'x', outcome }, now));
    expect((await preorder(world, id)).state).toBe('charged');
    expect(await payments(world, 'charge')).toHaveLength(1);
  });

  test('an error is tried again after an hour, a day and three days, then another card is asked for', async () => {
    const bank = bookkeepingProvider();
    const { id, now, means } = await succeeded(world, bank.provider);
    bank.answer('error');
    let at = now;
    for (const wait of [hour, 24 * hour, 72 * hour]) {
      await chargePreorder(means, id, at);
      expect(await preorder(world, id)).toMatchObject({ state: 'authorised', due_at: at + wait });
      expect(await job(world, `charge-preorder:${id}`)).toMatchObject({ run_at: at + wait });
      // Too early: nobody is asked.
      await chargePreorder(means, id, at + wait - 1);
      at += wait;
    }
    await chargePreorder(means, id, at);
    expect(await preorder(world, id)).toMatchObject({ state: 'charge failed', due_at: at + 7 * day });
    expect((await payments(world, 'charge')).map(({ idempotency_key }) => idempotency_key)).toEqual(
      [1, 2, 3, 4].map((n) => `${id}:${n}`),
    );
    expect(await happened(world, 'preorder-charge-postponed')).toBe(3);
    expect(await happened(world, 'preorder-charge-failed')).toBe(1);
    expect(bank.taken()).toBe(0);
  });

  test('the practice card that fails once goes through an hour later, by the worker alone', async () => {
    const cards = practiceProvider();
    const { id, now } = await succeeded(world, cards, { number: practiceCards.failsOnce });
    await workThrough(world, cards, now);
    expect(await preorder(world, id)).toMatchObject({ state: 'authorised', due_at: now + hour });
    await workThrough(world, cards, now + hour);
    expect(await preorder(world, id)).toMatchObject({ state: 'charged', charge_attempts: 2 });
  });

  test('the practice card that succeeds is charged at the deadline, by the worker alone', async () => {
    const cards = practiceProvider();
    const { id, now } = await succeeded(world, cards);
    await workThrough(world, cards, now);
    expect((await preorder(world, id)).state).toBe('charged');
  });
});

onBothDatabases('a charge that failed', (world) => {
  const declined = async () => {
    const bank = bookkeepingProvider();
    const found = await succeeded(world, bank.provider);
    bank.answer((act) => (act === 'charge' ? 'declined' : 'done'));
    await chargePreorder(found.means, found.id, found.now);
    return { ...found, bank };
  };

  test('a declined card is not tried again: the buyer has seven days for another', async () => {
    const { id, now, means, bank } = await declined();
    expect(await preorder(world, id)).toMatchObject({
      state: 'charge failed',
      charge_failed_at: now,
      due_at: now + 7 * day,
    });
    await chargePreorder(means, id, now + day);
    expect(bank.asked.filter(({ act }) => act === 'charge')).toHaveLength(1);
    expect(await job(world, `drop-preorder:${id}`)).toMatchObject({ run_at: now + 7 * day });
  });

  test('another card is charged at once, the first is let go', async () => {
    const { id, now, means, buyer, bank } = await declined();
    bank.answer('done');
    expect(await giveCard(means, buyer, { preorder: id, card, key: 'second' }, now + day)).toBeUndefined();
    expect(await preorder(world, id)).toMatchObject({ state: 'authorised', due_at: now + day });
    expect(await job(world, `drop-preorder:${id}`)).toBeUndefined();
    await workThrough(world, bank.provider, now + day);
    expect(await preorder(world, id)).toMatchObject({ state: 'charged', charge_attempts: 2 });
    expect(bank.did('release')).toHaveLength(1);
    expect(bank.did('charge')[0]!.token).toBe(`token-${id}:authorise:second`);
    expect(bank.taken(id)).toBe(total);
  });

  test('another card that is declined at once leaves the seven days as they were', async () => {
    const { id, now, means, buyer, bank } = await declined();
    bank.answer('declined');
    expect(await giveCard(means, buyer, { preorder: id, card, key: 'second' }, now + day)).toMatchObject({
      reason: 'new-card-declined',
    });
    expect(await preorder(world, id)).toMatchObject({ state: 'charge failed', due_at: now + 7 * day });
  });

  test('another card that fails at its charge does not put the end off, but leaves a day to answer', async () => {
    const { id, now, means, buyer } = await declined();
    await giveCard(means, buyer, { preorder: id, card, key: 'second' }, now + 2 * day);
    await chargePreorder(means, id, now + 2 * day);
    expect(await preorder(world, id)).toMatchObject({ state: 'charge failed', due_at: now + 7 * day });
    await giveCard(means, buyer, { preorder: id, card, key: 'third' }, now + 7 * day - 1);
    await chargePreorder(means, id, now + 7 * day - 1);
    expect(await preorder(world, id)).toMatchObject({ due_at: now + 8 * day - 1 });
  });

  test('without another card it is dropped after seven days, and what the campaign counted stays', async () => {
    const { id, now, means, buyer, campaign, bank } = await declined();
    await world.write((tx) => dropPreorder(tx, id, now + 7 * day - 1));
    expect((await preorder(world, id)).state).toBe('charge failed');
    expect(await job(world, `drop-preorder:${id}`)).toMatchObject({
      state: 'waiting',
      run_at: now + 7 * day,
    });
    await workThrough(world, bank.provider, now + 7 * day);
    expect(await preorder(world, id)).toMatchObject({ state: 'dropped', ended_reason: 'not-paid' });
    expect(bank.did('release')).toHaveLength(1);
    expect(await happened(world, 'preorder-dropped')).toBe(1);
    expect(await giveCard(means, buyer, { preorder: id, card, key: 'late' }, now + 8 * day)).toMatchObject({
      reason: 'impossible-transition',
    });
    const { units } = await world.read((read) =>
      read.selectFrom('campaigns').select('units').where('id', '=', campaign.id).executeTakeFirstOrThrow(),
    );
    expect(units).toBe(1);
  });

  test('another card and the end at the same moment: one of them', async () => {
    const { id, now, means, buyer, bank } = await declined();
    bank.answer('done');
    const [given] = await Promise.all([
      giveCard(means, buyer, { preorder: id, card, key: 'second' }, now + 7 * day),
      world.write((tx) => dropPreorder(tx, id, now + 7 * day)),
    ]);
    await workThrough(world, bank.provider, now + 7 * day);
    const { state } = await preorder(world, id);
    expect(state).toBe(given === undefined ? 'charged' : 'dropped');
    expect(bank.taken(id)).toBe(given === undefined ? total : 0);
    // What is not charged is not held either.
    const open = bank.did('authorise').length - bank.did('release').length;
    expect(open).toBe(given === undefined ? 1 : 0);
  });
});

onBothDatabases('a transfer', (world) => {
  const awaited = () => succeeded(world, practiceProvider(), { method: 'manual' });

  test('is marked as paid by an owner or a merchant of the brand alone', async () => {
    const { id, now, owner, buyer } = await awaited();
    const designer = await world.write((tx) => makeMember(tx, now));
    const { brand_id } = await world.read((read) =>
      read.selectFrom('campaigns').select('brand_id').executeTakeFirstOrThrow(),
    );
    await world.write((tx) =>
      tx
        .insertInto('brand_roles')
        .values({ brand_id, member_id: designer.id, role: 'designer', granted_at: now })
        .execute(),
    );
    const pay = (who: { id: string }) =>
      world.write((tx) => markPaid(tx, who, { preorder: id, reference: 'bank 4711' }, now + day));
    expect(await pay(buyer)).toMatchObject({ reason: 'not-found' });
    expect(await pay(designer)).toMatchObject({ reason: 'not-found' });
    expect(await pay(owner)).toBeUndefined();
    expect(await pay(owner)).toMatchObject({ reason: 'impossible-transition' });
    expect(await preorder(world, id)).toMatchObject({ state: 'charged', due_at: null });
    expect(await payments(world, 'charge')).toEqual([
      {
        outcome: 'done',
        amount_minor: total,
        idempotency_key: `${id}:transfer`,
        reference: 'bank 4711',
        recorded_by: owner.id,
      },
    ]);
    expect(await job(world, `drop-preorder:${id}`)).toBeUndefined();
    expect(await happened(world, 'preorder-charged')).toBe(1);
  });

  test('is not taken before the campaign has succeeded, nor for a card', async () => {
    const { owner, buyer, campaign } = await world.write(async (tx) => {
      const owner = await makeMember(tx, world.now);
      const brand = await makeBrand(tx, world.now, [{ member: owner, role: 'merchant' }]);
      const buyer = await makeMember(tx, world.now);
      return { owner, buyer, campaign: await makeLiveCampaign(tx, world.now, { brand, minimum: 1 }) };
    });
    const placed = await world.write((tx) => placePreorder(tx, buyer, orderOf(campaign), world.now));
    const id = 'id' in placed ? placed.id : '';
    const pay = (preorder: string) =>
      world.write((tx) => markPaid(tx, owner, { preorder, reference: '' }, world.now));
    expect(await pay(id)).toMatchObject({ reason: 'payment-not-due' });
    const byCard = await world.write((tx) =>
      placePreorder(tx, buyer, orderOf(campaign, { paymentMethod: 'card' }), world.now),
    );
    expect(await pay('id' in byCard ? byCard.id : '')).toMatchObject({ reason: 'impossible-transition' });
  });

  test('that arrives after its preorder was dropped is booked once, and the preorder stands again', async () => {
    const { id, now, owner } = await awaited();
    await workThrough(world, practiceProvider(), now + 7 * day);
    expect(await preorder(world, id)).toMatchObject({ state: 'dropped', ended_reason: 'not-paid' });
    const late = now + 9 * day;
    const pay = () =>
      world.write((tx) => markPaid(tx, owner, { preorder: id, reference: 'bank 4712' }, late));
    const answers = await Promise.all([pay(), pay()]);
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
    expect(await preorder(world, id)).toMatchObject({
      state: 'charged',
      charged_at: late,
      ended_at: null,
      ended_reason: '',
    });
    expect(await payments(world, 'charge')).toMatchObject([{ amount_minor: total, reference: 'bank 4712' }]);
    await workThrough(world, practiceProvider(), late + 30 * day);
    expect((await preorder(world, id)).state).toBe('charged');
    const back = { preorder: id, reason: 'too late', reference: 'back 2' };
    expect(await world.write((tx) => refundPreorder(tx, owner, back, late))).toBeUndefined();
    expect((await preorder(world, id)).state).toBe('refunded');
  });

  test('paid and dropped at the same moment: the money is there, so it is paid', async () => {
    const { id, now, owner } = await awaited();
    const at = now + 7 * day;
    const [paid] = await Promise.all([
      world.write((tx) => markPaid(tx, owner, { preorder: id, reference: '' }, at)),
      world.write((tx) => dropPreorder(tx, id, at)),
    ]);
    expect(paid).toBeUndefined();
    expect((await preorder(world, id)).state).toBe('charged');
    expect(await payments(world, 'charge')).toHaveLength(1);
  });

  test('is refunded by a note of the merchant', async () => {
    const { id, now, owner } = await awaited();
    const refund = () =>
      world.write((tx) =>
        refundPreorder(tx, owner, { preorder: id, reason: 'too late', reference: 'back 1' }, now),
      );
    expect(await refund()).toMatchObject({ reason: 'impossible-transition' });
    await world.write((tx) => markPaid(tx, owner, { preorder: id, reference: '' }, now));
    expect(await refund()).toBeUndefined();
    expect(await refund()).toMatchObject({ reason: 'impossible-transition' });
    expect((await preorder(world, id)).state).toBe('refunded');
    expect(await payments(world, 'refund')).toMatchObject([{ amount_minor: total, reference: 'back 1' }]);
  });
});

onBothDatabases('refunding a card', (world) => {
  const charged = async () => {
    const bank = bookkeepingProvider();
    const found = await succeeded(world, bank.provider);
    await chargePreorder(found.means, found.id, found.now);
    const ask = (who: { id: string } = found.owner) =>
      world.write((tx) => refundPreorder(tx, who, { preorder: found.id, reason: 'faulty' }, found.now));
    return { ...found, bank, ask };
  };

  test('is asked for by the brand and done by a job, once', async () => {
    const { id, now, buyer, means, bank, ask } = await charged();
    expect(await ask(buyer)).toMatchObject({ reason: 'not-found' });
    expect(await ask()).toBeUndefined();
    expect(await ask()).toMatchObject({ reason: 'refund-under-way' });
    expect((await preorder(world, id)).state).toBe('charged');
    await Promise.all([1, 2].map(() => payBack(means, id, now)));
    await payBack(means, id, now);
    expect((await preorder(world, id)).state).toBe('refunded');
    expect(bank.did('refund')).toMatchObject([{ amount: total, key: `${id}:refund:1` }]);
    expect(bank.taken(id)).toBe(0);
    expect(await happened(world, 'preorder-refunded')).toBe(1);
  });

  test('one act of a kind is written down, and never a second by another key', async () => {
    const { id, now } = await charged();
    const writeDown = (key: string) =>
      world.write((tx) =>
        recordPayment(
          tx,
          {
            preorder: id,
            kind: 'refund',
            amountMinor: total,
            currency: 'TWD',
            provider: 'bank',
            key,
            outcome: { outcome: 'done', reference: 'R' },
          },
          now,
        ),
      );
    expect((await Promise.all(['one', 'one', 'one'].map(writeDown))).filter(Boolean)).toHaveLength(1);
    await expect(writeDown('two')).rejects.toThrow('another key');
  });

  test('nothing is paid back that nobody asked for', async () => {
    const { id, now, means, bank } = await charged();
    await payBack(means, id, now);
    expect(bank.did('refund')).toEqual([]);
  });

  test('done and not heard: asked again with the same key', async () => {
    const { id, now, means, bank, ask } = await charged();
    await ask();
    bank.answer('unheard');
    await expect(payBack(means, id, now)).rejects.toThrow('connection reset');
    await payBack(means, id, now + 15 * minute);
    expect((await preorder(world, id)).state).toBe('refunded');
    expect(bank.did('refund')).toHaveLength(1);
  });

  test('an error is tried again; when it is given up the brand may ask once more', async () => {
    const { id, now, means, bank, ask } = await charged();
    await ask();
    bank.answer('error');
    let at = now;
    for (const wait of [hour, 24 * hour, 72 * hour]) {
      await payBack(means, id, at);
      expect(await job(world, `refund-preorder:${id}`)).toMatchObject({ run_at: at + wait });
      at += wait;
    }
    await payBack(means, id, at);
    expect(await preorder(world, id)).toMatchObject({ state: 'charged', refund_requested_at: null });
    expect(await happened(world, 'preorder-refund-failed')).toBe(1);
    bank.answer('done');
    expect(await ask()).toBeUndefined();
    await payBack(means, id, at);
    expect(bank.taken(id)).toBe(0);
  });
});

onBothDatabases('releasing and receiving', (world) => {
  test('what is in use is not let go, what is not is let go once', async () => {
    const bank = bookkeepingProvider();
    const { id, now, means } = await succeeded(world, bank.provider);
    const row = await preorder(world, id);
    const held: Held = { preorder: id, token: row.payment_token!, key: row.payment_key, amountMinor: total };
    await releaseAuthorisation(means, held, now);
    expect(bank.did('release')).toEqual([]);
    await releaseAuthorisation(means, { ...held, key: 'older' }, now);
    await releaseAuthorisation(means, { ...held, key: 'older' }, now);
    expect(bank.did('release')).toHaveLength(1);
    expect(await payments(world, 'release')).toHaveLength(1);
  });

  test('a provider that cannot answer is asked again, with another key when it said so', async () => {
    const bank = bookkeepingProvider();
    const { id, now, means } = await succeeded(world, bank.provider);
    const held: Held = { preorder: id, token: 't', key: 'older', amountMinor: total };
    bank.answer('error');
    await releaseAuthorisation(means, held, now);
    expect(await job(world, `release-preorder:${id}:older`)).toMatchObject({ run_at: now + hour });
    bank.answer('unheard');
    await expect(releaseAuthorisation(means, held, now + hour)).rejects.toThrow('connection reset');
    expect(await job(world, `release-preorder:${id}:older`)).toMatchObject({
      run_at: now + hour + 15 * minute,
    });
    await releaseAuthorisation(means, held, now + 2 * hour);
    expect(bank.did('release')).toHaveLength(1);
    expect((await payments(world, 'release')).map(({ outcome }) => outcome)).toEqual(['error', 'done']);
  });

  test('the buyer says that the parcel arrived, when it was sent', async () => {
    const bank = bookkeepingProvider();
    const { id, now, means, buyer, owner } = await succeeded(world, bank.provider);
    await chargePreorder(means, id, now);
    const receive = (who: { id: string }) =>
      world.write((tx) => markReceived(tx, who, { preorder: id }, now + day));
    expect(await receive(buyer)).toMatchObject({ reason: 'impossible-transition' });
    await world.write(async (tx) => {
      await tx.updateTable('preorders').set({ state: 'shipped' }).where('id', '=', id).execute();
      await tx
        .insertInto('shipments')
        .values({ id: 's', preorder_id: id, carrier: 'Post', shipped_at: now })
        .execute();
    });
    expect(await receive(owner)).toMatchObject({ reason: 'not-found' });
    expect(await receive(buyer)).toBeUndefined();
    expect((await preorder(world, id)).state).toBe('received');
    const [shipment] = await world.read((read) => read.selectFrom('shipments').selectAll().execute());
    expect(shipment!.received_at).toBe(now + day);
    expect(await happened(world, 'preorder-received')).toBe(1);
  });
});
