import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { announced, withoutLetter } from '../../src/lib/domain/notifications.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'src/lib/i18n/messages');
const areas = readdirSync(join(folder, 'en'));
type Message = string | { match: Record<string, string> }[];
const read = (locale: string, area: string) =>
  JSON.parse(readFileSync(join(folder, locale, area), 'utf8')) as Record<string, Message>;

const textsOf = (message: Message) =>
  typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
const inputsOf = (message: Message) =>
  [
    ...new Set(textsOf(message).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))),
  ].sort();

test('every area is registered', () => {
  const settings = readFileSync(join(root, 'project.inlang/settings.json'), 'utf8');
  for (const area of areas) expect(settings).toContain(`{locale}/${area}`);
});

test.each(areas)('%s says the same things in all three languages', (area) => {
  const english = read('en', area);
  for (const locale of ['zh-TW', 'zh-CN']) {
    const other = read(locale, area);
    expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
    for (const [key, message] of Object.entries(english)) {
      if (key === '$schema') continue;
      const [wanted, given] = [inputsOf(message), inputsOf(other[key]!)];
      // A translation may leave out an input that its grammar has no use for, never name one that is not given.
      expect(wanted, `${locale} ${key}`).toEqual(expect.arrayContaining(given));
      for (const text of textsOf(other[key]!)) expect(text.trim(), `${locale} ${key}`).not.toBe('');
    }
  }
});

test('Taiwan reads Taiwan’s words, the mainland its own', () => {
  const mainlandOnly = /用户|账号|登录|网络|软件|视频|评论区|设置|质量|信息|默认|邮箱/;
  const wrong: string[] = [];
  for (const area of areas) {
    for (const [key, message] of Object.entries(read('zh-TW', area))) {
      for (const text of textsOf(message)) if (mainlandOnly.test(text)) wrong.push(`zh-TW ${key}: ${text}`);
    }
    for (const [key, message] of Object.entries(read('zh-CN', area))) {
      for (const text of textsOf(message))
        if (/[們這還讓說設計預購會員網頁]/.test(text)) wrong.push(`zh-CN ${key}: ${text}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('every reason of a refusal has a text', () => {
  const source = readFileSync(join(root, 'src/lib/domain/refusals.ts'), 'utf8');
  const union = source.slice(
    source.indexOf('export type Reason'),
    source.indexOf(';', source.indexOf('export type Reason')),
  );
  const reasons = [...union.matchAll(/'([a-z0-9-]+)'/g)].map(([, reason]) => reason!);
  expect(reasons.length).toBeGreaterThan(10);
  const texts = read('en', 'refusals.json');
  expect(reasons.filter((reason) => !texts[`refusal_${reason.replaceAll('-', '_')}`])).toEqual([]);
  const known = new Set(reasons.map((reason) => `refusal_${reason.replaceAll('-', '_')}`));
  expect(Object.keys(texts).filter((key) => key !== '$schema' && !known.has(key))).toEqual([]);
});

test('everything that members are told of has a line and a letter, and no letter is for nothing', () => {
  const keys = (prefix: string) => [...announced].map((kind) => `${prefix}_${kind.replaceAll('-', '_')}`);
  const [lines, letters] = [read('en', 'notifications.json'), read('en', 'mails.json')];
  expect(keys('notification').filter((key) => !lines[key])).toEqual([]);
  const silent = [...withoutLetter].map((kind) => `mail_${kind.replaceAll('-', '_')}`);
  expect(keys('mail').filter((key) => !letters[key] !== silent.includes(key))).toEqual([]);
  const announcing = readFileSync(join(root, 'src/lib/server/notifications/announcing.ts'), 'utf8');
  const banning = readFileSync(join(root, 'src/lib/server/moderation/banning.ts'), 'utf8');
  const others = Object.keys(letters).filter((key) => key.startsWith('mail_') && !keys('mail').includes(key));
  expect(others.filter((key) => !new RegExp(`\\b${key}\\b`).test(announcing + banning))).toEqual([]);
});

test('every message is used somewhere', () => {
  const sources = ['src/routes', 'src/lib', 'src/hooks.server.ts', 'db/seeds']
    .flatMap((path) =>
      path.endsWith('.ts')
        ? [path]
        : readdirSync(join(root, path), { recursive: true, withFileTypes: true })
            .filter(
              (entry) =>
                entry.isFile() &&
                /\.(ts|svelte)$/.test(entry.name) &&
                !entry.parentPath.includes('paraglide'),
            )
            .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1)),
    )
    .map((file) => readFileSync(join(root, file), 'utf8'))
    .join('\n');
  const unused = areas
    .filter((area) => area !== 'refusals.json')
    .flatMap((area) => Object.keys(read('en', area)))
    // A key made of parts (`campaign_state_${state}`) is used when its beginning stands in a template.
    .filter(
      (key) =>
        key !== '$schema' &&
        !new RegExp(`\\b${key}\\b`).test(sources) &&
        !partsOf(key).some((part) => sources.includes(`${part}\${`)),
    );
  expect(unused).toEqual([]);
});

const partsOf = (key: string) => {
  const words = key.split('_');
  return words.slice(1).map((_, i) => `${words.slice(0, i + 1).join('_')}_`);
};
