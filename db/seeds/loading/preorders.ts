import { newCardUntil, nextTry, transferTime } from '../../../src/lib/domain/charging.ts';
import type { PreorderState } from '../../../src/lib/domain/lifecycles.ts';
import { totalOf } from '../../../src/lib/domain/totals.ts';
import { authorisationKey } from '../../../src/lib/server/preorders/authorising.ts';
import { preorderEvent } from '../../../src/lib/server/preorders/telling.ts';
import type { EventKind } from '../../../src/lib/domain/events.ts';
import type { NewJob } from '../../../src/lib/server/jobs/scheduling.ts';
import type { Random } from '../random.ts';
import { addressOf } from '../world/names.ts';
import type { Campaign } from './campaigns.ts';
import { happened } from './events.ts';
import type { Account, Member } from './members.ts';
import { dayLength, type Loading } from './rows.ts';

type Method = 'card' | 'manual';
/** What becomes of a preorder: its state, or a charge that is being tried again. */
type Fate = PreorderState | 'retried';

/** What the accounts to try have ordered, so that every state can be seen. */
const known: Partial<Record<Account, Record<string, readonly [Fate, Method]>>> = {
  buyer: {
    'Harbour stripe': ['authorised', 'card'],
    透明水箱: ['placed', 'manual'],
    半截藍: ['cancelled', 'card'],
    'Double knee, herringbone': ['charge failed', 'card'],
    'Typhoon leave': ['charged', 'card'],
    郵筒綠: ['charged', 'manual'],
    '潮汐 Tide': ['shipped', 'card'],
    'Large, less ice': ['received', 'manual'],
    Milkfish: ['released', 'card'],
    '六五 Sixty-five': ['refunded', 'card'],
    'Red, white, blue': ['dropped', 'manual'],
  },
  fan: {
    '夜读 Night reader': ['authorised', 'card'],
    'Typhoon leave': ['charged', 'card'],
    'Large, less ice': ['received', 'card'],
    'Double knee, herringbone': ['placed', 'manual'],
  },
};
const hour = 3600_000;

/** Loads the preorders of all campaigns; gives the jobs that wait for some of them. */
export function loadPreorders(
  loading: Loading,
  campaigns: Campaign[],
  members: Member[],
  accounts: Record<Account, Member>,
): NewJob[] {
  const numbers = new Set<string>();
  return campaigns.flatMap((campaign) =>
    campaign.seed.state === 'preparing' ? [] : loadOf(loading, campaign, members, accounts, numbers),
  );
}

function loadOf(
  loading: Loading,
  campaign: Campaign,
  members: Member[],
  accounts: Record<Account, Member>,
  numbers: Set<string>,
): NewJob[] {
  const random = loading.chance(`preorders ${campaign.seed.title}`);
  const end = campaign.row.cancelled_at ?? Math.min(campaign.deadline, loading.now);
  const orders: Order[] = [];
  let units = 0;
  for (const [key, wishes] of Object.entries(known)) {
    const wish = wishes[campaign.seed.draft];
    if (!wish) continue;
    orders.push({ member: accounts[key as Account], quantity: 1, fate: wish[0], method: wish[1] });
    if (wish[0] !== 'cancelled') units += 1;
  }
  for (const member of buyers(random, campaign, members, end)) {
    if (units >= campaign.seed.units) break;
    const quantity = Math.min(
      [1, 2, 3][random.weighted([82, 15, 3])]!,
      campaign.seed.units - units,
      campaign.row.per_member_limit ?? 9,
    );
    const method = random.chance(0.73) ? 'card' : 'manual';
    const fate = fateOf(random, campaign, method);
    orders.push({ member, quantity, method, fate });
    if (fate !== 'cancelled') units += quantity;
  }
  if (units !== campaign.seed.units)
    throw new Error(`${campaign.seed.title}: ${units} units instead of ${campaign.seed.units}`);
  const jobs = orders.flatMap((order) => writeOrder(loading, random, campaign, order, end, numbers));
  limitStock(campaign);
  return jobs;
}

interface Order {
  member: Member;
  quantity: number;
  method: Method;
  fate: Fate;
}

