import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asFan, ballotPage, marksOf, scriptsOf, tabTo, votedBy, widthOf, type VotedOn } from './ballots.ts';
import { hasBrowser, useChromium } from './chromium.ts';
import { examine } from './examining.ts';
import { press, sees, until, type Site } from './stories.ts';

describe.skipIf(!hasBrowser)('a ballot of scores', () => {
  const { visitor } = useChromium();
  let world: VotedOn;
  let ids: string[];
  beforeAll(async () => {
    world = await votedBy('score');
    ids = world.drafts.map(({ id }) => id);
  });
  afterAll(() => world?.app.stop());
  beforeEach(() => {
    expect(marksOf(world)).toBeNull();
  });
  const site = (scripts: boolean): Site => ({ app: world.app, scripts, leapt: 0 });
  const withdraw = async (guest: Awaited<ReturnType<typeof visitor>>, scripts = true) => {
    await press(guest, site(scripts), 'Withdraw ballot');
    await until(() => marksOf(world) === null, 'the ballot is withdrawn');
    await guest.context.close();
  };

  test.each([true, false])('is cast, changed and withdrawn by mouse, with scripts: %s', async (scripts) => {
    const guest = await visitor({ javaScriptEnabled: scripts });
    await asFan(guest, world);
    await ballotPage(guest, world, scripts);
    const cell = (id: string, value: string) =>
      guest.page.locator(`label:has(input[name="score.${id}"][value="${value}"])`).click();
    await cell(ids[0]!, '5');
    await cell(ids[1]!, '0');
    await guest.page.locator(`input[name=buy][value="${ids[0]}"]`).check();
    if (scripts) await sees(guest, /2 of \d+ scored, 1 to buy/);
    await press(guest, site(scripts), 'Cast ballot');
    expect(marksOf(world)).toEqual({ scores: { [ids[0]!]: 5, [ids[1]!]: 0 }, wouldBuy: [ids[0]] });
    await sees(guest, /Your ballot is cast/);
    await cell(ids[1]!, '');
    await cell(ids[2]!, '3');
    await press(guest, site(scripts), 'Change ballot');
    expect(marksOf(world)).toEqual({ scores: { [ids[0]!]: 5, [ids[2]!]: 3 }, wouldBuy: [ids[0]] });
    await withdraw(guest, scripts);
    expect(guest.complaints).toEqual([]);
  });

  test('is cast by keyboard alone', async () => {
    const guest = await visitor();
    await asFan(guest, world);
    await ballotPage(guest, world);
    await tabTo(guest, `[name="score.${ids[0]}"]`);
    await guest.page.keyboard.press('4');
    await sees(guest, /1 of \d+ scored/);
    await tabTo(guest, `[name=buy][value="${ids[0]}"]`);
    await guest.page.keyboard.press('Space');
    await tabTo(guest, `[name="score.${ids[1]}"]`);
    await guest.page.keyboard.press('ArrowRight');
    await guest.page.keyboard.press('ArrowRight');
    await tabTo(guest, 'main .ballot button');
    await guest.page.keyboard.press('Enter');
    await until(() => marksOf(world) !== null, 'the ballot is cast');
    expect(marksOf(world)).toEqual({ scores: { [ids[0]!]: 4, [ids[1]!]: 1 }, wouldBuy: [ids[0]] });
    await withdraw(guest);
  });

  test('a score of 6 is refused with the reason, at its draft, with all that was entered', async () => {
    const guest = await visitor({ javaScriptEnabled: false });
    await asFan(guest, world);
    await ballotPage(guest, world, false);
    const { cookies } = await guest.context.storageState();
    const response = await fetch(`${world.app.origin}/challenges/${world.challenge}/ballot?/mark`, {
      method: 'POST',
      headers: {
        origin: world.app.origin,
        accept: 'text/html',
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      },
      body: new URLSearchParams([
        ['kind', 'scores'],
        ['seal', await guest.page.locator('[name=seal]').inputValue()],
        [`score.${ids[0]}`, '6'],
        [`score.${ids[1]}`, '2'],
      ]),
    });
    expect(response.status).toBe(409);
    await guest.page.setContent(await response.text());
    await sees(guest, /A score is a whole number from 0 to 5/);
    expect(await guest.page.locator(`#wrong-${ids[0]}`).count()).toBe(1);
    expect(await guest.page.locator('[aria-invalid=true]').count()).toBe(1);
    expect(await guest.page.locator(`[name="score.${ids[1]}"][value="2"]`).isChecked()).toBe(true);
    expect(marksOf(world)).toBeNull();
    await guest.context.close();
  });

  test('an empty one is refused, and a list that was changed since', async () => {
    const guest = await visitor();
    await asFan(guest, world);
    await ballotPage(guest, world);
    await press(guest, site(true), 'Cast ballot');
    await sees(guest, /There is nothing on the ballot yet/);
    await guest.page
      .locator('[name=seal]')
      .first()
      .evaluate((field: HTMLInputElement) => (field.value = 'another'));
    await guest.page.locator(`label:has(input[name="score.${ids[0]}"][value="5"])`).click();
    await press(guest, site(true), 'Cast ballot');
    await sees(guest, /What is voted on is not what this page showed/);
    expect(await guest.page.locator(`[name="score.${ids[0]}"][value="5"]`).isChecked()).toBe(true);
    expect(marksOf(world)).toBeNull();
    await guest.context.close();
  });

  test('what a stranger entered is there again after signing in', async () => {
    const guest = await visitor({ javaScriptEnabled: false });
    await ballotPage(guest, world, false);
    await guest.page.locator(`label:has(input[name="score.${ids[0]}"][value="5"])`).click();
    await guest.page.locator(`input[name=buy][value="${ids[1]}"]`).check();
    await press(guest, site(false), 'Sign in to vote');
    await guest.page.fill('[name=email]', 'fan@example.com');
    await guest.page.fill('[name=password]', 'muster-demo');
    await press(guest, site(false), 'Sign in');
    expect(await guest.page.locator(`[name="score.${ids[0]}"][value="5"]`).isChecked()).toBe(true);
    expect(await guest.page.locator(`input[name=buy][value="${ids[1]}"]`).isChecked()).toBe(true);
    expect(marksOf(world)).toBeNull();
    await guest.context.close();
  });

  test('has nothing that axe would say, sticks out nowhere at 390 px, and its scripts weigh less than 60 kB', async () => {
    const guest = await visitor({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
    const weight = await scriptsOf(guest, world);
    expect(weight).toBeGreaterThan(10_000);
    expect(weight).toBeLessThan(60_000);
    expect(await widthOf(guest)).toBe(390);
    expect(await examine(guest, 'scores')).toEqual([]);
    await guest.context.close();
  });
});
