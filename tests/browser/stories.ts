import type { Page } from 'playwright';
import sharp from 'sharp';
import { expect } from 'vitest';
import { setupCodeOf, type Running } from '../running.ts';
import type { Visitor } from './chromium.ts';

// The loop as its people walk it, through the interface alone. Nothing is written into the database here, and only
// what a mailbox would show is read from it.

export interface Site {
  app: Running;
  /** Waits for the scripts of a page, where there are any. */
  scripts: boolean;
  /** How far the site's clock was moved, in milliseconds. */
  leapt: number;
}

const day = 24 * 3600_000;
export const secret = 'a quiet grey heron 27';

export const go = async ({ page }: Visitor, { app, scripts }: Site, path: string) => {
  await page.goto(path.startsWith('http') ? path : `${app.origin}${path}`, {
    waitUntil: scripts ? 'networkidle' : 'load',
  });
};

/** Presses what is named so, and waits for the answer. */
export const press = async ({ page }: Visitor, { scripts }: Site, name: string | RegExp) => {
  const button = page.locator('main').getByRole('button', { name }).filter({ visible: true }).first();
  if (!scripts) {
    await Promise.all([page.waitForNavigation(), button.click()]);
    return;
  }
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    button.click(),
  ]);
  await settled(page);
};

/** What follows an answer: the page that is led to, or the data that is read anew. */
const settled = async (page: Page) => {
  let last = Date.now();
  const note = () => {
    last = Date.now();
  };
  page.on('request', note);
  page.on('response', note);
  while (Date.now() - last < 250) await page.waitForTimeout(50);
  page.off('request', note);
  page.off('response', note);
};

export const follow = async (visitor: Visitor, site: Site, name: string | RegExp) => {
  const link = visitor.page.locator('main').getByRole('link', { name }).filter({ visible: true }).first();
  const href = await link.getAttribute('href');
  await link.click();
  await visitor.page.waitForURL((url) => url.href.endsWith(href!.replace(/^\./, '')));
  await visitor.page.waitForLoadState(site.scripts ? 'networkidle' : 'load');
};

export const fill = async ({ page }: Visitor, values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`main [name="${name}"]`).first();
    if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
};

const text = ({ page }: Visitor) => page.locator('main').innerText();
export const sees = async (visitor: Visitor, wanted: string | RegExp) => {
  await expect.poll(() => text(visitor), { timeout: 10_000 }).toMatch(wanted);
};

