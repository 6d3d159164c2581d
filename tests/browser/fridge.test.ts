import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { fill, follow, go, press, sees, until, type Site } from './stories.ts';

const ways = [
  { name: 'on a live preview', scripts: true },
  { name: 'without JavaScript', scripts: false },
];

describe.skipIf(!hasBrowser)('a fridge', () => {
  const chromium = useChromium();
  let app: Running | undefined;
  afterEach(() => app?.stop());

  test.each(ways)('is specified by a vote and decided, $name', async ({ scripts }) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'muster-fridge-'));
    cpSync(inject('demo'), dataDir, { recursive: true });
    // The designer to try works for another brand: for this story they design for this one too.
    const database = new DatabaseSync(join(dataDir, 'muster.sqlite'));
    database
      .prepare(
        `insert into brand_roles (brand_id, member_id, role, granted_at)
         select challenges.brand_id, members.id, 'designer', joined_at from challenges, members
         where method = 'specification' and email = ?`,
      )
      .run(accounts.designer);
    database.close();
    app = await run({ dataDir });
    const site: Site = { app, scripts, leapt: 0 };
    const visitors: Visitor[] = [];
    const enter = async (who: keyof typeof accounts) => {
      const one = await chromium.visitor({ javaScriptEnabled: scripts });
      visitors.push(one);
      await signInAs(one, app!, accounts[who]);
      return one;
    };
    const [challenge] = app.query<{ id: string; slug: string; voting_closes_at: number }>(
      `select challenges.id, slug, voting_closes_at from challenges
       join brands on brands.id = brand_id where method = 'specification'`,
    ) as [{ id: string; slug: string; voting_closes_at: number }];
    const choices = () =>
      app!.query<{ part: string; choice: string }>(
        `select part, choice from ballot_choices join ballots on ballots.id = ballot_id
         join members on members.id = member_id where email = ? and ballots.challenge_id = ? order by part`,
        accounts.fan,
        challenge.id,
      );
    const state = () =>
      app!.query<{ state: string }>('select state from challenges where id = ?', challenge.id)[0]!.state;

    // A fan wants what cannot be built, is told why, and takes what can.
    const fan = await enter('fan');
    await go(fan, site, `/challenges/${challenge.id}`);
    await follow(fan, site, 'Make out your ballot');
    const pick = (part: string, choice: string) =>
      fan.page.locator(`main [name="${part}"][value="${choice}"]`).check();
    await pick('lower', 'linen');
    await pick('display', 'touch');
    if (!scripts) {
      await Promise.all([
        fan.page.waitForNavigation(),
        fan.page.getByRole('button', { name: 'Show it' }).click(),
      ]);
    }
    await sees(fan, /This cannot be built as it is/);
    await press(fan, site, 'Cast this ballot');
    await sees(fan, /cannot be built together. Your ballot stands as it was/);
    expect(choices()).toEqual([]);
    await fan.page.getByRole('link', { name: /^Take the nearest that can be built/ }).click();
    await fan.page.getByText('This cannot be built as it is').waitFor({ state: 'detached' });
    await press(fan, site, 'Cast this ballot');
    await sees(fan, /Your ballot counts/);
    expect(choices()).toHaveLength(7);
    await pick('handle', 'strap');
    await press(fan, site, 'Change my ballot');
    await until(() => choices().some(({ choice }) => choice === 'strap'), 'the ballot says what was changed');

    // Voting closes, and the brand confirms what the ballots add up to.
    app.leap(challenge.voting_closes_at + 3600_000 - Date.now());
    await until(() => state() === 'deciding', 'voting closes');
    const designer = await enter('designer');
    await go(designer, site, `/desk/${challenge.slug}/challenges/${challenge.id}`);
    await follow(designer, site, 'Decide');
    await designer.page.locator('main [name=made]').first().check();
    await fill(designer, { reason: 'It is what most of you would build.' });
    await press(designer, site, /Announce/);
    await until(() => state() === 'decided', 'the product is decided');
    const [decided] = app.query<{ state: string; choices: string; departs: number }>(
      `select drafts.state, compositions.choices, departs from decisions
       join compositions on compositions.id = composition_id join drafts on drafts.id = compositions.draft_id
       where decisions.challenge_id = ?`,
      challenge.id,
    );
    expect(decided).toMatchObject({ state: 'won', departs: 0 });
    await go(fan, site, `/challenges/${challenge.id}/ballot`);
    await sees(fan, /What is made/);
    for (const one of visitors) expect(one.complaints).toEqual([]);
  });
});