function buyers(random: Random, campaign: Campaign, members: Member[], end: number): Member[] {
  return members
    .slice(5)
    .filter(
      (member) =>
        member.confirmed &&
        member.joinedAt + 1_500 * 60_000 < end &&
        (campaign.fees[member.country] ?? campaign.fees['*']) !== undefined &&
        member !== campaign.brand.owner,
    )
    .map((member) => ({ member, key: -Math.log(1 - random.next()) / member.likes[campaign.brand.key]! }))
    .sort((a, b) => a.key - b.key)
    .map(({ member }) => member);
}

function fateOf(random: Random, { seed }: Campaign, method: Method): Fate {
  if (random.chance(0.055)) return 'cancelled';
  const waiting = method === 'card' ? 'authorised' : 'placed';
  switch (seed.state) {
    case 'live':
      return waiting;
    case 'failed':
    case 'cancelled':
      return 'released';
    case 'succeeded':
      if (method === 'manual') return random.chance(0.38) ? 'charged' : 'placed';
      return (['charged', 'charge failed', 'retried'] as const)[random.weighted([90, 7, 3])]!;
    default: {
      if (random.chance(method === 'card' ? 0.025 : 0.06)) return 'dropped';
      if (random.chance(0.015)) return 'refunded';
      if (seed.state === 'producing') return 'charged';
      if (!random.chance(seed.shipped ?? 0)) return 'charged';
      return random.chance((seed.received ?? 0) / (seed.shipped ?? 1)) ? 'received' : 'shipped';
    }
  }
}

