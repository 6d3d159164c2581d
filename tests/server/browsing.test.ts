import { expect, test } from 'vitest';
import { browseBrands, showBrand } from '../../src/lib/server/brands/browsing.ts';
import { browseCampaigns } from '../../src/lib/server/campaigns/browsing.ts';
import { browseChallenges } from '../../src/lib/server/challenges/browsing.ts';
import { leadingDrafts } from '../../src/lib/server/drafts/picturing.ts';
import { recordEvent } from '../../src/lib/server/events/recording.ts';
import { latestTurns } from '../../src/lib/server/feeds/collecting.ts';
import { writeFeed } from '../../src/lib/server/feeds/writing.ts';
import { indexEntry } from '../../src/lib/server/search/indexing.ts';
import { search } from '../../src/lib/server/search/showing.ts';
import { describeShared } from '../../src/lib/server/sharing/describing.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makePicture } from '../making.ts';

const day = 24 * 3600_000;

const scene = (world: World) =>
  world.write(async (tx) => {
    const { now } = world;
    const brand = await makeBrand(tx, now, [], { slug: 'halo', name: 'Halo Supply' });
    const other = await makeBrand(tx, now);
    const later = await makeChallenge(tx, now, brand, { title: 'later', closesAt: now + 5 * day });
    const sooner = await makeChallenge(tx, now, other, { title: 'sooner', closesAt: now + day, drafts: 5 });
    const preparing = await makeChallenge(tx, now, brand, { state: 'preparing' });
    const hidden = await makeChallenge(tx, now, brand, { title: 'hidden' });
    await tx
      .insertInto('hidings')
      .values({ target_kind: 'challenge', target_id: hidden.id, hidden_at: now, reason: 'spam' })
      .execute();
    return { brand, other, later, sooner, preparing, hidden };
  });

