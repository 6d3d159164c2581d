import { expect, test } from 'vitest';
import {
  campaignGaps,
  deadlineProblem,
  isMonth,
  longestCampaign,
  monthOf,
  progressOf,
  shortestCampaign,
  type CampaignPlan,
} from '../../src/lib/domain/campaigns.ts';
import {
  countries,
  countriesByName,
  countryName,
  isCountry,
  shippingFee,
} from '../../src/lib/domain/countries.ts';

const now = Date.UTC(2026, 10, 22, 12);
const day = 24 * 3600_000;

test('progress toward the minimum', () => {
  expect(progressOf(46, 50)).toEqual({ units: 46, minimum: 50, share: 0.92, reached: false, missing: 4 });
  expect(progressOf(50, 50)).toMatchObject({ reached: true, missing: 0 });
  expect(progressOf(236, 50)).toMatchObject({ share: 4.72, reached: true, missing: 0 });
});

test.for([
  [null, 'missing'],
  [now, 'in-the-past'],
  [now - 1, 'in-the-past'],
  [now + shortestCampaign - 1, 'too-soon'],
  [now + shortestCampaign, null],
  [now + longestCampaign, null],
  [now + longestCampaign + 1, 'too-late'],
] as const)('a deadline %s', ([deadline, problem]) => {
  expect(deadlineProblem(deadline, now)).toBe(problem);
});

test('months', () => {
  expect(['2027-03', '2027-13', '2027-3', '1999-01', 'soon', ''].map(isMonth)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
  // The last hour of the month in UTC is the next month in Taipei.
  expect(monthOf(Date.UTC(2026, 10, 30, 23), 'Asia/Taipei')).toBe('2026-12');
});

const whole: CampaignPlan = {
  title: 'Tea-field check',
  story: 'Water-repellent cotton.',
  price_minor: 128_000,
  minimum_quantity: 50,
  deadline: now + 20 * day,
  time_zone: 'Asia/Taipei',
  delivery_month: '2027-03',
  variants: [{ stock: null }],
  rates: [{ country: 'TW' }],
  payable: true,
};

test.for([
  [{}, []],
  [{ title: ' ' }, ['title']],
  [{ story: '' }, ['story']],
  [{ price_minor: 0 }, ['price']],
  [{ deadline: null }, ['deadline']],
  [{ deadline: now + 3600_000 }, ['deadline']],
  [{ delivery_month: '' }, ['delivery-month']],
  [{ delivery_month: '2026-11' }, ['delivery-before-deadline']],
  [{ delivery_month: '2026-12' }, []],
  [{ variants: [{ stock: 30 }, { stock: 19 }] }, ['stock-below-minimum']],
  [{ variants: [{ stock: 30 }, { stock: 20 }] }, []],
  [{ variants: [{ stock: 3 }, { stock: null }] }, []],
  [{ rates: [] }, ['countries']],
  [{ rates: [{ country: '*' }] }, []],
  [{ payable: false }, ['payment']],
  [{ variants: [{ stock: null, composition_id: 'a', difference_minor: -30_000 }], composing: 'picked' }, []],
  [
    {
      variants: [{ stock: null, composition_id: 'a', difference_minor: -30_000 }],
      composing: 'picked',
      breaks: [
        { quantity: 10, priceMinor: 60_000 },
        { quantity: 20, priceMinor: 30_000 },
      ],
    },
    ['composition-price'],
  ],
  [{ title: '', rates: [], deadline: null }, ['title', 'deadline', 'countries']],
] as const)('what is missing: %j', ([change, gaps]) => {
  expect(campaignGaps({ ...whole, ...change }, now)).toEqual(gaps);
});

test('countries: the list of the standard, by name in each language', () => {
  expect(countries).toHaveLength(249);
  expect(new Set(countries).size).toBe(249);
  for (const locale of ['en', 'zh-TW', 'zh-CN']) {
    expect(countries.filter((code) => countryName(code, locale) === code)).toEqual([]);
  }
  expect(countryName('TW', 'zh-TW')).toBe('台灣');
  expect(countriesByName('en')[0]).toEqual({ code: 'AF', name: 'Afghanistan' });
  expect(isCountry('XX')).toBe(false);
});

test('shipping: a fee of its own, else everywhere else, else not at all', () => {
  const rates = [
    { country: '*', fee_minor: 500 },
    { country: 'TW', fee_minor: 80 },
  ];
  expect(shippingFee(rates, 'TW')).toBe(80);
  expect(shippingFee(rates, 'DE')).toBe(500);
  expect(shippingFee(rates, 'ZZ')).toBeNull();
  expect(shippingFee(rates.slice(1), 'DE')).toBeNull();
  expect(shippingFee([{ country: 'TW', fee_minor: 0 }], 'TW')).toBe(0);
});