function writeOrder(
  loading: Loading,
  random: Random,
  campaign: Campaign,
  order: Order,
  end: number,
  numbers: Set<string>,
): NewJob[] {
  const { rows, ids, now } = loading;
  const { brand, seed, settledAt } = campaign;
  const { member, method, quantity, fate } = order;
  const from = Math.max(campaign.launchedAt, member.joinedAt + 1_450 * 60_000);
  const placedAt = Math.floor(
    from +
      (random.chance(0.62) ? random.next() ** 2.2 : 1 - random.next() ** 2 * 0.3) *
        Math.max(60_000, end - from - 60_000),
  );
  const variant =
    campaign.variants[
      random.weighted(
        campaign.variants.map(({ weight, row }) =>
          row.stock != null && (row.ordered ?? 0) + quantity > row.stock ? 0 : weight,
        ),
      )
    ]!;
  const total = totalOf(
    campaign.row.price_minor + (variant.row.difference_minor ?? 0),
    quantity,
    campaign.fees[member.country] ?? campaign.fees['*']!,
  )!;
  const id = ids.id(placedAt);
  const key = `${ids.letters(8)}-${ids.letters(4)}-${ids.letters(12)}`;
  const card = method === 'card';
  const trouble = fate === 'charge failed' || fate === 'dropped';
  const token = trouble
    ? 'practice:declined'
    : fate === 'retried'
      ? 'practice:failsOnce'
      : 'practice:succeeds';
  const row: Loading['rows']['preorders'][number] = {
    id,
    number: newNumber(random, ids.letters, numbers),
    campaign_id: campaign.id,
    variant_id: variant.row.id,
    member_id: member.id,
    state: fate === 'retried' ? 'authorised' : fate,
    quantity,
    currency: brand.currency,
    unit_minor: total.unitMinor,
    shipping_minor: total.shippingMinor,
    total_minor: total.totalMinor,
    agreed_minor: total.totalMinor,
    payment_method: method,
    payment_token: card ? token : null,
    payment_label: card ? `•••• ${trouble ? '0002' : fate === 'retried' ? '0341' : '4242'}` : '',
    payment_key: card ? key : '',
    authorised_minor: card ? total.totalMinor : 0,
    email: member.email,
    ...addressOf(member, random),
    line2: '',
    country: member.country,
    note: '',
    idempotency_key: key,
    charge_attempts: 0,
    placed_at: placedAt,
    changed_at: placedAt,
    authorised_at: card ? placedAt + 2_000 : null,
    ended_reason: '',
  };
  rows.preorders.push(row);
  if (fate !== 'cancelled') {
    variant.row.ordered = (variant.row.ordered ?? 0) + quantity;
    campaign.row.units = (campaign.row.units ?? 0) + quantity;
    campaign.row.preorder_count = (campaign.row.preorder_count ?? 0) + 1;
  }
  const subject = { ...row, member_id: member.id, number: row.number, brand_id: brand.id, title: seed.title };
  const tell = (
    at: number,
    kind: EventKind,
    actor: { id: string } | null,
    more?: Record<string, unknown>,
  ) => {
    const { kind: _, ...about } = preorderEvent(kind, subject, actor, more);
    happened(loading, at, kind, about);
  };
  const pay = (
    at: number,
    kind: 'authorise' | 'charge' | 'release' | 'refund',
    outcome: 'done' | 'declined' | 'error',
    idempotencyKey: string,
    note = '',
  ) =>
    rows.payments.push({
      id: ids.id(at),
      preorder_id: id,
      kind,
      outcome,
      amount_minor: kind === 'charge' || kind === 'refund' ? row.total_minor : total.totalMinor,
      currency: brand.currency,
      provider: card ? 'practice' : 'manual',
      reference: card ? `practice-${kind}-${idempotencyKey}` : `T${ids.letters(6).toUpperCase()}`,
      note,
      idempotency_key: idempotencyKey,
      recorded_by: card ? null : brand.merchant.id,
      recorded_at: at,
    });
  const release = (at: number) => card && pay(at, 'release', 'done', `${id}:release:${key}`);

  if (card) {
    tell(placedAt, 'preorder-reserved', member);
    pay(placedAt + 2_000, 'authorise', 'done', authorisationKey(id, key));
    tell(placedAt + 2_000, 'preorder-authorised', null);
    tell(placedAt + 2_000, 'preorder-placed', null);
  } else tell(placedAt, 'preorder-placed', member);

  const finish = (at: number, reason: string) =>
    Object.assign(row, { ended_at: at, changed_at: at, ended_reason: reason, due_at: null });
  if (fate === 'cancelled') {
    const at = Math.floor(placedAt + random.between(0.05, 0.9) * Math.max(hour, end - placedAt - 120_000));
    finish(Math.min(at, end - 30_000), 'by-buyer');
    tell(row.ended_at!, 'preorder-cancelled', member, { reason: 'by-buyer' });
    release(row.ended_at! + 3_000);
    return [];
  }
  if (fate === 'released') {
    const at = (settledAt ?? end) + random.integer(5, 90) * 1000;
    finish(at, seed.state === 'failed' ? 'campaign-failed' : 'campaign-cancelled');
    tell(at, 'preorder-released', null);
    release(at + 30_000);
    return [];
  }
  if (settledAt === null) return [];

  // The campaign has succeeded: everyone pays the price that was reached.
  row.unit_minor -= campaign.row.price_minor - campaign.row.closing_minor!;
  row.total_minor = row.unit_minor * quantity + row.shipping_minor;
  subject.total_minor = row.total_minor;
  // Cards are charged at once, transfers have a week.
  const chargedAt =
    settledAt +
    (card
      ? random.integer(10, 900) * 1000
      : Math.floor(random.between(0.1, Math.min(6.5, (now - settledAt) / dayLength - 0.05)) * dayLength));
  if (fate === 'placed') {
    row.due_at = settledAt + transferTime;
    return [dropJob(id, row.due_at)];
  }
  if (fate === 'retried') {
    let at = chargedAt;
    for (let attempt = 1; ; attempt++) {
      pay(at, 'charge', 'error', `${id}:${attempt}`, 'the bank did not answer');
      row.charge_attempts = attempt;
      const again = nextTry(attempt, at)!;
      tell(at, 'preorder-charge-postponed', null, { again });
      at = again;
      if (again > now) break;
    }
    row.due_at = at;
    return [{ kind: 'charge-preorder', payload: { preorder: id }, runAt: at, key: `charge-preorder:${id}` }];
  }
  if (trouble && card) {
    const until = newCardUntil(chargedAt, chargedAt);
    pay(chargedAt, 'charge', 'declined', `${id}:1`, 'card declined');
    Object.assign(row, { charge_attempts: 1, charge_failed_at: chargedAt });
    tell(chargedAt, 'preorder-charge-failed', null, { until, note: 'card declined' });
    if (fate === 'charge failed') {
      row.due_at = until;
      return [dropJob(id, until)];
    }
  }
  if (fate === 'dropped') {
    finish(settledAt + 7 * dayLength + random.integer(1, 50) * 1000, 'not-paid');
    tell(row.ended_at!, 'preorder-dropped', null);
    release(row.ended_at! + 5_000);
    return [];
  }
  pay(chargedAt, 'charge', 'done', card ? `${id}:1` : `${id}:transfer`);
  Object.assign(row, {
    charged_at: chargedAt,
    ...(card ? { charge_attempts: 1 } : { changed_at: chargedAt }),
  });
  tell(chargedAt, 'preorder-charged', card ? null : brand.merchant);
  if (fate === 'refunded') {
    const at = Math.floor(chargedAt + random.between(0.2, 0.6) * (now - chargedAt));
    Object.assign(row, { refund_requested_at: at });
    tell(at, 'preorder-refund-requested', brand.merchant, { reason: 'asked for' });
    pay(at + 20_000, 'refund', 'done', card ? `${id}:refund:1` : `${id}:transfer-back`);
    finish(at + 20_000, '');
    tell(at + 20_000, 'preorder-refunded', null);
    return [];
  }
  if (fate === 'shipped' || fate === 'received')
    ship(loading, random, campaign, row, member, fate, chargedAt, tell);
  return [];
}

