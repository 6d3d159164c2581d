import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTimeZone, localDay, localTimeText, parseLocalTime } from '../../src/lib/domain/localtime.ts';

const zones = [
  'UTC',
  'Asia/Taipei',
  'Asia/Shanghai',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
];
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

describe('a time typed in the zone of a brand', () => {
  test.each([
    ['2026-11-26T20:00', 'Asia/Taipei', '2026-11-26T12:00:00.000Z'],
    ['2026-11-26T20:00', 'UTC', '2026-11-26T20:00:00.000Z'],
    ['2026-07-01T00:00', 'Europe/Berlin', '2026-06-30T22:00:00.000Z'],
    ['2026-01-01T00:00', 'Europe/Berlin', '2025-12-31T23:00:00.000Z'],
    ['2026-11-26T20:15:30', 'Asia/Kathmandu', '2026-11-26T14:30:30.000Z'],
    ['2028-02-29T12:00', 'Pacific/Kiritimati', '2028-02-28T22:00:00.000Z'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(iso(parseLocalTime(text, zone))).toBe(expected);
  });

  test('that the clocks skip is moved on by what they skip', () => {
    expect(iso(parseLocalTime('2026-03-29T02:30', 'Europe/Berlin'))).toBe('2026-03-29T01:30:00.000Z');
    expect(iso(parseLocalTime('2026-03-08T02:00', 'America/New_York'))).toBe('2026-03-08T07:00:00.000Z');
    expect(localTimeText(Date.UTC(2026, 2, 29, 1, 30), 'Europe/Berlin')).toBe('2026-03-29T03:30');
    // Lord Howe moves by half an hour; Apia once skipped a whole day.
    expect(
      localTimeText(parseLocalTime('2026-10-04T02:10', 'Australia/Lord_Howe'), 'Australia/Lord_Howe'),
    ).toBe('2026-10-04T02:40');
    expect(localDay(parseLocalTime('2011-12-30T12:00', 'Pacific/Apia')!, 'Pacific/Apia')).toBe('2011-12-31');
  });

  test('that the clocks show twice is the first', () => {
    expect(iso(parseLocalTime('2026-10-25T02:30', 'Europe/Berlin'))).toBe('2026-10-25T00:30:00.000Z');
    expect(iso(parseLocalTime('2026-11-01T01:30', 'America/New_York'))).toBe('2026-11-01T05:30:00.000Z');
  });

  test.each([
    '',
    'tomorrow',
    '2026-11-26',
    '2026-02-30T10:00',
    '2026-13-01T10:00',
    '2026-11-26T24:00',
    '2026-11-26T10:60',
    '1969-01-01T00:00',
    '2026-11-26T10:00Z',
  ])('"%s" is none', (text) => expect(parseLocalTime(text, 'Asia/Taipei')).toBeNull());

  test('comes back as it was typed, wherever the clocks show it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 }),
        (zone, minutes) => {
          const text = localTimeText(minutes * 60_000, zone);
          const at = parseLocalTime(text, zone)!;
          expect(localTimeText(at, zone)).toBe(text);
          expect(at).toBeLessThanOrEqual(minutes * 60_000);
          expect(minutes * 60_000 - at).toBeLessThanOrEqual(3600_000);
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('what is a time zone', () => {
  expect(isTimeZone('Asia/Taipei')).toBe(true);
  expect(isTimeZone('Asia/Nowhere')).toBe(false);
  expect(isTimeZone('')).toBe(false);
});

test('no moment is an empty field', () => {
  expect(localTimeText(null, 'Asia/Taipei')).toBe('');
  expect(localTimeText(0, 'Asia/Taipei')).toBe('1970-01-01T08:00');
});
