import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { hasBrowser, useChromium } from './chromium.ts';

describe.skipIf(!hasBrowser)('what is typed while the scripts are on their way', () => {
  const { visitor } = useChromium();
  let app: Running;
  beforeAll(async () => {
    app = await run({ from: inject('demo'), env: { WORKER: 'off' } });
  });
  afterAll(() => app?.stop());

  test.each(['before', 'after'] as const)('stays, typed %s the first of them ran', async (when) => {
    const { page, context, complaints } = await visitor();
    let release = () => {};
    const released = new Promise<void>((done) => (release = done));
    await page.route(when === 'before' ? '**/_app/**/*.js' : '**/_app/**/nodes/*.js', async (route) => {
      await released;
      await route.continue();
    });
    await page.goto(`${app.origin}/sign-in`, { waitUntil: 'commit' });
    const email = page.locator('[name=email]');
    await email.waitFor();
    if (when === 'after') await page.waitForTimeout(1500);
    await email.fill('fan@example.com');
    release();
    await page.waitForLoadState('networkidle');
    expect(await email.inputValue()).toBe('fan@example.com');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