const dropJob = (preorder: string, runAt: number): NewJob => ({
  kind: 'drop-preorder',
  payload: { preorder },
  runAt,
  key: `drop-preorder:${preorder}`,
});

const carriers: Record<string, string> = { halo: '黑貓宅急便', dashu: '新竹物流', paragraph: '顺丰速运' };

function ship(
  loading: Loading,
  random: Random,
  { brand, settledAt, seed }: Campaign,
  row: Loading['rows']['preorders'][number],
  member: Member,
  fate: 'shipped' | 'received',
  chargedAt: number,
  tell: (at: number, kind: EventKind, actor: { id: string } | null, more?: Record<string, unknown>) => void,
): void {
  const span = loading.now - settledAt!;
  // What is delivered went out long ago; what is being shipped, in the last week.
  const late =
    seed.state === 'delivered'
      ? random.between(0.74, 0.9)
      : 1 - random.between(0.05, 6.5) * (dayLength / span);
  const shippedAt = Math.floor(Math.max(chargedAt + dayLength, settledAt! + span * late));
  const tracking = String(random.integer(100_000_000, 999_999_999)) + random.integer(100, 999);
  const receivedAt =
    fate === 'received'
      ? Math.min(loading.now - 600_000, shippedAt + Math.floor(random.between(1.1, 6) * dayLength))
      : null;
  loading.rows.shipments.push({
    id: loading.ids.id(shippedAt),
    preorder_id: row.id,
    carrier: carriers[brand.key]!,
    tracking_number: tracking,
    tracking_url: `https://example.com/track/${tracking}`,
    shipped_by: brand.merchant.id,
    shipped_at: shippedAt,
    received_at: receivedAt,
  });
  row.changed_at = receivedAt ?? shippedAt;
  tell(shippedAt, 'preorder-shipped', brand.merchant, { carrier: carriers[brand.key], tracking });
  if (receivedAt !== null) tell(receivedAt, 'preorder-received', member);
}

function newNumber(random: Random, letters: (length: number) => string, numbers: Set<string>): string {
  for (;;) {
    const number = `M-${letters(4).toUpperCase()}-${String(random.integer(0, 9999)).padStart(4, '0')}`;
    if (numbers.has(number)) continue;
    numbers.add(number);
    return number;
  }
}

/** Of a live campaign with stock, one variant is nearly gone and the least wanted one is sold out. */
function limitStock({ seed, variants }: Campaign): void {
  if (seed.state !== 'live' || seed.stock === undefined || variants.length < 3) return;
  const byOrders = [...variants].sort((a, b) => (b.row.ordered ?? 0) - (a.row.ordered ?? 0));
  byOrders[0]!.row.stock = (byOrders[0]!.row.ordered ?? 0) + 3;
  byOrders.at(-1)!.row.stock = byOrders.at(-1)!.row.ordered;
}
