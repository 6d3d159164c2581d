import { expect, test } from 'vitest';
import { agoIn, dayIn, leftIn, momentIn, moneyIn, monthIn, numberIn } from '../../src/lib/i18n/formatting.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const spaces = (text: string) => text.replace(/\s/g, ' ');

test.each([
  ['en', 128_000, 'TWD', 'NT$ 1,280'],
  ['zh-TW', 128_000, 'TWD', 'NT$ 1,280'],
  ['zh-CN', 128_000, 'TWD', 'NT$ 1,280'],
  ['en', 128_050, 'TWD', 'NT$ 1,280.50'],
  ['en', 8_900, 'USD', 'US$89'],
  ['zh-TW', 8_950, 'USD', 'US$89.50'],
  ['en', 3_200, 'JPY', 'JP¥3,200'],
  ['en', 0, 'EUR', '€0'],
])('in %s, %i minor units of %s are %s', (locale, minor, currency, text) => {
  expect(spaces(moneyIn(locale, minor, currency))).toBe(text);
});

test('time left is said in its two largest units', () => {
  expect(leftIn('en', 3 * day + 4 * hour + 5 * minute, 0)).toBe('3 days 4 hr');
  expect(leftIn('en', 12 * day, 0)).toBe('12 days');
  expect(leftIn('en', 61 * minute, 0)).toBe('1 hr 1 min');
  expect(leftIn('en', 5_000, 0)).toBe('1 min');
  expect(leftIn('en', 0, 0)).toBe('');
  expect(spaces(leftIn('zh-TW', 3 * day + 4 * hour, 0))).toBe('3 天 4 小時');
  expect(spaces(leftIn('zh-CN', 3 * day + 4 * hour, 0))).toBe('3 天 4 小时');
});

test('a moment names its zone, since a deadline without one is none', () => {
  const at = Date.UTC(2026, 10, 26, 12);
  expect(momentIn('en', at, 'Asia/Taipei')).toMatch(/^Thu,? 26 Nov,? (at )?20:00 /);
  expect(momentIn('zh-TW', at, 'Asia/Taipei')).toContain('20:00');
  expect(momentIn('en', at, 'Asia/Taipei', at + 30 * day)).not.toContain('2026');
  expect(momentIn('en', at, 'Asia/Taipei', at + 350 * day)).toContain('2026');
  expect(momentIn('en', at, 'Asia/Taipei')).not.toBe(momentIn('en', at, 'Europe/Berlin'));
});

test('a moment names its zone as it is called then, not as it was called in 1970', () => {
  const at = Date.UTC(2026, 10, 26, 12);
  expect(momentIn('en', at, 'Europe/Lisbon')).toMatch(/12:00 (WET|Portugal Time|GMT)$/);
  expect(momentIn('en', at, 'Europe/Kiev')).toMatch(/14:00 (EET|Ukraine Time)$/);
});

test('days, months, numbers and times ago', () => {
  expect(dayIn('en', 0, 'UTC')).toBe('1 Jan 1970');
  expect(monthIn('zh-TW', '2027-03')).toBe('2027年3月');
  expect(monthIn('en', 'soon')).toBe('');
  expect(numberIn('en', 12_000)).toBe('12,000');
  expect(agoIn('en', 0, 3 * day)).toBe('3 days ago');
  expect(agoIn('zh-TW', 0, 1)).toBe('現在');
});
