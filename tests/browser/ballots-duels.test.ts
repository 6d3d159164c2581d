import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { asFan, ballotPage, scriptsOf, tabTo, votedBy, widthOf, type VotedOn } from './ballots.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { examine } from './examining.ts';
import { press, sees, until, type Site } from './stories.ts';

describe.skipIf(!hasBrowser)('a ballot of duels', () => {
  const { visitor } = useChromium();
  let world: VotedOn;
  beforeAll(async () => {
    world = await votedBy('duels');
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
  const answers = () =>
    world.app.query<{ one: string; other: string; winner: string | null }>(
      `select one, other, winner from ballot_duels join ballots on ballots.id = ballot_id
       join members on members.id = member_id where email = 'fan@example.com' and ballots.challenge_id = ? order by judged_at`,
      world.challenge,
    );
  const pair = () =>
    guest.page
      .locator('[name=pair]')
      .evaluateAll((fields) => fields.map((one) => (one as HTMLInputElement).value));
  /** Does something and waits for the pair that comes after it. */
  const next = async (act: () => Promise<unknown>) => {
    const before = (await pair()).join();
    await act();
    await expect.poll(async () => (await pair()).join(), { timeout: 10_000 }).not.toBe(before);
  };
  /** The pair once it stays: what the server knows of the answers may still bring another. */
  const lastingPair = async () => {
    let before = '';
    for (;;) {
      const now = await pair();
      if (now.join() === before) return now;
      before = now.join();
      await guest.page.waitForTimeout(700);
    }
  };
  const withdraw = async (scripts = true) => {
    await press(guest, site(scripts), 'Withdraw ballot');
    await until(() => answers().length === 0, 'the ballot is withdrawn');
    expect(
      world.app.query<{ left: number }>(
        'select coalesce(sum(count), 0) as left from duel_counts where challenge_id = ?',
        world.challenge,
      )[0]!.left,
    ).toBe(0);
    expect(guest.complaints).toEqual([]);
  };

  test.each([true, false])(
    'is judged, passed and judged again by mouse, with scripts: %s',
    async (scripts) => {
      await enter(scripts);
      const [left, right] = (await pair()) as [string, string];
      await next(() => guest.page.locator(`button[name=winner][value="${right}"]`).click());
      await until(() => answers().length === 1, 'the first answer is counted');
      expect(answers()).toMatchObject([{ winner: right }]);
      await next(() => guest.page.getByRole('button', { name: 'Pass' }).click());
      await until(() => answers().length === 2, 'the pass is counted');
      expect(answers()[1]).toMatchObject({ winner: null });
      await sees(guest, /1 judged, 1 passed/);
      // The first answer is thought better of.
      await guest.page.locator(`a[href*="${[left, right].sort().join('.')}"]`).click();
      await expect.poll(async () => (await pair()).sort()).toEqual([left, right].sort());
      await guest.page.locator(`button[name=winner][value="${left}"]`).click();
      await until(
        () => answers()[0]?.winner === left || answers()[1]?.winner === left,
        'the answer is changed',
      );
      expect(answers()).toHaveLength(2);
      await sees(guest, /1 judged, 1 passed/);
      await withdraw(scripts);
    },
  );

  test('is judged by the keys alone, and by Tab and Enter', async () => {
    await enter();
    const [left] = await pair();
    await next(() => guest.page.keyboard.press('ArrowLeft'));
    await until(() => answers().length === 1, 'the left one is preferred');
    expect(answers()[0]!.winner).toBe(left);
    await next(() => guest.page.keyboard.press('p'));
    await next(() => guest.page.keyboard.press(' '));
    await until(() => answers().length === 3, 'two are passed');
    const [, right] = await lastingPair();
    await tabTo(guest, `button[name=winner][value="${right}"]`);
    await next(() => guest.page.keyboard.press('Enter'));
    await until(() => answers().length === 4, 'the right one is preferred');
    expect(answers().some(({ winner }) => winner === right)).toBe(true);
    expect(await guest.page.locator('p.hidden[role=status]').textContent()).toMatch(
      /it is\. Next: .+ or .+\./,
    );
    await guest.page.reload({ waitUntil: 'networkidle' });
    await withdraw();
  });

  test('quick answers are all counted, to the last pair', async () => {
    await enter();
    const all = (world.drafts.length * (world.drafts.length - 1)) / 2;
    for (let i = 0; i < all * 8 && answers().length < all; i++) {
      await guest.page.keyboard.press(i % 3 === 0 ? 'p' : 'ArrowRight');
      await guest.page.waitForTimeout(100);
    }
    await until(() => answers().length === all, 'every pair is answered');
    await sees(guest, /You have answered every pair/);
    await withdraw();
  });

  test('of a stranger leads to the sign-in, and back to the pair', async () => {
    guest = await visitor({ javaScriptEnabled: false });
    await ballotPage(guest, world, false);
    const before = await pair();
    await press(guest, site(false), /^This one/);
    await guest.page.fill('[name=email]', 'fan@example.com');
    await guest.page.fill('[name=password]', 'muster-demo');
    await press(guest, site(false), 'Sign in');
    expect((await pair()).sort()).toEqual(before.sort());
    expect(answers()).toEqual([]);
  });

  test('has nothing that axe would say, sticks out nowhere at 390 px, and its scripts weigh less than 60 kB', async () => {
    guest = await visitor({ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
    const weight = await scriptsOf(guest, world);
    expect(weight).toBeGreaterThan(10_000);
    expect(weight).toBeLessThan(60_000);
    expect(await widthOf(guest)).toBe(390);
    expect(await examine(guest, 'duels')).toEqual([]);
  });
});
