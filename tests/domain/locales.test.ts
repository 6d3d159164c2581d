import { expect, test } from 'vitest';
import { chooseLocale, isLocale } from '../../src/lib/domain/locales.ts';

test.each([
  ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-TW'],
  ['zh-HK', 'zh-TW'],
  ['zh-Hant-MO', 'zh-TW'],
  ['zh', 'zh-CN'],
  ['zh-Hans-SG,en', 'zh-CN'],
  ['fr-FR,fr;q=0.9', 'en'],
  ['fr,en-GB;q=0.3,zh-TW;q=0.7', 'zh-TW'],
  ['en;q=0,zh-CN;q=0.1', 'zh-CN'],
  ['', 'en'],
  ['*', 'en'],
  [null, 'en'],
])('a browser that asks for %s is spoken to in %s', (accepted, locale) => {
  expect(chooseLocale(undefined, accepted)).toBe(locale);
});

test('what was chosen goes before what the browser asks for; nonsense does not', () => {
  expect(chooseLocale('zh-CN', 'en')).toBe('zh-CN');
  expect(chooseLocale('tlh', 'zh-TW')).toBe('zh-TW');
  expect(isLocale('__proto__')).toBe(false);
});
