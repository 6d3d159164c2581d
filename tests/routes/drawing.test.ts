import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { run, signIn, type Running } from '../running.ts';

let app: Running;
let challenge: string;
beforeAll(async () => {
  app = await run({ from: inject('demo') });
  const open = `select id from challenges where state = 'voting' and id not in (select target_id from hidings)`;
  challenge = `/challenges/${app.query<{ id: string }>(open)[0]!.id}`;
});
afterAll(() => app.stop());

const ask = async (headers: Record<string, string> = {}, path = challenge) => {
  const response = await fetch(`${app.origin}${path}`, { headers: { accept: 'text/html', ...headers } });
  return { response, page: await response.text() };
};
/** Often enough to be answered with what was drawn for others. */
const askAgain = async (headers?: Record<string, string>) => {
  for (let i = 0; i < 3; i++) await ask(headers);
  return ask(headers);
};

test('what is drawn for strangers never mixes languages, themes, or those who are signed in', async () => {
  const cookie = await signIn(app, 'fan@example.com', 'muster-demo');
  for (let i = 0; i < 2; i++) {
    for (const [lang, theme] of [
      ['en', 'dark'],
      ['zh-TW', 'light'],
      ['zh-CN', 'system'],
    ] as const) {
      const { page } = await askAgain({ 'accept-language': lang, cookie: `theme=${theme}` });
      expect(page).toContain(`<html lang="${lang}" data-theme="${theme}">`);
      expect(page).toContain('href="/sign-in');
    }
    const { page } = await askAgain({ cookie });
    expect(page).not.toContain('href="/sign-in');
    expect(page).toContain('action="/sign-out"');
    const picked = await ask({}, `${challenge}?pick=x`);
    expect(picked.page).toContain(`name="back" value="${challenge}?pick=x"`);
    expect((await ask()).page).not.toContain('?pick=x');
  }
});

test('cards that were drawn for others are marked with the own picks alone', async () => {
  const picks = (page: string) =>
    [...page.matchAll(/value="([^"]+)" id="pick-\1" checked/g)].map(([, id]) => id);
  const drafts = [...(await ask()).page.matchAll(/id="pick-([^"]+)"/g)].map(([, id]) => id!);
  const people = ['fan', 'buyer'];
  const chosen = [drafts[0]!, drafts[1]!];
  const cookies = [];
  for (const [i, name] of people.entries()) {
    const cookie = await signIn(app, `${name}@example.com`, 'muster-demo');
    cookies.push(cookie);
    const cast = await fetch(`${app.origin}${challenge}?/cast`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: app.origin, accept: 'text/html' },
      body: new URLSearchParams([['drafts[]', chosen[i]!]]),
    });
    expect(cast.status).toBe(303);
  }
  for (let i = 0; i < 4; i++) {
    for (const [who, cookie] of cookies.entries())
      expect(picks((await ask({ cookie })).page)).toEqual([chosen[who]]);
    expect(picks((await ask()).page)).toEqual([]);
  }
});

test('a page put together of what was drawn for others is to the letter what was drawn for its member', async () => {
  const cookie = await signIn(app, 'fan@example.com', 'muster-demo');
  const alike = async (lang: string) => {
    const { page } = await ask({ cookie, 'accept-language': lang });
    return page.replaceAll(/nonce="[^"]+"/g, 'nonce');
  };
  const first = { en: await alike('en'), 'zh-TW': await alike('zh-TW'), 'zh-CN': await alike('zh-CN') };
  expect(new Set(Object.values(first)).size).toBe(3);
  for (let i = 0; i < 4; i++)
    for (const [lang, page] of Object.entries(first)) expect(await alike(lang)).toBe(page);
});

test('what a member follows shows on the own page alone, at once', async () => {
  const [fan, buyer] = [
    await signIn(app, 'fan@example.com', 'muster-demo'),
    await signIn(app, 'buyer@example.com', 'muster-demo'),
  ];
  const follows = async (cookie: string) =>
    /name="want" value="(\w+)"/.exec((await askAgain({ cookie })).page)![1] !== 'follow';
  const want = (cookie: string, what: string) =>
    fetch(`${app.origin}/follows`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: app.origin, accept: 'text/html' },
      body: new URLSearchParams({
        kind: 'challenge',
        id: challenge.split('/').at(-1)!,
        back: challenge,
        want: what,
      }),
    });
  await want(buyer, 'unfollow');
  for (const [what, shown] of [
    ['follow', true],
    ['unfollow', false],
    ['follow', true],
  ] as const) {
    await want(fan, what);
    expect(await follows(fan)).toBe(shown);
    expect(await follows(buyer)).toBe(false);
  }
});

test('a countdown goes on', async () => {
  const left = (page: string) => /<dd>(?:<!--.*?-->)?in ([^<]*?) *</.exec(page)?.[1];
  const before = left((await askAgain({ 'accept-language': 'en' })).page);
  app.leap(26 * 3600_000);
  const after = left((await askAgain({ 'accept-language': 'en' })).page);
  expect(before).toBeTruthy();
  expect(after).not.toBe(before);
});
