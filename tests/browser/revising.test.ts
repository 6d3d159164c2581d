import { afterEach, describe, expect, inject, test } from 'vitest';
import { run, type Running } from '../running.ts';
import { accounts, signInAs } from './accounts.ts';
import { hasBrowser, useChromium, type Visitor } from './chromium.ts';
import { fill, follow, go, press, sees, until, type Site } from './stories.ts';

const ways = [
  { name: 'one keeps and one moves the pick, with scripts', scripts: true, leaving: 'moves' },
  { name: 'one keeps and one withdraws the pick, without JavaScript', scripts: false, leaving: 'withdraws' },
] as const;

describe.skipIf(!hasBrowser)('a draft revised during the vote', () => {
  const chromium = useChromium();
  let app: Running | undefined;
  afterEach(() => app?.stop());

  test.each(ways)('$name', async ({ scripts, leaving }) => {
    app = await run({ from: inject('demo') });
    const { query } = app;
    const site: Site = { app, scripts, leapt: 0 };
    const visitors: Visitor[] = [];
    const enter = async (email: string) => {
      const one = await chromium.visitor({ javaScriptEnabled: scripts });
      visitors.push(one);
      await signInAs(one, app!, email);
      return one;
    };

    // A draft on the ballot that nobody revised yet, and two of those who voted for it.
    const draft = query<{ id: string; title: string; challenge: string; number: number; picks: number }>(
      `select drafts.id, revisions.title, challenge_id as challenge, revisions.number, picks from drafts
       join challenges on challenges.id = challenge_id join revisions on revisions.id = revision_id
       join brands on brands.id = drafts.brand_id
       where slug = 'halo-supply' and challenges.state = 'voting' and revising_until is not null
       and drafts.state = 'submitted' and picks > 2 and picks_outdated = 0
       and drafts.id not in (select draft_id from draft_removals) order by picks desc limit 1`,
    )[0]!;
    const voters = query<{ id: string; email: string }>(
      `select members.id, email from ballot_picks join ballots on ballots.id = ballot_id
       join members on members.id = member_id where draft_id = ? and members.locale = 'en' and email_confirmed_at is not null
       and deleted_at is null and member_id not in (select member_id from bans) order by email limit 2`,
      draft.id,
    );
    const standing = () =>
      query<{ picks: number; outdated: number }>(
        'select picks, picks_outdated as outdated from drafts where id = ?',
        draft.id,
      )[0];
    const next = draft.number + 1;
    const desk = `/desk/halo-supply/challenges/${draft.challenge}`;

    const designer = await enter(accounts.designer);
    const tallied = async (wanted: RegExp) => {
      await go(designer, site, desk);
      await expect
        .poll(() => designer.page.locator('main ol li', { hasText: draft.title }).first().innerText())
        .toMatch(wanted);
    };
    await go(designer, site, desk);
    expect(
      await designer.page.locator('main ol li', { hasText: draft.title }).first().innerText(),
    ).not.toMatch(/not yet looked/);

    // The sealed rule lets it be revised, and says until when; whoever voted for it has not looked, everybody reads.
    await go(designer, site, `/desk/halo-supply/drafts/${draft.id}`);
    await sees(designer, /Voting is open\. As soon as a new revision is public/);
    await fill(designer, { story: 'The hem is two fingers longer now.', note: 'A longer hem' });
    await press(designer, site, /^Publish revision/);
    await until(() => standing()!.outdated === draft.picks, 'all who voted for it are asked');
    await tallied(new RegExp(`${draft.picks} have not yet looked at the new revision`));

    // The first is told, looks at what changed, and keeps the pick.
    const [first, second] = [await enter(voters[0]!.email), await enter(voters[1]!.email)];
    await until(
      () =>
        voters.every(
          ({ id }) =>
            query(
              'select 1 from notifications where member_id = ? and payload like ?',
              id,
              '%"event":"draft-revised-in-vote"%',
            ).length > 0,
        ),
      'both hear of it',
    );
    await go(first, site, `/drafts/${draft.id}`);
    await sees(first, `${draft.picks} of them have not yet looked at revision ${next}`);
    await sees(first, /You voted for this draft in an earlier revision/);
    await follow(first, site, 'See what changed, and answer');
    await sees(first, `You voted for revision ${draft.number}; revision ${next} stands now`);
    await sees(first, /A longer hem[\s\S]*Removed:[\s\S]*Added:/);
    await press(first, site, 'Keep my pick');
    await first.page.waitForURL((url) => url.pathname === `/drafts/${draft.id}`);
    await sees(first, `${draft.picks - 1} of them have not yet looked at revision ${next}`);
    expect(await first.page.locator('main').innerText()).not.toMatch(/in an earlier revision/);
    expect(standing()).toEqual({ picks: draft.picks, outdated: draft.picks - 1 });

    // The second does not stay with it.
    await go(second, site, `/drafts/${draft.id}/revised`);
    const ballot = () =>
      query<{ draft_id: string }>(
        'select draft_id from ballot_picks join ballots on ballots.id = ballot_id where member_id = ? and challenge_id = ?',
        voters[1]!.id,
        draft.challenge,
      ).map(({ draft_id }) => draft_id);
    const before = ballot();
    if (leaving === 'moves') {
      const other = await second.page.locator('main select[name=to] option').nth(1).getAttribute('value');
      await fill(second, { to: other! });
      await press(second, site, 'Move my pick');
      const to = other!.split('.')[0]!;
      await second.page.waitForURL((url) => url.pathname === `/drafts/${to}`);
      expect(ballot().toSorted()).toEqual([...before.filter((id) => id !== draft.id), to].toSorted());
    } else {
      await press(second, site, 'Withdraw my pick');
      await second.page.waitForURL((url) => url.pathname === `/drafts/${draft.id}`);
      expect(ballot().toSorted()).toEqual(before.filter((id) => id !== draft.id).toSorted());
    }
    expect(standing()).toEqual({ picks: draft.picks - 1, outdated: draft.picks - 2 });
    await tallied(new RegExp(`${draft.picks - 2} (have|has) not yet looked at the new revision`));
    for (const { complaints, context } of visitors) {
      expect(complaints).toEqual([]);
      await context.close();
    }
  });
});
