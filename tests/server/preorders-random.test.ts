import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endedStates, settledStates, waitingStates } from '../../src/lib/domain/preorders.ts';
import { auditLedger } from '../../src/lib/server/ledger/auditing.ts';
import { amendPreorder } from '../../src/lib/server/preorders/amending.ts';
import { cancelPreorder } from '../../src/lib/server/preorders/cancelling.ts';
import { orderPreorder } from '../../src/lib/server/preorders/ordering.ts';
import { markPaid } from '../../src/lib/server/preorders/paying.ts';
import { refundPreorder } from '../../src/lib/server/preorders/refunding.ts';
import { giveCard } from '../../src/lib/server/preorders/replacing.ts';
import { settleCampaign } from '../../src/lib/server/preorders/settling.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeMember } from '../making.ts';
import { address, makeLiveCampaign, orderOf } from '../making-campaigns.ts';
import { bookkeepingProvider, card } from '../standing-in.ts';
import { workThrough } from '../working.ts';

const hour = 3600_000;
const day = 24 * hour;

const answers = fc.constantFrom('done', 'done', 'done', 'declined', 'error', 'silent', 'unheard');
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      who: fc.nat(2),
      variant: fc.nat(1),
      quantity: fc.integer({ min: 1, max: 4 }),
      card: fc.boolean(),
      twice: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      which: fc.nat(9),
      variant: fc.nat(1),
      quantity: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('card' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('paid' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refund' as const), which: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      hours: fc.constantFrom(0, 1, 1, 24, 24, 30, 72, 168),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const) }) },
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Whatever people and providers do in whatever order, the books agree with each other. */
const live = async (world: World, steps: Step[], how: string[], atOnce = 1) => {
  let now = world.now;
  const bank = bookkeepingProvider();
  let asked = 0;
  // A release is only refused once: what a provider will not let go of is beyond us.
  const refusedRelease = new Set<string>();
  bank.answer((act, key) => {
    const answer = how[asked++ % how.length] as 'done';
    if (act !== 'release' || (answer as string) === 'silent' || (answer as string) === 'unheard')
      return answer;
    const preorder = key.split(':')[0]!;
    if ((answer as string) !== 'error' || refusedRelease.has(preorder)) return 'done';
    refusedRelease.add(preorder);
    return 'error';
  });
  const means = { read: world.read, write: world.write, cards: bank.provider };
  const { owner, members, campaign } = await world.write(async (tx) => {
    const owner = await makeMember(tx, now);
    const brand = await makeBrand(tx, now, [{ member: owner, role: 'owner' }]);
    const members = [await makeMember(tx, now), await makeMember(tx, now), await makeMember(tx, now)];
    const campaign = await makeLiveCampaign(tx, now, {
      brand,
      minimum: 3,
      limit: 6,
      stock: [6, 3],
      deadline: now + 3 * day,
      breaks: { 4: 118_000, 7: 99_000 },
    });
    return { owner, members, campaign };
  });
  await settleCampaign(world.database, campaign.id, now);

  const rows = () =>
    world.read((read) =>
      read
        .selectFrom('preorders')
        .selectAll()
        .where('campaign_id', '=', campaign.id)
        .orderBy('placed_at')
        .orderBy('id')
        .execute(),
    );
  const act = async (one: Step, index: number) => {
    const found = await rows();
    const pick = 'which' in one ? found[one.which % Math.max(1, found.length)] : undefined;
    const member = { id: pick?.member_id ?? '' };
    switch (one.do) {
      case 'order': {
        const input = orderOf(campaign, {
          variant: campaign.variants[one.variant]!,
          quantity: one.quantity,
          paymentMethod: one.card ? 'card' : 'manual',
        });
        const order = () => orderPreorder(means, members[one.who]!, input, card, now);
        return one.twice ? Promise.all([order(), order()]) : order();
      }
      case 'change':
        if (!pick) return;
        return amendPreorder(
          means,
          member,
          {
            preorder: pick.id,
            variant: campaign.variants[one.variant]!,
            quantity: one.quantity,
            address,
            note: '',
            expectedMinor: 128_000 * one.quantity + 8_000,
            key: `change-${index}`,
          },
          now,
        );
      case 'cancel':
        return pick && world.write((tx) => cancelPreorder(tx, member, { preorder: pick.id }, now));
      case 'card':
        return pick && giveCard(means, member, { preorder: pick.id, card, key: `card-${index}` }, now);
      case 'paid':
        return pick && world.write((tx) => markPaid(tx, owner, { preorder: pick.id, reference: '' }, now));
      case 'refund':
        return (
          pick && world.write((tx) => refundPreorder(tx, owner, { preorder: pick.id, reason: 'x' }, now))
        );
      case 'settle':
        return settleCampaign(world.database, campaign.id, now);
      case 'wait':
        now += one.hours * hour;
        return workThrough(world, bank.provider, now);
    }
  };

  for (let index = 0; index < steps.length; index += atOnce) {
    const some = steps.slice(index, index + atOnce);
    await Promise.all(some.map((one, place) => act(one, index + place)));
    await check();
  }
  // In the end the provider answers, and time passes: nothing is left hanging.
  bank.answer('done');
  for (let i = 0; i < 20; i++) {
    now += day;
    await workThrough(world, bank.provider, now);
  }
  await check();
  for (const row of await rows()) {
    expect(row.charging_since).toBeNull();
    expect([...waitingStates, 'charge failed']).not.toContain(row.state);
    const held = bank.books.filter(
      ({ act: what, preorder }) => preorder === row.id && /authorise/.test(what),
    );
    const released = bank.did('release', row.id).length;
    const charged = bank.did('charge', row.id).length;
    const unheard = held.filter(({ key }) => !known.has(key)).length;
    // Every authorisation that was heard of is charged or let go.
    expect(held.length - unheard).toBe(released + charged);
  }

  async function check() {
    expect((await world.read(auditLedger)).violations).toEqual([]);
    const found = await rows();
    const row = await world.read((read) =>
      read.selectFrom('campaigns').selectAll().where('id', '=', campaign.id).executeTakeFirstOrThrow(),
    );
    const variants = await world.read((read) =>
      read.selectFrom('variants').selectAll().where('campaign_id', '=', campaign.id).execute(),
    );
    const payments = await world.read((read) =>
      read
        .selectFrom('payments')
        .innerJoin('preorders', 'preorders.id', 'payments.preorder_id')
        .selectAll('payments')
        .where('preorders.campaign_id', '=', campaign.id)
        .execute(),
    );
    for (const { kind, outcome, idempotency_key } of payments) {
      if (kind === 'authorise' && outcome === 'done') known.add(idempotency_key);
    }
    if (row.state === 'live') {
      const open = found.filter(({ state }) => (waitingStates as string[]).includes(state));
      expect(row.units).toBe(open.reduce((sum, { quantity }) => sum + quantity, 0));
      expect(row.preorder_count).toBe(open.length);
      for (const variant of variants) {
        const wanted = open.filter(({ variant_id }) => variant_id === variant.id);
        expect(variant.ordered).toBe(wanted.reduce((sum, { quantity }) => sum + quantity, 0));
      }
    }
    for (const variant of variants) expect(variant.ordered).toBeLessThanOrEqual(variant.stock!);
    for (const member of members) {
      const own = found.filter(
        ({ member_id, state }) => member_id === member.id && !(endedStates as string[]).includes(state),
      );
      expect(own.reduce((sum, { quantity }) => sum + quantity, 0)).toBeLessThanOrEqual(6);
    }
    for (const one of found) {
      // Everyone pays the price that was reached, and nobody more than was agreed to.
      expect(one.total_minor).toBeLessThanOrEqual(one.agreed_minor);
      const closed = row.closing_minor !== null && one.due_at === null && one.charged_at !== null;
      if (closed) expect(one.unit_minor).toBe(row.closing_minor);
      if (row.closing_minor === null) expect(one.total_minor).toBe(one.agreed_minor);
      const done = (kind: string) =>
        payments
          .filter((p) => p.preorder_id === one.id && p.kind === kind && p.outcome === 'done')
          .reduce((sum, { amount_minor }) => sum + amount_minor, 0);
      const net = done('charge') - done('refund');
      expect(net).toBeGreaterThanOrEqual(0);
      expect(net).toBeLessThanOrEqual(one.total_minor);
      const paid = ['charged', 'shipped', 'received'].includes(one.state);
      expect(net).toBe(paid ? one.total_minor : 0);
      expect(done('charge')).toBe(paid || one.state === 'refunded' ? one.total_minor : 0);
      // The provider's own books never hold more than the total either, and nothing before the campaign succeeded.
      expect(bank.taken(one.id)).toBeLessThanOrEqual(one.total_minor);
      expect(bank.taken(one.id)).toBeGreaterThanOrEqual(0);
      if (!settledStates.includes(row.state)) expect(bank.taken(one.id)).toBe(0);
      if (one.payment_method === 'card' && one.charging_since === null && one.refund_requested_at === null) {
        expect(bank.taken(one.id)).toBe(net);
      }
    }
  }
};
const known = new Set<string>();

onBothDatabases('whatever happens', (world) => {
  const runs = world.dialect === 'sqlite' ? 40 : 8;
  test.each([
    ['one after the other', 1],
    ['four at a time', 4],
  ])(
    'no preorder is ever paid twice, in part or for nothing, and the counters are true: %s',
    async (_, atOnce) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 5, maxLength: 30 }),
          fc.array(answers, { minLength: 1, maxLength: 12 }),
          (steps, how) => live(world, steps as Step[], how, atOnce),
        ),
        { numRuns: runs, endOnFailure: true },
      );
    },
    180_000,
  );
});
