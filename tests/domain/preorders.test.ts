import { describe, expect, test } from 'vitest';
import type { CampaignState, PreorderState } from '../../src/lib/domain/lifecycles.ts';
import { preorderLifecycle } from '../../src/lib/domain/lifecycles.ts';
import {
  looksLikePhone,
  mayCancel,
  mayChange,
  mayGiveCard,
  postalCodeProblem,
  standingOf,
  takesPreorders,
  type Placed,
} from '../../src/lib/domain/preorders.ts';

const deadline = 1_000_000;
const made = (state: PreorderState, campaign: CampaignState, more: Partial<Placed> = {}): Placed => ({
  state,
  paymentMethod: 'card',
  refundRequestedAt: null,
  campaign: { state: campaign, deadline },
  ...more,
});
const manual = { paymentMethod: 'manual' } as const;
const refunding = { refundRequestedAt: 5 };

describe('what a buyer is told', () => {
  const examples: [string, Placed, number][] = [
    ['checking-card', made('placed', 'live'), deadline - 1],
    ['waiting', made('placed', 'live', manual), deadline - 1],
    ['waiting', made('authorised', 'live'), deadline - 1],
    ['settling', made('authorised', 'live'), deadline],
    ['settling', made('placed', 'live', manual), deadline + 1],
    ['awaiting-transfer', made('placed', 'succeeded', manual), deadline],
    ['awaiting-transfer', made('placed', 'producing', manual), deadline],
    ['charging', made('authorised', 'succeeded'), deadline],
    ['charging', made('authorised', 'shipping'), deadline],
    ['settling', made('authorised', 'cancelled'), deadline - 1],
    ['charge-failed', made('charge failed', 'succeeded'), deadline],
    ['paid', made('charged', 'producing'), deadline],
    ['refunding', made('charged', 'producing', refunding), deadline],
    ['refunding', made('shipped', 'shipping', refunding), deadline],
    ['shipped', made('shipped', 'shipping'), deadline],
    ['received', made('received', 'delivered'), deadline],
    ['cancelled', made('cancelled', 'live'), 0],
    ['released', made('released', 'failed'), deadline],
    ['dropped', made('dropped', 'succeeded'), deadline],
    ['refunded', made('refunded', 'succeeded', refunding), deadline],
  ];
  test.each(examples)('%s', (standing, preorder, now) => expect(standingOf(preorder, now)).toBe(standing));
});

test('a campaign takes preorders while it is live and before its deadline', () => {
  expect(takesPreorders({ state: 'live', deadline }, deadline - 1)).toBe(true);
  expect(takesPreorders({ state: 'live', deadline }, deadline)).toBe(false);
  expect(takesPreorders({ state: 'live', deadline: null }, 0)).toBe(false);
  expect(takesPreorders({ state: 'preparing', deadline }, 0)).toBe(false);
});

test('changed and cancelled until the deadline, in the states that wait for it', () => {
  for (const state of Object.keys(preorderLifecycle) as PreorderState[]) {
    const open = ['placed', 'authorised'].includes(state);
    expect(mayCancel(made(state, 'live'), deadline - 1), state).toBe(open);
    expect(mayCancel(made(state, 'live'), deadline), state).toBe(false);
    expect(mayCancel(made(state, 'succeeded'), 0), state).toBe(false);
    expect(mayChange(made(state, 'live'), deadline - 1), state).toBe(state === 'authorised');
    expect(mayChange(made(state, 'live', manual), deadline - 1), state).toBe(open);
    expect(mayGiveCard(made(state, 'live')), state).toBe(['authorised', 'charge failed'].includes(state));
    expect(mayGiveCard(made(state, 'live', manual)), state).toBe(false);
  }
});

test('postal codes', () => {
  const right: [string, string][] = [
    ['TW', '106'],
    ['TW', '10617'],
    ['TW', '106-409'],
    ['US', '94107-1234'],
    ['GB', 'EC1A 1BB'],
    ['JP', '100-0001'],
    ['HK', ''],
    ['KE', ''],
    ['KE', 'whatever'],
  ];
  for (const [country, code] of right) expect(postalCodeProblem(country, code), country).toBeNull();
  expect(postalCodeProblem('TW', ' ')).toBe('missing');
  expect(postalCodeProblem('TW', '1061')).toBe('wrong');
  expect(postalCodeProblem('US', 'ABCDE')).toBe('wrong');
});

test('telephone numbers', () => {
  for (const good of ['0912 345 678', '+886-912-345-678', '(02) 2345-6789#12']) {
    expect(looksLikePhone(good), good).toBe(true);
  }
  for (const bad of ['', '12345', 'call me', '+', '1'.repeat(40)])
    expect(looksLikePhone(bad), bad).toBe(false);
});
