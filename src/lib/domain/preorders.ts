import type { CampaignState, PreorderState } from './lifecycles.ts';

/** What a buyer may be told of a preorder: its state, seen together with its campaign's and the clock. */
export type Standing =
  | 'checking-card'
  | 'waiting'
  | 'settling'
  | 'awaiting-transfer'
  | 'charging'
  | 'charge-failed'
  | 'paid'
  | 'refunding'
  | 'shipped'
  | 'received'
  | 'cancelled'
  | 'released'
  | 'dropped'
  | 'refunded';

export interface Placed {
  state: PreorderState;
  paymentMethod: 'manual' | 'card';
  refundRequestedAt: number | null;
  campaign: { state: CampaignState; deadline: number | null };
}

/** @param now epoch milliseconds */
export const standingOf = (preorder: Placed, now: number): Standing => {
  const { state, campaign } = preorder;
  switch (state) {
    case 'placed':
      if (preorder.paymentMethod === 'card') return 'checking-card';
      return settled(campaign.state) ? 'awaiting-transfer' : beforeDeadline(campaign, now);
    case 'authorised':
      return settled(campaign.state) ? 'charging' : beforeDeadline(campaign, now);
    case 'charge failed':
      return 'charge-failed';
    case 'charged':
      return preorder.refundRequestedAt === null ? 'paid' : 'refunding';
    case 'shipped':
    case 'received':
      return preorder.refundRequestedAt === null ? state : 'refunding';
    default:
      return state;
  }
};

const settled = (state: CampaignState) => settledStates.includes(state);

const beforeDeadline = (campaign: Placed['campaign'], now: number) =>
  takesPreorders(campaign, now) ? 'waiting' : 'settling';

/** The states of a campaign that reached its minimum: what was authorised may be charged. */
export const settledStates: CampaignState[] = ['succeeded', 'producing', 'shipping', 'delivered'];

/** Whether a campaign takes preorders, and lets them be changed and cancelled. At its deadline it does no more. */
export const takesPreorders = (
  campaign: { state: CampaignState; deadline: number | null },
  now: number,
): boolean => campaign.state === 'live' && campaign.deadline !== null && now < campaign.deadline;

/** The states in which a preorder waits for the deadline. */
export const waitingStates = ['placed', 'authorised'] as const satisfies PreorderState[];

/**
 * What one unit of a preorder still falls by, minor units: between the close of its campaign and the moment that marks
 * it due, its total is the one that was agreed to and not yet the one to be paid.
 */
export const fallAhead = (preorder: {
  state: PreorderState;
  due_at: number | null;
  /** The campaign's price and the one reached at its close, minor units. */
  price_minor: number;
  closing_minor: number | null;
}): number =>
  preorder.closing_minor !== null && preorder.due_at === null && isWaiting(preorder.state)
    ? preorder.price_minor - preorder.closing_minor
    : 0;

/** Whether it waits for the deadline of its campaign, or for what follows it. */
export const isWaiting = (state: PreorderState): boolean =>
  (waitingStates as PreorderState[]).includes(state);

/** The states in which a preorder has ended without goods: it does not count toward a member's limit. */
export const endedStates = [
  'cancelled',
  'released',
  'dropped',
  'refunded',
] as const satisfies PreorderState[];

/**
 * Whether the buyer may change or cancel it: until the deadline, and once the card has answered.
 * A preorder whose card is still being checked may only be cancelled.
 */
export const mayChange = (preorder: Placed, now: number): boolean =>
  mayCancel(preorder, now) && standingOf(preorder, now) !== 'checking-card';

/** Whether the buyer may take it back: until the deadline, even while the card is being checked. */
export const mayCancel = (preorder: Placed, now: number): boolean =>
  takesPreorders(preorder.campaign, now) && isWaiting(preorder.state);

/** Whether another card may be given: while the present one waits for the deadline, or for its charge. */
export const mayGiveCard = (preorder: Placed): boolean =>
  preorder.paymentMethod === 'card' && ['authorised', 'charge failed'].includes(preorder.state);

export const addressLimits = {
  recipient: 100,
  line1: 200,
  line2: 200,
  city: 100,
  region: 100,
  postalCode: 16,
  phone: 32,
  note: 500,
} as const;

// What a parcel needs in the countries it goes to most; elsewhere anything goes (Universal Postal Union, postal addressing systems).
const postalCodes: Record<string, RegExp | null> = {
  TW: /^\d{3}(-?\d{2,3})?$/,
  CN: /^\d{6}$/,
  JP: /^\d{3}-?\d{4}$/,
  KR: /^\d{5}$/,
  SG: /^\d{6}$/,
  MY: /^\d{5}$/,
  TH: /^\d{5}$/,
  VN: /^\d{5,6}$/,
  PH: /^\d{4}$/,
  IN: /^\d{3} ?\d{3}$/,
  US: /^\d{5}(-\d{4})?$/,
  CA: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
  GB: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
  AU: /^\d{4}$/,
  NZ: /^\d{4}$/,
  DE: /^\d{5}$/,
  FR: /^\d{5}$/,
  IT: /^\d{5}$/,
  ES: /^\d{5}$/,
  NL: /^\d{4} ?[A-Z]{2}$/i,
  CH: /^\d{4}$/,
  AT: /^\d{4}$/,
  BE: /^\d{4}$/,
  SE: /^\d{3} ?\d{2}$/,
  HK: null,
  MO: null,
};

export type PostalCodeProblem = 'missing' | 'wrong';

/** What is wrong with a postal code in a country: Hong Kong and Macau have none, and where none is known any will do. */
export const postalCodeProblem = (country: string, code: string): PostalCodeProblem | null => {
  const shape = postalCodes[country];
  if (!shape || (code && shape.test(code.trim()))) return null;
  return code.trim() ? 'wrong' : 'missing';
};

/** Whether a text could be a telephone number, in whatever way people write it. */
export const looksLikePhone = (text: string): boolean =>
  /^\+?[\d\s().#-]+$/.test(text) && text.replace(/\D/g, '').length >= 6 && text.length <= addressLimits.phone;
