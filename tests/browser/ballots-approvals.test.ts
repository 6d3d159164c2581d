import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asFan, ballotPage, marksOf, scriptsOf, tabTo, votedBy, widthOf, type VotedOn } from './ballots.ts';
import { hasBrowser, useChromium } from './chromium.ts';
import { examine } from './examining.ts';
import { press, sees, until, type Site } from './stories.ts';

describe.skipIf(!hasBrowser)('a ballot of approvals', () => {
  const { visitor } = useChromium();
  let world: VotedOn;
  let ids: string[];
  beforeAll(async () => {
    world = await votedBy('equal-shares', { budget: 4000 });
    ids = world.drafts.map(({ id }) => id);
  });
  afterAll(() => world?.app.stop());
  const site = (scripts: boolean): Site => ({ app: world.app, scripts, leapt: 0 });

  test.each([true, false])('is cast, changed and withdrawn by mouse, with scripts: %s', async (scripts) => {
    const guest = await visitor({ javaScriptEnabled: scripts });
    await asFan(guest, world);
    await ballotPage(guest, world, scripts);
    const approve = (id: string) =>
      guest.page.locator(`label:has(input[name=approve][value="${id}"])`).click();
    await sees(guest, /Tooling NT\$\s?1,000/);
    await approve(ids[0]!);
    await approve(ids[1]!);
    if (scripts) await sees(guest, /2 approved: NT\$\s?3,000 of NT\$\s?4,000/);
    await press(guest, site(scripts), 'Cast ballot');
    expect(marksOf(world)).toEqual({ approvals: [ids[0], ids[1]].sort() });
    await approve(ids[2]!);
    await press(guest, site(scripts), 'Change ballot');
    await sees(guest, /More than the budget, which is allowed/);
    expect(marksOf(world)).toEqual({ approvals: [ids[0], ids[1], ids[2]].sort() });
    await press(guest, site(scripts), 'Withdraw ballot');
    await until(() => marksOf(world) === null, 'the ballot is withdrawn');
    expect(guest.complaints).toEqual([]);
    await guest.context.close();
  });

  test('is cast by keyboard alone', async () => {
    const guest = await visitor();
    await asFan(guest, world);
    await ballotPage(guest, world);
    for (const id of [ids[0], ids[2]]) {
      await tabTo(guest, `[name=approve][value="${id}"]`);
      await guest.page.keyboard.press('Space');
    }
    await tabTo(guest, 'main .ballot button');
    await guest.page.keyboard.press('Enter');
    await until(() => marksOf(world) !== null, 'the ballot is cast');
    expect(marksOf(world)).toEqual({ approvals: [ids[0], ids[2]].sort() });
    await guest.context.close();
  });

  test('has nothing that axe would say, sticks out nowhere at 390 px, and its scripts weigh less than 60 kB', async () => {
    const guest = await visitor({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
    const weight = await scriptsOf(guest, world);
    expect(weight).toBeGreaterThan(10_000);
    expect(weight).toBeLessThan(60_000);
    expect(await widthOf(guest)).toBe(390);
    expect(await examine(guest, 'approvals')).toEqual([]);
    await guest.context.close();
  });
});
