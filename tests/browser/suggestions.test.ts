import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { fill, go, press, sees, until, type Site } from './stories.ts';

const ways = [
  { name: 'with a pin that is drawn', scripts: true },
  { name: 'without JavaScript', scripts: false },
];

describe.skipIf(!hasBrowser)('a suggestion', () => {
  const chromium = useChromium();
  let app: Running | undefined;
  afterEach(() => app?.stop());

  test.each(ways)('from a fan’s remark to a revision with credit, $name', async ({ scripts }) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'muster-suggestions-'));
    cpSync(inject('demo'), dataDir, { recursive: true });
    app = await run({ dataDir });
    const site: Site = { app, scripts, leapt: 0 };
    const visitors: Visitor[] = [];
    const enter = async (who: keyof typeof accounts) => {
      const one = await chromium.visitor({
        viewport: { width: 1280, height: 900 },
        javaScriptEnabled: scripts,
      });
      visitors.push(one);
      await signInAs(one, app!, accounts[who]);
      return one;
    };
    const draft = app.query<{ id: string }>(
      `select drafts.id from drafts join challenges on challenges.id = challenge_id join brands on brands.id = drafts.brand_id
       where slug = 'halo-supply' and challenges.state = 'collecting' and drafts.state = 'submitted'
       and drafts.id not in (select draft_id from draft_removals) and drafts.id not in (select draft_id from suggestions) limit 1`,
    )[0]!.id;
    const mine = () =>
      app!.query<Record<string, string | number | null>>(
        `select suggestions.*, published_at from suggestions join comments on comments.id = comment_id
         left join revisions on revisions.id = carried_by where body = 'Please make the hem longer.'`,
      )[0]!;

    // A fan points at the picture and says what should change.
    const fan = await enter('fan');
    await go(fan, site, `/drafts/${draft}`);
    await fill(fan, { body: 'Please make the hem longer.' });
    await fan.page.locator('main [name=suggestion]').check();
    await fan.page.locator('main [name=picture]').nth(1).check();
    if (scripts) {
      const picker = fan.page.getByRole('button', { name: 'Place the pin' });
      const box = (await picker.boundingBox())!;
      await picker.click({ position: { x: box.width / 4, y: box.height / 2 } });
      await picker.press('ArrowRight');
      await sees(fan, /Pin: 27 % from the left, 50 % from the top/);
    } else await fan.page.locator('main [name=field][value="6"]').check();
    await press(fan, site, 'Post comment');
    await until(() => mine() !== undefined, 'the suggestion is made');
    if (scripts) expect(Number(mine().x)).toBeGreaterThan(2600);
    else expect([mine().x, mine().y]).toEqual([1667, 8333]);
    await sees(fan, /Not answered yet/);
    const pin = fan.page.locator('main svg a[id="pin-1"]');
    expect(await pin.getAttribute('aria-label')).toMatch(/Suggestion 1, .+: Please make the hem longer/);
    await pin.focus();
    expect(await fan.page.evaluate(() => document.activeElement?.id)).toBe('pin-1');

    // Another member wants the same.
    const buyer = await enter('buyer');
    await go(buyer, site, `/drafts/${draft}?only=suggestions`);
    await press(buyer, site, 'Second this');
    await until(() => mine().seconds === 1, 'it is seconded');
    await sees(buyer, /1 member seconds it/);

    // The designer answers in place, and carries it in the next revision.
    const designer = await enter('designer');
    await go(designer, site, '/desk/halo-supply/suggestions');
    await sees(designer, /Please make the hem longer/);
    await go(designer, site, `/drafts/${draft}`);
    await designer.page.locator('main details:has([name=words]) > summary').first().click();
    await designer.page.locator('main [name=answer][value=accepted]').first().check();
    await fill(designer, { words: 'Four centimetres more at the back.' });
    await press(designer, site, 'Publish the answer');
    await until(() => mine().state === 'accepted', 'it is answered');
    await until(
      () => app!.query("select 1 from notifications where payload like '%suggestion-answered%'").length > 0,
      'the fan hears of the answer',
    );
    await go(designer, site, `/desk/halo-supply/drafts/${draft}`);
    await designer.page.locator('main [name=carries]').first().check();
    await fill(designer, { story: 'Now with a longer hem.', note: 'A longer hem.' });
    await press(designer, site, /Publish revision/);
    await until(() => mine().published_at !== null, 'a public revision carries it');

    // Credit where it is due: in the history, and on the fan's own page.
    await go(buyer, site, `/drafts/${draft}`);
    await sees(buyer, /Carries what members suggested:\s*Please make the hem longer/);
    await sees(buyer, /Carried by revision \d/);
    const author = app.query<{ id: string }>("select id from members where email = 'fan@example.com'")[0]!.id;
    await go(buyer, site, `/members/${author}`);
    await sees(buyer, /Suggestions that were carried out\s*Please make the hem longer/);
    await until(
      () => app!.query("select 1 from notifications where payload like '%suggestion-carried%'").length > 0,
      'the fan hears of the revision',
    );
    for (const { complaints } of visitors) expect(complaints).toEqual([]);
    for (const { context } of visitors) await context.close();
  });
});
