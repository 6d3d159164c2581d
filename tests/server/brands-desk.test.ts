import { expect, test } from 'vitest';
import {
  campaignsUnderWay,
  challengesUnderWay,
  draftsInEditing,
  hasCompany,
  transfersAwaited,
} from '../../src/lib/server/brands/overview.ts';
import { newId } from '../../src/lib/server/ids.ts';
import { brandsListed } from '../../src/lib/server/moderation/brands.ts';
import { onBothDatabases, type World } from '../harness.ts';
import { makeBrand, makeChallenge, makeMember } from '../making.ts';

const begin = (world: World) =>
  world.write(async (tx) => {
    const owner = await makeMember(tx, world.now, { name: 'Ann' });
    const brand = await makeBrand(tx, world.now, [{ member: owner, role: 'owner' }], { name: 'Halo' });
    const other = await makeBrand(tx, world.now - 1, [], { name: 'Other' });
    return { owner, brand, other };
  });

const campaign = (
  world: World,
  brand: { id: string },
  state: 'preparing' | 'live' | 'succeeded' | 'failed',
  title: string,
) =>
  world.write(async (tx) => {
    const { id: challenge, drafts } = await makeChallenge(tx, world.now, brand, { state: 'decided' });
    const id = newId(world.now);
    const variant = newId(world.now);
    await tx
      .insertInto('campaigns')
      .values({
        id,
        brand_id: brand.id,
        challenge_id: challenge,
        draft_id: drafts[0]!.id,
        revision_id: drafts[0]!.revision_id,
        state,
        title,
        currency: 'TWD',
        price_minor: 100,
        minimum_quantity: 10,
        time_zone: 'Asia/Taipei',
        created_at: world.now,
      })
      .execute();
    await tx
      .insertInto('variants')
      .values({ id: variant, campaign_id: id, position: 0, label: 'M' })
      .execute();
    return { id, variant, state };
  });

const preorder = (
  world: World,
  { id, variant }: { id: string; variant: string },
  method: 'manual' | 'card',
  state: 'placed' | 'charged',
) =>
  world.write((tx) =>
    tx
      .insertInto('preorders')
      .values({
        id: newId(world.now),
        number: newId(world.now),
        campaign_id: id,
        variant_id: variant,
        state,
        quantity: 1,
        currency: 'TWD',
        unit_minor: 100,
        shipping_minor: 0,
        total_minor: 100,
        payment_method: method,
        email: 'a@example.com',
        recipient: 'A',
        line1: '1',
        city: 'Taipei',
        country: 'TW',
        idempotency_key: newId(world.now),
        placed_at: world.now,
        changed_at: world.now,
      })
      .execute(),
  );

onBothDatabases('the desk of a brand', (world) => {
  test('shows the challenges that are under way, the next to close first, and only its own', async () => {
    const { brand, other } = await begin(world);
    await world.write(async (tx) => {
      const make = (
        title: string,
        state: 'voting' | 'deciding' | 'decided' | 'cancelled',
        closesAt: number,
      ) => makeChallenge(tx, world.now, brand, { title, state, closesAt });
      await make('Later', 'voting', world.now + 2000);
      await make('Sooner', 'voting', world.now + 1000);
      await make('Waiting', 'deciding', world.now - 1000);
      await make('Over', 'decided', world.now - 2000);
      await make('Off', 'cancelled', world.now - 2000);
      await makeChallenge(tx, world.now, other, { title: 'Theirs' });
    });
    const shown = await world.read((read) => challengesUnderWay(read, brand));
    expect(shown.map(({ title }) => title)).toEqual(['Waiting', 'Sooner', 'Later']);
    expect(shown[1]).toMatchObject({ state: 'voting', drafts: 3, ballots: 0, timeZone: 'Asia/Taipei' });
  });

  test('counts the drafts in editing by challenge, where they can still be submitted', async () => {
    const { brand } = await begin(world);
    const { open, closed } = await world.write(async (tx) => {
      const open = await makeChallenge(tx, world.now, brand, {
        state: 'collecting',
        title: 'Open',
        drafts: 3,
      });
      const closed = await makeChallenge(tx, world.now, brand, { state: 'voting', drafts: 1 });
      return { open, closed };
    });
    await world.write(async (tx) => {
      const edited = [...open.drafts.slice(0, 3), closed.drafts[0]!].map(({ id }) => id);
      await tx.updateTable('drafts').set({ state: 'editing' }).where('id', 'in', edited).execute();
      await tx
        .insertInto('draft_removals')
        .values({ draft_id: open.drafts[2]!.id, kind: 'withdrawn', removed_at: world.now, reason: '' })
        .execute();
    });
    expect(await world.read((read) => draftsInEditing(read, brand))).toEqual([
      { id: open.id, title: 'Open', count: 2 },
    ]);
  });

  test('shows the campaigns under way and counts the transfers that buyers owe', async () => {
    const { brand, other } = await begin(world);
    const live = await campaign(world, brand, 'live', 'Live');
    const succeeded = await campaign(world, brand, 'succeeded', 'Succeeded');
    await campaign(world, brand, 'failed', 'Failed');
    await campaign(world, other, 'live', 'Theirs');
    for (const one of [live, succeeded]) {
      await preorder(world, one, 'manual', 'placed');
      await preorder(world, one, 'manual', 'charged');
      await preorder(world, one, 'card', 'placed');
    }
    await preorder(world, succeeded, 'manual', 'placed');
    const campaigns = await world.read((read) => campaignsUnderWay(read, brand));
    expect(campaigns.map(({ title }) => title).sort()).toEqual(['Live', 'Succeeded']);
    expect(await world.read((read) => transfersAwaited(read, campaigns))).toEqual([
      { id: succeeded.id, title: 'Succeeded', count: 2 },
    ]);
    expect(await world.read((read) => transfersAwaited(read, []))).toEqual([]);
  });

  test('knows whether a brand is more than one person, or has asked to be', async () => {
    const { brand, owner } = await begin(world);
    const company = () => world.read((read) => hasCompany(read, brand));
    await world.write((tx) =>
      tx
        .insertInto('brand_roles')
        .values({ brand_id: brand.id, member_id: owner.id, role: 'designer', granted_at: world.now })
        .execute(),
    );
    expect(await company()).toBe(false);
    await world.write(async (tx) => {
      const mate = await makeMember(tx, world.now);
      await tx
        .insertInto('brand_roles')
        .values({ brand_id: brand.id, member_id: mate.id, role: 'designer', granted_at: world.now })
        .execute();
    });
    expect(await company()).toBe(true);
  });

  test('every brand is listed with those who answer for it', async () => {
    await begin(world);
    expect(await world.read((read) => brandsListed(read))).toMatchObject([
      { name: 'Halo', owners: [{ name: 'Ann' }] },
      { name: 'Other', owners: [] },
    ]);
  });
});