onBothDatabases('browsing', (world) => {
  test('open challenges stand in the order of their closing, without hidden ones and those in preparation', async () => {
    const s = await scene(world);
    const open = await world.read((read) =>
      browseChallenges(read, { states: ['voting', 'preparing'], limit: 9 }),
    );
    expect(open.map(({ title }) => title)).toEqual(['sooner', 'later']);
    const own = await world.read((read) =>
      browseChallenges(read, { states: ['voting'], brand: s.brand.id, limit: 9 }),
    );
    expect(own.map(({ title }) => title)).toEqual(['later']);
  });

  test('a challenge is listed with its cover, or without', async () => {
    const s = await scene(world);
    const picture = await world.write(async (tx) => {
      const made = await makePicture(tx, world.now);
      await tx
        .updateTable('challenges')
        .set({ cover_picture_id: made.id, cover_alt: 'Four hoodies in a row' })
        .where('id', '=', s.later.id)
        .execute();
      return made;
    });
    const open = await world.read((read) => browseChallenges(read, { states: ['voting'], limit: 9 }));
    expect(open.map(({ cover, coverAlt }) => [cover?.id, coverAlt])).toEqual([
      [undefined, ''],
      [picture.id, 'Four hoodies in a row'],
    ]);
  });

  test('the drafts of a list come with one query, so many for each challenge, none that was removed or hidden', async () => {
    const s = await scene(world);
    const [first, second] = s.sooner.drafts;
    await world.write(async (tx) => {
      await tx
        .insertInto('draft_removals')
        .values({ draft_id: first!.id, kind: 'withdrawn', removed_at: 1, reason: 'x' })
        .execute();
      await tx
        .insertInto('hidings')
        .values({ target_kind: 'draft', target_id: second!.id, hidden_at: 1, reason: 'x' })
        .execute();
      await tx.updateTable('drafts').set({ state: 'won' }).where('id', '=', s.sooner.drafts[4]!.id).execute();
    });
    world.statements.length = 0;
    const leading = await world.read((read) => leadingDrafts(read, [s.sooner.id, s.later.id], 2));
    expect(world.statements).toHaveLength(1);
    expect(leading.get(s.sooner.id)!.map(({ id }) => id)).toEqual([
      s.sooner.drafts[4]!.id,
      s.sooner.drafts[2]!.id,
    ]);
    expect(leading.get(s.sooner.id)![0]!.picture!.id).toBe(s.sooner.drafts[4]!.picture_id);
    expect(leading.get(s.later.id)).toHaveLength(2);
  });

  test('campaigns that were launched are shown, those in preparation are not', async () => {
    const s = await scene(world);
    await world.write(async (tx) => {
      const row = {
        brand_id: s.brand.id,
        challenge_id: s.later.id,
        currency: 'TWD',
        price_minor: 128_000,
        minimum_quantity: 50,
        time_zone: 'Asia/Taipei',
        created_at: 1,
      };
      const [a, b] = s.later.drafts;
      await tx
        .insertInto('campaigns')
        .values([
          {
            ...row,
            id: 'live',
            draft_id: a!.id,
            revision_id: a!.revision_id,
            title: 'shirt',
            state: 'live',
            launched_at: 1,
            deadline: world.now + day,
          },
          {
            ...row,
            id: 'soon',
            draft_id: b!.id,
            revision_id: b!.revision_id,
            title: 'soon',
            state: 'preparing',
          },
        ])
        .execute();
    });
    const live = await world.read((read) =>
      browseCampaigns(read, { states: ['live', 'preparing'], limit: 9 }),
    );
    expect(live.map(({ id, price, picture }) => [id, price, picture!.id])).toEqual([
      ['live', 128_000, s.later.drafts[0]!.picture_id],
    ]);
    expect(await world.read((read) => describeShared(read, 'campaigns', 'soon'))).toBeUndefined();
    expect(await world.read((read) => describeShared(read, 'campaigns', 'live'))).toMatchObject({
      title: 'shirt',
    });
  });

  test('a search shows what may be seen and nothing else, in the order of the index', async () => {
    const s = await scene(world);
    await world.write(async (tx) => {
      await indexEntry(tx, { kind: 'challenge', id: s.later.id, text: '雨天的工作襯衫' });
      await indexEntry(tx, { kind: 'challenge', id: s.hidden.id, text: '襯衫' });
      await indexEntry(tx, { kind: 'challenge', id: s.preparing.id, text: '襯衫' });
      await indexEntry(tx, { kind: 'draft', id: s.later.drafts[0]!.id, text: '襯衫 領口' });
      await indexEntry(tx, { kind: 'draft', id: s.hidden.drafts[0]!.id, text: '襯衫' });
      await indexEntry(tx, { kind: 'brand', id: s.brand.id, text: 'Halo 襯衫' });
    });
    const hits = await world.read((read) => search(read, '襯衫'));
    expect(hits.map(({ kind, id }) => `${kind}:${id}`).sort()).toEqual(
      [`brand:${s.brand.id}`, `challenge:${s.later.id}`, `draft:${s.later.drafts[0]!.id}`].sort(),
    );
  });

  test('share pictures speak only of what may be seen', async () => {
    const s = await scene(world);
    const shared = (kind: 'challenges' | 'drafts', id: string) =>
      world.read((read) => describeShared(read, kind, id));
    expect(await shared('challenges', s.later.id)).toMatchObject({ title: 'later', pictureWidth: 800 });
    expect(await shared('drafts', s.later.drafts[0]!.id)).toMatchObject({ brand: 'Halo Supply' });
    expect(await shared('challenges', s.hidden.id)).toBeUndefined();
    expect(await shared('challenges', s.preparing.id)).toBeUndefined();
    expect(await shared('drafts', s.hidden.drafts[0]!.id)).toBeUndefined();
  });

  test('the picture of a hidden or removed draft is shared with no challenge', async () => {
    const s = await scene(world);
    const pictureOf = async () =>
      (await world.read((read) => describeShared(read, 'challenges', s.later.id)))!.picture;
    const [first, second] = s.later.drafts;
    const before = await pictureOf();
    expect(before).not.toBeNull();
    await world.write((tx) =>
      tx
        .insertInto('hidings')
        .values({ target_kind: 'draft', target_id: first!.id, hidden_at: world.now, reason: 'x' })
        .execute(),
    );
    const after = await pictureOf();
    expect(after).not.toBe(before);
    await world.write((tx) =>
      tx
        .insertInto('draft_removals')
        .values({ draft_id: second!.id, kind: 'disqualified', removed_at: world.now, reason: 'x' })
        .execute(),
    );
    expect(await pictureOf()).not.toBe(after);
  });

  test('what somebody wrote is text in a feed, however it is read', () => {
    const feed = writeFeed(
      [
        {
          id: 'x',
          at: world.now,
          brand: 'Halo\u0008 <b>',
          words: {
            event: 'voting-opened',
            brand: '<img src=x onerror=alert(1)>',
            name: '',
            number: '',
            title: ']]> ]]></title><script>',
          },
          link: '/challenges/x',
          text: 'a \\<script>alert(1)\\</script> & ]]> ]]>',
        },
      ],
      { title: 'M\u0000', origin: 'https://m.example', path: '/f', home: '/', locale: 'en', now: world.now },
    );
    expect(feed).not.toMatch(/<(script|img|b)\b/);
    // eslint-disable-next-line no-control-regex
    expect(feed).not.toMatch(/[\u0000-\u0008]/);
    expect(feed).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(feed.match(/]]>/g)).toHaveLength(feed.match(/<!\[CDATA\[/g)!.length);
  });

  test('a feed tells the turning points, of one brand if asked, and none of what is hidden', async () => {
    const s = await scene(world);
    await world.write(async (tx) => {
      const open = (challenge: { id: string }, brand: { id: string }, at: number) =>
        recordEvent(tx, { kind: 'voting-opened', brand: brand.id, challenge: challenge.id }, at);
      await open(s.later, s.brand, 1000);
      await open(s.sooner, s.other, 2000);
      await open(s.hidden, s.brand, 3000);
      await recordEvent(tx, { kind: 'preorder-placed', brand: s.brand.id, challenge: s.later.id }, 4000);
    });
    const all = await world.read((read) => latestTurns(read));
    expect(all.map(({ words }) => words.title)).toEqual(['sooner', 'later']);
    const one = await world.read((read) => latestTurns(read, s.brand.id));
    expect(one.map(({ words }) => words.title)).toEqual(['later']);
    const feed = writeFeed(one, {
      title: 'Halo & co',
      origin: 'https://muster.example',
      path: '/feed.atom',
      home: '/',
      locale: 'zh-TW',
      now: world.now,
    });
    expect(feed).toContain('<feed xmlns="http://www.w3.org/2005/Atom"');
    expect(feed).toContain('Halo &amp; co');
    expect(feed).toContain('Halo Supply 開始投票：later');
    expect(feed).toContain(`https://muster.example/challenges/${s.later.id}`);
  });

  test('brands', async () => {
    await scene(world);
    expect(await world.read((read) => browseBrands(read))).toHaveLength(2);
    expect(await world.read((read) => showBrand(read, 'halo'))).toMatchObject({
      name: 'Halo Supply',
      logo: null,
    });
    expect(await world.read((read) => showBrand(read, 'none'))).toBeUndefined();
  });
});
