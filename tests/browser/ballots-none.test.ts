import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asFan, tabTo, votedBy, type VotedOn } from './ballots.ts';
import { hasBrowser, useChromium } from './chromium.ts';
import { examine } from './examining.ts';
import { press, sees, type Site } from './stories.ts';

describe.skipIf(!hasBrowser)('none of these, on a ballot of picks', () => {
  const { visitor } = useChromium();
  let world: VotedOn;
  let first: string;
  beforeAll(async () => {
    world = await votedBy('picks', { none: true });
    first = world.drafts[0]!.id;
  });
  afterAll(() => world?.app.stop());
  const site = (scripts: boolean): Site => ({ app: world.app, scripts, leapt: 0 });
  const cast = () =>
    world.app.query<{ none: number; picks: number }>(
      `select none_of_these as none, (select count(*) from ballot_picks where ballot_id = ballots.id) as picks
       from ballots join members on members.id = member_id where email = 'fan@example.com' and challenge_id = ?`,
      world.challenge,
    )[0];

  test.each([true, false])('stands alone, with scripts: %s', async (scripts) => {
    const guest = await visitor({ javaScriptEnabled: scripts });
    await asFan(guest, world);
    const open = () =>
      guest.page.goto(`${world.app.origin}/challenges/${world.challenge}`, {
        waitUntil: scripts ? 'networkidle' : 'load',
      });
    await open();
    const none = guest.page.locator('#pick-none');
    const pick = guest.page.locator(`label:has(#pick-${first})`);
    await pick.click();
    await none.check();
    if (scripts) {
      expect(await guest.page.locator(`#pick-${first}`).isChecked()).toBe(false);
    } else {
      await press(guest, site(false), 'Cast ballot');
      await sees(guest, /None of these.* stands alone/);
      await pick.click();
    }
    await press(guest, site(scripts), 'Cast ballot');
    expect(cast()).toEqual({ none: 1, picks: 0 });
    await open();
    expect(await none.isChecked()).toBe(true);
    await pick.click();
    if (scripts) expect(await none.isChecked()).toBe(false);
    else await none.uncheck();
    await press(guest, site(scripts), 'Change ballot');
    expect(cast()).toEqual({ none: 0, picks: 1 });
    await open();
    await pick.click();
    await press(guest, site(scripts), /Withdraw ballot|Change ballot/);
    expect(cast()).toBeUndefined();
    expect(guest.complaints).toEqual([]);
    await guest.context.close();
  });

  test('is reached by keyboard, and axe has nothing to say', async () => {
    const guest = await visitor();
    await guest.page.goto(`${world.app.origin}/challenges/${world.challenge}`, { waitUntil: 'networkidle' });
    await tabTo(guest, '#pick-none');
    await guest.page.keyboard.press('Space');
    expect(await guest.page.locator('#pick-none').isChecked()).toBe(true);
    expect(await examine(guest, 'none of these')).toEqual([]);
    await guest.context.close();
  });
});
