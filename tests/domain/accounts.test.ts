import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainAddress, plainName } from '../../src/lib/domain/accounts.ts';
import { passwordTries, waitAfter } from '../../src/lib/domain/attempting.ts';
import { deviceOf } from '../../src/lib/domain/devices.ts';
import { passwordFault } from '../../src/lib/domain/passwords.ts';

describe('passwords', () => {
  test.each([
    ['tinroof', 'short'],
    ['ninechars', 'short'],
    ['x'.repeat(257), 'long'],
    ['password123', 'common'],
    ['Password-123', 'common'],
    ['1234567890', 'common'],
    ['abcdefghijk', 'common'],
    ['zyxwvutsrq', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['abababababab', 'common'],
    ['woaini1314', 'common'],
    ['lin.yuchen@example.com', 'address'],
    ['LIN.YUCHEN@EXAMPLE.COM', 'address'],
    ['lin.yuchen', 'address'],
    ['tea field check', null],
    ['茶園格紋工作襯衫很好看', null],
  ])('%s: %s', (password, fault) => {
    expect(passwordFault(password, 'lin.yuchen@example.com')).toBe(fault);
  });
});

test('addresses are compared without case and spaces', () => {
  expect(plainAddress(' Lin@Example.COM ')).toBe('lin@example.com');
});

describe('names', () => {
  test.each([
    ['  Lin   Yu-chen ', 'Lin Yu-chen'],
    ['林\u3000郁真', '林 郁真'],
    ['Eve\u202Etxt.exe', 'Evetxt.exe'],
    ['two\nlines', 'two lines'],
    ['Lin\u200b Yu\u2060-chen\ufeff', 'Lin Yu-chen'],
    ['\u200b\u3164', ''],
    ['\u2800 \u200d', ''],
    ['👩\u200d🎨 Mia', '👩\u200d🎨 Mia'],
    ['Zoe\u0308', 'Zo\u00eb'],
    ['👩‍🔧 Ann', '👩‍🔧 Ann'],
  ])('%j is shown as %j', (typed, shown) => {
    expect(plainName(typed)).toBe(shown);
  });

  test('a name is one line, and stays as it is when it is cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const name = plainName(typed);
        expect(name).not.toMatch(/[\n\r\u202a-\u202e]|^\s|\s$| {2}/);
        expect(plainName(name)).toBe(name);
      }),
    );
  });
});

test('waiting begins after the free tries, doubles, and has an end', () => {
  const seconds = [1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 50].map(
    (tries) => waitAfter(tries, passwordTries) / 1000,
  );
  expect(seconds).toEqual([0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900]);
});

describe('devices', () => {
  test.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'Chrome',
      'Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
      'Edge',
      'Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
      'Safari',
      'iPhone',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Safari Line/15.12.0',
      'LINE',
      'iPhone',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
      'Chrome',
      'iPhone',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0',
      'Firefox',
      'macOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 16; SM-S936B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
      'Samsung Internet',
      'Android',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0 Safari/537.36',
      'Chrome',
      'Linux',
    ],
    ['curl/8.14.1', 'curl', ''],
    ['', '', ''],
  ])('%s', (userAgent, browser, system) => {
    expect(deviceOf(userAgent)).toEqual({ browser, system });
  });
});
