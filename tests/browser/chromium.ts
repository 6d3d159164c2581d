import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll } from 'vitest';

const path = [
  chromium.executablePath(),
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
].find((place) => place && existsSync(place));
/** Whether there is a browser to run; where there is none the run says so and, under CI, fails. */
export const hasBrowser = Boolean(path);

/** One Chromium for a test file; each visitor gets a context, that is cookies, of their own. */
export const useChromium = () => {
  let browser: Browser;
  beforeAll(async () => {
    if (!path) return;
    browser = await chromium.launch({
      executablePath: path,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
    });
  });
  // What stood on the screens when it went wrong.
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const page of browser.contexts().flatMap((context) => context.pages())) {
      const text = await page
        .locator('main')
        .innerText({ timeout: 1000 })
        .catch(() => '');
      console.error(`${page.url()}\n${text.replace(/(.* Time\n)+/g, '').slice(0, 2500)}\n${'-'.repeat(60)}`);
    }
  });
  afterAll(() => browser?.close());
  return {
    visitor: async (options: Parameters<Browser['newContext']>[0] = {}): Promise<Visitor> => {
      const context = await browser.newContext({
        locale: 'en-GB',
        viewport: { width: 1280, height: 900 },
        ...options,
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        // That a refused form was answered with its status is how it should be.
        if (/status of (400|409)/.test(message.text())) return;
        if (message.type() === 'error' || message.type() === 'warning') {
          complaints.push(`${page.url()}: ${message.text()}`);
        }
      });
      page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
      return { context, page, complaints };
    },
  };
};

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** What the console said: it must stay empty. */
  complaints: string[];
}
