import { monthOf } from '../../../src/lib/domain/campaigns.ts';
import { priceAt } from '../../../src/lib/domain/price-breaks.ts';
import { minorDigits } from '../../../src/lib/domain/money.ts';
import { combinationsOf, pickedOption, variantLabel } from '../../../src/lib/domain/variants.ts';
import { renderMarkdown } from '../../../src/lib/server/text/rendering.ts';
import type { CampaignSeed } from '../world/shape.ts';
import type { Brand } from './brands.ts';
import type { Challenge, Draft } from './challenges.ts';
import { offeredIn } from './composed-campaigns.ts';
import { happened } from './events.ts';
import { dayLength, type Loading } from './rows.ts';

export interface Variant {
  weight: number;
  row: Loading['rows']['variants'][number];
}
export interface Campaign {
  id: string;
  brand: Brand;
  seed: CampaignSeed;
  challenge: Challenge;
  draft: Draft;
  variants: Variant[];
  /** Fees by country, minor units. */
  fees: Record<string, number>;
  launchedAt: number;
  deadline: number;
  settledAt: number | null;
  row: Loading['rows']['campaigns'][number];
}

export function loadCampaigns(loading: Loading, brands: Brand[], challenges: Challenge[]): Campaign[] {
  return brands.flatMap((brand) =>
    brand.campaigns.map((seed) => loadCampaign(loading, brand, seed, challenges)),
  );
}

