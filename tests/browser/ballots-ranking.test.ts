import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { asFan, ballotPage, marksOf, scriptsOf, tabTo, votedBy, widthOf, type VotedOn } from './ballots.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { examine } from './examining.ts';
import { press, sees, until, type Site } from './stories.ts';

describe.skipIf(!hasBrowser)('a ballot that ranks', () => {
  const { visitor } = useChromium();
  let world: VotedOn;
  let a: string, b: string, c: string;
  beforeAll(async () => {
    world = await votedBy('schulze', { none: true });
    [a, b, c] = world.drafts.map(({ id }) => id) as [string, string, string];
  });
  afterAll(() => world?.app.stop());
  const site = (scripts: boolean): Site => ({ app: world.app, scripts, leapt: 0 });
  let guest: Visitor;
  afterEach(() => guest?.context.close());
  const enter = async (scripts = true) => {
    guest = await visitor({ javaScriptEnabled: scripts });
    await asFan(guest, world);
    await ballotPage(guest, world, scripts);
  };
  const withdraw = async (scripts = true) => {
    await press(guest, site(scripts), 'Withdraw ballot');
    await until(() => marksOf(world) === null, 'the ballot is withdrawn');
    expect(guest.complaints).toEqual([]);
  };
  const titled = (id: string) => world.drafts.find((draft) => draft.id === id)!.title;
  const button = (name: string) => guest.page.getByRole('button', { name, exact: true });

  test.each([true, false])('is cast by its places, equals allowed, with scripts: %s', async (scripts) => {
    await enter(scripts);
    const place = (id: string, n: string) => guest.page.selectOption(`[name="place.${id}"]`, n);
    await place(c, '1');
    await place(a, '2');
    await place('none', '3');
    await place(b, '2');
    await press(guest, site(scripts), 'Cast ballot');
    expect(marksOf(world)).toEqual({ ranking: [[c], [a, b].sort(), ['none']] });
    await sees(guest, /Your ballot is cast/);
    await place(a, '');
    await press(guest, site(scripts), 'Change ballot');
    expect(marksOf(world)).toEqual({ ranking: [[c], [b], ['none']] });
    await withdraw(scripts);
  });

  test('is dragged into order: before another, into its place, and out again', async () => {
    await enter();
    for (const id of [a, b, c]) await button(`Rank ${titled(id)} next`).click();
    const drag = async (from: string, onto: string, share: number) => {
      const handle = (await guest.page.locator(`li[data-id="${from}"] .pic`).boundingBox())!;
      const { mouse } = guest.page;
      await mouse.move(handle.x + 20, handle.y + 20);
      await mouse.down();
      const target = (await guest.page.locator(`li[data-id="${onto}"]`).boundingBox())!;
      await mouse.move(handle.x + 20, target.y + target.height * share, { steps: 4 });
      await mouse.up();
    };
    await guest.page.evaluate(() => scrollTo(0, 150));
    await drag(c, a, 0.1);
    await drag(b, a, 0.5);
    await press(guest, site(true), 'Cast ballot');
    expect(marksOf(world)).toEqual({ ranking: [[c], [a, b].sort()] });
    await withdraw();
  });

  test('is made by keyboard alone, and each step is said', async () => {
    await enter();
    const go = async (name: string) => {
      await tabTo(guest, `[aria-label="${name}"]`);
      await guest.page.keyboard.press('Enter');
    };
    const said = () => guest.page.locator('form > p[role=status]').textContent();
    await go(`Rank ${titled(a)} next`);
    expect(await said()).toBe(`${titled(a)}: place 1 of 1.`);
    await go(`Rank ${titled(b)} next`);
    // What was moved keeps the focus.
    expect(await guest.page.evaluate(() => document.activeElement?.closest('li')?.dataset.id)).toBe(b);
    await guest.page.keyboard.press('Enter');
    expect(await said()).toBe(`${titled(b)}: place 1 of 2.`);
    await go(`Rank ${titled(c)} next`);
    await go(`${titled(c)}: tie with the one above`);
    expect(await said()).toBe(`${titled(c)}: place 2, tied with ${titled(a)}.`);
    await tabTo(guest, 'main .ballot button');
    await guest.page.keyboard.press('Enter');
    await until(() => marksOf(world) !== null, 'the ballot is cast');
    expect(marksOf(world)).toEqual({ ranking: [[b], [a, c].sort()] });
    await withdraw();
  });

  test('has nothing that axe would say, sticks out nowhere at 390 px, and its scripts weigh less than 60 kB', async () => {
    guest = await visitor({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
    const weight = await scriptsOf(guest, world);
    expect(weight).toBeGreaterThan(10_000);
    expect(weight).toBeLessThan(60_000);
    await button(`Rank ${titled(a)} next`).click();
    expect(await widthOf(guest)).toBe(390);
    expect(await examine(guest, 'ranking')).toEqual([]);
  });
});