/** The link of the latest letter to an address, as its reader would press it. */
export const letterTo = async ({ app }: Site, to: string, kind: RegExp): Promise<string> => {
  for (let tries = 0; tries < 100; tries++) {
    const mails = app.query<{ subject: string; text: string }>(
      'select subject, text from mails where to_address = ? order by created_at desc, id desc',
      to,
    );
    const mail = mails.find(({ text }) => kind.test(text));
    const link = mail?.text.match(kind)?.[0];
    if (link) return link;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no letter to ${to} with ${kind}`);
};

/** A picture as a camera would give it: large, with colours that tell the drafts apart. */
export const photograph = (colour: string) =>
  sharp({ create: { width: 1200, height: 1500, channels: 3, background: colour } })
    .jpeg()
    .toBuffer();

/** A moment as a `datetime-local` field wants it, in the zone of the brand. */
export const local = (at: number, timeZone = 'Asia/Taipei') =>
  new Date(at).toLocaleString('sv-SE', { timeZone }).slice(0, 16).replace(' ', 'T');

export const setUpSite = async (owner: Visitor, site: Site) => {
  const { page } = owner;
  await go(owner, site, '/');
  expect(new URL(page.url()).pathname).toBe('/setup');
  await fill(owner, { code: 'wrong-code1' });
  await press(owner, site, 'Continue');
  expect(await page.locator('[aria-invalid=true], [role=alert]').count()).toBeGreaterThan(0);
  await fill(owner, { code: setupCodeOf(site.app) });
  await press(owner, site, 'Continue');
  await fill(owner, { name: 'Night Market', tagline: 'Chosen by the crowd', time_zone: 'Asia/Taipei' });
  await press(owner, site, 'Continue');
  await fill(owner, { name: 'Lin Yu-chen', email: 'owner@example.com', new_password: secret });
  await press(owner, site, 'Continue');
  await fill(owner, {
    name: 'Halo Supply',
    slug: 'halo',
    tagline: 'Clothes for a wet city',
    about: 'We are **five people**.',
    currency: 'TWD',
    time_zone: 'Asia/Taipei',
  });
  await press(owner, site, 'Open the site');
  await page.waitForURL(/\/desk\/halo/);
};

export const inviteTeam = async (
  owner: Visitor,
  site: Site,
  email: string,
  role: 'designer' | 'merchant',
) => {
  await go(owner, site, '/desk/halo/team');
  await fill(owner, { email });
  await owner.page.locator(`main form [name="role"][value="${role}"]`).check();
  await press(owner, site, /send/i);
  return letterTo(site, email, /http\S+\/invitations\/\S+/);
};

export const join = async (visitor: Visitor, site: Site, name: string, email: string, start = '/join') => {
  await go(visitor, site, start);
  await fill(visitor, { name, email });
  await visitor.page.locator('main [type=password]').first().fill(secret);
  await press(visitor, site, 'Join');
  await go(visitor, site, await letterTo(site, email, /http\S+\/confirm\/\S+/));
  await press(visitor, site, /confirm/i);
};

export const signIn = async (visitor: Visitor, site: Site, email: string) => {
  await go(visitor, site, '/sign-in');
  await fill(visitor, { email, password: secret });
  await press(visitor, site, 'Sign in');
  await visitor.page.waitForURL((url) => url.pathname !== '/sign-in');
};

/** An invited member joins and accepts. */
export const acceptInvitation = async (
  visitor: Visitor,
  site: Site,
  name: string,
  email: string,
  link: string,
) => {
  await join(visitor, site, name, email);
  if (!(await isSignedIn(visitor))) await signIn(visitor, site, email);
  await go(visitor, site, link);
  await press(visitor, site, /accept/i);
  await visitor.page.waitForURL(/\/desk/);
};

const isSignedIn = async ({ context }: Visitor) =>
  (await context.cookies()).some(({ name, value }) => name === 'session' && value !== '');

export const drafts = [
  { title: 'Tea-field check', colour: '#6c7a5a', alt: 'Front view: a green check overshirt' },
  { title: 'Indigo waves', colour: '#24395a', alt: 'Front view: an indigo overshirt with waves' },
  { title: 'Persimmon dots', colour: '#d9622b', alt: 'Front view: an orange overshirt with dots' },
];

/** A brief, three drafts with pictures, and the vote opened; gives the address of the challenge's desk. */
export const runChallenge = async (designer: Visitor, site: Site) => {
  const { page } = designer;
  const now = Date.now();
  await go(designer, site, '/desk/halo/challenges/new');
  await fill(designer, {
    title: 'The overshirt for a wet autumn',
    brief: 'Light enough for a scooter, dry enough for *Keelung*.',
    collecting_opens_at: '',
    voting_opens_at: local(now + 2 * day),
    voting_closes_at: local(now + 5 * day),
    picks: '2',
    seats: '1',
    quorum: '1',
    cover_alt: 'Three overshirts on a rail',
  });
  await page.locator('main [name=tally_shown][value=live]').check();
  await page
    .locator('main input[type=file]')
    .first()
    .setInputFiles({
      name: 'cover.jpg',
      mimeType: 'image/jpeg',
      buffer: await photograph('#c2311d'),
    });
  await press(designer, site, 'Save');
  await page.waitForURL(/\/desk\/halo\/challenges\/[0-9a-z]{16}/);
  const desk = new URL(page.url()).pathname.replace(/\/edit$/, '');
  for (const draft of drafts) await addDraft(designer, site, desk, draft);
  await go(designer, site, desk);
  await press(designer, site, 'Publish now');
  await sees(designer, /public now/);
  return desk;
};

const addDraft = async (designer: Visitor, site: Site, desk: string, draft: (typeof drafts)[number]) => {
  const { page } = designer;
  await go(designer, site, `${desk}/drafts/new`);
  await fill(designer, { title: draft.title, story: 'Cut for rain, with a long back hem.' });
  await page.locator('main input[type=file][name=files]').setInputFiles({
    name: 'front.jpg',
    mimeType: 'image/jpeg',
    buffer: await photograph(draft.colour),
  });
  if (!site.scripts) await press(designer, site, 'Save');
  await page.locator('main textarea[name=alt]').first().fill(draft.alt);
  // The draft is saved first and looked at, then submitted.
  await press(designer, site, 'Save and preview');
  await page.waitForURL(/\/preview/);
  await sees(designer, draft.title);
  await follow(designer, site, 'Back to editing');
  await press(designer, site, 'Submit the draft');
  await sees(designer, /Submitted/);
};

export const openVoting = async (designer: Visitor, site: Site, desk: string) => {
  await go(designer, site, desk);
  await designer.page.getByText('Open voting now').first().click();
  await press(designer, site, /^Seal \d+ drafts and open voting/);
  await sees(designer, /Voting closes/);
};

export const pickBox = ({ page }: Visitor, title: string) =>
  page.locator('li, article').filter({ hasText: title }).locator('input[name="drafts[]"]').first();

export const pick = async (fan: Visitor, title: string) => {
  await pickBox(fan, title).locator('xpath=ancestor::label[1]').click();
};

/** A campaign from the winning draft: MOQ 2, two sizes, shipped to Taiwan, launched. Gives the address of its desk. */
export const launchCampaign = async (merchant: Visitor, site: Site) => {
  const { page } = merchant;
  const now = Date.now() + site.leapt;
  await go(merchant, site, '/desk/halo/campaigns');
  await follow(merchant, site, 'Make a campaign');
  await fill(merchant, { price: '1,280', minimum: '2' });
  await press(merchant, site, 'Create');
  await page.waitForURL(/\/campaigns\/[0-9a-z]{16}/);
  const desk = new URL(page.url()).pathname;
  await fill(merchant, {
    story: 'Woven in Taoyuan.',
    deadline: local(now + 20 * day),
    delivery_month: local(now + 120 * day).slice(0, 7),
    per_member: '4',
    option_name_0: 'Size',
    option_values_0: 'M, L',
  });
  await page.locator('main [name^=country]').first().selectOption('TW');
  await page.locator('main [name^=fee]').first().fill('80');
  await press(merchant, site, 'Save');
  await page.locator('main form.launch input[type=checkbox]').check();
  await press(merchant, site, 'Launch');
  await sees(merchant, /live/i);
  return desk;
};

/** Chooses, gives an address and a practice card, looks at the total and the day of the charge, and confirms. */
export const preorder = async (
  buyer: Visitor,
  site: Site,
  campaign: string,
  { card, size }: { card: string; size: string },
) => {
  const { page } = buyer;
  await go(buyer, site, campaign);
  await page
    .locator('main label', { hasText: new RegExp(`^\\s*${size}\\s*$`) })
    .first()
    .click();
  await Promise.all([
    page.waitForURL(/\/preorder/),
    page
      .locator('main')
      .getByRole('button', { name: /Pre-order/ })
      .click(),
  ]);
  await page.waitForLoadState(site.scripts ? 'networkidle' : 'load');
  await fill(buyer, {
    recipient: '林郁真',
    country: 'TW',
    line1: '中正路 27 號 3 樓',
    city: '基隆市',
    postal_code: '200',
    phone: '0912 345 678',
  });
  await page.locator('main [name=payment][value=card]').check();
  await press(buyer, site, 'See the total');
  await fill(buyer, { card_number: card, card_expiry: '12/30', card_code: '123' });
};

/** Waits until the server has done what its clock made due. */
export const until = async (done: () => boolean | Promise<boolean>, what: string) => {
  for (let tries = 0; tries < 300; tries++) {
    if (await done()) return;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  throw new Error(`it did not come to pass: ${what}`);
};