function loadCampaign(loading: Loading, brand: Brand, seed: CampaignSeed, challenges: Challenge[]): Campaign {
  const { rows, ids, day, now } = loading;
  const challenge = challenges.find((one) => one.seed.key === seed.challenge)!;
  const draft = challenge.drafts.find((one) => one.seed.title === seed.draft);
  if (draft?.row.state !== 'won') throw new Error(`${seed.title} did not win ${seed.challenge}`);
  const { merchant } = brand;
  const launched = seed.state !== 'preparing';
  const launchedAt = day(seed.launched);
  const deadline = day(seed.deadline);
  const createdAt = launched ? launchedAt - 4 * dayLength : now - 5 * dayLength;
  const settled = launched && seed.state !== 'live' && seed.state !== 'cancelled';
  const settledAt = settled ? deadline + 4_000 : null;
  const minor = 10 ** minorDigits(brand.currency);
  const month = (offset: number) => monthOf(now + offset * 30.44 * dayLength, brand.timeZone);
  const id = ids.id(createdAt);
  const offered = offeredIn(loading, draft, seed, createdAt, minor);
  const breaks = (seed.breaks ?? []).map(([quantity, price]) => ({ quantity, priceMinor: price * minor }));
  const options = [...pickedOption(offered), ...seed.options];
  const row: Campaign['row'] = {
    id,
    brand_id: brand.id,
    challenge_id: challenge.id,
    draft_id: draft.id,
    revision_id: draft.revision,
    state: seed.state,
    title: seed.title,
    story: seed.story,
    currency: brand.currency,
    price_minor: seed.price * minor,
    closing_minor:
      settled && seed.state !== 'failed' ? priceAt(seed.price * minor, breaks, seed.units) : null,
    minimum_quantity: seed.minimum,
    deadline,
    time_zone: brand.timeZone,
    delivery_month: month(seed.deliveryMonths),
    per_member_limit: seed.limit ?? null,
    options: JSON.stringify(options),
    composing: seed.composed ? 'picked' : 'none',
    least_minor:
      seed.composed && launched
        ? seed.price * minor + Math.min(...offered.map(({ difference }) => difference))
        : null,
    units: 0,
    preorder_count: 0,
    created_by: merchant.id,
    created_at: createdAt,
    launched_at: launched ? launchedAt : null,
    settled_at: settledAt,
    cancelled_at: seed.cancelled ? day(seed.cancelled.at) : null,
    cancelled_reason: seed.cancelled?.reason ?? null,
  };
  rows.campaigns.push(row);
  for (const { quantity, priceMinor } of breaks)
    rows.price_breaks.push({ campaign_id: id, quantity, price_minor: priceMinor });

  const variants = combinationsOf(options).map((choices, position): Variant => {
    const picked = offered.find(({ name }) => name === choices['']);
    const variant = {
      id: ids.id(createdAt),
      campaign_id: id,
      position,
      label: variantLabel(options, choices),
      choices: JSON.stringify(choices),
      stock: seed.stock ?? null,
      ordered: 0,
      composition_id: picked?.composition ?? null,
      difference_minor: picked?.difference ?? 0,
    };
    rows.variants.push(variant);
    const last = options.at(-1);
    const weight = options.reduce((product, option) => {
      const place = option.values.indexOf(choices[option.name]!);
      return product * (option === last && seed.weights ? seed.weights[place]! : 1 / (1 + place * 0.7));
    }, 1);
    return { weight, row: variant };
  });
  const fees = Object.fromEntries(
    Object.entries(seed.countries).map(([country, fee]) => [country, fee * minor]),
  );
  for (const [country, fee] of Object.entries(fees))
    rows.shipping_rates.push({ campaign_id: id, country, fee_minor: fee });

  const place = { brand: brand.id, campaign: id };
  const whole = { ...place, challenge: challenge.id, draft: draft.id };
  const { title } = seed;
  happened(loading, createdAt, 'campaign-created', { actor: merchant.id, ...whole, payload: { title } });
  if (launched)
    happened(loading, launchedAt, 'campaign-launched', {
      actor: merchant.id,
      ...whole,
      payload: { title, deadline },
    });
  if (row.cancelled_at)
    happened(loading, row.cancelled_at, 'campaign-cancelled', {
      actor: merchant.id,
      ...whole,
      payload: { title, reason: row.cancelled_reason },
    });
  seed.milestones?.forEach((milestone, position) => {
    const reachedAt = milestone.reached === undefined ? null : day(milestone.reached);
    const milestoneId = ids.id(createdAt);
    rows.milestones.push({
      id: milestoneId,
      campaign_id: id,
      position,
      title: milestone.title,
      due_month: month(milestone.due),
      reached_at: reachedAt,
      reached_by: reachedAt === null ? null : merchant.id,
    });
    if (reachedAt !== null)
      happened(loading, reachedAt, 'milestone-reached', {
        actor: merchant.id,
        ...place,
        payload: { milestone: milestoneId, title: milestone.title },
      });
  });
  for (const update of seed.updates ?? []) {
    const at = day(update.at);
    const updateId = ids.id(at);
    rows.updates.push({
      id: updateId,
      campaign_id: id,
      member_id: merchant.id,
      title: update.title,
      body: update.body,
      html: renderMarkdown(update.body),
      created_at: at,
    });
    happened(loading, at, 'update-posted', {
      actor: merchant.id,
      ...place,
      payload: { update: updateId, title: update.title, campaign: title },
    });
  }
  return { id, brand, seed, challenge, draft, variants, fees, launchedAt, deadline, settledAt, row };
}

const stages = ['producing', 'shipping', 'delivered'] as const;

/** Once the preorders are in: how the campaign settled, and how far its making has come. */
export function settleCampaigns(loading: Loading, campaigns: Campaign[]): void {
  for (const { seed, brand, challenge, draft, id, row, settledAt } of campaigns) {
    if (settledAt === null) continue;
    const place = { brand: brand.id, campaign: id };
    const { title } = seed;
    happened(loading, settledAt, seed.state === 'failed' ? 'campaign-failed' : 'campaign-succeeded', {
      ...place,
      challenge: challenge.id,
      draft: draft.id,
      payload: { title, units: row.units, minimum: seed.minimum },
    });
    const reached = stages.indexOf(seed.state as (typeof stages)[number]);
    const span = loading.now - settledAt;
    for (let i = 0; i <= reached; i++)
      happened(loading, Math.floor(settledAt + span * [0.12, 0.72, 0.95][i]!), `campaign-${stages[i]!}`, {
        actor: brand.merchant.id,
        ...place,
        payload: { title },
      });
  }
}
