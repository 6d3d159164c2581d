import { everywhereElse, isCountry } from './countries.ts';
import { localDay } from './localtime.ts';
import { lowestPrice, type PriceBreak } from './price-breaks.ts';

const day = 24 * 3600_000;

/** How long a campaign may take preorders, counted from its launch, ms. */
export const shortestCampaign = day;
export const longestCampaign = 90 * day;

export const campaignLimits = {
  title: 120,
  story: 20_000,
  minimum: 1_000_000,
  perMember: 1_000,
  stock: 1_000_000,
  reason: 2_000,
  updateTitle: 160,
  update: 20_000,
} as const;

export interface Progress {
  units: number;
  minimum: number;
  /** 0 to 1 and beyond. */
  share: number;
  reached: boolean;
  /** Units still wanting; 0 once it is reached. */
  missing: number;
}

/** How far a campaign has come toward its minimum order quantity. */
export const progressOf = (units: number, minimum: number): Progress => ({
  units,
  minimum,
  share: minimum > 0 ? units / minimum : 1,
  reached: units >= minimum,
  missing: Math.max(0, minimum - units),
});

export type DeadlineProblem = 'missing' | 'in-the-past' | 'too-soon' | 'too-late';

/**
 * What is wrong with a deadline for a campaign launched at that moment: at least a day and at most 90 days ahead.
 *
 * @param deadline epoch milliseconds
 * @param from epoch milliseconds: the launch, or now for one that is yet to be launched
 */
export const deadlineProblem = (deadline: number | null, from: number): DeadlineProblem | null => {
  if (deadline === null) return 'missing';
  if (deadline <= from) return 'in-the-past';
  if (deadline < from + shortestCampaign) return 'too-soon';
  return deadline > from + longestCampaign ? 'too-late' : null;
};

/** Whether a text is a month that a delivery can be expected in: `YYYY-MM`. */
export const isMonth = (text: string): boolean => /^2\d{3}-(0[1-9]|1[0-2])$/.test(text);

/** The month of a moment in a zone, `YYYY-MM`. */
export const monthOf = (at: number, timeZone: string): string => localDay(at, timeZone).slice(0, 7);

export type CampaignGap =
  | 'title'
  | 'story'
  | 'price'
  | 'deadline'
  | 'delivery-month'
  | 'delivery-before-deadline'
  | 'stock-below-minimum'
  | 'countries'
  | 'payment'
  | 'compositions'
  | 'composition-price';

export interface CampaignPlan {
  title: string;
  story: string;
  price_minor: number;
  breaks?: readonly PriceBreak[];
  minimum_quantity: number;
  deadline: number | null;
  time_zone: string;
  delivery_month: string;
  /** `difference_minor`: what a picked composition costs more. */
  variants: readonly { stock: number | null; composition_id?: string | null; difference_minor?: number }[];
  composing?: 'none' | 'picked' | 'own';
  /** What the cheapest own composition costs more; null where nothing can be composed. */
  cheapest_minor?: number | null;
  rates: readonly { country: string }[];
  /** Whether buyers have a way to pay: by card, or by a transfer that the brand has said where to send. */
  payable: boolean;
}

/** What a campaign still lacks before it can be launched, in the order of its form. */
export const campaignGaps = (plan: CampaignPlan, now: number): CampaignGap[] => {
  const gaps: CampaignGap[] = [];
  if (!plan.title.trim()) gaps.push('title');
  if (!plan.story.trim()) gaps.push('story');
  if (plan.price_minor <= 0) gaps.push('price');
  if (deadlineProblem(plan.deadline, now) !== null) gaps.push('deadline');
  if (!isMonth(plan.delivery_month)) gaps.push('delivery-month');
  else if (plan.deadline !== null && plan.delivery_month < monthOf(plan.deadline, plan.time_zone)) {
    gaps.push('delivery-before-deadline');
  }
  // With less stock than the minimum the campaign could never succeed.
  const stock = plan.variants.reduce((sum, variant) => sum + (variant.stock ?? Infinity), 0);
  if (stock < plan.minimum_quantity) gaps.push('stock-below-minimum');
  if (!plan.rates.some(({ country }) => country === everywhereElse || isCountry(country))) {
    gaps.push('countries');
  }
  if (!plan.payable) gaps.push('payment');
  const differences =
    plan.composing === 'own'
      ? [plan.cheapest_minor ?? null]
      : plan.variants.map(({ difference_minor = 0 }) => difference_minor);
  const unpicked = plan.composing === 'picked' && plan.variants.every((variant) => !variant.composition_id);
  if (unpicked || differences.includes(null)) gaps.push('compositions');
  // Nothing is given away by a difference that is larger than the price, were it the lowest that can be reached.
  else if (plan.price_minor > 0) {
    const lowest = lowestPrice(plan.price_minor, plan.breaks ?? []);
    if (differences.some((minor) => lowest + minor! <= 0)) gaps.push('composition-price');
  }
  return gaps;
};
