import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';

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
