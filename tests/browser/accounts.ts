import type { Running } from '../running.ts';
import type { Visitor } from './chromium.ts';

/** The accounts of the demonstration world, as its start prints them. */
export const accounts = {
  fan: 'fan@example.com',
  designer: 'designer@example.com',
  merchant: 'merchant@example.com',
  buyer: 'buyer@example.com',
  admin: 'admin@example.com',
} as const;
export const password = 'muster-demo';

export const signInAs = async ({ page }: Visitor, { origin }: Running, email: string, secret = password) => {
  await page.goto(`${origin}/sign-in`);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', secret);
  await page.click('main form [type=submit], main form button:not([type])');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
};
